#pragma once

// Which articles of the window share weighty terms with a new one. A term keeps its most recent
// PostingRing::kMost articles, so that neither a common word nor a flood of one article makes an
// addition slow.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "story/account.h"
#include "story/posting_ring.h"

namespace isnad::story {

// Not thread-safe.
class TermIndex {
 public:
  // Of articles in the index at one time: a posting has so many bits for them.
  static constexpr std::size_t kMaxArticles = std::size_t{1} << 24;

  // Articles by falling similarity (cosine over the terms the index still has), of equals the
  // earlier first, at most `max_candidates`; the view lives until the next call.
  // Cost: O(terms × PostingRing::kMost).
  [[nodiscard]] std::span<const std::uint32_t> Nearest(const Account& account,
                                                       std::size_t max_candidates);

  // Article numbers are given by the caller, each one more than the last.
  void Add(std::uint32_t article, const Account& account);
  // Articles leave in the order they came.
  void Remove(std::uint32_t article, const Account& account);

  // In how many articles of the window the term stands.
  [[nodiscard]] std::uint32_t SeenIn(std::uint32_t key) const;

  [[nodiscard]] std::size_t terms() const { return terms_; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Entry {
    std::uint32_t key = 0;
    std::uint32_t seen_in = 0;  // 0: nothing stands here
    PostingRing postings;
  };
  // Open addressing with linear probing, cut into parts for the reason that ShingleTable is.
  struct Part {
    std::vector<Entry> entries;
    std::size_t used = 0;
  };
  static constexpr std::size_t kPartBits = 6;

  static std::uint64_t Spread(std::uint32_t key) { return key * 0x9E3779B97F4A7C15ULL; }
  static std::size_t PartNumber(std::uint32_t key) {
    return static_cast<std::size_t>(Spread(key) >> (64 - kPartBits));
  }
  static std::size_t Home(const Part& part, std::uint32_t key) {
    const std::uint64_t hash = Spread(key) << kPartBits >> 32;
    return static_cast<std::size_t>(hash * part.entries.size() >> 32);
  }
  static std::size_t Next(const Part& part, std::size_t at) {
    return at + 1 == part.entries.size() ? 0 : at + 1;
  }
  // Where the key stands, or the empty entry where it would.
  static std::size_t Locate(const Part& part, std::uint32_t key);
  [[nodiscard]] const Entry* Find(std::uint32_t key) const;
  Entry& FindOrMake(std::uint32_t key);
  void Prefetch(const Account& account) const;
  void Grow(Part& part);
  void EraseAt(Part& part, std::size_t at);
  // `found` articles stand in found_ so far; as many as do then.
  std::size_t AddPostings(std::span<const Posting> postings, std::uint32_t weight,
                          std::size_t found);

  std::array<Part, std::size_t{1} << kPartBits> parts_;
  std::size_t terms_ = 0;
  std::size_t slots_ = 0;
  std::size_t heap_bytes_ = 0;  // of the rings
  std::uint32_t first_ = 0;     // oldest article still here
  std::uint32_t end_ = 0;       // behind the newest
  // Scratch: similarity by article - first_, all zero between calls; those that are not zero.
  std::vector<std::uint32_t> similarity_;
  std::vector<std::uint32_t> found_;  // with room for all there can be
  std::vector<std::uint64_t> best_;
  std::vector<std::uint32_t> nearest_;
};

}  // namespace isnad::story
