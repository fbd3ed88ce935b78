#pragma once

// Dates as pages write them, in any language whose months data/page/months.tsv knows: "12. März
// 2019", "March 12th, 2019", "2019. március 12.", "12-Mar-19", "03/04/2021", "2019年3月12日", and
// solar Hijri ones («۲۱ اردیبهشت ۱۳۹۹», "1399/02/21"), which are converted. Arabic text is read by
// arabic/dates.h.
//
// Numeric dates that could be read in two ways keep both readings: which one is meant is for the
// caller to decide, who knows the country and the page's other dates.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "page/calendar.h"

namespace isnad::page {

enum class DayPlace : unsigned char { kDayFirst, kMonthFirst };

struct DateHabits {
  DayPlace order = DayPlace::kDayFirst;
  std::string_view language = {};  // of the page, for months that two languages share
};

struct TextDate {
  std::uint32_t begin = 0;  // bytes in the text, hour included
  std::uint32_t end = 0;
  DateTime value;
  std::optional<std::chrono::year_month_day> other{};  // in the other order, of an ambiguous one
  bool short_year = false;                             // "12.3.19"
  std::optional<DayPlace> order{};                     // that a numeric date with slashes proves

  bool operator==(const TextDate&) const = default;
};

// Complete dates from 1990 to 2100 in order of appearance; of a text over 4,096 bytes the first
// ones. Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<TextDate> FindTextDates(std::string_view text,
                                                  const DateHabits& habits = {});

// A date that is the whole of a short text or stands in it: what a machine wrote (ISO 8601, RFC
// 2822, seconds or milliseconds since 1970) or what people write.
[[nodiscard]] std::optional<TextDate> ReadTextDate(std::string_view text,
                                                   const DateHabits& habits = {});

}  // namespace isnad::page
