#pragma once

// Dates in running Arabic text and in bylines: Gregorian months in every Arab naming (يناير, كانون
// الثاني, جانفي, شتنبر …, from data/arabic/months.tsv), numeric forms ("21 - 02 - 2025",
// "2025/02/21"), Hijri dates beside Gregorian ones (skipped, not converted here), a weekday in
// front, an hour behind ("14:05", "الساعة 14 و 5 دقائق", "2:05 م"). English, French and Spanish
// month names are read as well, since pages mix them.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.h"

namespace isnad::arabic {

struct DateMatch {
  std::uint32_t begin = 0;  // byte span in the text
  std::uint32_t end = 0;
  DateTime value;  // utc_offset is set only where the text says it

  bool operator==(const DateMatch&) const = default;
};

// Complete dates (day, month and year) in order of appearance. Ambiguous numeric forms (03/04/2025)
// are read day first, as Arab outlets write. Years 1900..2100.
// Cost: O(n). Thread-safe.
[[nodiscard]] std::vector<DateMatch> FindDates(std::string_view text);

// Gregorian month 1..12 of a name in any naming; 0 where it is none.
[[nodiscard]] int MonthFromName(std::string_view name);

// "19 فبراير 2025" / "الأربعاء 19 فبراير 2025", Western digits, Mashriq or Maghreb naming chosen by
// the reader later; for pages we write.
[[nodiscard]] std::string FormatDate(std::chrono::year_month_day day, bool with_weekday);

}  // namespace isnad::arabic
