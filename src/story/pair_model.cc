#include "story/pair_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "story/data_lines.h"
#include "story/term_set.h"

extern "C" const char isnad_story_pair_model[];
extern "C" const char isnad_story_pair_model_end[];

namespace isnad::story {
namespace {

constexpr float kRareWeight = 3;  // e^3: in fewer than one article in twenty
constexpr float kMostDays = 10;   // gaps beyond are alike
constexpr float kUnknownGap = 0.3F;
constexpr std::int32_t kDaysApart = 2;
// Shares of crowded articles: in the sets that the weights were fitted to, and in daily press.
constexpr float kFewCrowded = 0.3F;
constexpr float kManyCrowded = 0.6F;
// What a crowded window takes off the log-odds, by its articles.
constexpr float kLeastChance = 2.5F;
constexpr float kMostChance = 3.5F;  // beyond, days and places keep accounts apart anyway
constexpr float kSmallWindow = 1000;

struct Shared {
  float dot = 0;
  float weight = 0;
  float lead = 0;             // of terms in both leads
  float weighty_of_left = 0;  // of the left's weighty terms that the right has
  float weighty_of_right = 0;
  int rare = 0;
  bool title = false;  // a term of both titles
};

bool Has(TermSet set, std::size_t term) { return (set >> term & 1) != 0; }

void Share(const Account& a, const Account& b, std::size_t i, std::size_t j, Shared& shared) {
  const Term& left = a.terms[i];
  const Term& right = b.terms[j];
  const float weight = std::min(left.weight, right.weight);
  shared.dot += left.weight * right.weight;
  shared.weight += weight;
  shared.rare += weight > kRareWeight ? 1 : 0;
  if (Has(a.lead, i) && Has(b.lead, j)) shared.lead += weight;
  if (Has(a.weighty, i)) shared.weighty_of_left += left.weight;
  if (Has(b.weighty, j)) shared.weighty_of_right += right.weight;
  if (Has(a.title, i) && Has(b.title, j)) shared.title = true;
}

Shared ShareTerms(const Account& a, const Account& b) {
  Shared shared;
  KeyIndex::ForEachShared(
      a.term_index, a.terms.size(), [&a](std::size_t i) { return a.terms[i].key; },  //
      b.term_index, b.terms.size(), [&b](std::size_t j) { return b.terms[j].key; },
      [&](std::size_t i, std::size_t j) { Share(a, b, i, j, shared); });
  return shared;
}

std::size_t SharedPhrases(const Account& a, const Account& b) {
  std::size_t count = 0;
  KeyIndex::ForEachShared(
      a.phrase_index, a.phrases.size(), [&a](std::size_t i) { return a.phrases[i]; },  //
      b.phrase_index, b.phrases.size(), [&b](std::size_t j) { return b.phrases[j]; },
      [&count](std::size_t, std::size_t) { ++count; });
  return count;
}

float LogGap(std::int32_t day_gap) {
  const float gap = std::min(static_cast<float>(day_gap), kMostDays);
  return std::log2(1 + gap) / std::log2(1 + kMostDays);
}

float Flag(bool value) { return value ? 1.0F : 0.0F; }

void CompareTime(const TimeSense& a, const TimeSense& b, Features& out) {
  auto set = [&out](Feature feature, float value) {
    out[static_cast<std::size_t>(feature)] = value;
  };
  const std::optional<std::int32_t> gap = DaysBetween(a, b);
  const bool days_said = gap && a.month_day && b.month_day;
  set(Feature::kDayGap, gap ? LogGap(*gap) : kUnknownGap);
  set(Feature::kSameDay, Flag(days_said && *gap == 0));
  set(Feature::kOtherDay, Flag(days_said && *gap != 0));
  set(Feature::kDayUnknown, Flag(!gap));
  const bool published_known = a.published_day && b.published_day;
  set(Feature::kPublishGap,
      published_known ? LogGap(std::abs(*a.published_day - *b.published_day)) : kUnknownGap);
  // Weekdays add nothing where the days themselves are known.
  const bool weekdays_known = !days_said && a.weekday && b.weekday;
  set(Feature::kSameWeekday, Flag(weekdays_known && *a.weekday == *b.weekday));
  set(Feature::kOneIsPreview, Flag(a.preview != b.preview));
  const bool apart = published_known && std::abs(*a.published_day - *b.published_day) >= kDaysApart;
  set(Feature::kPublishedApart, Flag(apart));
}

void CompareEvents(const Account& a, const Account& b, Features& out) {
  auto set = [&out](Feature feature, float value) {
    out[static_cast<std::size_t>(feature)] = value;
  };
  set(Feature::kSameHead, Flag(a.event.head != 0 && a.event.head == b.event.head));
  const std::size_t quantities = CountConflicts(a.event.quantities, b.event.quantities);
  set(Feature::kOtherQuantities, std::log1p(static_cast<float>(quantities)));
  set(Feature::kOtherEdition, Flag(CountConflicts(a.event.editions, b.event.editions) > 0));
  const Account& ahead = a.time.awaits ? a : b;
  const Account& behind = a.time.awaits ? b : a;
  set(Feature::kResultOfPreview,
      Flag(ahead.time.awaits && !behind.time.awaits && behind.event.has_outcome));
}

float Least(float a, float b) { return std::max(1.0F, std::min(a, b)); }

}  // namespace

std::string_view Name(Feature feature) {
  static constexpr std::array<std::string_view, kFeatures> kNames{
      "cosine",         "overlap",           "rare",           "phrases",     "length",
      "day_gap",        "same_day",          "other_day",      "day_unknown", "publish_gap",
      "same_weekday",   "shared_numbers",    "one_is_preview", "same_head",   "other_quantities",
      "other_edition",  "result_of_preview", "coverage",       "lead",        "other_title",
      "published_apart"};
  return kNames[static_cast<std::size_t>(feature)];
}

bool AreFarApart(const TimeSense& a, const TimeSense& b) {
  if (static_cast<float>(DaysBetween(a, b).value_or(0)) >= kMostDays) return true;
  return a.published_day && b.published_day &&
         static_cast<float>(std::abs(*a.published_day - *b.published_day)) >= kMostDays;
}

Features Compare(const Account& a, const Account& b) {
  Features out{};
  auto set = [&out](Feature feature, float value) {
    out[static_cast<std::size_t>(feature)] = value;
  };
  const Shared shared = ShareTerms(a, b);
  const float lighter = Least(a.mass, b.mass);
  const float cosine = shared.dot / std::max(1e-6F, a.norm * b.norm);
  // The constants keep the logarithms finite and flat where there is next to nothing in common.
  set(Feature::kCosine, std::log(cosine + 0.03F));
  set(Feature::kOverlap, std::log(shared.weight / lighter + 0.04F));
  set(Feature::kRare, std::log1p(static_cast<float>(shared.rare)));
  const std::size_t phrases = SharedPhrases(a, b);
  set(Feature::kPhrases, std::log1p(static_cast<float>(phrases)));
  const std::size_t length = std::min(a.terms.size(), b.terms.size());
  set(Feature::kLength, std::log1p(static_cast<float>(length)));
  const std::size_t numbers = CountShared(a.numbers, b.numbers);
  set(Feature::kSharedNumbers, std::log1p(static_cast<float>(numbers)));
  set(Feature::kLead, std::log(shared.lead / Least(a.lead_mass, b.lead_mass) + 0.05F));
  const float covered = std::max(shared.weighty_of_left / Least(a.weighty_mass, a.weighty_mass),
                                 shared.weighty_of_right / Least(b.weighty_mass, b.weighty_mass));
  set(Feature::kCoverage, std::log(covered + 0.05F));
  set(Feature::kOtherTitle, Flag(a.title != 0 && b.title != 0 && !shared.title));
  CompareTime(a.time, b.time, out);
  CompareEvents(a, b, out);
  return out;
}

PairModel::PairModel() {
  const std::string_view data(
      isnad_story_pair_model,
      static_cast<std::size_t>(isnad_story_pair_model_end - isnad_story_pair_model));
  ForEachRow(data, [this](const Row& row) {
    float value = 0;
    std::from_chars(row[1].data(), row[1].data() + row[1].size(), value);
    if (row[0] == "bias") bias_ = value;
    if (row[0] == "join_threshold") join_threshold_ = value;
    if (row[0] == "merge_threshold") merge_threshold_ = value;
    for (std::size_t i = 0; i < kFeatures; ++i) {
      if (row[0] == Name(static_cast<Feature>(i))) weights_[i] = value;
    }
  });
}

void PairModel::SetWindow(std::size_t articles, float crowded_0_1) {
  const float crowd =
      std::clamp((crowded_0_1 - kFewCrowded) / (kManyCrowded - kFewCrowded), 0.0F, 1.0F);
  const float ratio = std::max(1.0F, static_cast<float>(articles) / kSmallWindow);
  chance_ = crowd * std::min(kLeastChance + std::log(ratio), kMostChance);
}

float PairModel::OddsAlone(const Features& features) const {
  float sum = bias_;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += weights_[i] * features[i];
  return sum;
}

}  // namespace isnad::story
