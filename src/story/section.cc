#include "story/section.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "news/section.h"
#include "story/section_slugs.h"
#include "story/section_text.h"

namespace isnad::story {
namespace {

constexpr std::size_t kOpeningBytes = 1'000;
constexpr std::size_t kNationBytes = 400;  // the lead
constexpr std::size_t kMaxTags = 12;
constexpr float kOutletLogOdds = 4;
constexpr float kTagLogOdds = 2;
// The text decides where the best topic has so much, and so much more than the next.
constexpr float kLeast = 5;
constexpr float kLeastMargin = 1.5F;
constexpr float kLeastMarginShare = 0.12F;  // of the best's
// A column is told by how it speaks, whatever it speaks of; short texts are none.
constexpr float kLeastOpinion = 5;
constexpr std::size_t kLeastColumnBytes = 2'200;
// Where the address says "local", the text must be surer to say otherwise.
constexpr float kLeastAgainstLocal = 9;
constexpr float kLeastMarginAgainstLocal = 5;

constexpr std::string_view kPolitics = "politics";
constexpr std::string_view kWorld = "world";
constexpr std::string_view kLocal = "local";

std::optional<Topic> TopicOf(std::string_view slug) {
  constexpr std::pair<std::string_view, Topic> kTopicOf[] = {
      {kPolitics, Topic::kPublic},  {kWorld, Topic::kPublic},     {"sport", Topic::kSport},
      {"economy", Topic::kEconomy}, {"society", Topic::kSociety}, {kLocal, Topic::kLocal},
      {"culture", Topic::kCulture}, {"science", Topic::kScience}, {"religion", Topic::kReligion},
      {"opinion", Topic::kOpinion},
  };
  for (const auto& [name, topic] : kTopicOf) {
    if (name == slug) return topic;
  }
  return std::nullopt;
}

std::string_view SlugOf(Topic topic) {
  constexpr std::string_view kSlugs[kTopics] = {kPolitics, "sport",   "economy",  "society", kLocal,
                                                "culture", "science", "religion", "opinion"};
  return kSlugs[static_cast<std::size_t>(topic)];
}

std::string OpeningOf(const news::Article& article) {
  std::string opening;
  for (const news::Paragraph& paragraph : article.paragraphs) {
    if (opening.size() >= kOpeningBytes) break;
    opening += TruncateUtf8(paragraph.text, kOpeningBytes - opening.size());
    opening += '\n';
  }
  return opening;
}

bool HasBytes(const news::Article& article, std::size_t bytes) {
  std::size_t sum = 0;
  for (const news::Paragraph& paragraph : article.paragraphs) {
    sum += paragraph.text.size();
    if (sum >= bytes) return true;
  }
  return false;
}

// What the page or its address say outright.
std::optional<SectionPlace> NamedSection(const news::Article& article) {
  const std::optional<SectionPlace> in_url = FindSectionInUrl(article.url);
  std::optional<SectionPlace> told;
  if (!article.section.empty()) told = FindSectionName(article.section, SlugMatch::kAnyWord);
  if (!in_url || !told) return told ? told : in_url;
  // "local" and "world" say where; what the other says tells of what.
  const std::string_view slug = news::Sections()[*told].slug;
  return slug == kLocal || slug == kWorld ? in_url : told;
}

struct Decision {
  Topic topic = Topic::kPublic;
  float log_odds = 0;
  float margin = 0;
};

Decision Best(const std::array<float, kTopics>& log_odds) {
  const auto* best = std::max_element(log_odds.begin(), log_odds.end());
  float next = 0;
  for (const float& each : log_odds) {
    if (&each != best) next = std::max(next, each);
  }
  return {static_cast<Topic>(best - log_odds.begin()), *best, *best - next};
}

void AddHints(const news::Article& article, std::array<float, kTopics>& log_odds) {
  const auto add = [&log_odds](std::optional<SectionPlace> place, float amount) {
    if (!place) return;
    if (const auto topic = TopicOf(news::Sections()[*place].slug)) {
      log_odds[static_cast<std::size_t>(*topic)] += amount;
    }
  };
  add(FindSectionOfOutlet(article.url, article.outlet), kOutletLogOdds);
  for (std::size_t i = 0; i < std::min(article.tags.size(), kMaxTags); ++i) {
    add(FindSectionName(article.tags[i], SlugMatch::kWhole), kTagLogOdds);
  }
}

std::string_view PoliticsOrWorld(std::string_view title, std::string_view opening,
                                 std::string_view country) {
  const NationReading nations = ReadNations(title, TruncateUtf8(opening, kNationBytes), country);
  const bool is_abroad = country.empty() ? nations.names_abroad && !nations.names_arab
                                         : nations.names_abroad && !nations.names_home;
  return is_abroad ? kWorld : kPolitics;
}

}  // namespace

std::string_view SectionOf(const news::Article& article, std::string_view country) {
  const std::optional<SectionPlace> named = NamedSection(article);
  const std::string_view slug = named ? news::Sections()[*named].slug : std::string_view();
  if (!slug.empty() && slug != kLocal) return slug;
  const std::string opening = OpeningOf(article);
  TopicReading reading = ReadTopic(article.title, opening);
  AddHints(article, reading.log_odds);
  const Decision best = Best(reading.log_odds);
  const float opinion = reading.log_odds[static_cast<std::size_t>(Topic::kOpinion)];
  if (opinion >= kLeastOpinion && HasBytes(article, kLeastColumnBytes)) return "opinion";
  const bool is_local = slug == kLocal;
  const float margin = is_local ? kLeastMarginAgainstLocal
                                : std::max(kLeastMargin, kLeastMarginShare * best.log_odds);
  if (best.log_odds < (is_local ? kLeastAgainstLocal : kLeast) || best.margin < margin) return slug;
  return best.topic == Topic::kPublic ? PoliticsOrWorld(article.title, opening, country)
                                      : SlugOf(best.topic);
}

std::string_view SectionOfStory(std::span<const std::string_view> sections) {
  const auto pooled = [](std::string_view slug) { return slug == kWorld ? kPolitics : slug; };
  const auto count = [&sections](std::string_view wanted, auto as) {
    return std::count_if(sections.begin(), sections.end(),
                         [&](std::string_view slug) { return as(slug) == wanted; });
  };
  std::string_view best;
  std::ptrdiff_t most = 0;
  for (const std::string_view slug : sections) {
    if (slug.empty()) continue;
    const std::ptrdiff_t votes = count(pooled(slug), pooled);
    if (votes > most) {
      best = slug;
      most = votes;
    }
  }
  if (pooled(best) != kPolitics) return best;
  const auto as_is = [](std::string_view slug) { return slug; };
  const std::ptrdiff_t politics = count(kPolitics, as_is);
  const std::ptrdiff_t world = count(kWorld, as_is);
  return politics == world ? best : politics > world ? kPolitics : kWorld;
}

}  // namespace isnad::story
