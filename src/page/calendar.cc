#include "page/calendar.h"

namespace isnad::page {
namespace {

using std::chrono::year_month_day;

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

}  // namespace

std::optional<year_month_day> MakeDay(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) return std::nullopt;
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<year_month_day> FromSolarHijri(int year, int month, int day) {
  constexpr int kYears = 33;
  constexpr int kEpochYear = 1375;  // its first day was 20 March 1996; 1375 begins a leap year
  if (year < 1369 || year > 1479 || day < 1 || day > 31 || (month > 6 && day > 30)) {
    return std::nullopt;
  }
  // Leap years leave these remainders modulo 33.
  const auto leap = [](int y) {
    const int rest = y % kYears;
    for (const int known : {1, 5, 9, 13, 17, 22, 26, 30}) {
      if (rest == known) return true;
    }
    return false;
  };
  if (month == 12 && day == 30 && !leap(year)) return std::nullopt;
  std::chrono::sys_days start = std::chrono::year(1996) / std::chrono::March / std::chrono::day(20);
  for (int y = kEpochYear; y < year; ++y) start += std::chrono::days(leap(y) ? 366 : 365);
  for (int y = year; y < kEpochYear; ++y) start -= std::chrono::days(leap(y) ? 366 : 365);
  const int before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  const year_month_day made(start + std::chrono::days(before + day - 1));
  return MakeDay(static_cast<int>(made.year()),
                 static_cast<int>(static_cast<unsigned>(made.month())),
                 static_cast<int>(static_cast<unsigned>(made.day())));
}

}  // namespace isnad::page
