#pragma once

// A hash table for the hot loops of this folder: 64-bit hashes to small values, one flat array, no
// allocation per entry, nothing ever removed. Keys are hashes already; where they are made of
// hostile text, probing stops being short before it stops being right.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace isnad::page {

template <typename Value>
class FlatMap {
 public:
  // Room for `expected` entries before it grows.
  explicit FlatMap(std::size_t expected = 0) {
    std::size_t slots = 16;
    while (slots < expected * 2) slots *= 2;
    slots_.resize(slots);
  }

  // The value of `key`, made of Value{} where it is new. Valid until the next call.
  Value& operator[](std::uint64_t key) {
    if (size_ * 2 >= slots_.size()) Grow();
    Slot& slot = slots_[Place(key)];
    if (!slot.taken) {
      slot = {key, true, Value{}};
      ++size_;
    }
    return slot.value;
  }

  [[nodiscard]] const Value* Find(std::uint64_t key) const {
    const Slot& slot = slots_[Place(key)];
    return slot.taken ? &slot.value : nullptr;
  }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    bool taken = false;
    Value value{};
  };

  [[nodiscard]] std::size_t Place(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    // Multiplied by 2^64 / golden ratio (Knuth 6.4), so that poor keys spread too.
    std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & mask;
    while (slots_[at].taken && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }

  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.taken) slots_[Place(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace isnad::page
