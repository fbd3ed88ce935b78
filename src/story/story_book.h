#pragma once

// The stories of the window: which accounts stand for each, when its events were, and the rules by
// which a new account joins one and by which two become one. An account must resemble the story's
// best account and its accounts on the average, so that no chain of neighbours ties two events
// together; two stories must do so from both sides.

#include <algorithm>
#include <array>
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
  std::vector<std::int64_t> names{};  // of stories that became a part of it
  std::vector<std::int64_t> apart{};  // names of stories that it must not become one with
};

class StoryBook {
 public:
  static constexpr std::size_t kMaxMembers =
      16;  // the first half and the most recent stand for all

  void Add(std::int64_t story, std::uint32_t article, const TimeSense& time, Role role);
  void Remove(std::int64_t story, std::uint32_t article);  // a story without articles is forgotten

  // `from` becomes a part of `into`; its name stands for that from now on, as do the names that
  // stood for it. Both are live and differ. Cost: O(names that stand for `from`).
  void Merge(std::int64_t from, std::int64_t into);

  // Neither is ever merged into the other, nor into what the other becomes a part of. Nothing
  // happens for stories that are not of the window.
  void KeepApart(std::int64_t a, std::int64_t b);
  [[nodiscard]] bool AreApart(std::int64_t a, std::int64_t b) const;

  // The live story that `story` names. Cost: O(1).
  [[nodiscard]] std::int64_t Resolve(std::int64_t story) const;

  [[nodiscard]] const Story* Find(std::int64_t story) const;
  [[nodiscard]] std::size_t size() const { return stories_.size(); }

 private:
  std::unordered_map<std::int64_t, Story> stories_;
  std::unordered_map<std::int64_t, std::int64_t> merged_;  // name -> live story
};

// True where two texts of one wording are two issues of a form (weather bulletin, prayer times,
// exchange rates): other numbers on another day, or mostly other numbers.
[[nodiscard]] bool IsOtherEdition(const Account& a, const Account& b);

// True where both are of one form (story/form.h) and not of one issue: another day or other numbers
// where these tell issues apart, else next to nothing in common beside the form's own words.
[[nodiscard]] bool IsOtherIssue(const Account& a, const Account& b);

// Log-odds of one event, other editions and issues ruled out.
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

  // Another of the stories offered that tells of the same event as `story`, both being live;
  // log-odds below `threshold` are no answer. `nearest` is its account most like one of `story`.
  // Cost: kMaxStories × StoryBook::kMaxMembers² comparisons at most.
  template <typename AccountOf>
  [[nodiscard]] Choice ChooseTwin(std::int64_t story, float threshold, AccountOf account_of) const;

 private:
  struct Offered {
    std::int64_t story = 0;
    float best = 0;
    std::uint32_t nearest = 0;
  };
  static constexpr std::size_t kMaxStories = 4;  // looked at more closely
  static constexpr float kBestShare =
      0.7F;  // of the best account in the verdict; the mean's is the rest
  static constexpr float kLeastOdds = -99;
  static constexpr float kLeastLink = -1;  // of the new account to a story that is to be its twin
  static constexpr float kMostOdds = 3;    // one account counts no more than this
  // Of each account's best link in the verdict on two stories; the mean of all links is the rest.
  static constexpr float kLinkShare = 0.4F;

  // The verdict on two stories, and the account of `b` most like one of `a`.
  template <typename AccountOf>
  [[nodiscard]] Choice Compare(const Story& a, const Story& b, AccountOf account_of) const;

  void KeepBest();
  // What was offered for the article, if it was.
  [[nodiscard]] const float* KnownOdds(std::uint32_t article) const;
  [[nodiscard]] bool FitsInTime(const Story& story, std::optional<std::int32_t> first_day,
                                std::optional<std::int32_t> last_day) const;

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
    if (story == nullptr || story->members.empty() ||
        !FitsInTime(*story, account.time.first_day, account.time.last_day)) {
      continue;
    }
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

template <typename AccountOf>
Choice StoryChooser::ChooseTwin(std::int64_t story, float threshold, AccountOf account_of) const {
  Choice choice;
  const Story* const own = book_.Find(story);
  if (own == nullptr || own->members.empty()) return choice;
  for (const Offered& offered : offered_) {
    if (offered.best < kLeastLink) continue;
    const std::int64_t other = book_.Resolve(offered.story);
    const Story* const twin = book_.Find(other);
    if (other == story || twin == nullptr || twin->members.empty() ||
        book_.AreApart(story, other) || !FitsInTime(*own, twin->first_day, twin->last_day)) {
      continue;
    }
    Choice found = Compare(*own, *twin, account_of);
    found.story = other;
    if (found.log_odds >= threshold && found.log_odds > choice.log_odds) choice = found;
  }
  return choice;
}

template <typename AccountOf>
Choice StoryChooser::Compare(const Story& a, const Story& b, AccountOf account_of) const {
  std::array<float, StoryBook::kMaxMembers> best_of_b;
  best_of_b.fill(kLeastOdds);
  Choice choice{.log_odds = kLeastOdds};
  float best = kLeastOdds;
  float sum = 0;
  float best_of_a = 0;
  for (const std::uint32_t left : a.members) {
    float best_of_left = kLeastOdds;
    for (std::size_t j = 0; j < b.members.size(); ++j) {
      const float odds =
          std::min(kMostOdds, LogOddsOf(model_, account_of(left), account_of(b.members[j])));
      sum += odds;
      best_of_left = std::max(best_of_left, odds);
      best_of_b[j] = std::max(best_of_b[j], odds);
      if (odds > best) {
        best = odds;
        choice.nearest = b.members[j];
      }
    }
    best_of_a += best_of_left;
  }
  if (best < model_.join_threshold()) return choice;
  float best_sum = 0;
  for (std::size_t j = 0; j < b.members.size(); ++j) best_sum += best_of_b[j];
  const auto count_a = static_cast<float>(a.members.size());
  const auto count_b = static_cast<float>(b.members.size());
  const float links = (best_of_a / count_a + best_sum / count_b) / 2;
  choice.log_odds = kLinkShare * links + (1 - kLinkShare) * sum / (count_a * count_b);
  return choice;
}

}  // namespace isnad::story
