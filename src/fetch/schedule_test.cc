#include "fetch/schedule.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "base/date_time.h"

namespace isnad::fetch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kStart = DateTime::Parse("2025-02-21T14:00:00Z")->ToInstant();

Url At(const std::string& host) { return *Url::Parse("https://" + host + "/feed"); }

// Takes and finishes until nothing is to be had at `now`.
std::vector<Schedule::Id> TakeAll(Schedule& schedule, Instant now) {
  std::vector<Schedule::Id> ids;
  while (const auto id = schedule.Take(now)) {
    ids.push_back(*id);
    schedule.Done(*id);
  }
  return ids;
}

TEST(Schedule, GivesWhatIsDueLongestFirst) {
  Schedule schedule;
  schedule.Put(1, At("a.example"), kStart + seconds(3));
  schedule.Put(2, At("b.example"), kStart + seconds(1));
  schedule.Put(3, At("c.example"), kStart + seconds(2));
  EXPECT_EQ(schedule.NextAt(), kStart + seconds(1));
  EXPECT_EQ(schedule.Take(kStart), std::nullopt) << "nothing is due";
  EXPECT_EQ(TakeAll(schedule, kStart + seconds(9)), (std::vector<Schedule::Id>{2, 3, 1}));
  EXPECT_EQ(schedule.size(), 0U);
  EXPECT_EQ(schedule.NextAt(), std::nullopt);
}

TEST(Schedule, AHostIsAskedOneThingAtATimeWithAGap) {
  Schedule schedule;
  for (Schedule::Id id = 0; id < 3; ++id) schedule.Put(id, At("a.example"), kStart);
  EXPECT_EQ(schedule.Take(kStart), 0U);
  EXPECT_EQ(schedule.Take(kStart + hours(1)), std::nullopt) << "one is under way";
  EXPECT_EQ(schedule.NextAt(), std::nullopt);
  schedule.Done(0);
  EXPECT_EQ(schedule.Take(kStart + milliseconds(1999)), std::nullopt);
  EXPECT_EQ(schedule.NextAt(), kStart + seconds(2));
  EXPECT_EQ(schedule.Take(kStart + seconds(2)), 1U);
}

TEST(Schedule, ABusyHostHoldsNobodyElseBack) {
  Schedule schedule;
  for (Schedule::Id id = 0; id < 1000; ++id) schedule.Put(id, At("a.example"), kStart);
  schedule.Put(5000, At("b.example"), kStart + seconds(1));
  EXPECT_EQ(schedule.Take(kStart), 0U);
  EXPECT_EQ(schedule.Take(kStart + seconds(1)), 5000U);
}

TEST(Schedule, ADomainHasABudgetOverItsHosts) {
  Schedule schedule;
  for (Schedule::Id id = 0; id < 20; ++id) {
    schedule.Put(id, At("h" + std::to_string(id) + ".a.example"), kStart);
  }
  schedule.Put(99, At("b.example"), kStart);
  EXPECT_EQ(TakeAll(schedule, kStart).size(), 5U + 1U) << "a burst of five, and the other domain";
  EXPECT_EQ(TakeAll(schedule, kStart).size(), 0U);
  EXPECT_EQ(schedule.NextAt(), kStart + seconds(1));
  EXPECT_EQ(TakeAll(schedule, kStart + seconds(1)).size(), 1U);
  EXPECT_EQ(TakeAll(schedule, kStart + seconds(3)).size(), 2U);
  EXPECT_EQ(TakeAll(schedule, kStart + minutes(10)).size(), 5U)
      << "rest saves up no more than that";
}

TEST(Schedule, ADomainHasAtMostFourUnderWay) {
  Schedule schedule;
  for (Schedule::Id id = 0; id < 20; ++id) {
    schedule.Put(id, At("h" + std::to_string(id) + ".a.example"), kStart);
  }
  std::vector<Schedule::Id> taken;
  while (const auto id = schedule.Take(kStart)) taken.push_back(*id);
  EXPECT_EQ(taken.size(), 4U);
  schedule.Done(taken[0]);
  EXPECT_TRUE(schedule.Take(kStart));
}

TEST(Schedule, HoldAndCrawlDelayAreKept) {
  Schedule schedule;
  schedule.Put(1, At("a.example"), kStart);
  schedule.Put(2, At("a.example"), kStart);
  schedule.Hold("a.example", kStart + minutes(10));
  EXPECT_EQ(schedule.NextAt(), kStart + minutes(10));
  schedule.Hold("a.example", kStart + minutes(5));
  EXPECT_EQ(schedule.NextAt(), kStart + minutes(10)) << "never shortened";
  EXPECT_EQ(schedule.Take(kStart + minutes(10)), 1U);
  schedule.Done(1);
  schedule.SetGap("a.example", seconds(30));
  EXPECT_EQ(schedule.NextAt(), kStart + minutes(10) + seconds(30));
  schedule.SetGap("a.example", milliseconds(1));
  schedule.SetGap("a.example", hours(9999));
  EXPECT_LE(*schedule.NextAt(), kStart + minutes(10) + hours(2)) << "no gap beyond an hour";
  schedule.Hold("unknown.example", kStart);
  schedule.SetGap("unknown.example", seconds(1));
}

