#pragma once

// Multimap from shingle to article number, for millions of shingles of which nearly every one is
// unique: 8 bytes an entry in open addressing, four fifths full. It is cut into many small tables,
// since growing one of tens of millions of entries would take longer than an article may.
//
// Articles leave in the order they came. Nobody has to say which shingles they had: entries of
// articles that left are passed over, and swept up some at a time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace isnad::story {

// Not thread-safe.
class ShingleTable {
 public:
  // A shingle keeps its first kMaxSame articles: what more articles share is a formula, and the
  // first are the origins.
  static constexpr std::size_t kMaxSame = 64;

  // False where kMaxSame articles have the shingle. Cost: O(1), seldom that of one small table made
  // anew.
  bool Insert(std::uint32_t shingle, std::uint32_t article);

  // Calls `use(article)` in no particular order. Cost: O(articles found).
  template <typename Use>
  void ForEach(std::uint32_t shingle, Use use) const {
    const Part& part = PartOf(shingle);
    if (part.slots.empty()) return;
    for (std::size_t at = Home(part, shingle); !IsEmpty(part.slots[at]); at = Next(part, at)) {
      const std::uint64_t slot = part.slots[at];
      if (ShingleIn(slot) == shingle && ArticleIn(slot) >= first_) use(ArticleIn(slot));
    }
  }

  // Has the processor fetch what ForEach will look at.
  void Prefetch(std::uint32_t shingle) const {
    const Part& part = PartOf(shingle);
    if (!part.slots.empty()) __builtin_prefetch(&part.slots[Home(part, shingle)]);
  }

  // Articles before `first` are no longer here; sweeps over the next `slots` slots.
  void ForgetBefore(std::uint32_t first, std::size_t slots);

  [[nodiscard]] std::size_t size() const { return size_; }    // entries, unswept ones among them
  [[nodiscard]] std::size_t slots() const { return slots_; }  // room for entries
  [[nodiscard]] std::size_t memory_bytes() const { return slots_ * sizeof(std::uint64_t); }

 private:
  static constexpr std::size_t kPartBits = 8;
  static constexpr std::uint64_t kEmpty = ~std::uint64_t{0};

  // Linear probing (Knuth, TAOCP 3, 6.4, algorithm L); any number of slots.
  struct Part {
    std::vector<std::uint64_t> slots;  // shingle and article, or kEmpty
    std::size_t used = 0;
  };

  static bool IsEmpty(std::uint64_t slot) { return slot == kEmpty; }
  static std::uint32_t ShingleIn(std::uint64_t slot) {
    return static_cast<std::uint32_t>(slot >> 32);
  }
  static std::uint32_t ArticleIn(std::uint64_t slot) { return static_cast<std::uint32_t>(slot); }

  // Shingles are hashes, but those kept here may be the lowest: the product's high bits decide.
  static std::uint64_t Spread(std::uint32_t shingle) { return shingle * 0x9E3779B97F4A7C15ULL; }
  static std::size_t PartNumber(std::uint32_t shingle) {
    return static_cast<std::size_t>(Spread(shingle) >> (64 - kPartBits));
  }
  [[nodiscard]] const Part& PartOf(std::uint32_t shingle) const {
    return parts_[PartNumber(shingle)];
  }
  // Lemire's multiply-shift over the 32 bits behind those of the part.
  static std::size_t Home(const Part& part, std::uint32_t shingle) {
    const std::uint64_t hash = Spread(shingle) << kPartBits >> 32;
    return static_cast<std::size_t>(hash * part.slots.size() >> 32);
  }
  static std::size_t Next(const Part& part, std::size_t at) {
    return at + 1 == part.slots.size() ? 0 : at + 1;
  }

  void Remake(Part& part);
  static void Put(Part& part, std::uint64_t slot);
  void EraseAt(Part& part, std::size_t at);

  std::array<Part, std::size_t{1} << kPartBits> parts_;
  std::size_t size_ = 0;
  std::size_t slots_ = 0;
  std::uint32_t first_ = 0;    // the oldest article that is here
  std::size_t hand_part_ = 0;  // where sweeping goes on
  std::size_t hand_slot_ = 0;
};

}  // namespace isnad::story
