#pragma once

// What an article's words say of its section: a sum of log-odds over light stems and phrases
// (data/story/section_words.tsv).

#include <array>
#include <cstdint>
#include <string_view>

namespace isnad::story {

// What the words can tell apart: politics at home and abroad are one.
enum class Topic : std::uint8_t {
  kPublic,
  kSport,
  kEconomy,
  kSociety,
  kLocal,
  kCulture,
  kScience,
  kReligion,
  kOpinion,
};
inline constexpr std::size_t kTopics = 9;

struct TopicReading {
  std::array<float, kTopics> log_odds{};
  std::size_t words = 0;  // that were read
};

// Of a title and the opening of a text, both UTF-8. Words of the title count twice; a word's
// weight grows with the logarithm of its count. Cost: O(bytes). Thread-safe.
[[nodiscard]] TopicReading ReadTopic(std::string_view title, std::string_view opening);

// How far the nations named are from home, by the title and opening.
struct NationReading {
  bool names_home = false;    // the outlet's country
  bool names_abroad = false;  // any other
  bool names_arab = false;    // any of the Arab League
};
// `country` is an ISO 3166 code in small letters, "" unknown.
[[nodiscard]] NationReading ReadNations(std::string_view title, std::string_view opening,
                                        std::string_view country);

}  // namespace isnad::story
