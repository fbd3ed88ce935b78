#include "arabic/hijri.h"

#include <unicode/ucal.h>

#include <cmath>
#include <memory>

namespace isnad::arabic {
namespace {

constexpr int kFirstYear = 1300;
constexpr int kLastYear = 1600;
constexpr double kMillisecondsADay = 86'400'000.0;

struct Closer {
  void operator()(UCalendar* calendar) const { ucal_close(calendar); }
};

// A calendar is no constant: each thread has its own.
UCalendar* UmmAlQura() {
  thread_local const std::unique_ptr<UCalendar, Closer> calendar = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UCalendar, Closer> opened(
        ucal_open(u"UTC", -1, "ar@calendar=islamic-umalqura", UCAL_TRADITIONAL, &status));
    if (U_FAILURE(status) != 0) opened.reset();
    return opened;
  }();
  return calendar.get();
}

}  // namespace

std::optional<std::chrono::year_month_day> ToGregorian(const HijriDay& day) {
  UCalendar* calendar = UmmAlQura();
  if (calendar == nullptr || day.year < kFirstYear || day.year > kLastYear || day.month < 1 ||
      day.month > 12 || day.day < 1 || day.day > 30) {
    return {};
  }
  UErrorCode status = U_ZERO_ERROR;
  ucal_clear(calendar);
  ucal_set(calendar, UCAL_YEAR, day.year);
  ucal_set(calendar, UCAL_MONTH, day.month - 1);
  ucal_set(calendar, UCAL_DATE, day.day);
  const double milliseconds = ucal_getMillis(calendar, &status);
  // A thirtieth of a month of 29 days has become the first of the next.
  if (U_FAILURE(status) != 0 || ucal_get(calendar, UCAL_DATE, &status) != day.day) return {};
  const auto days = static_cast<int>(std::floor(milliseconds / kMillisecondsADay));
  return std::chrono::sys_days(std::chrono::days(days));
}

std::optional<HijriDay> ToHijri(std::chrono::year_month_day day) {
  UCalendar* calendar = UmmAlQura();
  if (calendar == nullptr || !day.ok()) return {};
  UErrorCode status = U_ZERO_ERROR;
  const auto days = std::chrono::sys_days(day).time_since_epoch().count();
  ucal_setMillis(calendar, static_cast<double>(days) * kMillisecondsADay, &status);
  const HijriDay out{ucal_get(calendar, UCAL_YEAR, &status),
                     ucal_get(calendar, UCAL_MONTH, &status) + 1,
                     ucal_get(calendar, UCAL_DATE, &status)};
  if (U_FAILURE(status) != 0 || out.year < kFirstYear || out.year > kLastYear) return {};
  return out;
}

}  // namespace isnad::arabic
