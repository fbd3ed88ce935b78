#pragma once

// What an answer says about when to ask again: Cache-Control, Expires, Age and Retry-After.
//
// Source: RFC 9111 (4.2 freshness, 5.2.2 directives, 5.3 Expires), RFC 9110 (5.6.7 dates, 10.2.3
// Retry-After). Values come from outside: what is no number or date is as if it were not there.
// Pure functions, O(length). Thread-safe.

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "fetch/fetch.h"

namespace isnad::fetch {

// IMF-fixdate, the two obsolete forms, and what else is met ("… +0000"), between 1970 and 2200.
[[nodiscard]] std::optional<Instant> ParseHttpDate(std::string_view text);

struct CacheControl {
  bool no_store = false;
  bool no_cache = false;
  std::optional<std::chrono::seconds> max_age;  // at most ten years

  bool operator==(const CacheControl&) const = default;
};
[[nodiscard]] CacheControl ParseCacheControl(std::string_view field);

// How long the answer may be used without asking again, from `now`, when it came: zero for
// no-cache, no-store and what is stale; nullopt where nothing is said.
[[nodiscard]] std::optional<std::chrono::milliseconds> FreshFor(const FetchHeaders& headers,
                                                                Instant now);

// How long Retry-After asks to wait, at most a week; nullopt where nothing is said or the date
// has passed.
[[nodiscard]] std::optional<std::chrono::milliseconds> RetryAfter(const FetchHeaders& headers,
                                                                  Instant now);

}  // namespace isnad::fetch
