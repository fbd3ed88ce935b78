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
#include "story/chain_edge.h"

namespace isnad::story {

struct ClusterLimits {
  std::chrono::hours window{24 * 7};      // how long an article is remembered after `seen`
  std::size_t max_articles = 200'000;     // in the window; the oldest leave first
  std::size_t max_terms = 64;             // of one article's opening that are compared
  std::size_t max_candidates = 16;        // looked at for one article
  std::size_t max_text_bytes = 64 << 10;  // of one article that are read
  std::size_t max_shingles = 4'000;       // of one article, for finding copies
  std::size_t max_all_shingles =
      64'000'000;                        // of the window, 4 bytes each and an eighth of 16 more
  std::chrono::days max_story_span{10};  // between the first and the last event of a story
};

// What the clusterer needs of an article; the views need only live through the call.
struct Item {
  std::int64_t id;  // unique
  std::string_view title;
  std::string_view text;
  std::string_view outlet = {};
  std::optional<Instant> published = {};
  Instant seen{};  // arrival, orders the window where `published` is unknown
  Provenance provenance = {};
};

// Where an item hangs in its chain (news::Account says what it means).
struct ChainPlace {
  std::optional<std::int64_t> origin{};  // the item that this one was taken from
  double copied_0_1 = 0;                 // share of this item's text that stands in the origin
  double origin_confidence_0_1 = 0;
  std::string agency{};
  std::vector<news::ChainEvidence> evidence{};

  bool operator==(const ChainPlace&) const = default;
};

// An item that hangs elsewhere from now on, since what it was taken from came in after it.
struct Rehanging {
  std::int64_t item = 0;
  ChainPlace place;

  bool operator==(const Rehanging&) const = default;
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
  ChainPlace chain{};
  // Why it joined: the account most like it, and how sure the two tell of one event (0 for a
  // founder).
  std::optional<std::int64_t> nearest{};
  double likeness_0_1 = 0;
  // What it brought about, in order; Restore takes no notice of these.
  std::vector<Merge> merges{};
  std::vector<Rehanging> rehung{};
  bool is_form = false;             // of a form (story/form.h), as a bulletin is
  std::vector<SagaLink> earlier{};  // what its story continues
};

// Not thread-safe: one owner. Deterministic: the same items in the same order give the same
// stories.
class Clusterer {
 public:
  explicit Clusterer(const ClusterLimits& limits = {});
  ~Clusterer();
  Clusterer(Clusterer&&) noexcept;
  Clusterer& operator=(Clusterer&&) noexcept;

  // Places `item` and remembers it. Cost: about linear in its text; bounded by the limits.
  Placement Add(const Item& item);

  // Remembers an item that was placed earlier (after a restart): same state as if Add had returned
  // `placement`.
  void Restore(const Item& item, const Placement& placement);

  // Two stories of the window that must never become one, whatever is found: what people decided.
  void KeepApart(std::int64_t a, std::int64_t b);

  [[nodiscard]] std::size_t size() const;  // items in the window

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad::story
