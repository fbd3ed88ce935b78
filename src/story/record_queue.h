#pragma once

// A queue of short byte strings in a few large blocks: what leaves the window leaves in the order
// it came, so that nothing needs an allocation, or a pointer, of its own.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>

namespace isnad::story {

class RecordQueue {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{1} << 18;
  static constexpr std::size_t kMaxRecordBytes = kBlockBytes;  // none spans two blocks

  // Cost: O(record), and now and then a block's allocation.
  void Push(std::string_view record);
  // Not on an empty queue.
  void Pop();
  // The record `at` behind the front; the view lives until that record is popped.
  [[nodiscard]] std::string_view operator[](std::size_t at) const;

  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  // A record begins `place` bytes behind the first byte there ever was.
  [[nodiscard]] std::size_t EndOf(std::size_t at) const;

  std::deque<std::uint64_t> places_;
  std::deque<std::unique_ptr<char[]>> blocks_;
  std::deque<std::uint64_t> block_ends_;  // of what was written into each
  std::uint64_t first_block_ = 0;         // number of blocks_.front()
  std::uint64_t end_ = 0;                 // where the next record begins
};

}  // namespace isnad::story
