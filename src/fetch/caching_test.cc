#include "fetch/caching.h"

#include <gtest/gtest.h>

#include "base/date_time.h"

namespace isnad::fetch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Instant kNow = DateTime::Parse("2025-02-21T14:05:00Z")->ToInstant();

TEST(ParseHttpDate, ReadsEveryForm) {
  const struct {
    const char* why;
    const char* text;
    bool reads;
  } kCases[] = {
      {"IMF-fixdate", "Fri, 21 Feb 2025 14:05:00 GMT", true},
      {"RFC 850", "Friday, 21-Feb-25 14:05:00 GMT", true},
      {"asctime", "Fri Feb 21 14:05:00 2025", true},
      {"an offset", "Fri, 21 Feb 2025 15:05:00 +0100", true},
      {"no weekday", "21 Feb 2025 14:05:00 GMT", true},
      {"space around", "  Fri, 21 Feb 2025 14:05:00 GMT ", true},
      {"nothing", "", false},
      {"zero", "0", false},
      {"minus one", "-1", false},
      {"a number", "1740146700", false},
      {"words", "as soon as possible", false},
      {"too long", "Fri, 21 Feb 2025 14:05:00 GMT                                            x",
       false},
      {"before 1970", "Fri, 21 Feb 1925 14:05:00 GMT", false},
      {"a far year", "Fri, 21 Feb 9999 14:05:00 GMT", false},
      {"no such day", "Fri, 41 Feb 2025 14:05:00 GMT", false},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    const auto time = ParseHttpDate(c.text);
    EXPECT_EQ(time.has_value(), c.reads);
    if (c.reads) {
      EXPECT_EQ(time, kNow);
    }
  }
}

TEST(FreshFor, ReadsCacheFields) {
  const struct {
    const char* why;
    FetchHeaders headers;
    std::optional<milliseconds> fresh;
  } kCases[] = {
      {"nothing said", {}, std::nullopt},
      {"max-age", {.cache_control = "max-age=60"}, seconds(60)},
      {"max-age among others", {.cache_control = "public, MAX-AGE=60, immutable"}, seconds(60)},
      {"max-age in quotes", {.cache_control = "max-age=\"60\""}, seconds(60)},
      {"an age", {.cache_control = "max-age=60", .age = "45"}, seconds(15)},
      {"an age beyond", {.cache_control = "max-age=60", .age = "90"}, seconds(0)},
      {"twice: the shorter", {.cache_control = "max-age=60, max-age=30"}, seconds(30)},
      {"for shared caches only", {.cache_control = "s-maxage=60"}, std::nullopt},
      {"no-cache", {.cache_control = "no-cache, max-age=60"}, seconds(0)},
      {"no-cache for one field",
       {.cache_control = "no-cache=\"set-cookie\", max-age=60"},
       seconds(60)},
      {"no-store", {.cache_control = "no-store"}, seconds(0)},
      {"negative", {.cache_control = "max-age=-5"}, std::nullopt},
      {"enormous", {.cache_control = "max-age=99999999999999999999"}, hours(10 * 365 * 24)},
      {"expires", {.expires = "Fri, 21 Feb 2025 15:05:00 GMT"}, hours(1)},
      {"expires, by the sender's clock",
       {.expires = "Fri, 21 Feb 2025 10:05:00 GMT", .date = "Fri, 21 Feb 2025 08:05:00 GMT"},
       hours(2)},
      {"expired", {.expires = "Fri, 21 Feb 2025 10:05:00 GMT"}, seconds(0)},
      {"expires that is no date", {.expires = "0"}, seconds(0)},
      {"max-age before expires",
       {.cache_control = "max-age=60", .expires = "Fri, 21 Feb 2025 15:05:00 GMT"},
       seconds(60)},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(FreshFor(c.headers, kNow), c.fresh);
  }
}

TEST(RetryAfter, ReadsSecondsAndDates) {
  const struct {
    const char* why;
    FetchHeaders headers;
    std::optional<milliseconds> wait;
  } kCases[] = {
      {"nothing said", {}, std::nullopt},
      {"seconds", {.retry_after = "120"}, seconds(120)},
      {"zero", {.retry_after = "0"}, seconds(0)},
      {"a date", {.retry_after = "Fri, 21 Feb 2025 14:06:00 GMT"}, seconds(60)},
      {"a date by the sender's clock, an hour slow",
       {.date = "Fri, 21 Feb 2025 13:05:00 GMT", .retry_after = "Fri, 21 Feb 2025 13:06:00 GMT"},
       seconds(60)},
      {"a date that has passed", {.retry_after = "Fri, 21 Feb 2025 14:00:00 GMT"}, std::nullopt},
      {"a year", {.retry_after = "31536000"}, hours(7 * 24)},
      {"beyond any number", {.retry_after = "999999999999999999999999"}, hours(7 * 24)},
      {"negative", {.retry_after = "-5"}, std::nullopt},
      {"a fraction", {.retry_after = "1.5"}, std::nullopt},
      {"words", {.retry_after = "soon"}, std::nullopt},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(RetryAfter(c.headers, kNow), c.wait);
  }
}

}  // namespace
}  // namespace isnad::fetch
