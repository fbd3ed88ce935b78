#include "fetch/polling.h"

#include <gtest/gtest.h>

#include "base/date_time.h"

namespace isnad::fetch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kStart = DateTime::Parse("2025-02-21T14:00:00Z")->ToInstant();

Result<FetchResponse> Answer(int status, FetchHeaders headers = {}) {
  FetchResponse response;
  response.status = status;
  response.url = "https://a.example/feed";
  response.headers = std::move(headers);
  return response;
}

class PollingTest : public ::testing::Test {
 protected:
  void Poll(const Result<FetchResponse>& answer, const PollOutcome& outcome = {}) {
    state_ = AfterPoll(state_, answer, outcome, now_, random_);
  }
  milliseconds Wait() const { return state_.due - now_; }

  Instant now_ = kStart;
  SeededRandom random_{1};
  PollState state_;
};

TEST_F(PollingTest, RemembersValidatorsAndAsksWholeOnceADay) {
  EXPECT_EQ(PollRequest("u", state_, now_).validators, Validators());
  Poll(Answer(200, {.etag = "\"1\"", .last_modified = "d"}));
  const Validators kept{"\"1\"", "d", "https://a.example/feed"};
  EXPECT_EQ(PollRequest("u", state_, now_ + hours(1)).validators, kept);
  now_ += hours(23);
  Poll(Answer(304));
  EXPECT_EQ(state_.validators, kept) << "a 304 keeps them";
  EXPECT_EQ(PollRequest("u", state_, now_ + hours(2)).validators, Validators())
      << "a server may say 304 for ever";
}

TEST_F(PollingTest, NotModifiedBeforeAnythingCameIsAFailure) {
  Poll(Answer(304));
  EXPECT_EQ(state_.life, FeedLife::kFailing);
}

TEST_F(PollingTest, FailuresBackOffAndSuccessForgivesThem) {
  milliseconds last{0};
  for (const int most : {10, 20, 40, 80, 160}) {
    Poll(Answer(500));
    EXPECT_LE(Wait(), minutes(most));
    EXPECT_GE(Wait(), minutes(most) / 2);
    EXPECT_GE(Wait(), last / 2);
    last = Wait();
    now_ = state_.due;
  }
  EXPECT_EQ(state_.life, FeedLife::kFailing);
  EXPECT_EQ(state_.trouble, "HTTP status 500");
  Poll(Answer(200));
  EXPECT_EQ(state_.failures, 0U);
  EXPECT_EQ(state_.life, FeedLife::kActive);
  EXPECT_EQ(state_.trouble, "");
  Poll(Fail(Errc::kTimedOut, "a.example: slow"));
  EXPECT_LE(Wait(), minutes(10)) << "counted anew";
  EXPECT_EQ(state_.trouble, "timed out: a.example: slow");
}

TEST_F(PollingTest, ABodyThatIsNoFeedIsAFailure) {
  Poll(Answer(200), {.readable = false, .new_items = {}, .ttl = {}});
  EXPECT_EQ(state_.life, FeedLife::kFailing);
  EXPECT_EQ(state_.validators, Validators()) << "its validators are worth nothing";
}

TEST_F(PollingTest, RetryAfterIsObeyed) {
  Poll(Answer(429, {.retry_after = "7200"}));
  EXPECT_EQ(Wait(), hours(2));
  Poll(Answer(503, {.retry_after = "Fri, 21 Feb 2025 20:00:00 GMT"}));
  EXPECT_EQ(Wait(), hours(6));
  Poll(Answer(503, {.retry_after = "1"}));
  EXPECT_GE(Wait(), minutes(5)) << "our own back-off is no shorter for it";
}

TEST_F(PollingTest, GoneEndsAFeed) {
  Poll(Answer(410));
  EXPECT_EQ(state_.life, FeedLife::kEnded);
  EXPECT_EQ(state_.due, Instant::max());
}

TEST_F(PollingTest, AMonthOfFailuresMakesItDormant) {
  for (int i = 0; i < 200 && state_.life != FeedLife::kDormant; ++i) {
    Poll(Answer(404));
    now_ = std::max(state_.due, now_);
  }
  EXPECT_EQ(state_.life, FeedLife::kDormant);
  Poll(Answer(404));
  EXPECT_GE(Wait(), days(3));
  EXPECT_LE(Wait(), days(7));
  Poll(Answer(200));
  EXPECT_EQ(state_.life, FeedLife::kActive);
}

