#pragma once

// The articles of the window as packed accounts, and a few of them unpacked: those that new ones
// are compared with again and again.

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "story/account.h"
#include "story/record_queue.h"

namespace isnad::story {

struct KeptArticle {
  std::int64_t id = 0;
  std::int64_t story = 0;  // that it was placed in
  Instant seen{};
  std::string_view account;  // packed; lives until the article leaves
};

// Numbers articles one after another as they come. Not thread-safe.
class ArticleWindow {
 public:
  ArticleWindow();

  std::uint32_t Push(const KeptArticle& article);  // its number
  void PopOldest();                                // not of an empty window

  [[nodiscard]] KeptArticle At(std::uint32_t article) const;
  // Unpacked; the reference holds until NextRound. Cost: a copy's look-up, or unpacking.
  [[nodiscard]] const Account& AccountOf(std::uint32_t article);
  // What AccountOf gave out may change from here on.
  void NextRound();

  [[nodiscard]] std::uint32_t oldest() const { return first_; }
  [[nodiscard]] std::uint32_t next() const {  // number of the article to come
    return first_ + static_cast<std::uint32_t>(records_.size());
  }
  [[nodiscard]] std::size_t size() const { return records_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const { return records_.memory_bytes(); }

 private:
  static constexpr std::size_t kSets = 256;
  static constexpr std::size_t kWays = 4;

  struct Unpacked {
    std::uint32_t article = 0;
    std::uint64_t round = 0;  // when it was last asked for; 0: holds nothing
    Account account;
  };

  RecordQueue records_;
  std::uint32_t first_ = 0;
  std::uint64_t round_ = 1;
  std::vector<Unpacked> unpacked_;  // kWays for each article % kSets
  std::deque<Account> overflow_;    // of this round
  std::string record_;              // scratch
};

}  // namespace isnad::story
