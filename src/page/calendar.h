#pragma once

// Days of the Gregorian and of the solar Hijri calendar, within the years that pages come from.
//
// Source of the calendar: K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon and
// Planets 74 (1996); leap years by the 33-year cycle, which agrees with it from 1244 to 1472.

#include <chrono>
#include <optional>

namespace isnad::page {

// A Gregorian day, nullopt where there is none such or it lies outside 1990..2100.
[[nodiscard]] std::optional<std::chrono::year_month_day> MakeDay(int year, int month, int day);

// The Gregorian day of a solar Hijri one. Precondition: 1 <= month <= 12.
[[nodiscard]] std::optional<std::chrono::year_month_day> FromSolarHijri(int year, int month,
                                                                        int day);

}  // namespace isnad::page