TEST(Schedule, EntriesMoveAndGo) {
  Schedule schedule;
  schedule.Put(1, At("a.example"), kStart);
  schedule.Put(1, At("b.example"), kStart + hours(1));
  EXPECT_EQ(schedule.size(), 1U);
  EXPECT_EQ(schedule.DueOf(1), kStart + hours(1));
  EXPECT_EQ(schedule.Take(kStart), std::nullopt);
  schedule.Remove(1);
  schedule.Remove(1);
  EXPECT_EQ(schedule.size(), 0U);
  EXPECT_EQ(schedule.NextAt(), std::nullopt);
  schedule.Done(77);
}

TEST(Schedule, PutAgainWhileUnderWayWaitsForItsTurn) {
  Schedule schedule;
  schedule.Put(1, At("a.example"), kStart);
  EXPECT_EQ(schedule.Take(kStart), 1U);
  schedule.Put(1, At("a.example"), kStart + seconds(1));
  EXPECT_EQ(schedule.Take(kStart + hours(1)), std::nullopt);
  schedule.Done(1);
  EXPECT_EQ(schedule.Take(kStart + hours(1)), 1U);
}

TEST(Schedule, ALongStopIsFollowedByNoRush) {
  Schedule schedule;
  for (Schedule::Id id = 0; id < 600; ++id) {
    schedule.Put(id, At("h" + std::to_string(id) + ".example"), kStart - hours(48) + minutes(id));
  }
  schedule.Put(9000, At("fresh.example"), kStart - seconds(10));
  SeededRandom random(5);
  schedule.SpreadOverdue(kStart, minutes(5), minutes(10), random);
  EXPECT_EQ(schedule.DueOf(9000), kStart - seconds(10)) << "within the grace";
  std::map<std::int64_t, int> per_minute;
  for (Schedule::Id id = 0; id < 600; ++id) {
    const Instant due = *schedule.DueOf(id);
    EXPECT_GE(due, kStart);
    EXPECT_LE(due, kStart + minutes(10));
    if (id > 1) {
      EXPECT_LE(*schedule.DueOf(id - 2), due) << "those due first come first";
    }
    ++per_minute[std::chrono::floor<minutes>(due - kStart).count()];
  }
  for (const auto& [minute, count] : per_minute) EXPECT_LE(count, 62) << minute;
}

TEST(Schedule, TrimForgetsIdleHosts) {
  Schedule schedule;
  schedule.Put(1, At("a.example"), kStart);
  schedule.Put(2, At("b.example"), kStart);
  EXPECT_EQ(schedule.Take(kStart), 1U);
  schedule.Done(1);
  schedule.Trim(kStart);
  EXPECT_EQ(schedule.host_count(), 2U) << "its gap still runs";
  schedule.Trim(kStart + hours(1));
  EXPECT_EQ(schedule.host_count(), 1U);
  schedule.Put(3, At("a.example"), kStart);
  EXPECT_EQ(TakeAll(schedule, kStart + hours(1)).size(), 2U);
}

// Random work: whatever is done, the budgets hold and nothing is lost.
TEST(Schedule, BudgetsHoldUnderRandomWork) {
  Schedule schedule;
  SeededRandom random(11);
  std::map<std::string, Instant> last_of_host;
  std::map<Schedule::Id, std::string> host_of;
  std::vector<Schedule::Id> under_way;
  std::size_t taken = 0;
  Instant now = kStart;
  for (Schedule::Id id = 0; id < 2000; ++id) {
    host_of[id] = "h" + std::to_string(random.Below(40)) + ".d" + std::to_string(random.Below(10)) +
                  ".example";
    schedule.Put(id, At(host_of[id]), now + seconds(random.Below(3600)));
  }
  for (int step = 0; step < 200'000 && taken < 2000; ++step) {
    if (!under_way.empty() && random.Below(2) == 0) {
      schedule.Done(under_way.back());
      under_way.pop_back();
    }
    if (const auto id = schedule.Take(now)) {
      const std::string& host = host_of.at(*id);
      if (last_of_host.contains(host)) {
        ASSERT_GE(now - last_of_host[host], seconds(2)) << host;
      }
      last_of_host[host] = now;
      under_way.push_back(*id);
      ++taken;
    } else {
      now += milliseconds(random.Below(1000));
    }
  }
  EXPECT_EQ(taken, 2000U);
  EXPECT_EQ(schedule.size(), 0U);
}

}  // namespace
}  // namespace isnad::fetch
