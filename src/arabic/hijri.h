#pragma once

// The Islamic calendar as Saudi Arabia publishes it (Umm al-Qura, by ICU), and days of it as
// Gregorian ones.

#include <chrono>
#include <optional>

namespace isnad::arabic {

struct HijriDay {
  int year = 0;   // 1300..1600
  int month = 0;  // 1..12
  int day = 0;    // 1..30

  bool operator==(const HijriDay&) const = default;
};

// Nothing where there is no such day. Sighting of the moon moves a month's beginning by a day from
// country to country: a doubt of one day is in the nature of the calendar.
// Cost: about a microsecond; the calendar is opened once a thread. Thread-safe.
[[nodiscard]] std::optional<std::chrono::year_month_day> ToGregorian(const HijriDay& day);

// Nothing outside of the years above.
[[nodiscard]] std::optional<HijriDay> ToHijri(std::chrono::year_month_day day);

}  // namespace isnad::arabic
