#include "base/clock.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace isnad {
namespace {

TEST(ManualClock, MovesOnlyWhenMoved) {
  ManualClock clock{Instant(std::chrono::hours(1))};
  EXPECT_EQ(clock.Now(), Instant(std::chrono::hours(1)));
  clock.Advance(std::chrono::minutes(5));
  EXPECT_EQ(clock.Now(), Instant(std::chrono::minutes(65)));
  clock.Set(Instant{});
  EXPECT_EQ(clock.Now(), Instant{});
}

TEST(SystemClock, NeverReadsBeforeThisWasWritten) {
  EXPECT_GT(SystemClock().Now(), Instant(std::chrono::seconds(1'735'689'600)));  // 2025-01-01
}

TEST(SeededRandom, FollowsSplitMix64) {
  SeededRandom random(1234567);  // the published values for this seed
  EXPECT_EQ(random.Next(), 6457827717110365317U);
  EXPECT_EQ(random.Next(), 3203168211198807973U);
  EXPECT_EQ(random.Next(), 9817491932198370423U);
}

TEST(Random, StaysBelowItsBoundAndReachesAllOfIt) {
  SeededRandom random(3);
  std::array<int, 7> seen{};
  for (int i = 0; i < 7000; ++i) ++seen.at(random.Below(7));
  for (const int count : seen) EXPECT_NEAR(count, 1000, 150);
  EXPECT_EQ(random.Below(1), 0U);
}

TEST(SystemRandom, DoesNotRepeat) {
  SystemRandom random;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.Next());
  EXPECT_EQ(seen.size(), 1000U);
}

}  // namespace
}  // namespace isnad
