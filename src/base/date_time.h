#pragma once

// A date as the press gives it: always a day, often an hour, sometimes with an offset from UTC.
// Nothing is filled in that was not there: midnight is not the same as "hour unknown".
//
// Text form: RFC 3339 ("2025-02-21T14:05:00+01:00") when hour and offset are known, else the bare
// date ("2025-02-21"). ISO 8601 variants that live pages use are read as well (see Parse).

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace isnad {

struct DateTime {
  std::chrono::year_month_day day{};
  std::optional<std::chrono::seconds> time_of_day{};  // since local midnight, 0 <= t < 24 h
  std::optional<std::chrono::minutes> utc_offset{};   // east positive; only with time_of_day

  // Reads RFC 3339, and ISO 8601 as it is met: "T" or a space, seconds or not, fractions (cut),
  // "Z", "+01:00", "+0100", "+01", no offset at all, a bare date "2025-02-21", basic "20250221".
  // Errors: kMalformed for anything else, days that do not exist included (leap second 60 is 59).
  // Cost: O(text.size()), no allocation on success. Thread-safe.
  [[nodiscard]] static Result<DateTime> Parse(std::string_view text);

  // An instant shown at `utc_offset`.
  [[nodiscard]] static DateTime FromInstant(Instant instant, std::chrono::minutes utc_offset = {});

  [[nodiscard]] std::string ToString() const;  // the text form; UTC is "Z"

  // As ToString, but keeps an hour whose offset is unknown ("2025-02-21T14:05:00"), so that
  // Parse gives back an equal value: for storing.
  [[nodiscard]] std::string ToIso8601() const;

  // The instant meant, taking an unknown hour as 00:00 and an unknown offset as UTC: for sorting
  // and windows, not for showing.
  [[nodiscard]] Instant ToInstant() const;

  bool operator==(const DateTime&) const = default;
};

}  // namespace isnad
