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

#include "base/clock.h"
#include "story/account.h"
#include "story/member_list.h"
#include "story/pair_model.h"

namespace isnad::story {

enum class Role : std::uint8_t { kAccount, kCopy };

struct Story {
  MemberList members;        // accounts that stand for it
  std::size_t articles = 0;  // of it in the window, copies included
  // Days of the events of all accounts that ever stood for it.
  std::optional<std::int32_t> first_day{};
  std::optional<std::int32_t> last_day{};
  Instant founded{};                  // when its first article came in
  std::vector<std::int64_t> names{};  // of stories that became a part of it
  std::vector<std::int64_t> apart{};  // names of stories that it must not become one with
};

// What is known of a story beyond its articles in the window: what a restart could not tell.
struct StoryPast {
  std::optional<std::int32_t> first_day{};
  std::optional<std::int32_t> last_day{};
  Instant founded{};

  bool operator==(const StoryPast&) const = default;
};

class StoryBook {
 public:
  // `max_age`: between the first and the last article of a story, as they come in.
  explicit StoryBook(std::chrono::days max_age) : max_age_(max_age) {}

  // Whether the article became one of those that stand for the story: an account does, a copy only
  // where there are none.
  bool Add(std::int64_t story, std::uint32_t article, Role role, const StoryPast& article_times);
  // An article that was of the story before, whose past was as told.
  void Restore(std::int64_t story, std::uint32_t article, bool stands, const StoryPast& past);
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
  [[nodiscard]] StoryPast PastOf(std::int64_t story) const;  // of a live story

  // Whether it takes further articles: copies of copies would keep it alive for ever.
  [[nodiscard]] bool IsOpen(const Story& story, Instant now) const {
    return now - story.founded <= max_age_;
  }

  // An estimate, of what containers hold. Cost: O(1).
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  std::chrono::days max_age_;
  std::size_t articles_ = 0;
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
// The same in two steps: what never changes, and what the window's size takes off.
[[nodiscard]] float OddsAlone(const PairModel& model, const Account& a, const Account& b);
[[nodiscard]] float InWindow(const PairModel& model, float odds_alone);

struct Choice {
  std::optional<std::int64_t> story{};
  float log_odds = -99;       // of the story, by the rule above
  std::uint32_t nearest = 0;  // its account most like the new one
};

// Collects the candidates of one account and picks the best story. Cheap to make.
class StoryChooser {
 public:
  // `now` is when the account came in.
  StoryChooser(const StoryBook& book, const PairModel& model, std::chrono::days max_span,
               Instant now)
      : book_(book), model_(model), max_span_(max_span), now_(now) {}

  void Offer(std::uint32_t article, std::int64_t story, float log_odds);

  // A choice below the model's threshold may be any that is. `time` is the new account's,
  // `odds_with(article)` LogOddsOf it and an account of the window.
  // Cost: kMaxStories × MemberList::kMaxStanding comparisons at most.
  template <typename OddsWith>
  [[nodiscard]] Choice Choose(const TimeSense& time, OddsWith odds_with);

  // Another of the stories offered that tells of the same event as `story`, both being live;
  // log-odds below `threshold` are no answer. `nearest` is its account most like one of `story`.
  // `odds_of(a, b)` is LogOddsOf two accounts of the window.
  // Cost: kMaxStories × MemberList::kMaxStanding² comparisons at most.
  template <typename OddsOf>
  [[nodiscard]] Choice ChooseTwin(std::int64_t story, float threshold, OddsOf odds_of) const;

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
  static constexpr float kRounding = 1e-3F;  // bounds that decide what is looked at err by less

  // The verdict on two stories, and the account of `b` most like one of `a`; any lower one where
  // the verdict is below `needed`.
  template <typename OddsOf>
  [[nodiscard]] Choice Compare(const Story& a, const Story& b, float needed, OddsOf odds_of) const;

  void KeepBest();
  // What was offered for the article, if it was.
  [[nodiscard]] const float* KnownOdds(std::uint32_t article) const;
  [[nodiscard]] bool FitsInTime(const Story& story, std::optional<std::int32_t> first_day,
                                std::optional<std::int32_t> last_day) const;

