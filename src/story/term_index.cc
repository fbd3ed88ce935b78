#include "story/term_index.h"

#include <algorithm>

namespace isnad::story {
namespace {

constexpr float kMinWeight = 1;  // a term in more than a third of all articles finds nothing

}  // namespace

std::vector<std::uint32_t> TermIndex::Nearest(const Account& account, std::size_t max_candidates) {
  similarity_.resize(std::max<std::size_t>(similarity_.size(), end_ - first_), 0);
  found_.clear();
  for (const Term& term : account.terms) {
    if (term.weight < kMinWeight) continue;
    const auto entry = terms_.find(term.key);
    if (entry == terms_.end()) continue;
    for (const Posting& posting : entry->second.postings) {
      float& similarity = similarity_[posting.article - first_];
      if (similarity == 0) found_.push_back(posting.article);
      similarity += posting.weight * term.weight;
    }
  }
  const std::size_t count = std::min(found_.size(), max_candidates);
  std::partial_sort(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(count),
                    found_.end(), [this](std::uint32_t a, std::uint32_t b) {
                      const float near_a = similarity_[a - first_];
                      const float near_b = similarity_[b - first_];
                      return near_a != near_b ? near_a > near_b : a < b;
                    });
  for (const std::uint32_t article : found_) similarity_[article - first_] = 0;
  found_.resize(count);
  return found_;
}

void TermIndex::Add(std::uint32_t article, const Account& account) {
  if (first_ == end_) first_ = article;
  end_ = article + 1;
  for (const Term& term : account.terms) {
    Entry& entry = terms_[term.key];
    ++entry.seen_in;
    const Posting posting{article, account.norm > 0 ? term.weight / account.norm : 0};
    if (entry.postings.size() < kMaxPostings) {
      entry.postings.push_back(posting);
    } else {
      entry.postings[entry.next] = posting;
      entry.next = (entry.next + 1) % kMaxPostings;
    }
  }
}

void TermIndex::Remove(std::uint32_t article, const Account& account) {
  first_ = article + 1;
  for (const Term& term : account.terms) {
    const auto found = terms_.find(term.key);
    if (found == terms_.end()) continue;
    Entry& entry = found->second;
    if (--entry.seen_in == 0) {
      terms_.erase(found);
      continue;
    }
    // The oldest posting is at the ring's head, and this article is the oldest of all.
    if (entry.postings[entry.next].article != article) continue;
    std::rotate(entry.postings.begin(), entry.postings.begin() + entry.next, entry.postings.end());
    entry.postings.erase(entry.postings.begin());
    entry.next = 0;
  }
}

std::uint32_t TermIndex::SeenIn(std::uint32_t key) const {
  const auto found = terms_.find(key);
  return found == terms_.end() ? 0 : found->second.seen_in;
}

}  // namespace isnad::story
