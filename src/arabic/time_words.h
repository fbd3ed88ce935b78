#pragma once

// The words of data/arabic/time_words.tsv, months and weekdays, as marks on a text.

#include <cstdint>
#include <string_view>
#include <vector>

namespace isnad::arabic {

enum class TimeRole : std::uint8_t {
  kNone,
  kDay,
  kToward,
  kUnit,
  kDual,
  kCount,
  kAgo,
  kHence,
  kPart,
  kFrom,
  kTo,
  kBetween,
  kAnd,
  kEquals,
  kHijri,
  kEra,
  kDayWord,
  kMonthWord,
  kYearWord,
  kOf,
  kMonth,    // Gregorian, 1..12
  kWeekday,  // 1 Monday .. 7 Sunday
  kOrdinal,  // «الأول», «فاتح»
  kNumber,   // digits: the value, at most four of them
};
using TimeRoles = std::uint32_t;  // a bit each
[[nodiscard]] constexpr TimeRoles Bit(TimeRole role) { return 1U << static_cast<int>(role); }

struct TimeWord {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  TimeRoles roles = 0;
  std::int16_t value = 0;  // of a number, month, weekday …
  std::int8_t unit = 0;    // 'd', 'w', 'm' or 'y'
  bool has_and = false;    // «و» or «ف» in front
  bool has_to = false;     // «ل»: «ليوم»
  // What stands between it and the word before.
  bool joined = false;  // blanks only
  bool dashed = false;  // a dash or slash, with or without blanks
  bool near = false;    // at most blanks, a comma, a slash, brackets: no sentence ends

  [[nodiscard]] bool Is(TimeRole role) const { return (roles & Bit(role)) != 0; }
};

// The words and numbers of `text` in order; of those without a role in time (roles 0) one stands
// for a run. Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<TimeWord> MarkTimeWords(std::string_view text);

}  // namespace isnad::arabic
