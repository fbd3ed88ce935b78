#include "story/posting_ring.h"

#include <algorithm>
#include <cassert>

namespace isnad::story {

void PostingRing::Push(Posting posting) {
  if (size_ == kMost) PopOldest();
  if (size_ == capacity()) Resize(static_cast<std::uint8_t>(log_capacity_ + 1));
  data()[(head_ + size_) & (capacity() - 1)] = posting;
  ++size_;
}

void PostingRing::PopOldest() {
  assert(size_ > 0);
  head_ = static_cast<std::uint16_t>((head_ + 1U) & (capacity() - 1));
  --size_;
  if (!is_inline() && std::size_t{4} * size_ <= capacity()) {
    Resize(static_cast<std::uint8_t>(log_capacity_ - 1));
  }
}

void PostingRing::Resize(std::uint8_t log_capacity) {
  PostingRing other;
  other.log_capacity_ = log_capacity;
  if (!other.is_inline()) other.room_.heap = new Posting[other.capacity()];
  const auto [first, second] = pieces();
  std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), other.data()));
  other.size_ = size_;
  Swap(other);
}

}  // namespace isnad::story
