#include "story/pair_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "story/data_lines.h"

extern "C" const char isnad_story_pair_model[];
extern "C" const char isnad_story_pair_model_end[];

namespace isnad::story {
namespace {

constexpr float kRareWeight = 3;  // e^3: in fewer than one article in twenty
constexpr float kMostDays = 10;   // gaps beyond are alike
constexpr float kUnknownGap = 0.3F;

struct Shared {
  float dot = 0;
  float weight = 0;
  int rare = 0;
};

// Merges without branches on the keys, which no processor could foresee.
Shared ShareTerms(const std::vector<Term>& a, const std::vector<Term>& b) {
  Shared shared;
  const Term* left = a.data();
  const Term* right = b.data();
  const Term* const left_end = left + a.size();
  const Term* const right_end = right + b.size();
  while (left != left_end && right != right_end) {
    if (left->key == right->key) {  // seldom
      const float weight = std::min(left->weight, right->weight);
      shared.dot += left->weight * right->weight;
      shared.weight += weight;
      shared.rare += weight > kRareWeight ? 1 : 0;
    }
    const bool step_left = left->key <= right->key;
    const bool step_right = right->key <= left->key;
    left += step_left ? 1 : 0;
    right += step_right ? 1 : 0;
  }
  return shared;
}

std::size_t CountShared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  const std::uint32_t* left = a.data();
  const std::uint32_t* right = b.data();
  const std::uint32_t* const left_end = left + a.size();
  const std::uint32_t* const right_end = right + b.size();
  while (left != left_end && right != right_end) {
    const bool step_left = *left <= *right;
    const bool step_right = *right <= *left;
    count += step_left && step_right ? 1 : 0;
    left += step_left ? 1 : 0;
    right += step_right ? 1 : 0;
  }
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
}

}  // namespace

std::string_view Name(Feature feature) {
  static constexpr std::array<std::string_view, kFeatures> kNames{
      "cosine",       "overlap",        "rare",          "phrases",     "length",
      "day_gap",      "same_day",       "other_day",     "day_unknown", "publish_gap",
      "same_weekday", "shared_numbers", "one_is_preview"};
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
  const Shared shared = ShareTerms(a.terms, b.terms);
  const float lighter = std::max(1.0F, std::min(a.mass, b.mass));
  const float cosine = shared.dot / std::max(1e-6F, a.norm * b.norm);
  // The constants keep the logarithms finite and flat where there is next to nothing in common.
  set(Feature::kCosine, std::log(cosine + 0.03F));
  set(Feature::kOverlap, std::log(shared.weight / lighter + 0.04F));
  set(Feature::kRare, std::log1p(static_cast<float>(shared.rare)));
  const std::size_t phrases = CountShared(a.phrases, b.phrases);
  set(Feature::kPhrases, std::log1p(static_cast<float>(phrases)));
  const std::size_t length = std::min(a.terms.size(), b.terms.size());
  set(Feature::kLength, std::log1p(static_cast<float>(length)));
  const std::size_t numbers = CountShared(a.numbers, b.numbers);
  set(Feature::kSharedNumbers, std::log1p(static_cast<float>(numbers)));
  CompareTime(a.time, b.time, out);
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
    for (std::size_t i = 0; i < kFeatures; ++i) {
      if (row[0] == Name(static_cast<Feature>(i))) weights_[i] = value;
    }
  });
}

float PairModel::LogOdds(const Features& features) const {
  float sum = bias_;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += weights_[i] * features[i];
  return sum;
}

}  // namespace isnad::story
