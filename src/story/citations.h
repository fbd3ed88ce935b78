#pragma once

// What an article itself says of where it comes from: its credit line («المنارة – وكالات»), the
// mark of an agency before its first sentence («الرباط - و م ع»), a closing line («المصدر:
// رويترز»), its first sentence («نقلا عن صحيفة …», «ذكرت وكالة …»), and outlets that it names in
// passing.
//
// Names are compared by keys: of the name without «صحيفة», «وكالة» and the like; of the agency that
// data/story/agencies.tsv knows by it; of the letters that an agency's name begins with
// («وكالة أنباء السدر» signs «وأس»), so that agencies no list knows are found among the outlets.
// Limits: kMaxCitations, kMaxCreditBytes of a line; of a text its first and last paragraphs and
// quoted names are looked at.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "news/story.h"
#include "story/quotes.h"
#include "story/words.h"

namespace isnad::story {

inline constexpr std::size_t kMaxCitations = 24;
inline constexpr std::size_t kMaxCreditBytes = 300;

// What a name may be known by; 0: nothing.
struct NameKeys {
  std::uint32_t name = 0;
  std::uint32_t agency = 0;
  std::uint32_t initials = 0;  // of an agency's outlet; of a citation its letters, where so short

  // Whether one is the other. Two empty ones are not.
  [[nodiscard]] bool Meets(const NameKeys& other) const {
    return (name != 0 && name == other.name) || (agency != 0 && agency == other.agency) ||
           (initials != 0 && initials == other.initials);
  }
  bool operator==(const NameKeys&) const = default;
};

[[nodiscard]] NameKeys KeysOfOutlet(std::string_view outlet);

struct Citation {
  enum class Place : std::uint8_t { kCreditLine, kDateline, kOpening, kPassing };
  Place place = Place::kPassing;
  NameKeys keys;
  // The source by name, where the citation says for sure that it is one; "" otherwise: then it
  // counts only if an outlet of that name is at hand.
  std::string source;
  std::string quote;  // as published

  // Whether it stands for the whole account.
  [[nodiscard]] bool OfAccount() const {
    return place == Place::kCreditLine || place == Place::kDateline;
  }
};

[[nodiscard]] news::ChainEvidence EvidenceOf(const Citation& citation);

struct Citations {
  std::vector<Citation> list;
  bool own = false;         // «خاص», or the outlet names itself in the text
  bool wires = false;       // agencies that are not named
  std::string wires_quote;  // as published
  bool follows = false;     // compiled from others that are not named
};

struct CitingText {
  std::string_view text;  // title, line feed, body
  const Words& words;     // of it
  std::size_t first_of_body = 0;
  std::string_view credit = {};  // the credit line that extraction found
  std::string_view outlet = {};
};

// Citations of the outlet itself are left out. Cost: O(text). Thread-safe.
[[nodiscard]] Citations ReadCitations(const CitingText& article,
                                      const std::vector<QuotedSpan>& quoted);

}  // namespace isnad::story
