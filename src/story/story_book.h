#pragma once

// The stories of the window: which accounts stand for each, when its events were, and the rule by
// which a new account joins one. An account must resemble the story's best account and its
// accounts on the average, so that no chain of neighbours ties two events together.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "story/account.h"
#include "story/pair_model.h"

namespace isnad::story {

enum class Role : std::uint8_t { kAccount, kCopy };

struct Story {
  std::vector<std::uint32_t> members;  // accounts that stand for it, rising
  std::size_t articles = 0;            // of it in the window, copies included
  std::optional<std::int32_t> first_day{};
  std::optional<std::int32_t> last_day{};
};

class StoryBook {
 public:
  static constexpr std::size_t kMaxMembers =
      16;  // the first half and the most recent stand for all

  void Add(std::int64_t story, std::uint32_t article, const TimeSense& time, Role role);
  void Remove(std::int64_t story, std::uint32_t article);  // a story without articles is forgotten

  [[nodiscard]] const Story* Find(std::int64_t story) const;
  [[nodiscard]] std::size_t size() const { return stories_.size(); }

 private:
  std::unordered_map<std::int64_t, Story> stories_;
};

// True where two texts of one wording are two issues of a form (weather bulletin, prayer times,
// exchange rates): other numbers on another day, or mostly other numbers.
[[nodiscard]] bool IsOtherEdition(const Account& a, const Account& b);

// Log-odds of one event, other editions ruled out.
[[nodiscard]] float LogOddsOf(const PairModel& model, const Account& a, const Account& b);

struct Choice {
  std::optional<std::int64_t> story{};
  float log_odds = -99;       // of the story, by the rule above
  std::uint32_t nearest = 0;  // its account most like the new one
};

// Collects the candidates of one account and picks the best story. Cheap to make.
class StoryChooser {
 public:
  StoryChooser(const StoryBook& book, const PairModel& model, std::chrono::days max_span)
      : book_(book), model_(model), max_span_(max_span) {}

  void Offer(std::uint32_t article, std::int64_t story, float log_odds);

  // `account_of(article)` gives an account of the window.
  // Cost: kMaxStories × StoryBook::kMaxMembers comparisons at most.
  template <typename AccountOf>
  [[nodiscard]] Choice Choose(const Account& account, AccountOf account_of);

 private:
  struct Offered {
    std::int64_t story = 0;
    float best = 0;
    std::uint32_t nearest = 0;
  };
  static constexpr std::size_t kMaxStories = 4;  // looked at more closely
  static constexpr float kBestShare =
      0.7F;  // of the best account in the verdict; the mean's is the rest
  static constexpr float kMostOdds = 3;  // one account counts no more than this

  void KeepBest();
  // What was offered for the article, if it was.
  [[nodiscard]] const float* KnownOdds(std::uint32_t article) const;
  [[nodiscard]] bool FitsInTime(const Story& story, const TimeSense& time) const;

  const StoryBook& book_;
  const PairModel& model_;
  std::chrono::days max_span_;
  std::vector<Offered> offered_;
  std::vector<std::pair<std::uint32_t, float>> known_;
};

template <typename AccountOf>
Choice StoryChooser::Choose(const Account& account, AccountOf account_of) {
  KeepBest();
  Choice choice;
  for (const Offered& offered : offered_) {
    const Story* story = book_.Find(offered.story);
    if (story == nullptr || story->members.empty() || !FitsInTime(*story, account.time)) continue;
    float sum = 0;
    for (const std::uint32_t member : story->members) {
      const float* known = KnownOdds(member);
      const float odds = known ? *known : LogOddsOf(model_, account, account_of(member));
      sum += std::min(kMostOdds, odds);
    }
    const float mean = sum / static_cast<float>(story->members.size());
    const float verdict = kBestShare * std::min(kMostOdds, offered.best) + (1 - kBestShare) * mean;
    if (verdict > choice.log_odds) choice = {offered.story, verdict, offered.nearest};
  }
  return choice;
}

}  // namespace isnad::story
