#include "story/shingle_table.h"

#include <algorithm>
#include <utility>

namespace isnad::story {
namespace {

constexpr std::size_t kLeastSlots = 8;

// Full beyond which a table is made anew, and full as it is then.
bool IsFull(std::size_t used, std::size_t slots) { return 20 * used > 17 * slots; }
std::size_t SlotsFor(std::size_t used) { return std::max(kLeastSlots, used * 3 / 2); }

}  // namespace

bool ShingleTable::Insert(std::uint32_t shingle, std::uint32_t article) {
  Part& part = parts_[PartNumber(shingle)];
  if (IsFull(part.used + 1, part.slots.size())) Remake(part);
  std::size_t same = 0;
  std::size_t at = Home(part, shingle);
  for (; !IsEmpty(part.slots[at]); at = Next(part, at)) {
    const std::uint64_t slot = part.slots[at];
    if (ShingleIn(slot) == shingle && ArticleIn(slot) >= first_ && ++same == kMaxSame) return false;
  }
  part.slots[at] = std::uint64_t{shingle} << 32 | article;
  ++part.used;
  ++size_;
  return true;
}

void ShingleTable::ForgetBefore(std::uint32_t first, std::size_t slots) {
  first_ = first;
  for (; slots > 0; --slots) {
    Part& part = parts_[hand_part_];
    if (hand_slot_ >= part.slots.size()) {
      hand_part_ = (hand_part_ + 1) % parts_.size();
      hand_slot_ = 0;
      continue;
    }
    const std::uint64_t slot = part.slots[hand_slot_];
    if (!IsEmpty(slot) && ArticleIn(slot) < first_) {
      EraseAt(part, hand_slot_);  // another entry may stand here now
    } else {
      ++hand_slot_;
    }
  }
}

// Without the entries of articles that left: a table may become smaller.
void ShingleTable::Remake(Part& part) {
  const std::vector<std::uint64_t> old = std::exchange(part.slots, {});
  const auto live = [this](std::uint64_t slot) {
    return !IsEmpty(slot) && ArticleIn(slot) >= first_;
  };
  const auto used = static_cast<std::size_t>(std::count_if(old.begin(), old.end(), live));
  part.slots.assign(SlotsFor(used + 1), kEmpty);
  for (const std::uint64_t slot : old) {
    if (live(slot)) Put(part, slot);
  }
  size_ -= part.used - used;
  slots_ = slots_ + part.slots.size() - old.size();
  part.used = used;
}

void ShingleTable::Put(Part& part, std::uint64_t slot) {
  std::size_t at = Home(part, ShingleIn(slot));
  while (!IsEmpty(part.slots[at])) at = Next(part, at);
  part.slots[at] = slot;
}

// Backward shift (Knuth, TAOCP 3, 6.4, algorithm R): no tombstones that pile up.
void ShingleTable::EraseAt(Part& part, std::size_t at) {
  --part.used;
  --size_;
  const std::size_t slots = part.slots.size();
  const auto behind = [slots](std::size_t from, std::size_t to) {
    return to >= from ? to - from : to + slots - from;
  };
  for (std::size_t next = Next(part, at); !IsEmpty(part.slots[next]); next = Next(part, next)) {
    const std::size_t home = Home(part, ShingleIn(part.slots[next]));
    if (behind(home, next) >= behind(at, next)) {
      part.slots[at] = part.slots[next];
      at = next;
    }
  }
  part.slots[at] = kEmpty;
}

}  // namespace isnad::story
