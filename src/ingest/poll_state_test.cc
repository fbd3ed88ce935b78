#include "ingest/poll_state.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace isnad::ingest {
namespace {

const Instant kNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12);

TEST(RhythmText, IsReadBackAsItWas) {
  EXPECT_EQ(RhythmText({}), "");
  EXPECT_EQ(ReadRhythm(""), fetch::Rhythm());
  std::vector<Instant> published;
  for (int i = 0; i < 30; ++i) published.push_back(kNoon - std::chrono::hours(3 * i));
  const fetch::Rhythm rhythm = fetch::Observe({}, published, kNoon);
  const fetch::Rhythm again = ReadRhythm(RhythmText(rhythm));
  EXPECT_EQ(again.watched_until, rhythm.watched_until);
  EXPECT_NEAR(again.days, rhythm.days, 1e-3);
  for (std::size_t hour = 0; hour < 24; ++hour) {
    EXPECT_NEAR(again.items[hour], rhythm.items[hour], 1e-3);
  }
  EXPECT_NEAR(ItemsPerDay(rhythm), 8, 0.7) << "one in three hours";
}

TEST(RhythmText, WhatIsNoneSaysNothing) {
  for (const char* text : {"x", "1", "1 2 3", "-1 2 3", "nan 0", "1 1e300 2", "1 5 inf"}) {
    EXPECT_EQ(ReadRhythm(text), fetch::Rhythm()) << text;
  }
}

TEST(TakePollState, RemembersWhereAFeedMovedTo) {
  news::FetchState state;
  state.moved_to = "https://a.example/new";
  fetch::PollState poll = ToPollState(state);
  EXPECT_EQ(poll.moved_to, state.moved_to);
  poll.moved_to.clear();  // asked there, it answered without moving again
  poll.validators = {"\"e\"", "Sun", "https://a.example/new"};
  poll.failures = 2;
  TakePollState(poll, state);
  EXPECT_EQ(state.moved_to, "https://a.example/new");
  EXPECT_EQ(ToPollState(state).validators, poll.validators);
  EXPECT_EQ(ToPollState(state).failures, 2U);
}

TEST(TakeRobots, IsReadBackAsItWas) {
  fetch::RobotsRecord record;
  record.robots = fetch::Robots::Parse(
      "User-agent: *\nDisallow: /a\nAllow: /a/b$\nCrawl-delay: 7\nSitemap: https://a.example/s\n",
      "Isnad");
  record.check_again = kNoon;
  record.unreachable_since = kNoon;
  record.last_good = fetch::Robots::DisallowAll();
  record.validators = {"e", "m", "u"};
  store::HostRecord host;
  TakeRobots(record, host);
  EXPECT_EQ(ToRobots(host, "Isnad"), record);
}

}  // namespace
}  // namespace isnad::ingest