TEST_F(PollingTest, WhatThePublisherAsksIsObeyedWithinReason) {
  std::vector<Instant> busy;
  for (int i = 0; i < 200; ++i) busy.push_back(now_ - minutes(i));
  Poll(Answer(200, {.cache_control = "max-age=3600"}), {.new_items = busy, .ttl = {}});
  EXPECT_EQ(Wait(), hours(1));
  Poll(Answer(200), {.new_items = {}, .ttl = minutes(90)});
  EXPECT_EQ(Wait(), minutes(90));
  Poll(Answer(200, {.expires = "Fri, 21 Feb 2025 17:00:00 GMT"}));
  EXPECT_EQ(Wait(), hours(3));
  Poll(Answer(200), {.new_items = {}, .ttl = minutes(525'600)});
  EXPECT_EQ(Wait(), hours(6)) << "a year is a mistake";
}

TEST_F(PollingTest, PermanentMovesAreHandedOn) {
  auto answer = Answer(200);
  answer->permanent_url = "https://b.example/feed";
  Poll(answer);
  EXPECT_EQ(state_.moved_to, "https://b.example/feed");
  answer->permanent_url = "https://c.example/login";
  Poll(answer, {.readable = false, .new_items = {}, .ttl = {}});
  EXPECT_EQ(state_.moved_to, "https://b.example/feed") << "what is no feed is not moved to";
}

// Asks by the rule for some days what an outlet publishes, and tells how often.
struct Life {
  int polls = 0;
  milliseconds worst_delay{0};
};
Life Simulate(const std::vector<Instant>& items, Instant from, Instant until) {
  SeededRandom random(3);
  PollState state;
  Life life;
  std::size_t next = 0;
  for (Instant now = from; now < until; now = state.due) {
    PollOutcome outcome;
    for (; next < items.size() && items[next] <= now; ++next) {
      outcome.new_items.push_back(items[next]);
      if (life.polls > 50) life.worst_delay = std::max(life.worst_delay, now - items[next]);
    }
    state = AfterPoll(state, Answer(200), outcome, now, random);
    ++life.polls;
    EXPECT_GT(state.due, now);
    EXPECT_LE(state.due, now + hours(14));
  }
  return life;
}

TEST(Polling, FollowsABusyDayAndSleepsAtNight) {
  std::vector<Instant> items;  // six an hour from 8 to 20 o'clock
  for (int day = 0; day < 14; ++day) {
    for (int minute = 8 * 60; minute < 20 * 60; minute += 10) {
      items.push_back(std::chrono::floor<days>(kStart) + days(day) + minutes(minute));
    }
  }
  const Instant from = std::chrono::floor<days>(kStart);
  const Life life = Simulate(items, from, from + days(14));
  EXPECT_LT(life.polls, 14 * 12 * 8) << "about one an item";
  EXPECT_GT(life.polls, 14 * 12 * 3);
  EXPECT_LT(life.worst_delay, hours(2)) << "the first of the morning";
}

TEST(Polling, AQuietFeedIsAskedAFewTimesADay) {
  std::vector<Instant> items;
  for (int week = 0; week < 8; ++week) items.push_back(kStart + days(7 * week));
  const Life life = Simulate(items, kStart, kStart + days(56));
  EXPECT_LT(life.polls, 56 * 4);
}

TEST(Rhythm, OneListTellsTheRateAtOnce) {
  std::vector<Instant> items;
  for (int i = 0; i < 24 * 4; ++i) items.push_back(kStart - minutes(15 * i));
  const Rhythm rhythm = Observe({}, items, kStart);
  EXPECT_NEAR(ItemsPerHour(rhythm, kStart), 4, 1.2);
  EXPECT_NEAR(ItemsPerHour(rhythm, kStart + hours(9)), 4, 1.2);
}

TEST(Rhythm, OddTimesDoNoHarm) {
  Rhythm rhythm =
      Observe({}, std::vector<Instant>{kStart + days(900), Instant(seconds(0))}, kStart);
  EXPECT_NEAR(rhythm.items[14], 1, 1e-9) << "the future is now, 1970 is not counted";
  EXPECT_LE(rhythm.days, 14);
  const Rhythm back = Observe(rhythm, {}, kStart - days(1));
  EXPECT_EQ(back, rhythm) << "a clock that went back";
  const Rhythm faded = Observe(rhythm, {}, kStart + days(3650));
  EXPECT_LT(ItemsPerHour(faded, kStart), 0.05);
  EXPECT_GE(ItemsPerHour(faded, kStart), 0);
}

TEST(Rhythm, ExpectationsAddUpOverTheHours) {
  Rhythm rhythm;
  rhythm.days = 1;
  rhythm.items.fill(2);
  const Instant half = WhenExpected(rhythm, 1, kStart, hours(12));
  const Instant whole = WhenExpected(rhythm, 2, kStart, hours(12));
  EXPECT_NEAR(static_cast<double>((whole - kStart).count()),
              2 * static_cast<double>((half - kStart).count()), 2);
  EXPECT_EQ(WhenExpected(rhythm, 1e9, kStart, hours(12)), kStart + hours(12));
}

TEST(BackOff, DoublesToItsLimitWithoutOverflow) {
  EXPECT_EQ(BackOff(0, seconds(1), hours(1)), seconds(1));
  EXPECT_EQ(BackOff(1, seconds(1), hours(1)), seconds(1));
  EXPECT_EQ(BackOff(5, seconds(1), hours(1)), seconds(16));
  EXPECT_EQ(BackOff(13, seconds(1), hours(1)), hours(1));
  EXPECT_EQ(BackOff(4'000'000'000U, seconds(1), hours(1)), hours(1));
}

TEST(Jittered, StaysInTheUpperHalf) {
  SeededRandom random(9);
  milliseconds least = hours(9), most{0};
  for (int i = 0; i < 1000; ++i) {
    const milliseconds wait = Jittered(seconds(100), random);
    least = std::min(least, wait);
    most = std::max(most, wait);
  }
  EXPECT_GE(least, seconds(50));
  EXPECT_LT(least, seconds(52));
  EXPECT_LE(most, seconds(100));
  EXPECT_GT(most, seconds(98));
  EXPECT_EQ(Jittered(milliseconds(-5), random), milliseconds(0));
}

}  // namespace
}  // namespace isnad::fetch
