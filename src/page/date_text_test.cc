#include "page/date_text.h"

#include <gtest/gtest.h>

#include "page/date_place.h"

namespace isnad::page {
namespace {

std::string Read(std::string_view text, const DateHabits& habits = {}) {
  const auto date = ReadTextDate(text, habits);
  return date ? date->value.ToString() : "none";
}

struct Case {
  const char* why;
  const char* text;
  const char* date;
};

TEST(ReadTextDate, ReadsWhatPeopleAndMachinesWrite) {
  const Case cases[] = {
      {"ISO 8601", "2025-02-21T14:05:00+01:00", "2025-02-21T14:05:00+01:00"},
      {"bare day", "2025-02-21", "2025-02-21"},
      {"seconds since 1970", "1577836800", "2020-01-01T00:00:00Z"},
      {"milliseconds since 1970", "1577836800000", "2020-01-01T00:00:00Z"},
      {"digits alone", "20200101103000", "2020-01-01"},
      {"RFC 2822", "Tue, 21 Jan 2020 10:30:00 +0100", "2020-01-21T10:30:00+01:00"},
      {"English, ordinal", "March 12th, 2019", "2019-03-12"},
      {"English, day first", "12th of March 2019", "2019-03-12"},
      {"German, ordinal dot", "12. März 2019", "2019-03-12"},
      {"Austrian January", "3. Jänner 2018", "2018-01-03"},
      {"German digits", "Stand: 05.11.2016", "2016-11-05"},
      {"blanks behind the dots", "5. 11. 2016", "2016-11-05"},
      {"French, first of the month", "1er août 2014", "2014-08-01"},
      {"Spanish", "5 de setiembre de 2013", "2013-09-05"},
      {"Portuguese, short", "7 dez 2015", "2015-12-07"},
      {"Italian", "9 maggio 2017", "2017-05-09"},
      {"Dutch", "4 mrt 2012", "2012-03-04"},
      {"Danish", "d. 8. oktober 2018", "2018-10-08"},
      {"Finnish", "6. joulukuuta 2017", "2017-12-06"},
      {"Polish genitive", "11 października 2016", "2016-10-11"},
      {"Czech genitive", "2. listopadu 2015", "2015-11-02"},
      {"Hungarian, year first", "2019. március 12.", "2019-03-12"},
      {"Romanian", "15 ianuarie 2014", "2014-01-15"},
      {"Russian", "24 февраля 2019", "2019-02-24"},
      {"Russian in capitals", "24 ФЕВРАЛЯ 2019", "2019-02-24"},
      {"Greek with accents", "3 Μαΐου 2018", "2018-05-03"},
      {"Turkish", "29 Ekim 2019", "2019-10-29"},
      {"Indonesian", "17 Agustus 2018", "2018-08-17"},
      {"Chinese", "2019年3月12日", "2019-03-12"},
      {"Korean", "2019년 3월 12일", "2019-03-12"},
      {"Arabic", "الأربعاء 19 فبراير 2025", "2025-02-19"},
      {"Persian, Gregorian month", "۱۰ مه ۲۰۲۰", "2020-05-10"},
      {"Persian, solar month", "۲۱ اردیبهشت ۱۳۹۹", "2020-05-10"},
      {"Persian, solar digits", "1399/02/21", "2020-05-10"},
      {"month name between dashes", "12-Mar-2019", "2019-03-12"},
      {"short year with dots", "12.3.19", "2019-03-12"},
      {"hour behind", "12. März 2019, 14:05 Uhr", "2019-03-12"},
      {"year alone", "2019", "none"},
      {"month alone", "March 2019", "none"},
      {"a day that does not exist", "31. Februar 2019", "none"},
      {"a version", "version 2.10.2019.1", "none"},
      {"a price", "$12.10.2019", "none"},
      {"before the web", "12 March 1889", "none"},
      {"a score", "3-4-19", "none"},
  };
  for (const auto& [why, text, date] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Read(text), date);
  }
}

TEST(ReadTextDate, ReadsMonthsOfOtherScripts) {
  EXPECT_EQ(Read("15 בינואר 2024"), "2024-01-15");
  EXPECT_EQ(Read("15 जनवरी 2024"), "2024-01-15");
  EXPECT_EQ(Read("15 জানুয়ারি 2024"), "2024-01-15");
}

TEST(ReadTextDate, KeepsBothReadingsOfAnAmbiguousDate) {
  const auto day_first = ReadTextDate("03/04/2021");
  ASSERT_TRUE(day_first);
  EXPECT_EQ(day_first->value.ToString(), "2021-04-03");
  EXPECT_EQ(day_first->other, MakeDay(2021, 3, 4));
  EXPECT_EQ(Read("03/04/2021", {DayPlace::kMonthFirst, "en"}), "2021-03-04");
  const auto sure = ReadTextDate("03/25/2021");
  ASSERT_TRUE(sure);
  EXPECT_FALSE(sure->other);
  EXPECT_EQ(sure->order, DayPlace::kMonthFirst);
}

TEST(ReadTextDate, LetsTheLanguageDecideASharedMonthName) {
  EXPECT_EQ(Read("2. listopada 2015", {DayPlace::kDayFirst, "hr"}), "2015-10-02");
  EXPECT_EQ(Read("2 listopada 2015", {DayPlace::kDayFirst, "pl"}), "2015-11-02");
}

TEST(FindTextDates, ReportsWhereTheyStand) {
  const std::string_view text = "Von A. Weber, 3. Mai 2018 (aktualisiert am 4. Mai 2018)";
  const auto dates = FindTextDates(text);
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(text.substr(dates[0].begin, dates[0].end - dates[0].begin), "3. Mai 2018");
  EXPECT_EQ(dates[1].value.ToString(), "2018-05-04");
}

TEST(FromSolarHijri, AgreesWithKnownDays) {
  struct Row {
    const char* why;
    int year, month, day;
    const char* gregorian;
  };
  const Row rows[] = {
      {"new year after a Gregorian leap day", 1399, 1, 1, "2020-03-20"},
      {"new year", 1400, 1, 1, "2021-03-21"},
      {"last day of a leap year", 1399, 12, 30, "2021-03-20"},
      {"second half of the year", 1398, 11, 29, "2020-02-18"},
      {"before the year that is counted from", 1370, 1, 1, "1991-03-21"},
  };
  for (const auto& [why, year, month, day, gregorian] : rows) {
    SCOPED_TRACE(why);
    DateTime date;
    date.day = FromSolarHijri(year, month, day).value_or(std::chrono::year_month_day());
    EXPECT_EQ(date.ToString(), gregorian);
  }
  EXPECT_FALSE(FromSolarHijri(1400, 12, 30));
  EXPECT_FALSE(FromSolarHijri(1446, 7, 31));
}

TEST(DatePlace, KnowsTheOrderOfACountry) {
  EXPECT_EQ(PlaceOf("www.example.com", "en", "").order, DayPlace::kMonthFirst);
  EXPECT_EQ(PlaceOf("www.example.com", "en", "GB").order, DayPlace::kDayFirst);
  EXPECT_EQ(PlaceOf("www.example.co.uk", "en", "US").order, DayPlace::kDayFirst);
  EXPECT_EQ(PlaceOf("www.example.com", "ar", "").order, DayPlace::kDayFirst);
  EXPECT_EQ(PlaceOf("news.example.eg", "en", "").country, "EG");
}

TEST(DatePlace, TellsAnInstantOnTheCountrysClock) {
  const DatePlace cairo = PlaceOf("example.eg", "ar", "");
  const auto local = [&](std::string_view text) {
    return cairo.OnLocalClock(*DateTime::Parse(text)).ToString();
  };
  EXPECT_EQ(local("2025-02-24T23:59:50Z"), "2025-02-25T01:59:50+02:00");
  EXPECT_EQ(local("2025-02-24T23:59:50+01:00"), "2025-02-24T23:59:50+01:00");
  EXPECT_EQ(local("2025-02-24"), "2025-02-24");
  EXPECT_EQ(PlaceOf("example.de", "de", "")
                .OnLocalClock(*DateTime::Parse("2025-07-24T22:30:00Z"))
                .ToString(),
            "2025-07-25T00:30:00+02:00");  // summer time
  const DateTime there = *DateTime::Parse("2025-02-24T23:59:50Z");
  EXPECT_EQ(PlaceOf("example.us", "en", "").OnLocalClock(there), there);  // several zones
}

}  // namespace
}  // namespace isnad::page
