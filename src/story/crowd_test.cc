#include "story/crowd.h"

#include <gtest/gtest.h>

#include <vector>

namespace isnad::story {
namespace {

TEST(Surroundings, AreCrowdedWhereMoreAreAlikeThanOneEventHasAccounts) {
  const struct {
    const char* why;
    std::vector<float> odds;
    Surroundings surroundings;
  } kCases[] = {
      {"alone", {}, Surroundings::kApart},
      {"seven accounts of one event, nothing else", {5, 4, 3, 3, 3, 2, 2}, Surroundings::kApart},
      {"the next is far off", {-20, 4, 3, 3, 3, 2, 2, -3.5F}, Surroundings::kApart},
      {"the next is near", {-20, 4, 3, 3, -2.5F, 3, 2, 2, 1, -20}, Surroundings::kCrowded},
      {"none is of its event, all are like it", std::vector<float>(16, -1), Surroundings::kCrowded},
  };
  for (const auto& [why, odds, surroundings] : kCases) {
    std::vector<float> copy = odds;
    EXPECT_EQ(SurroundingsOf(copy), surroundings) << why;
  }
}

TEST(Crowd, IsTheShareOfTheWindowAndAFewSayLittle) {
  Crowd crowd;
  EXPECT_EQ(crowd.share_0_1(), 0);
  for (int i = 0; i < 5; ++i) crowd.Push(Surroundings::kCrowded);
  EXPECT_FLOAT_EQ(crowd.share_0_1(), 1.0F / 3);
  for (int i = 0; i < 1'000; ++i) crowd.Push(Surroundings::kUnknown);
  EXPECT_FLOAT_EQ(crowd.share_0_1(), 1.0F / 3) << "copies say nothing";
  for (int i = 0; i < 85; ++i) crowd.Push(Surroundings::kApart);
  EXPECT_FLOAT_EQ(crowd.share_0_1(), 0.05F);
  EXPECT_EQ(crowd.newest(), Surroundings::kApart);
  for (int i = 0; i < 5; ++i) crowd.PopOldest();
  EXPECT_EQ(crowd.share_0_1(), 0);
}

}  // namespace
}  // namespace isnad::story
