#pragma once

// The most recent articles that have one term, oldest first out: a circular buffer that grows and
// shrinks by doubling. Up to two postings stand in the object itself, since most terms have no
// more.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace isnad::story {

// 24 bits of an article's number above 8 bits of weight.
using Posting = std::uint32_t;

class PostingRing {
 public:
  static constexpr std::size_t kMost = 256;

  PostingRing() = default;
  PostingRing(PostingRing&& other) noexcept { Swap(other); }
  PostingRing& operator=(PostingRing&& other) noexcept {
    Swap(other);
    return *this;
  }
  ~PostingRing() { Release(); }

  // Over kMost the oldest goes. Cost: O(1) on the average.
  void Push(Posting posting);
  void PopOldest();  // not of an empty ring
  [[nodiscard]] Posting oldest() const { return data()[head_]; }
  [[nodiscard]] std::size_t size() const { return size_; }

  // The postings in two pieces, in no order worth knowing; the second may be empty.
  [[nodiscard]] std::pair<std::span<const Posting>, std::span<const Posting>> pieces() const {
    const std::size_t first = std::min<std::size_t>(size_, capacity() - head_);
    return {{data() + head_, first}, {data(), size_ - first}};
  }

  // Of memory outside the object.
  [[nodiscard]] std::size_t heap_bytes() const {
    return is_inline() ? 0 : capacity() * sizeof(Posting);
  }

 private:
  static constexpr std::uint8_t kInlineLog = 1;

  [[nodiscard]] bool is_inline() const { return log_capacity_ == kInlineLog; }
  [[nodiscard]] std::size_t capacity() const { return std::size_t{1} << log_capacity_; }
  [[nodiscard]] const Posting* data() const { return is_inline() ? room_.own : room_.heap; }
  [[nodiscard]] Posting* data() { return is_inline() ? room_.own : room_.heap; }
  void Resize(std::uint8_t log_capacity);
  void Release() {
    if (!is_inline()) delete[] room_.heap;
  }
  void Swap(PostingRing& other) noexcept {
    std::swap(room_, other.room_);
    std::swap(head_, other.head_);
    std::swap(size_, other.size_);
    std::swap(log_capacity_, other.log_capacity_);
  }

  union Room {
    Posting own[2];
    Posting* heap;
  };
  Room room_{};
  std::uint16_t head_ = 0;  // where the oldest stands
  std::uint16_t size_ = 0;
  std::uint8_t log_capacity_ = kInlineLog;
};

}  // namespace isnad::story
