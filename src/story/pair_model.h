#pragma once

// How likely two accounts tell of one event: a logistic regression over few features, so that it
// carries over to stories it never saw. Weights: data/story/pair_model.tsv, fitted by
// tools/train_cluster_model.py; what they were learned from stands in data/story/PROVENANCE.

#include <array>
#include <cstddef>
#include <string_view>

#include "story/account.h"

namespace isnad::story {

enum class Feature : std::size_t {
  kCosine,       // ln of the cosine of the weighed terms
  kOverlap,      // ln of shared weight over the lighter account's
  kRare,         // ln of one plus the number of rare terms in common
  kPhrases,      // ln of one plus the number of phrases in common
  kLength,       // ln of the number of terms of the shorter account
  kDayGap,       // log2 of days between what is known of the events' days, 0..1; 0.3 if unknown
  kSameDay,      // both name a day, and the same
  kOtherDay,     // both name a day, not the same
  kDayUnknown,   // of one or both, even roughly
  kPublishGap,   // as kDayGap, between the publications
  kSameWeekday,  // days not both known, weekdays are: the same
  kSharedNumbers,
  kOneIsPreview,
  kSameHead,         // the bodies' first acts are of one kind
  kOtherQuantities,  // ln of one plus the number of things counted otherwise
  kOtherEdition,     // another session or round of one series
  kResultOfPreview,  // one looks ahead, the other knows who won
  kCoverage,         // ln of the share of one's weighty terms that the other has, the larger one
  kLead,             // as kOverlap, of the first few terms
  kOtherTitle,       // both have titles, without a term in common
  kPublishedApart,   // by two days or more
  kCount,
};
inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::kCount);
using Features = std::array<float, kFeatures>;

[[nodiscard]] std::string_view Name(Feature feature);  // as in the weights file

// Their days, or their publications, lie ten days or more apart: never one event. Cost: O(1).
[[nodiscard]] bool AreFarApart(const TimeSense& a, const TimeSense& b);

// Symmetric. Cost: O(terms of both). Thread-safe.
[[nodiscard]] Features Compare(const Account& a, const Account& b);

class PairModel {
 public:
  PairModel();  // the shipped weights

  // What a new account is compared with: how many articles, and what share of them is crowded
  // (crowd.h). The weights were fitted to events that hardly resemble each other; where many do,
  // and the more there are, the likelier one resembles it by chance, and the odds of each fall.
  void SetWindow(std::size_t articles, float crowded_0_1);

  // Log-odds that the accounts tell of one event.
  [[nodiscard]] float LogOdds(const Features& features) const {
    return OddsAlone(features) - chance_;
  }
  // The same were there hardly any others, and what the window takes off.
  [[nodiscard]] float OddsAlone(const Features& features) const;
  [[nodiscard]] float chance() const { return chance_; }

  [[nodiscard]] float join_threshold() const { return join_threshold_; }
  [[nodiscard]] float merge_threshold() const { return merge_threshold_; }

 private:
  Features weights_{};
  float bias_ = 0;
  float chance_ = 0;           // what the window takes off
  float join_threshold_ = 0;   // for the verdict on an account and a story
  float merge_threshold_ = 0;  // for the verdict on two stories
};

}  // namespace isnad::story
