#pragma once

// Sagas: stories that continue one another without being one: the hearings of a trial, a toll that
// grows, rounds of talks. Of every story it is remembered which words weigh most in its first
// account and which names it has, for longer than the clusterer remembers articles. A new story is
// linked to the earlier ones that share most of that and are of another day. A link that is wrong
// misleads, so it takes both: weighty words and names (two neighbouring words each).

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "story/account.h"
#include "story/clusterer.h"

namespace isnad::story {

struct SagaLimits {
  std::chrono::days window{45};      // between a story and one that continues it
  std::size_t max_stories = 50'000;  // remembered, some 500 bytes each; the oldest leave first
  std::size_t max_links = 2;         // of one account
};

// Not thread-safe. Deterministic.
class SagaBook {
 public:
  explicit SagaBook(const SagaLimits& limits = {}) : limits_(limits) {}

  // The stories, other than `story`, that an account of it continues, likest first.
  // Cost: O(heaviest words × kMaxPostings), and O(phrases) for a few dozen stories.
  [[nodiscard]] std::vector<SagaLink> Find(const Account& account, std::int64_t story) const;

  // Remembers the account that founded `story`; forms (story/form.h) are no part of sagas.
  void Add(const Account& account, std::int64_t story);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // An estimate. Cost: O(1).
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  static constexpr std::size_t kMaxPostings = 128;

  struct Entry {
    std::int64_t story = 0;
    std::int32_t day = 0;
    std::vector<std::uint32_t> words;    // the weightiest, sorted
    std::vector<std::uint32_t> phrases;  // sorted
    std::vector<Counted> editions;
  };

  [[nodiscard]] const Entry& At(std::uint32_t number) const { return entries_[number - first_]; }
  [[nodiscard]] bool Continues(const Account& account, std::int32_t day, const Entry& entry) const;
  void ForgetOldest();

  SagaLimits limits_;
  std::deque<Entry> entries_;
  std::uint32_t first_ = 0;  // number of entries_.front()
  // Entries, rising, kMaxPostings at most: most words have one, where a deque's block would be ten
  // times what there is.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_word_;
  std::size_t keys_ = 0;  // words and phrases of all entries
};

}  // namespace isnad::story
