#include "story/story_book.h"
#include "story/term_set.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace isnad::story {
namespace {

constexpr float kSameWording = 0.6F;  // cosine
constexpr float kRuledOut = -20;
constexpr std::size_t kMinTerms = 4;  // fewer words are no evidence of one event

void Widen(Story& story, const StoryPast& past) {
  story.founded = std::min(story.founded, past.founded);
  if (!past.first_day || !past.last_day) return;
  story.first_day = std::min(story.first_day.value_or(*past.first_day), *past.first_day);
  story.last_day = std::max(story.last_day.value_or(*past.last_day), *past.last_day);
}

// `b` has the weightiest word of the title of `a`: in a notice, whom it is about.
bool Names(const Account& a, const Account& b) {
  const Term* name = nullptr;
  for (TermSet left = a.title; left != 0; left &= left - 1) {
    const Term& term = a.terms[static_cast<std::size_t>(std::countr_zero(left))];
    if (name == nullptr || term.weight > name->weight) name = &term;
  }
  return name == nullptr || std::any_of(b.terms.begin(), b.terms.end(),
                                        [name](const Term& term) { return term.key == name->key; });
}

}  // namespace

bool StoryBook::Add(std::int64_t story, std::uint32_t article, Role role,
                    const StoryPast& article_times) {
  const Story* const known = Find(story);
  const bool stands = role == Role::kAccount || known == nullptr || known->members.empty();
  // Days of a copy say when it was taken over, if its clock is right.
  StoryPast past = article_times;
  if (!stands) past.first_day = past.last_day = std::nullopt;
  Restore(story, article, stands, past);
  return stands;
}

void StoryBook::Restore(std::int64_t story, std::uint32_t article, bool stands,
                        const StoryPast& past) {
  const auto [at, is_new] = stories_.try_emplace(story);
  Story& entry = at->second;
  if (is_new) entry.founded = past.founded;
  ++entry.articles;
  ++articles_;
  if (stands) entry.members.Push(article);
  Widen(entry, past);
}

void StoryBook::Remove(std::int64_t story, std::uint32_t article) {
  const auto found = stories_.find(Resolve(story));
  if (found == stories_.end()) return;
  found->second.members.Remove(article);
  --articles_;
  if (--found->second.articles > 0) return;
  for (const std::int64_t name : found->second.names) merged_.erase(name);
  stories_.erase(found);
}

void StoryBook::Merge(std::int64_t from, std::int64_t into) {
  const auto gone = stories_.find(from);
  const auto kept = stories_.find(into);
  assert(from != into && gone != stories_.end() && kept != stories_.end());
  Story& story = kept->second;
  Story part = std::move(gone->second);
  stories_.erase(gone);
  story.articles += part.articles;
  story.members.Merge(part.members);
  Widen(story, {part.first_day, part.last_day, part.founded});
  part.names.push_back(from);
  for (const std::int64_t name : part.names) merged_[name] = into;
  story.apart.insert(story.apart.end(), part.apart.begin(), part.apart.end());
  story.names.insert(story.names.end(), part.names.begin(), part.names.end());
}

void StoryBook::KeepApart(std::int64_t a, std::int64_t b) {
  const auto one = stories_.find(Resolve(a));
  const auto other = stories_.find(Resolve(b));
  if (one == stories_.end() || other == stories_.end() || one == other) return;
  one->second.apart.push_back(other->first);
  other->second.apart.push_back(one->first);
}

bool StoryBook::AreApart(std::int64_t a, std::int64_t b) const {
  const Story* const story = Find(a);
  if (story == nullptr) return false;
  return std::any_of(story->apart.begin(), story->apart.end(),
                     [&](std::int64_t name) { return Resolve(name) == b; });
}

std::int64_t StoryBook::Resolve(std::int64_t story) const {
  const auto found = merged_.find(story);
  return found == merged_.end() ? story : found->second;
}

const Story* StoryBook::Find(std::int64_t story) const {
  const auto found = stories_.find(story);
  return found == stories_.end() ? nullptr : &found->second;
}

StoryPast StoryBook::PastOf(std::int64_t story) const {
  const Story* const found = Find(story);
  assert(found != nullptr);
  return {found->first_day, found->last_day, found->founded};
}

std::size_t StoryBook::memory_bytes() const {
  constexpr std::size_t kNode = 4 * sizeof(void*);  // link, bucket and the allocator's own
  return stories_.size() * (sizeof(std::pair<const std::int64_t, Story>) + kNode) +
         merged_.size() * (2 * sizeof(std::int64_t) + kNode) +
         articles_ * 2 * sizeof(std::uint32_t);
}

bool IsOtherEdition(const Account& a, const Account& b) {
  const std::size_t fewer = std::min(a.numbers.size(), b.numbers.size());
  const std::size_t shared = CountShared(a.numbers, b.numbers);
  const bool other_day = DaysBetween(a.time, b.time).value_or(0) > 0;
  if (other_day && fewer > 0 && 2 * shared < fewer) return true;
  return fewer >= 3 && 3 * shared < fewer;
}

bool IsOtherIssue(const Account& a, const Account& b) {
  if (a.form.kind == 0 || a.form != b.form) return false;
  if (!a.form.is_dated) return !Names(a, b) || !Names(b, a);
  // Where both are dated, days in the text (a comparison with Friday's close) say nothing more.
  if (a.time.published_day && b.time.published_day) {
    if (*a.time.published_day != *b.time.published_day) return true;
  } else if (DaysBetween(a.time, b.time).value_or(0) > 0) {
    return true;
  }
  const std::size_t fewer = std::min(a.numbers.size(), b.numbers.size());
  return fewer >= 2 && 2 * CountShared(a.numbers, b.numbers) < fewer;
}

float OddsAlone(const PairModel& model, const Account& a, const Account& b) {
  if (std::min(a.terms.size(), b.terms.size()) < kMinTerms) return kRuledOut;
  if (AreFarApart(a.time, b.time)) return kRuledOut;
  if (IsOtherIssue(a, b)) return kRuledOut;
  const Features features = Compare(a, b);
  const bool same_wording =
      features[static_cast<std::size_t>(Feature::kCosine)] > std::log(kSameWording + 0.03F);
  if (same_wording && IsOtherEdition(a, b)) return kRuledOut;
  return model.OddsAlone(features);
}

float InWindow(const PairModel& model, float odds_alone) {
  return odds_alone <= kRuledOut ? odds_alone : odds_alone - model.chance();
}

float LogOddsOf(const PairModel& model, const Account& a, const Account& b) {
  return InWindow(model, OddsAlone(model, a, b));
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

bool StoryChooser::FitsInTime(const Story& story, std::optional<std::int32_t> first_day,
                              std::optional<std::int32_t> last_day) const {
  if (!first_day || !last_day || !story.first_day) return true;
  const std::int32_t first = std::min(*story.first_day, *first_day);
  const std::int32_t last = std::max(*story.last_day, *last_day);
  return std::chrono::days(std::int64_t{last} - first) <= max_span_;
}

}  // namespace isnad::story
