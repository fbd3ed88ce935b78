#include "fetch/robots_cache.h"

#include <gtest/gtest.h>

#include "base/date_time.h"

namespace isnad::fetch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant kStart = DateTime::Parse("2025-02-21T14:05:00Z")->ToInstant();

Result<FetchResponse> Answer(int status, std::string body = "") {
  FetchResponse response;
  response.status = status;
  response.url = "https://a.example/robots.txt";
  response.body = std::move(body);
  return response;
}

RobotsRecord After(const Result<FetchResponse>& answer, const RobotsRecord* previous = nullptr,
                   Instant now = kStart) {
  return AfterRobots(answer, previous, "Isnad", now);
}

constexpr char kRules[] = "User-agent: *\nDisallow: /a\n";

TEST(AfterRobots, StatusDecides) {
  const struct {
    const char* why;
    Result<FetchResponse> answer;
    bool allows_a, allows_b;
  } kCases[] = {
      {"rules", Answer(200, kRules), false, true},
      {"not there", Answer(404), true, true},
      {"forbidden is unavailable, too", Answer(403), true, true},
      {"gone", Answer(410), true, true},
      {"too many requests is trouble", Answer(429), false, false},
      {"the server's trouble", Answer(500), false, false},
      {"overloaded", Answer(503), false, false},
      {"no connection", Fail(Errc::kIo, "x"), false, false},
      {"too slow", Fail(Errc::kTimedOut, "x"), false, false},
      {"the guard refused", Fail(Errc::kDenied, "x"), false, false},
      {"redirects without end", Fail(Errc::kMalformed, "x"), true, true},
      {"a body without end", Fail(Errc::kTooLarge, "x"), true, true},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    const RobotsRecord record = After(c.answer);
    EXPECT_EQ(record.robots.Allows("/a"), c.allows_a);
    EXPECT_EQ(record.robots.Allows("/b"), c.allows_b);
    EXPECT_GT(record.check_again, kStart);
  }
}

TEST(AfterRobots, TroubleClosesThenReopensWithTheLastGoodCopy) {
  const RobotsRecord good = After(Answer(200, kRules));
  RobotsRecord record = good;
  Instant now = kStart + hours(24);
  const Instant trouble = now;
  record = After(Answer(503), &record, now);
  EXPECT_FALSE(record.robots.Allows("/b")) << "closed at once";
  EXPECT_EQ(record.check_again, now + minutes(60));
  now = trouble + hours(13);
  record = After(Fail(Errc::kTimedOut, "x"), &record, now);
  EXPECT_TRUE(record.robots.Allows("/b")) << "what was known before counts";
  EXPECT_FALSE(record.robots.Allows("/a"));
  now = trouble + hours(31 * 24);
  record = After(Answer(500), &record, now);
  EXPECT_TRUE(record.robots.Allows("/a")) << "as if there were none";
  record = After(Answer(200, kRules), &record, now + hours(1));
  EXPECT_FALSE(record.robots.Allows("/a"));
  EXPECT_EQ(record.unreachable_since, std::nullopt);
}

TEST(AfterRobots, NeverReachedStaysClosedForAMonth) {
  RobotsRecord record = After(Answer(500));
  record = After(Answer(500), &record, kStart + hours(29 * 24));
  EXPECT_FALSE(record.robots.Allows("/b"));
  record = After(Answer(500), &record, kStart + hours(30 * 24));
  EXPECT_TRUE(record.robots.Allows("/b"));
}

TEST(AfterRobots, NotModifiedKeepsTheRules) {
  auto answer = Answer(200, kRules);
  answer->headers.etag = "\"1\"";
  RobotsRecord record = After(answer);
  EXPECT_EQ(RobotsRequest(*Url::Parse("https://a.example/x?y"), &record).validators,
            (Validators{"\"1\"", "", "https://a.example/robots.txt"}));
  const RobotsRecord same = After(Answer(304), &record, kStart + hours(24));
  EXPECT_EQ(same.robots, record.robots);
  EXPECT_EQ(same.check_again, kStart + hours(48));
  const RobotsRecord trouble = After(Answer(503), &record, kStart + hours(24));
  const RobotsRecord back = After(Answer(304), &trouble, kStart + hours(25));
  EXPECT_EQ(back.robots, record.robots) << "after trouble as well";
}

TEST(AfterRobots, LifetimeIsBetweenAnHourAndADay) {
  auto answer = Answer(200, kRules);
  EXPECT_EQ(After(answer).check_again, kStart + hours(24));
  answer->headers.cache_control = "max-age=7200";
  EXPECT_EQ(After(answer).check_again, kStart + hours(2));
  answer->headers.cache_control = "max-age=9999999";
  EXPECT_EQ(After(answer).check_again, kStart + hours(24));
  answer->headers.cache_control = "no-cache";
  EXPECT_EQ(After(answer).check_again, kStart + hours(1));
}

TEST(RobotsRequest, AsksTheRootOfTheSitesOwnPort) {
  const auto url = [](const char* site) { return RobotsRequest(*Url::Parse(site), nullptr).url; };
  EXPECT_EQ(url("https://a.example/b/c?d#e"), "https://a.example/robots.txt");
  EXPECT_EQ(url("http://a.example:8080/b"), "http://a.example:8080/robots.txt");
}

}  // namespace
}  // namespace isnad::fetch
