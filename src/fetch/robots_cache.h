#pragma once

// How long a robots.txt counts, and what counts when it cannot be had.
//
// Source: RFC 9309, 2.3.1 (unavailable: crawl; unreachable: do not, for a time) and 2.4 (at most 24
// hours from a cache), with the time lines of Google's crawler for unreachable ones: 12 hours
// nothing is fetched, then the last good copy counts for 30 days, then it is as if there were none.
//
// Pure functions over values that a store can keep. Thread-safe.

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/url.h"
#include "fetch/fetch.h"
#include "fetch/robots.h"

namespace isnad::fetch {

struct RobotsPolicy {
  std::chrono::hours lifetime{24};             // at most, whatever Cache-Control says
  std::chrono::minutes shortest_lifetime{60};  // at least
  std::chrono::minutes retry{60};              // after a failure
  std::chrono::hours closed{12};               // unreachable for less: nothing is fetched
  std::chrono::hours gone{30 * 24};            // unreachable for more: as if there were none
};

struct RobotsRecord {
  Robots robots;                             // what counts now
  Instant check_again{};                     // ask anew from here on
  std::optional<Instant> unreachable_since;  // of the failures in a row, if the last was one
  std::optional<Robots> last_good;           // kept while unreachable
  Validators validators;

  bool operator==(const RobotsRecord&) const = default;
};

// What to ask for: "/robots.txt" of `site`'s scheme, host and port, conditionally where `previous`
// allows.
[[nodiscard]] FetchRequest RobotsRequest(const Url& site, const RobotsRecord* previous);

// The record after asking at `now`. `answer` is what the fetcher gave; `previous` may be null.
[[nodiscard]] RobotsRecord AfterRobots(const Result<FetchResponse>& answer,
                                       const RobotsRecord* previous, std::string_view token,
                                       Instant now, const RobotsPolicy& policy = {});

}  // namespace isnad::fetch
