#include "story/story_book.h"

#include <algorithm>
#include <cmath>

namespace isnad::story {
namespace {

constexpr float kSameWording = 0.6F;  // cosine
constexpr float kRuledOut = -20;
constexpr std::size_t kMinTerms = 4;  // fewer words are no evidence of one event

std::size_t CountShared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  for (const std::uint32_t key : a) count += std::binary_search(b.begin(), b.end(), key) ? 1 : 0;
  return count;
}

}  // namespace

void StoryBook::Add(std::int64_t story, std::uint32_t article, const TimeSense& time, Role role) {
  Story& entry = stories_[story];
  ++entry.articles;
  if (role == Role::kAccount || entry.members.empty()) {
    if (entry.members.size() == kMaxMembers) {
      entry.members.erase(entry.members.begin() + kMaxMembers / 2);
    }
    entry.members.push_back(article);
  }
  if (time.first_day) {
    entry.first_day = std::min(entry.first_day.value_or(*time.first_day), *time.first_day);
    entry.last_day = std::max(entry.last_day.value_or(*time.last_day), *time.last_day);
  }
}

void StoryBook::Remove(std::int64_t story, std::uint32_t article) {
  const auto found = stories_.find(story);
  if (found == stories_.end()) return;
  std::erase(found->second.members, article);
  if (--found->second.articles == 0) stories_.erase(found);
}

const Story* StoryBook::Find(std::int64_t story) const {
  const auto found = stories_.find(story);
  return found == stories_.end() ? nullptr : &found->second;
}

bool IsOtherEdition(const Account& a, const Account& b) {
  const std::size_t fewer = std::min(a.numbers.size(), b.numbers.size());
  const std::size_t shared = CountShared(a.numbers, b.numbers);
  const bool other_day = DaysBetween(a.time, b.time).value_or(0) > 0;
  if (other_day && fewer > 0 && 2 * shared < fewer) return true;
  return fewer >= 3 && 3 * shared < fewer;
}

float LogOddsOf(const PairModel& model, const Account& a, const Account& b) {
  if (std::min(a.terms.size(), b.terms.size()) < kMinTerms) return kRuledOut;
  if (AreFarApart(a.time, b.time)) return kRuledOut;
  const Features features = Compare(a, b);
  const bool same_wording =
      features[static_cast<std::size_t>(Feature::kCosine)] > std::log(kSameWording + 0.03F);
  if (same_wording && IsOtherEdition(a, b)) return kRuledOut;
  return model.LogOdds(features);
}

void StoryChooser::Offer(std::uint32_t article, std::int64_t story, float log_odds) {
  known_.emplace_back(article, log_odds);
  for (Offered& offered : offered_) {
    if (offered.story != story) continue;
    if (log_odds > offered.best) {
      offered.best = log_odds;
      offered.nearest = article;
    }
    return;
  }
  offered_.push_back({story, log_odds, article});
}

void StoryChooser::KeepBest() {
  std::stable_sort(offered_.begin(), offered_.end(),
                   [](const Offered& a, const Offered& b) { return a.best > b.best; });
  if (offered_.size() > kMaxStories) offered_.resize(kMaxStories);
}

const float* StoryChooser::KnownOdds(std::uint32_t article) const {
  for (const auto& [known, odds] : known_) {
    if (known == article) return &odds;
  }
  return nullptr;
}

bool StoryChooser::FitsInTime(const Story& story, const TimeSense& time) const {
  if (!time.first_day || !story.first_day) return true;
  const std::int32_t first = std::min(*story.first_day, *time.first_day);
  const std::int32_t last = std::max(*story.last_day, *time.last_day);
  return std::chrono::days(last - first) <= max_span_;
}

}  // namespace isnad::story
