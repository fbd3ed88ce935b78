#include "story/chain_time.h"

#include <gtest/gtest.h>

namespace isnad::story {
namespace {

using std::chrono::hours;

const Instant kSeen = std::chrono::sys_days(std::chrono::year(2025) / 12 / 31);

Telling At(const char* date) {
  const auto parsed = DateTime::Parse(date);
  return TellingOf(*parsed, std::nullopt, kSeen);
}

TEST(EarlierOdds, AreSurerTheLongerTheTimeBetween) {
  const Telling noon = At("2025-03-03T12:00:00+01:00");
  const double minutes = EarlierOdds(noon, At("2025-03-03T12:05:00+01:00"));
  const double hour = EarlierOdds(noon, At("2025-03-03T13:00:00+01:00"));
  const double day = EarlierOdds(noon, At("2025-03-04T12:00:00+01:00"));
  EXPECT_GT(minutes, 0);
  EXPECT_LT(minutes, 1) << "clocks are off by more than that";
  EXPECT_GT(hour, 2);
  EXPECT_GT(day, hour);
  EXPECT_LE(day, kMostTimeOdds);
}

TEST(EarlierOdds, AreTheSameTheOtherWayRound) {
  const char* const kDates[] = {"2025-03-03T12:00:00+01:00", "2025-03-03", "2025-03-03T15:00:00",
                                "2025-03-05"};
  for (const char* a : kDates) {
    for (const char* b : kDates) {
      EXPECT_DOUBLE_EQ(EarlierOdds(At(a), At(b)), -EarlierOdds(At(b), At(a))) << a << ' ' << b;
    }
  }
}

TEST(EarlierOdds, OfADayWithoutItsHourAreWeak) {
  const Telling day = At("2025-03-03");
  EXPECT_GT(EarlierOdds(At("2025-03-03T01:00:00+01:00"), day), 0.5);
  EXPECT_LT(EarlierOdds(At("2025-03-03T01:00:00+01:00"), day), 3);
  EXPECT_GT(EarlierOdds(day, At("2025-03-05")), 3);
  EXPECT_EQ(EarlierOdds(day, {}), 0);
}

TEST(TellingOf, NothingIsToldAfterItWasSeen) {
  const Instant seen = std::chrono::sys_days(std::chrono::year(2025) / 3 / 3) + hours(9);
  EXPECT_EQ(TellingOf(*DateTime::Parse("2025-03-03"), std::nullopt, seen).latest,
            TellingOf(*DateTime::Parse("2025-03-03T09:00:00Z"), std::nullopt, seen).latest);
  const Telling ahead = TellingOf(*DateTime::Parse("2025-03-04T09:00:00Z"), std::nullopt, seen);
  EXPECT_TRUE(ahead.IsKnown()) << "a clock that is ahead";
}

}  // namespace
}  // namespace isnad::story
