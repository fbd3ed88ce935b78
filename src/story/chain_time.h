#pragma once

// When an account was told, as far as its date says, and how sure one was told before another.
// Clocks of outlets may be off by an hour or a time zone, and a date without its hour is a day long
// («00:00 to 24:00 somewhere between Rabat and Muscat»), so an order by time is a matter of degree.

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "base/date_time.h"

namespace isnad::story {

struct Telling {
  std::int32_t earliest = 0;  // minutes since 1970 UTC; later than `latest` where nothing is known
  std::int32_t latest = -1;

  [[nodiscard]] bool IsKnown() const { return earliest <= latest; }
  // To the hour, though its offset may be unknown.
  [[nodiscard]] bool IsExact() const { return IsKnown() && latest - earliest < 5 * 60; }
  bool operator==(const Telling&) const = default;
};

// `instant` counts where the date as the page gives it is unknown; midnight is a day then. What
// was seen at `seen` was told by then, unless that contradicts its date.
[[nodiscard]] Telling TellingOf(const std::optional<DateTime>& date,
                                const std::optional<Instant>& instant, Instant seen);

// Log-odds that `a` was told before `b`; 0 where either is unknown. Within ±kMostTimeOdds.
inline constexpr double kMostTimeOdds = 6;
[[nodiscard]] double EarlierOdds(const Telling& a, const Telling& b);

}  // namespace isnad::story