  const StoryBook& book_;
  const PairModel& model_;
  std::chrono::days max_span_;
  Instant now_;
  std::vector<Offered> offered_;
  std::vector<std::pair<std::uint32_t, float>> known_;
};

template <typename OddsWith>
Choice StoryChooser::Choose(const TimeSense& time, OddsWith odds_with) {
  KeepBest();
  Choice choice;
  for (const Offered& offered : offered_) {
    const Story* story = book_.Find(offered.story);
    if (story == nullptr || story->members.empty() || !book_.IsOpen(*story, now_) ||
        !FitsInTime(*story, time.first_day, time.last_day)) {
      continue;
    }
    const MemberList::Standing members = story->members.standing();
    const auto count = static_cast<float>(members.size());
    const float needed = std::max(choice.log_odds, model_.join_threshold()) - kRounding;
    const auto verdict_for = [&](float sum) {
      return kBestShare * std::min(kMostOdds, offered.best) + (1 - kBestShare) * (sum / count);
    };
    float sum = 0;
    float open = count;  // accounts not compared yet, which may be as like as can be
    for (const std::uint32_t member : members) {
      if (verdict_for(sum + open * kMostOdds) < needed) break;
      const float* known = KnownOdds(member);
      sum += std::min(kMostOdds, known ? *known : odds_with(member));
      --open;
    }
    if (open > 0) continue;
    const float verdict = verdict_for(sum);
    if (verdict > choice.log_odds) choice = {offered.story, verdict, offered.nearest};
  }
  return choice;
}

template <typename OddsOf>
Choice StoryChooser::ChooseTwin(std::int64_t story, float threshold, OddsOf odds_of) const {
  Choice choice;
  const Story* const own = book_.Find(story);
  if (own == nullptr || own->members.empty() || !book_.IsOpen(*own, now_)) return choice;
  for (const Offered& offered : offered_) {
    if (offered.best < kLeastLink) continue;
    const std::int64_t other = book_.Resolve(offered.story);
    const Story* const twin = book_.Find(other);
    if (other == story || twin == nullptr || twin->members.empty() || !book_.IsOpen(*twin, now_) ||
        book_.AreApart(story, other) || !FitsInTime(*own, twin->first_day, twin->last_day)) {
      continue;
    }
    Choice found = Compare(*own, *twin, std::max(threshold, choice.log_odds), odds_of);
    found.story = other;
    if (found.log_odds >= threshold && found.log_odds > choice.log_odds) choice = found;
  }
  return choice;
}

template <typename OddsOf>
Choice StoryChooser::Compare(const Story& a, const Story& b, float needed, OddsOf odds_of) const {
  const MemberList::Standing of_a = a.members.standing();
  const MemberList::Standing of_b = b.members.standing();
  std::array<float, MemberList::kMaxStanding> best_of_b;
  best_of_b.fill(kLeastOdds);
  Choice choice{.log_odds = kLeastOdds};
  float best = kLeastOdds;
  float sum = 0;
  float best_of_a = 0;
  const float pairs = static_cast<float>(of_a.size()) * static_cast<float>(of_b.size());
  float open = pairs;  // not compared yet, which may be as like as can be
  for (const std::uint32_t left : of_a) {
    float best_of_left = kLeastOdds;
    const float most = (sum + open * kMostOdds) / pairs;
    if (kLinkShare * kMostOdds + (1 - kLinkShare) * most < needed - kRounding) return choice;
    open -= static_cast<float>(of_b.size());
    for (std::size_t j = 0; j < of_b.size(); ++j) {
      const float odds = std::min(kMostOdds, odds_of(left, of_b[j]));
      sum += odds;
      best_of_left = std::max(best_of_left, odds);
      best_of_b[j] = std::max(best_of_b[j], odds);
      if (odds > best) {
        best = odds;
        choice.nearest = of_b[j];
      }
    }
    best_of_a += best_of_left;
  }
  if (best < model_.join_threshold()) return choice;
  float best_sum = 0;
  for (std::size_t j = 0; j < of_b.size(); ++j) best_sum += best_of_b[j];
  const auto count_a = static_cast<float>(of_a.size());
  const auto count_b = static_cast<float>(of_b.size());
  const float links = (best_of_a / count_a + best_sum / count_b) / 2;
  choice.log_odds = kLinkShare * links + (1 - kLinkShare) * sum / pairs;
  return choice;
}

}  // namespace isnad::story
