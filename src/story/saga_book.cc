#include "story/saga_book.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace isnad::story {
namespace {

constexpr double kMinLikeness = 0.5;
constexpr std::size_t kMinWords = 5;     // of the dozen weightiest
constexpr std::size_t kHeaviest = 4;     // words that say most whom and what it is about …
constexpr std::size_t kMinHeaviest = 2;  // … and how many of them the earlier story must have
constexpr std::size_t kMinPhrases = 2;   // names in common
constexpr std::size_t kMaxLooks = 32;    // earlier stories compared by their phrases

std::optional<std::int32_t> DayOf(const TimeSense& time) {
  return time.published_day ? time.published_day : time.last_day;
}

std::size_t CountShared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  for (const std::uint32_t key : a) count += std::binary_search(b.begin(), b.end(), key) ? 1 : 0;
  return count;
}

// Of the account's words, those that are lighter are not among its heaviest few.
float LeastOfHeaviest(const Account& account) {
  std::vector<float> weights;
  for (TermSet left = account.weighty; left != 0; left &= left - 1) {
    weights.push_back(account.terms[static_cast<std::size_t>(std::countr_zero(left))].weight);
  }
  std::sort(weights.rbegin(), weights.rend());
  return weights[std::min(weights.size(), kHeaviest) - 1];
}

template <typename Use>
void ForEachWeighty(const Account& account, Use use) {
  for (TermSet left = account.weighty; left != 0; left &= left - 1) {
    use(account.terms[static_cast<std::size_t>(std::countr_zero(left))]);
  }
}

struct Candidate {
  std::uint32_t entry = 0;
  std::size_t heaviest = 0;  // of its words among the account's heaviest
  std::size_t words = 0;     // among all its weighty ones
  float weight = 0;          // of these
};

}  // namespace

bool SagaBook::Continues(const Account& account, std::int32_t day, const Entry& entry) const {
  const bool other_edition = CountConflicts(account.event.editions, entry.editions) > 0;
  if (day < entry.day || (day == entry.day && !other_edition)) return false;
  if (std::chrono::days(day - entry.day) > limits_.window) return false;
  return CountShared(account.phrases, entry.phrases) >= kMinPhrases;
}

std::vector<SagaLink> SagaBook::Find(const Account& account, std::int64_t story) const {
  const std::optional<std::int32_t> day = DayOf(account.time);
  if (!day || account.form.kind != 0 || account.weighty_mass <= 0) return {};
  // Whatever is to be linked has some of the heaviest words; the others are counted for these
  // alone.
  std::vector<Candidate> found;
  const float heavy = LeastOfHeaviest(account);
  ForEachWeighty(account, [&](const Term& term) {
    const auto postings = by_word_.find(term.key);
    if (term.weight < heavy || postings == by_word_.end()) return;
    for (const std::uint32_t entry : postings->second) {
      found.push_back({.entry = entry, .heaviest = 1});
    }
  });
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) { return a.entry < b.entry; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size();) {
    Candidate sum = found[i++];
    for (; i < found.size() && found[i].entry == sum.entry; ++i) ++sum.heaviest;
    if (sum.heaviest < kMinHeaviest) continue;
    const std::vector<std::uint32_t>& words = At(sum.entry).words;
    ForEachWeighty(account, [&](const Term& term) {
      if (!std::binary_search(words.begin(), words.end(), term.key)) return;
      ++sum.words;
      sum.weight += term.weight;
    });
    const bool is_like = sum.weight >= static_cast<float>(kMinLikeness) * account.weighty_mass;
    if (sum.words >= kMinWords && is_like) found[kept++] = sum;
  }
  found.resize(kept);
  // Of equals the later: a saga is told from step to step.
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.entry > b.entry;
  });
  if (found.size() > kMaxLooks) found.resize(kMaxLooks);
  std::vector<SagaLink> links;
  for (const Candidate& candidate : found) {
    if (links.size() == limits_.max_links) break;
    const Entry& entry = At(candidate.entry);
    if (entry.story == story || !Continues(account, *day, entry)) continue;
    links.push_back({.story = entry.story,
                     .likeness_0_1 = static_cast<double>(candidate.weight / account.weighty_mass)});
  }
  return links;
}

void SagaBook::Add(const Account& account, std::int64_t story) {
  const std::optional<std::int32_t> day = DayOf(account.time);
  if (!day || account.form.kind != 0) return;
  Entry entry{.story = story,
              .day = *day,
              .words = {},
              .phrases = account.phrases,
              .editions = account.event.editions};
  const std::uint32_t number = first_ + static_cast<std::uint32_t>(entries_.size());
  ForEachWeighty(account, [&](const Term& term) {
    entry.words.push_back(term.key);
    std::vector<std::uint32_t>& postings = by_word_[term.key];
    if (postings.size() == kMaxPostings) postings.erase(postings.begin());
    postings.push_back(number);
  });
  keys_ += entry.words.size() + entry.phrases.size();
  entries_.push_back(std::move(entry));
  while (entries_.size() > limits_.max_stories) ForgetOldest();
}

void SagaBook::ForgetOldest() {
  for (const std::uint32_t word : entries_.front().words) {
    const auto postings = by_word_.find(word);
    if (postings == by_word_.end()) continue;
    if (!postings->second.empty() && postings->second.front() == first_) {
      postings->second.erase(postings->second.begin());
    }
    if (postings->second.empty()) by_word_.erase(postings);
  }
  keys_ -= entries_.front().words.size() + entries_.front().phrases.size();
  entries_.pop_front();
  ++first_;
}

std::size_t SagaBook::memory_bytes() const {
  constexpr std::size_t kNode = 7 * sizeof(void*);  // of a map's entry, with its bucket
  // A posting for each word, and as much room again.
  return entries_.size() * sizeof(Entry) + 2 * keys_ * sizeof(std::uint32_t) +
         by_word_.size() * kNode;
}

}  // namespace isnad::story
