#pragma once

// Finds what two sorted sets of hashes have in common without walking through either: a bit for
// each of 256 equal ranges in which a set has something, and where that begins. Of two sets of 64
// hashes without any in common some 15 ranges are looked into, where a merge takes 128 steps.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace isnad::story {

class KeyIndex {
 public:
  // Of `count` rising keys, 256 at most; `key_of(i)` gives one.
  template <typename KeyOf>
  void Assign(std::size_t count, KeyOf key_of) {
    bits_ = {};
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t range = RangeOf(key_of(i));
      bits_[range / 64] |= std::uint64_t{1} << range % 64;
      begins_[range] = static_cast<std::uint8_t>(i);
    }
  }

  // Calls `use(i, j)` for every key i of `a` that is key j of `b`, rising; the indexes are those of
  // these very keys.
  template <typename KeyOfA, typename KeyOfB, typename Use>
  static void ForEachShared(const KeyIndex& a, std::size_t count_a, KeyOfA key_of_a,
                            const KeyIndex& b, std::size_t count_b, KeyOfB key_of_b, Use use) {
    for (std::size_t word = 0; word < kWords; ++word) {
      for (std::uint64_t both = a.bits_[word] & b.bits_[word]; both != 0; both &= both - 1) {
        const std::size_t range = 64 * word + static_cast<std::size_t>(std::countr_zero(both));
        std::size_t i = a.begins_[range];
        std::size_t j = b.begins_[range];
        while (i < count_a && j < count_b) {
          const std::uint32_t left = key_of_a(i);
          const std::uint32_t right = key_of_b(j);
          if (RangeOf(left) != range || RangeOf(right) != range) break;
          if (left == right) use(i, j);
          i += left <= right ? 1 : 0;
          j += right <= left ? 1 : 0;
        }
      }
    }
  }

  bool operator==(const KeyIndex&) const { return true; }  // where the keys are equal

 private:
  static constexpr std::size_t kWords = 4;
  static std::size_t RangeOf(std::uint32_t key) { return key >> 24; }

  std::array<std::uint64_t, kWords> bits_{};
  std::array<std::uint8_t, 64 * kWords> begins_{};  // of ranges that have a bit
};

}  // namespace isnad::story
