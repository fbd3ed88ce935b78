#pragma once

// The accounts of one story that are in the window, as article numbers, rising. At most
// kMaxStanding of them, the first half and the most recent, stand for all when others are compared
// with the story: which ones depends on what is in the window alone, not on what has been there.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

namespace isnad::story {

class MemberList {
 public:
  static constexpr std::size_t kMaxStanding = 16;

  class Standing {
   public:
    [[nodiscard]] const std::uint32_t* begin() const { return members_.data(); }
    [[nodiscard]] const std::uint32_t* end() const { return members_.data() + size_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    std::uint32_t operator[](std::size_t i) const { return members_[i]; }

   private:
    friend class MemberList;
    std::array<std::uint32_t, kMaxStanding> members_;
    std::size_t size_ = 0;
  };

  void Push(std::uint32_t article) { members_.push_back(article); }  // above all others

  // Articles leave oldest first; one that is no member changes nothing. Cost: O(1) on the average.
  void Remove(std::uint32_t article) {
    if (empty() || front() != article) return;
    ++gone_;
    if (2 * gone_ >= members_.size()) {
      members_.erase(members_.begin(), members_.begin() + static_cast<std::ptrdiff_t>(gone_));
      gone_ = 0;
    }
  }

  // Cost: O(both).
  void Merge(const MemberList& other) {
    std::vector<std::uint32_t> all;
    all.reserve(size() + other.size());
    const std::span mine = present();
    const std::span theirs = other.present();
    std::merge(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(all));
    members_ = std::move(all);
    gone_ = 0;
  }

  [[nodiscard]] Standing standing() const {
    Standing standing;
    const std::span all = present();
    const std::size_t first = all.size() <= kMaxStanding ? all.size() : kMaxStanding / 2;
    const std::size_t last = std::min(all.size() - first, kMaxStanding / 2);
    const auto end = std::copy(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first),
                               standing.members_.begin());
    std::copy(all.end() - static_cast<std::ptrdiff_t>(last), all.end(), end);
    standing.size_ = first + last;
    return standing;
  }

  [[nodiscard]] bool empty() const { return gone_ == members_.size(); }
  [[nodiscard]] std::size_t size() const { return members_.size() - gone_; }
  [[nodiscard]] std::uint32_t front() const { return members_[gone_]; }  // not of an empty list
  [[nodiscard]] std::size_t heap_bytes() const {
    return members_.capacity() * sizeof(std::uint32_t);
  }

 private:
  [[nodiscard]] std::span<const std::uint32_t> present() const {
    return std::span(members_).subspan(gone_);
  }

  std::vector<std::uint32_t> members_;
  std::size_t gone_ = 0;  // of the leading ones, that have left the window
};

}  // namespace isnad::story
