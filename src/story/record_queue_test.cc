#include "story/record_queue.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "base/clock.h"

namespace isnad::story {
namespace {

TEST(RecordQueue, AgreesWithADeque) {
  RecordQueue queue;
  std::deque<std::string> reference;
  SeededRandom random(9);
  for (int step = 0; step < 30'000; ++step) {
    // Longer phases of growing and of shrinking, down to nothing.
    const bool grows = random.Below(100) < (step / 5'000 % 2 == 0 ? 70U : 30U);
    if (grows || reference.empty()) {
      const std::size_t most = random.Below(50) == 0 ? RecordQueue::kMaxRecordBytes : 900;
      reference.emplace_back(random.Below(most + 1), static_cast<char>(step));
      queue.Push(reference.back());
    } else {
      reference.pop_front();
      queue.Pop();
    }
    ASSERT_EQ(queue.size(), reference.size());
    if (reference.empty()) continue;
    const std::size_t at = random.Below(reference.size());
    ASSERT_EQ(queue[at], reference[at]);
    ASSERT_EQ(queue[0], reference.front());
    ASSERT_EQ(queue[reference.size() - 1], reference.back());
  }
}

TEST(RecordQueue, FillsItsBlocksToTheLastByte) {
  RecordQueue queue;
  const std::string half(RecordQueue::kBlockBytes / 2, 'h');
  for (const std::string& record : {half, half, std::string(), half}) queue.Push(record);
  EXPECT_EQ(queue[1], half);
  EXPECT_EQ(queue[2], "");
  EXPECT_EQ(queue[3], half);
  EXPECT_LT(queue.memory_bytes(), 2 * RecordQueue::kBlockBytes + 100);
}

TEST(RecordQueue, GivesMemoryBack) {
  RecordQueue queue;
  for (int i = 0; i < 10'000; ++i) queue.Push(std::string(400, 'x'));
  EXPECT_GT(queue.memory_bytes(), 4'000'000U);
  for (int i = 0; i < 10'000; ++i) queue.Pop();
  EXPECT_EQ(queue.memory_bytes(), 0U);
}

}  // namespace
}  // namespace isnad::story
