#include "story/record_queue.h"

#include <cassert>
#include <cstring>

namespace isnad::story {

void RecordQueue::Push(std::string_view record) {
  assert(record.size() <= kMaxRecordBytes);
  const std::uint64_t used = end_ % kBlockBytes;
  // Behind a block that is full to the last byte, `end_` is where the next one begins.
  const bool fits = end_ < (first_block_ + blocks_.size()) * kBlockBytes && !blocks_.empty() &&
                    used + record.size() <= kBlockBytes;
  if (!fits) {
    if (blocks_.empty()) first_block_ = (end_ + kBlockBytes - 1) / kBlockBytes;
    end_ = (first_block_ + blocks_.size()) * kBlockBytes;
    blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    block_ends_.push_back(end_);
  }
  if (!record.empty()) {
    std::memcpy(blocks_.back().get() + end_ % kBlockBytes, record.data(), record.size());
  }
  places_.push_back(end_);
  end_ += record.size();
  block_ends_.back() = end_;
}

void RecordQueue::Pop() {
  assert(!places_.empty());
  places_.pop_front();
  const std::uint64_t live_block =
      places_.empty() ? end_ / kBlockBytes + 1 : places_.front() / kBlockBytes;
  while (!blocks_.empty() && first_block_ < live_block) {
    blocks_.pop_front();
    block_ends_.pop_front();
    ++first_block_;
  }
}

std::size_t RecordQueue::EndOf(std::size_t at) const {
  const std::uint64_t place = places_[at];
  const std::uint64_t block = place / kBlockBytes;
  const bool is_last = at + 1 == places_.size() || places_[at + 1] / kBlockBytes != block;
  return is_last ? block_ends_[block - first_block_] : places_[at + 1];
}

std::string_view RecordQueue::operator[](std::size_t at) const {
  const std::uint64_t place = places_[at];
  return {blocks_[place / kBlockBytes - first_block_].get() + place % kBlockBytes,
          EndOf(at) - place};
}

std::size_t RecordQueue::memory_bytes() const {
  return blocks_.size() * kBlockBytes + places_.size() * sizeof(std::uint64_t);
}

}  // namespace isnad::story
