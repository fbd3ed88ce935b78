#pragma once

// Dates as live feeds write them, in whatever element: RFC 822 and 2822 (named zones, two-digit
// years, seconds or not, a wrong weekday), RFC 3339 and W3C-DTF down to the year alone, ISO 8601
// variants (ordinal days, a space for "T", fractions), asctime, "2006/09/15 08:19:53 EDT",
// day-first numbers, seconds since 1970, month names of a dozen languages, Korean, Greek and
// Hungarian forms, and Arabic ones with any digits (arabic/dates.h).
//
// A weekday is never believed. An hour that does not exist is unknown, a day that does not exist is
// an error. A zone that means more than one offset leaves the offset unknown.

#include <string_view>

#include "base/date_time.h"
#include "base/error.h"

namespace isnad::feed {

enum class DatePrecision : unsigned char { kDay, kMonth, kYear };

struct FeedDate {
  DateTime value;  // the first day of a bare month or year
  DatePrecision precision = DatePrecision::kDay;

  bool operator==(const FeedDate&) const = default;
};

// Errors: kMalformed. Cost: O(n) on at most 128 bytes. Thread-safe.
[[nodiscard]] Result<FeedDate> ParseFeedDate(std::string_view text);

}  // namespace isnad::feed
