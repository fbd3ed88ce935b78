#pragma once

// Groups a stream of articles into stories, one article at a time: each new article either joins a
// story whose articles it resembles or founds one, and where it shows that two stories are one,
// they become one. Articles leave the window after a while, so memory and cost an article stay
// bounded on an endless stream.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "news/story.h"
#include "story/reading.h"

namespace isnad::story {

struct ClusterLimits {
  std::chrono::hours window{24 * 7};           // how long an article is remembered after `seen`
  std::size_t max_articles = 400'000;          // in the window; the oldest leave first
  std::size_t max_candidates = 16;             // looked at for one article
  ReadingLimits reading{};                     // of one article
  std::size_t max_all_shingles = 160'000'000;  // of the window, some 2.5 bytes each
  std::size_t max_all_terms = 8'000'000;       // different ones of the window, some 40 bytes each
  std::chrono::days max_story_span{10};        // between the first and the last event of a story
  std::chrono::days max_story_age{20};         // between the arrivals of its first and last article
};

// Two stories that turned out to be one: `from` is a part of `into` from now on.
struct Merge {
  std::int64_t from = 0;
  std::int64_t into = 0;
  std::int64_t nearest = 0;  // the account of the one most like an account of the other
  double likeness_0_1 = 0;   // how sure that the two tell of one event

  bool operator==(const Merge&) const = default;
};

// An earlier story that an account's story continues (story/saga_book.h).
struct SagaLink {
  std::int64_t story = 0;
  double likeness_0_1 = 0;  // share of the account's weightiest words that the earlier one has

  bool operator==(const SagaLink&) const = default;
};

struct Placement {
  std::int64_t story = 0;  // id of the item that founded it, after the merges below
  news::ChainPlace chain{};
  // Why it joined: the account most like it, and how sure the two tell of one event (0 for a
  // founder).
  std::optional<std::int64_t> nearest{};
  double likeness_0_1 = 0;
  // What it brought about, in order; Restore takes no notice of these.
  std::vector<Merge> merges{};
  std::vector<news::Rehanging> rehung{};
  bool is_form = false;             // of a form (story/form.h), as a bulletin is
  std::vector<SagaLink> earlier{};  // what its story continues
};

// Where the memory of a clusterer goes, in bytes.
struct ClusterMemory {
  std::size_t accounts = 0;  // of the window's articles, packed, with what else is known of each
  std::size_t shingles = 0;  // their sets
  std::size_t found_by = 0;  // tables from shingles to articles
  std::size_t terms = 0;     // index from terms to articles
  std::size_t stories = 0;
  std::size_t chain = 0;  // where they come from, and what they say of it
  std::size_t sagas = 0;  // first accounts of stories, for longer than the window

  [[nodiscard]] std::size_t all() const {
    return accounts + shingles + found_by + terms + stories + chain + sagas;
  }
};

// Not thread-safe: one owner. Deterministic: the same items in the same order give the same
// stories, also where a new clusterer is given what an earlier one remembered (NewestReading).
class Clusterer {
 public:
  explicit Clusterer(const ClusterLimits& limits = {});
  ~Clusterer();
  Clusterer(Clusterer&&) noexcept;
  Clusterer& operator=(Clusterer&&) noexcept;

  // Places `item` and remembers it. Cost: about linear in its text; bounded by the limits.
  Placement Add(const Item& item);
  // The same for an item that was read before, by a reader with the limits `reading`.
  Placement Add(const Item& item, Reading reading);

  // Of the article that came last: what Restore will want to know after a restart, in some 900
  // bytes (story/stored_reading.h).
  [[nodiscard]] std::string NewestReading() const;
  // The oldest article remembered: readings of earlier ones are of no more use. 0 if there is none.
  [[nodiscard]] std::int64_t oldest() const;

  // Remembers an item that was placed earlier (after a restart), those before it having been
  // restored: same state as if Add had returned `placement`, with what later items changed of it.
  // Of the item only id and arrival are looked at; ids rise from item to item. False where the
  // reading is of another version or damaged, and nothing was done.
  [[nodiscard]] bool Restore(const Item& item, const Placement& placement,
                             std::string_view reading);
  // The same from the item's text, for want of a reading: its terms are weighed anew.
  void Restore(const Item& item, const Placement& placement);

  // Two stories of the window that must never become one, whatever is found: what people decided.
  void KeepApart(std::int64_t a, std::int64_t b);

  [[nodiscard]] std::size_t size() const;      // items in the window
  [[nodiscard]] ClusterMemory memory() const;  // estimated. Cost: O(1)

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad::story
