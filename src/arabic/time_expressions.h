#pragma once

// When something happened, as the press says it: complete dates (dates.h), days without a year («19
// فبراير»), months and years, the Islamic calendar («15 شعبان 1446 هـ»), days told from the day of
// publication («أمس الأربعاء», «قبل ثلاثة أيام», «الشهر الماضي», «17 فبراير الجاري») and spans («من
// 17 إلى 19 فبراير»). After the temporal expressions of TIMEX3 (Pustejovsky and others, 2003).
//
// Nothing is resolved that cannot be: without a day of publication only what names its year is.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace isnad::arabic {

enum class Grain : std::uint8_t { kDay, kWeek, kMonth, kYear };

struct TimeExpression {
  std::uint32_t begin = 0;  // byte span in the text
  std::uint32_t end = 0;
  std::chrono::year_month_day first;  // of the days it spans; a day spans itself
  std::chrono::year_month_day last;
  Grain grain = Grain::kDay;      // what the words name; of a span, its ends
  bool is_relative = false;       // told from the day of publication
  bool weekday_differs = false;   // the weekday named is not that day's
  bool calendars_differ = false;  // the Islamic and the Gregorian day are more than a day apart

  bool operator==(const TimeExpression&) const = default;
};

// Expressions in order, without overlap. `published` is the day in the outlet's own time zone.
// Weeks begin on Monday. Years 1900..2100. Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<TimeExpression> FindTimeExpressions(
    std::string_view text, std::optional<std::chrono::year_month_day> published);

}  // namespace isnad::arabic
