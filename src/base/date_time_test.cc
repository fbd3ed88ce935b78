#include "base/date_time.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(DateTime, ReadsTheFormsOfLivePages) {
  struct Case {
    const char* why;
    const char* text;
    const char* iso;
  };
  constexpr Case kCases[] = {
      {"RFC 3339", "2025-02-21T14:05:09+01:00", "2025-02-21T14:05:09+01:00"},
      {"UTC", "2025-02-21T14:05:09Z", "2025-02-21T14:05:09Z"},
      {"lower case", "2025-02-21t14:05:09z", "2025-02-21T14:05:09Z"},
      {"zero offset", "2025-02-21T14:05:09+00:00", "2025-02-21T14:05:09Z"},
      {"RFC 3339 4.3: offset unknown, time is UTC", "2025-02-21T14:05:09-00:00",
       "2025-02-21T14:05:09Z"},
      {"west of Greenwich", "2025-02-21T14:05:09-03:30", "2025-02-21T14:05:09-03:30"},
      {"a space for the T", "2025-02-21 14:05:09", "2025-02-21T14:05:09"},
      {"a space before the offset", "2025-02-21 14:05:09 +0100", "2025-02-21T14:05:09+01:00"},
      {"no seconds", "2025-02-21T14:05+01:00", "2025-02-21T14:05:00+01:00"},
      {"fractions are cut", "2025-02-21T14:05:09.987654321Z", "2025-02-21T14:05:09Z"},
      {"a comma for the point", "2025-02-21T14:05:09,5Z", "2025-02-21T14:05:09Z"},
      {"offset without colon", "2025-02-21T14:05:09+0100", "2025-02-21T14:05:09+01:00"},
      {"offset of hours", "2025-02-21T14:05:09+01", "2025-02-21T14:05:09+01:00"},
      {"no offset", "2025-02-21T14:05:09", "2025-02-21T14:05:09"},
      {"bare date", "2025-02-21", "2025-02-21"},
      {"basic date", "20250221", "2025-02-21"},
      {"basic date and time", "20250221T140509Z", "2025-02-21T14:05:09Z"},
      {"basic without seconds", "20250221T1405", "2025-02-21T14:05:00"},
      {"leap second", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
      {"leap day", "2024-02-29", "2024-02-29"},
      {"leap day of a century", "2000-02-29", "2000-02-29"},
      {"space around", " 2025-02-21\n", "2025-02-21"},
      {"midnight is a known hour", "2025-02-21T00:00:00Z", "2025-02-21T00:00:00Z"},
      {"first year", "0001-01-01", "0001-01-01"},
      {"last day", "9999-12-31T23:59:59+23:59", "9999-12-31T23:59:59+23:59"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    const Result<DateTime> read = DateTime::Parse(c.text);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->ToIso8601(), c.iso);
  }
}

TEST(DateTime, RefusesWhatIsNoDate) {
  constexpr const char* kTexts[] = {
      "",
      "2025",
      "2025-02",
      "2025-2-21",
      "2025-02-30",
      "2023-02-29",
      "1900-02-29",
      "2025-13-01",
      "2025-00-10",
      "0000-01-01",
      "2025-0221",
      "202502-21",
      "21-02-2025",
      "2025-02-21T",
      "2025-02-21T14",
      "2025-02-21T24:00:00",
      "2025-02-21T14:60",
      "2025-02-21T14:05:61",
      "2025-02-21T14:05:",
      "2025-02-21T14:05:09.",
      "2025-02-21T14:05:09+",
      "2025-02-21T14:05:09+1",
      "2025-02-21T14:05:09+01:",
      "2025-02-21T14:05:09+24:00",
      "2025-02-21T14:05:09+01:60",
      "2025-02-21T14:05:09Zx",
      "2025-02-21Z",
      "2025-02-21 now",
      "-025-02-21",
      "+2025-02-21",
      "٢٠٢٥-٠٢-٢١",
      "2025-02-21T14:05:09.0000000000000000000000000000000000000000000000000Z",
  };
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    const Result<DateTime> read = DateTime::Parse(text);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::kMalformed);
  }
}

TEST(DateTime, ShowsTheHourOnlyWithItsOffset) {
  EXPECT_EQ(DateTime::Parse("2025-02-21T14:05:09+01:00")->ToString(), "2025-02-21T14:05:09+01:00");
  EXPECT_EQ(DateTime::Parse("2025-02-21T14:05:09")->ToString(), "2025-02-21");
  EXPECT_EQ(DateTime::Parse("2025-02-21")->ToString(), "2025-02-21");
}

TEST(DateTime, FillsNothingIn) {
  const DateTime day = *DateTime::Parse("2025-02-21");
  EXPECT_FALSE(day.time_of_day);
  EXPECT_FALSE(day.utc_offset);
  EXPECT_NE(day, *DateTime::Parse("2025-02-21T00:00:00"));
  EXPECT_NE(*DateTime::Parse("2025-02-21T00:00:00"), *DateTime::Parse("2025-02-21T00:00:00Z"));
}

TEST(DateTime, TurnsIntoInstants) {
  const auto at = [](const char* text) {
    return DateTime::Parse(text)->ToInstant().time_since_epoch();
  };
  EXPECT_EQ(at("1970-01-01"), seconds(0));
  EXPECT_EQ(at("1970-01-01T01:00:00+01:00"), seconds(0));
  EXPECT_EQ(at("1970-01-01T00:00:00-01:30"), minutes(90));
  EXPECT_EQ(at("1970-01-02T00:00:01"), hours(24) + seconds(1));
  EXPECT_LT(at("1969-12-31T23:59:59Z"), seconds(0));
}

TEST(DateTime, ComesBackFromInstants) {
  SeededRandom random(2);
  for (int i = 0; i < 20'000; ++i) {
    // Years 2 to 9983.
    const Instant instant{
        seconds(static_cast<std::int64_t>(random.Below(315'000'000'000)) - 62'100'000'000)};
    const minutes offset(static_cast<int>(random.Below(2 * 1439)) - 1439);
    const DateTime date = DateTime::FromInstant(instant, offset);
    ASSERT_EQ(date.ToInstant(), instant) << date.ToString();
    ASSERT_TRUE(date.day.ok());
    ASSERT_GE(*date.time_of_day, seconds(0));
    ASSERT_LT(*date.time_of_day, hours(24));
    const Result<DateTime> read = DateTime::Parse(date.ToString());
    ASSERT_TRUE(read) << date.ToString();
    ASSERT_EQ(*read, date);
  }
}

TEST(DateTime, CutsMillisecondsTowardsThePast) {
  EXPECT_EQ(DateTime::FromInstant(Instant(std::chrono::milliseconds(-1))).ToString(),
            "1969-12-31T23:59:59Z");
}

TEST(DateTime, StaysWithinFourDigitYears) {
  EXPECT_EQ(DateTime::FromInstant(Instant::max(), hours(23)).ToString(),
            "9999-12-31T23:00:00+23:00");
  EXPECT_EQ(DateTime::FromInstant(Instant::min(), -hours(23)).ToString(),
            "0001-01-01T01:00:00-23:00");
}

}  // namespace
}  // namespace isnad
