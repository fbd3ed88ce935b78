#pragma once

// Finds where a text was copied from. A text is the set of its four-word shingles (Broder 1997, "On
// the resemblance and containment of documents"); the share of an article's shingles that stand in
// an earlier one is how much of it was copied. Earlier articles are found through a sample of their
// shingles (one in eight by hash value, at least eight an article), then counted exactly; one with
// the very same text is found by a hash of them all, however many others look like it.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "story/words.h"

namespace isnad::story {

// Hashes of four-word shingles, sorted, each once: a collision of 32 bits within one comparison is
// rarer than one in ten thousand.
using Shingles = std::vector<std::uint32_t>;

// Shingles of the words from `first` up to `end`, at most `max_shingles` (the leading ones). A text
// of fewer than four words is one shingle. Cost: O(words log words).
[[nodiscard]] Shingles ShinglesOf(const Words& words, std::size_t first, std::size_t max_shingles,
                                  std::size_t end = SIZE_MAX);

// Share of `part` that stands in `whole`, 0..1. Cost: O(both).
[[nodiscard]] double Containment(const Shingles& part, const Shingles& whole);

// Multimap from shingle to article number: open addressing, linear probing, 8 bytes an entry, since
// nearly every shingle is unique and a node each would weigh ten times that. A shingle keeps its
// first kMaxSame articles: what more articles share is a formula, and the first are the origins.
class ShingleTable {
 public:
  static constexpr std::size_t kMaxSame = 64;

  void Insert(std::uint32_t shingle, std::uint32_t article);
  void Erase(std::uint32_t shingle, std::uint32_t article);

  template <typename Use>
  void ForEach(std::uint32_t shingle, Use use) const {
    if (slots_.empty()) return;
    for (std::size_t at = Home(shingle); slots_[at].article != kEmpty; at = Next(at)) {
      if (slots_[at].shingle == shingle) use(slots_[at].article);
    }
  }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;
  struct Slot {
    std::uint32_t shingle = 0;
    std::uint32_t article = kEmpty;
  };

  [[nodiscard]] std::size_t Home(std::uint32_t shingle) const {
    return (shingle * 0x9E3779B97F4A7C15ULL >> 20) & (slots_.size() - 1);
  }
  [[nodiscard]] std::size_t Next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
  void Grow();

  std::vector<Slot> slots_;  // a power of two, at most half full
  std::size_t size_ = 0;
};

struct Copy {
  std::uint32_t article = 0;
  double share_0_1 = 0;
};

// Not thread-safe. Article numbers are given by the caller, rising; articles leave in that order.
class CopyFinder {
 public:
  // The article that holds most of `shingles`, at least a quarter, among those `may_be_origin`
  // allows; of equals the earliest. Cost: O(shingles + kMaxVerified comparisons).
  template <typename MayBeOrigin>
  [[nodiscard]] std::optional<Copy> Find(const Shingles& shingles, MayBeOrigin may_be_origin) {
    std::optional<Copy> best;
    const auto offer = [&](std::uint32_t article) {
      if (!may_be_origin(article)) return;
      const double share = Containment(shingles, Of(article));
      if (share < kMinShare) return;
      const bool better =
          !best || share > best->share_0_1 || (share == best->share_0_1 && article < best->article);
      if (better) best = Copy{article, share};
    };
    if (shingles.empty()) return best;
    whole_.ForEach(HashOf(shingles), offer);
    for (const std::uint32_t article : Candidates(shingles)) offer(article);
    return best;
  }

  // Calls `use(article)` for those that may share text with `shingles`, some twice; at most
  // ShingleTable::kMaxSame + kMaxVerified. Cost: O(shingles).
  template <typename Use>
  void ForEachNear(const Shingles& shingles, Use use) {
    if (shingles.empty()) return;
    whole_.ForEach(HashOf(shingles), use);
    for (const std::uint32_t article : Candidates(shingles)) use(article);
  }

  void Add(std::uint32_t article, Shingles shingles);
  void RemoveOldest();

  [[nodiscard]] const Shingles& Of(std::uint32_t article) const { return kept_[article - first_]; }
  [[nodiscard]] std::size_t remembered_shingles() const { return remembered_; }

 private:
  static constexpr double kMinShare = 0.25;

  [[nodiscard]] std::vector<std::uint32_t> Candidates(const Shingles& shingles);
  [[nodiscard]] static std::uint32_t HashOf(const Shingles& shingles);  // of them all

  ShingleTable sample_;
  ShingleTable whole_;  // hash of all shingles -> article
  std::deque<Shingles> kept_;
  std::uint32_t first_ = 0;
  std::size_t remembered_ = 0;
  std::vector<std::uint32_t> found_;  // scratch
};

}  // namespace isnad::story
