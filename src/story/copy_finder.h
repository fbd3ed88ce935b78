#pragma once

// Finds articles that share text with a new one, through a sample of their shingles (one in eight,
// those of the lowest hashes, and at least eight an article); how much is shared is then counted
// with all of them (neighbours.h). One with the very same text is found by a hash of them all,
// however many others look like it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "story/record_queue.h"
#include "story/shingle_table.h"
#include "story/shingles.h"

namespace isnad::story {

// What is kept of an article to find it again as an origin, and enough to put it back after a
// restart. Which shingles it is found by depends on what was there before it.
struct CopyTraces {
  std::string set;                     // AppendPacked
  std::vector<std::uint32_t> sample;   // shingles that it is found by, sorted
  std::optional<std::uint32_t> whole;  // hash of all of them

  bool operator==(const CopyTraces&) const = default;
};

// Not thread-safe. Article numbers are given by the caller, each one more than the last; articles
// leave in that order.
class CopyFinder {
 public:
  // Calls `use(article)` for those that may share text with `shingles`, some twice; at most
  // ShingleTable::kMaxSame + kMaxVerified. Cost: O(shingles).
  template <typename Use>
  void ForEachNear(const Shingles& shingles, Use use) {
    if (shingles.empty()) return;
    for (const std::uint32_t article : Twins(shingles)) use(article);
    for (const std::uint32_t article : Candidates(shingles)) use(article);
  }

  void Add(std::uint32_t article, const Shingles& shingles);
  void Restore(std::uint32_t article, CopyTraces traces);
  void RemoveOldest();

  // Of the article that came last; not of an empty one.
  [[nodiscard]] const CopyTraces& newest() const { return newest_; }

  // Its packed set.
  [[nodiscard]] std::string_view Of(std::uint32_t article) const { return kept_[article - first_]; }
  [[nodiscard]] std::size_t remembered_shingles() const { return remembered_; }

  [[nodiscard]] std::size_t set_bytes() const { return kept_.memory_bytes(); }
  [[nodiscard]] std::size_t table_bytes() const {
    return sample_.memory_bytes() + whole_.memory_bytes();
  }

 private:
  void Keep();  // newest_
  // Earlier articles with the very same shingles, the earliest first.
  [[nodiscard]] const std::vector<std::uint32_t>& Twins(const Shingles& shingles);
  // Earlier articles that share most of the sample, best first.
  [[nodiscard]] const std::vector<std::uint32_t>& Candidates(const Shingles& shingles);

  ShingleTable sample_;
  ShingleTable whole_;  // hash of all shingles -> article
  RecordQueue kept_;
  std::uint32_t first_ = 0;
  std::size_t remembered_ = 0;
  CopyTraces newest_;
  // Scratch.
  std::vector<std::uint32_t> found_;
  std::vector<std::uint32_t> candidates_;
};

}  // namespace isnad::story
