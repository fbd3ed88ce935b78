#pragma once

// When a feed is asked again, and what is remembered of it until then.
//
// After an answer: when the outlet's rhythm lets something new be expected, but not before what
// Cache-Control, Expires and the feed's own ttl say. After a failure: exponential back-off with
// "equal jitter" (M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015), but
// not before Retry-After. 410 ends a feed (RFC 9110, 15.5.11). A conditional request is left
// unconditional once a day, for servers that say 304 for ever.
//
// Pure functions; PollState is for a store to keep. Thread-safe.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "fetch/fetch.h"
#include "fetch/rhythm.h"
#include "news/source.h"

namespace isnad::fetch {

struct PollPolicy {
  std::chrono::minutes shortest{5};
  std::chrono::hours longest{12};
  double items_per_poll = 1;                // asked when so many may be expected
  std::chrono::hours most_obeyed{6};        // of max-age, Expires and ttl: mistakes are common
  std::chrono::hours whole_every{24};       // unconditionally
  std::chrono::minutes first_back_off{10};  // doubled by each failure in a row
  std::chrono::hours longest_back_off{24};
  std::chrono::hours dormant_after{30 * 24};  // of failures: asked once a week from then on
  std::chrono::hours dormant_every{7 * 24};
};

using news::FeedLife;

struct PollState {
  Instant due{};
  FeedLife life = FeedLife::kActive;
  Validators validators;
  Rhythm rhythm;
  std::uint32_t failures = 0;  // in a row
  std::optional<Instant> failing_since;
  std::optional<Instant> last_success;
  std::optional<Instant> last_whole;  // a whole body came
  std::string moved_to;  // where permanent redirects lead; the caller asks there from now on
  std::string trouble;   // of the last failure, for people

  bool operator==(const PollState&) const = default;
};

// What came of asking. `readable`: the body was a feed (true as well for 304).
struct PollOutcome {
  bool readable = true;
  std::vector<Instant> new_items;  // when what was not known before was published
  std::optional<std::chrono::minutes> ttl;
};

// The request for `url` at `now`.
[[nodiscard]] FetchRequest PollRequest(const std::string& url, const PollState& state, Instant now,
                                       const PollPolicy& policy = {});

// The state after `answer` came at `now`.
[[nodiscard]] PollState AfterPoll(const PollState& state, const Result<FetchResponse>& answer,
                                  const PollOutcome& outcome, Instant now, Random& random,
                                  const PollPolicy& policy = {});

// Half of `wait` and a random share of the other half. Negative waits are zero.
[[nodiscard]] std::chrono::milliseconds Jittered(std::chrono::milliseconds wait, Random& random);

// `first` doubled for each failure after the first, at most `longest`; no overflow.
[[nodiscard]] std::chrono::milliseconds BackOff(std::uint32_t failures,
                                                std::chrono::milliseconds first,
                                                std::chrono::milliseconds longest);

}  // namespace isnad::fetch
