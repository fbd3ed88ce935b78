#pragma once

// An outlet's own rhythm: how many items it publishes in which hour of the day, learned from its
// feed, so that it is asked when there is something new and left alone at night.
//
// A histogram over the 24 hours of UTC, in which a day weighs half after a week. Rates are smoothed
// over neighbouring hours and towards half an item an hour, which is what a feed that nobody knows
// is taken for. A value of 25 numbers, for a store to keep. Pure functions, O(1) but for the items
// handed in. Thread-safe.

#include <array>
#include <chrono>
#include <span>

#include "base/clock.h"

namespace isnad::fetch {

struct Rhythm {
  std::array<double, 24> items{};  // published in each hour of the day, older ones weighing less
  double days = 0;                 // watched, weighed likewise
  Instant watched_until{};

  bool operator==(const Rhythm&) const = default;
};

// With items that were new at `now`, by the time each was published (`now` where that is not
// known). The first time, the feed's whole list tells of up to two weeks before. Times in the
// future count as `now`; a clock that went back changes nothing. At most 1000 items are counted.
[[nodiscard]] Rhythm Observe(const Rhythm& rhythm, std::span<const Instant> published, Instant now);

// Expected in the hour that `at` is in. Never negative.
[[nodiscard]] double ItemsPerHour(const Rhythm& rhythm, Instant at);

// The first moment by which `count` items may be expected after `from`, at most `longest` later.
[[nodiscard]] Instant WhenExpected(const Rhythm& rhythm, double count, Instant from,
                                   std::chrono::milliseconds longest);

}  // namespace isnad::fetch
