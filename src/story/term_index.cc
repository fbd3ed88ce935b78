#include "story/term_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <utility>

namespace isnad::story {
namespace {

constexpr float kMinWeight = 1;  // a term in more than a third of all articles finds nothing
constexpr std::size_t kLeastEntries = 8;

// Similarities are sums of integers, so that they do not depend on the order of terms.
constexpr float kMostPosting = 255;  // for a weight as large as the account's norm
constexpr float kQueryScale = 16;    // for a weight of 1
constexpr unsigned kWeightBits = 8;
constexpr std::uint32_t kArticleMask = TermIndex::kMaxArticles - 1;

Posting MakePosting(std::uint32_t article, float weight_over_norm) {
  const float weight = std::clamp(std::round(weight_over_norm * kMostPosting), 1.0F, kMostPosting);
  return (article & kArticleMask) << kWeightBits | static_cast<std::uint32_t>(weight);
}

bool IsFull(std::size_t used, std::size_t entries) { return 4 * used > 3 * entries; }

}  // namespace

std::span<const std::uint32_t> TermIndex::Nearest(const Account& account,
                                                  std::size_t max_candidates) {
  similarity_.resize(std::max<std::size_t>(similarity_.size(), end_ - first_), 0);
  found_.resize(kMostTerms * PostingRing::kMost + 1);
  std::size_t found = 0;
  Prefetch(account);
  for (const Term& term : account.terms) {
    if (term.weight < kMinWeight) continue;
    const Entry* const entry = Find(term.key);
    if (entry == nullptr) continue;
    const auto weight = static_cast<std::uint32_t>(term.weight * kQueryScale);
    const auto [first, second] = entry->postings.pieces();
    found = AddPostings(first, weight, found);
    found = AddPostings(second, weight, found);
  }
  // Similarity above the complement of the article: the greatest are the best, and of equals the
  // earliest. The worst of the best so far stands in front.
  best_.clear();
  for (const std::uint32_t at : std::span(found_).first(found)) {
    const std::uint64_t rank = std::uint64_t{similarity_[at]} << 32 | ~at;
    similarity_[at] = 0;
    if (best_.size() < max_candidates) {
      best_.push_back(rank);
      std::push_heap(best_.begin(), best_.end(), std::greater<>());
    } else if (!best_.empty() && rank > best_.front()) {
      std::pop_heap(best_.begin(), best_.end(), std::greater<>());
      best_.back() = rank;
      std::push_heap(best_.begin(), best_.end(), std::greater<>());
    }
  }
  std::sort(best_.begin(), best_.end(), std::greater<>());
  nearest_.clear();
  for (const std::uint64_t rank : best_) {
    nearest_.push_back(first_ + ~static_cast<std::uint32_t>(rank));
  }
  return nearest_;
}

std::size_t TermIndex::AddPostings(std::span<const Posting> postings, std::uint32_t weight,
                                   std::size_t found) {
  for (const Posting posting : postings) {
    const std::uint32_t at = ((posting >> kWeightBits) - first_) & kArticleMask;
    std::uint32_t& similarity = similarity_[at];
    // Written in any case, kept if it is new: no processor could foresee which.
    found_[found] = at;
    found += similarity == 0 ? 1 : 0;
    similarity += (posting & 0xFF) * weight;
  }
  return found;
}

void TermIndex::Add(std::uint32_t article, const Account& account) {
  if (first_ == end_) first_ = article;
  end_ = article + 1;
  assert(end_ - first_ <= kMaxArticles);
  Prefetch(account);
  for (const Term& term : account.terms) {
    Entry& entry = FindOrMake(term.key);
    ++entry.seen_in;
    heap_bytes_ -= entry.postings.heap_bytes();
    entry.postings.Push(MakePosting(article, account.norm > 0 ? term.weight / account.norm : 0));
    heap_bytes_ += entry.postings.heap_bytes();
  }
}

void TermIndex::Remove(std::uint32_t article, const Account& account) {
  first_ = article + 1;
  Prefetch(account);
  for (const Term& term : account.terms) {
    Part& part = parts_[PartNumber(term.key)];
    if (part.entries.empty()) continue;
    const std::size_t at = Locate(part, term.key);
    Entry& entry = part.entries[at];
    if (entry.seen_in == 0) continue;
    heap_bytes_ -= entry.postings.heap_bytes();
    if (--entry.seen_in == 0) {
      EraseAt(part, at);
      continue;
    }
    // This article is the oldest of all.
    if (entry.postings.oldest() >> kWeightBits == (article & kArticleMask)) {
      entry.postings.PopOldest();
    }
    heap_bytes_ += entry.postings.heap_bytes();
  }
}

std::uint32_t TermIndex::SeenIn(std::uint32_t key) const {
  const Entry* const entry = Find(key);
  return entry == nullptr ? 0 : entry->seen_in;
}

std::size_t TermIndex::memory_bytes() const {
  return slots_ * sizeof(Entry) + heap_bytes_ +
         (similarity_.capacity() + found_.capacity()) * sizeof(std::uint32_t);
}

std::size_t TermIndex::Locate(const Part& part, std::uint32_t key) {
  std::size_t at = Home(part, key);
  while (part.entries[at].seen_in != 0 && part.entries[at].key != key) at = Next(part, at);
  return at;
}

const TermIndex::Entry* TermIndex::Find(std::uint32_t key) const {
  const Part& part = parts_[PartNumber(key)];
  if (part.entries.empty()) return nullptr;
  const Entry& entry = part.entries[Locate(part, key)];
  return entry.seen_in == 0 ? nullptr : &entry;
}

TermIndex::Entry& TermIndex::FindOrMake(std::uint32_t key) {
  Part& part = parts_[PartNumber(key)];
  if (IsFull(part.used + 1, part.entries.size())) Grow(part);
  Entry& entry = part.entries[Locate(part, key)];
  if (entry.seen_in == 0) {
    entry.key = key;
    ++part.used;
    ++terms_;
  }
  return entry;
}

void TermIndex::Prefetch(const Account& account) const {
  for (const Term& term : account.terms) {
    const Part& part = parts_[PartNumber(term.key)];
    if (!part.entries.empty()) __builtin_prefetch(&part.entries[Home(part, term.key)]);
  }
}

void TermIndex::Grow(Part& part) {
  std::vector<Entry> old = std::exchange(part.entries, {});
  part.entries = std::vector<Entry>(std::max(kLeastEntries, old.size() * 3 / 2));
  slots_ += part.entries.size() - old.size();
  for (Entry& entry : old) {
    if (entry.seen_in != 0) part.entries[Locate(part, entry.key)] = std::move(entry);
  }
}

// Backward shift, as in ShingleTable.
void TermIndex::EraseAt(Part& part, std::size_t at) {
  --part.used;
  --terms_;
  const std::size_t size = part.entries.size();
  const auto behind = [size](std::size_t from, std::size_t to) {
    return to >= from ? to - from : to + size - from;
  };
  for (std::size_t next = Next(part, at); part.entries[next].seen_in != 0;
       next = Next(part, next)) {
    const std::size_t home = Home(part, part.entries[next].key);
    if (behind(home, next) >= behind(at, next)) {
      part.entries[at] = std::move(part.entries[next]);
      at = next;
    }
  }
  part.entries[at] = Entry{};
}

}  // namespace isnad::story
