#include "ingest/ordered_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

namespace isnad::ingest {
namespace {

TEST(OrderedPool, HandsResultsBackInTheOrderTheyWereAskedFor) {
  for (const std::size_t jobs : {1U, 2U, 5U}) {
    std::vector<int> seen;
    {
      OrderedPool<int, int> pool(
          jobs, 1 << 20, [](int in) { return in * in; }, [&](int out) { seen.push_back(out); });
      for (int i = 0; i < 1000; ++i) pool.Submit(i, 10);
      pool.Finish();
    }
    ASSERT_EQ(seen.size(), 1000U);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(seen[static_cast<std::size_t>(i)], i * i);
  }
}

TEST(OrderedPool, HoldsNoMoreWeightThanItMay) {
  std::atomic<int> under_way = 0;
  std::atomic<int> most = 0;
  OrderedPool<int, int> pool(
      4, 30,
      [&](int in) {
        most = std::max(most.load(), ++under_way);
        --under_way;
        return in;
      },
      [](int) {});
  for (int i = 0; i < 500; ++i) pool.Submit(i, 10);
  pool.Finish();
  EXPECT_LE(most, 4);
  EXPECT_GT(most, 0);
}

TEST(OrderedPool, CanBeLeftWithWorkUnderWay) {
  std::mutex gate;
  gate.lock();
  int handed = 0;
  {
    OrderedPool<int, int> pool(
        2, 1 << 20,
        [&](int in) {
          const std::lock_guard wait(gate);
          return in;
        },
        [&](int) { ++handed; });
    for (int i = 0; i < 10; ++i) pool.Submit(i, 1);
    gate.unlock();
  }
  EXPECT_LE(handed, 10);
}

}  // namespace
}  // namespace isnad::ingest
