#include "feed/dates.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace isnad::feed {
namespace {

struct Case {
  const char* why;
  const char* text;
  const char* value;  // as DateTime::ToIso8601 gives it
};

constexpr Case kReads[] = {
    {"RFC 822", "Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
    {"no weekday", "01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
    {"the wrong weekday", "Mon, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
    {"two-digit year", "Thu, 31 Dec 03 10:14:55 EST", "2003-12-31T10:14:55-05:00"},
    {"last century's", "Sat, 01 Jan 94 10:14:55 PDT", "1994-01-01T10:14:55-07:00"},
    {"no seconds", "Fri, 21 Feb 2025 14:05 +0100", "2025-02-21T14:05:00+01:00"},
    {"one-digit day and hour", "Fri, 1 Feb 2025 4:05:00 +0100", "2025-02-01T04:05:00+01:00"},
    {"unknown offset", "Fri, 21 Feb 2025 14:05:00 -0000", "2025-02-21T14:05:00"},
    {"a zone of two meanings", "Fri, 21 Feb 2025 14:05:00 IST", "2025-02-21T14:05:00"},
    {"zone and offset", "Fri, 21 Feb 2025 14:05:00 GMT+0100", "2025-02-21T14:05:00+01:00"},
    {"offset with a colon", "Fri, 21 Feb 2025 14:05:00 +01:00", "2025-02-21T14:05:00+01:00"},
    {"comment behind", "Fri, 21 Feb 2025 14:05:00 +0200 (CEST)", "2025-02-21T14:05:00+02:00"},
    {"month in full", "Friday, 21 February 2025 14:05:00 UTC", "2025-02-21T14:05:00Z"},
    {"month first", "February 21, 2025 2:05 PM", "2025-02-21T14:05:00"},
    {"noon and midnight", "February 21, 2025 12:05 AM", "2025-02-21T00:05:00"},
    {"no hour", "Fri, 21 Feb 2025", "2025-02-21"},
    {"RFC 3339", "2003-12-31T10:14:55.25-08:00", "2003-12-31T10:14:55-08:00"},
    {"W3C-DTF to the minute", "2003-12-31T10:14Z", "2003-12-31T10:14:00Z"},
    {"ordinal day", "2003-335", "2003-12-01"},
    {"basic form", "20040105", "2004-01-05"},
    {"a space for the T", "2004-07-08 23:56:58.0", "2004-07-08T23:56:58"},
    {"asctime", "Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06"},
    {"date with a zone before the year", "Sun Jan 04 16:29:06 EST 2004",
     "2004-01-04T16:29:06-05:00"},
    {"slashes, year first", "Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T08:19:53-04:00"},
    {"day first", "21/02/2025 14:05", "2025-02-21T14:05:00"},
    {"month first where nothing else fits", "02/21/2025", "2025-02-21"},
    {"spaced dashes", "21 - 02 - 2025", "2025-02-21"},
    {"the end of the day", "2025-02-21 24:00:00", "2025-02-22T00:00:00"},
    {"an hour that is none", "Fri, 21 Feb 2025 25:61:00 GMT", "2025-02-21"},
    {"leap second", "Fri, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z"},
    {"seconds since 1970", "1740146700", "2025-02-21T14:05:00Z"},
    {"Korean", "2004년 5월 28일  오후 11:31:39", "2004-05-28T23:31:39"},
    {"Korean, morning", "2004년 05월 28일  오전 01:31:15", "2004-05-28T01:31:15"},
    {"Greek", "Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"},
    {"Hungarian", "2004-július-13T9:15-05:00", "2004-07-13T09:15:00-05:00"},
    {"French", "vendredi 21 février 2025 à 14h05", "2025-02-21T14:05:00"},
    {"Turkish", "21 Şubat 2025", "2025-02-21"},
    {"Arabic", "الجمعة 21 فبراير 2025 14:05", "2025-02-21T14:05:00"},
    {"Mashriq month, two words", "19 كانون الثاني 2025", "2025-01-19"},
    {"Maghreb month", "5 شتنبر 2024", "2024-09-05"},
    {"Arabic digits", "٢١ فبراير ٢٠٢٥", "2025-02-21"},
    {"Arabic digits in RFC 822", "Fri, ٢١ Feb ٢٠٢٥ ١٤:٠٥:٠٠ +0300", "2025-02-21T14:05:00+03:00"},
    {"direction marks", "\u200F21/02/2025\u200F", "2025-02-21"},
};

TEST(FeedDate, ReadsTheShapesOfLiveFeeds) {
  for (const auto& [why, text, value] : kReads) {
    SCOPED_TRACE(why);
    const auto date = ParseFeedDate(text);
    ASSERT_TRUE(date.has_value()) << text;
    EXPECT_EQ(date->value.ToIso8601(), value);
    EXPECT_EQ(date->precision, DatePrecision::kDay);
  }
}

TEST(FeedDate, SaysWhenThereIsNoDay) {
  EXPECT_EQ(ParseFeedDate("2003")->precision, DatePrecision::kYear);
  EXPECT_EQ(ParseFeedDate("2003")->value.ToString(), "2003-01-01");
  EXPECT_EQ(ParseFeedDate("2003-12")->precision, DatePrecision::kMonth);
  EXPECT_EQ(ParseFeedDate("2003-12")->value.ToString(), "2003-12-01");
}

TEST(FeedDate, RefusesWhatIsNone) {
  for (const char* text :
       {"", " ", "yesterday", "12:30", "Fri, 31 Feb 2025 10:00:00 GMT", "2025-13-01", "2003-366",
        "03-12-31", "99999999999999999999", "Feb 2025", "\xFF\xFE", "1/2"}) {
    EXPECT_FALSE(ParseFeedDate(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseFeedDate(std::string(1000, '1')).has_value());
}

}  // namespace
}  // namespace isnad::feed
