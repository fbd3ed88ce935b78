#pragma once

// Which articles of the window share weighty terms with a new one. A term keeps its most recent
// kMaxPostings articles, so that neither a common word nor a flood of one article makes an addition
// slow.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "story/account.h"

namespace isnad::story {

class TermIndex {
 public:
  static constexpr std::size_t kMaxPostings = 256;

  // Articles by falling similarity (cosine over the terms the index still has), of equals the
  // earlier first, at most `max_candidates`. Cost: O(terms × kMaxPostings).
  [[nodiscard]] std::vector<std::uint32_t> Nearest(const Account& account,
                                                   std::size_t max_candidates);

  void Add(std::uint32_t article, const Account& account);
  // Articles leave in the order they came.
  void Remove(std::uint32_t article, const Account& account);

  // In how many articles of the window the term stands.
  [[nodiscard]] std::uint32_t SeenIn(std::uint32_t key) const;

  [[nodiscard]] std::size_t terms() const { return terms_.size(); }

 private:
  struct Posting {
    std::uint32_t article;
    float weight;  // over the account's norm
  };
  struct Entry {
    std::uint32_t seen_in = 0;
    std::uint32_t next = 0;  // of the ring, once it is full
    std::vector<Posting> postings;
  };
  std::unordered_map<std::uint32_t, Entry> terms_;
  std::uint32_t first_ = 0;  // oldest article still here
  std::uint32_t end_ = 0;    // behind the newest
  // Scratch: similarity by article - first_, all zero between calls; those that are not zero.
  std::vector<float> similarity_;
  std::vector<std::uint32_t> found_;
};

}  // namespace isnad::story
