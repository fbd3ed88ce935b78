#include "story/shingles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"

namespace isnad::story {
namespace {

Shingles Of(std::string_view text) {
  Words words;
  words.Assign(text);
  return ShinglesOf(words, 0, 1000);
}

TEST(Shingles, AreTheSameForSpellingsOfOneText) {
  EXPECT_EQ(Of("أعلنت الوزارة إفتتاح المدرسة اليوم"), Of("اعلنت، الوزاره: افتتاح المدرسةُ اليوم!"));
}

TEST(Shingles, CountFourWordsEach) {
  EXPECT_EQ(Of("").size(), 0U);
  EXPECT_EQ(Of("واحد اثنان").size(), 1U);
  EXPECT_EQ(Of("واحد اثنان ثلاثة أربعة").size(), 1U);
  EXPECT_EQ(Of("واحد اثنان ثلاثة أربعة خمسة ستة").size(), 3U);
}

TEST(Shingles, LeaveOutTheCodeInArabicText) {
  const std::string prose = "قالت الوزارة إن المدرسة تفتح أبوابها غدا أمام التلاميذ";
  const std::string code = " var plot = jQuery plot1 options 2015 width 300 ";
  const Shingles both = Of(prose + code + prose);
  EXPECT_EQ(Containment(Of(code), both), 0);
  EXPECT_EQ(Containment(Of(prose), both), 1);
  EXPECT_EQ(Of("the ministry said on Monday that schools open").size(), 5U) << "English is prose";
  EXPECT_EQ(Containment(Of("تستضيف Apple المؤتمر"), Of("تستضيف Apple المؤتمر")), 1);
}

TEST(Shingles, OrderOfWordsMatters) {
  EXPECT_EQ(Containment(Of("واحد اثنان ثلاثة أربعة"), Of("أربعة ثلاثة اثنان واحد")), 0);
}

TEST(Shingles, PackedSetsHoldWhatTheySay) {
  SeededRandom random(5);
  for (const std::size_t count : {1U, 2U, 3U, 7U, 64U, 65U, 300U, 4000U}) {
    SCOPED_TRACE(count);
    Shingles all;
    for (std::size_t i = 0; i < count; ++i)
      all.push_back(static_cast<std::uint32_t>(random.Next()));
    std::sort(all.begin(), all.end());
    std::string packed;
    AppendPacked(packed, all);
    EXPECT_TRUE(IsPackedSet(packed));
    EXPECT_EQ(CountOf(packed), count);
    EXPECT_LE(packed.size(), 8 + count * 11 / 8);
    Shingles cut;
    Unpack(packed, cut);
    EXPECT_EQ(CountInCut(all, cut), static_cast<double>(count));
    EXPECT_EQ(CountInCut({}, cut), 0);
  }
}

TEST(Shingles, PackedSetsSeldomHoldWhatTheyDoNot) {
  SeededRandom random(6);
  const auto draw = [&](std::size_t count) {
    Shingles some;
    for (std::size_t i = 0; i < count; ++i)
      some.push_back(static_cast<std::uint32_t>(random.Next()));
    std::sort(some.begin(), some.end());
    return some;
  };
  const struct {
    const char* why;
    std::size_t part, whole, shared;
    double doubt;  // three times what chance spreads the count by
  } kCases[] = {
      {"nothing in common", 3000, 3000, 0, 9},
      {"a long text beside a short one: chance alone would give a quarter of it", 4000, 50, 0, 11},
      {"a short one within a long one", 50, 4000, 40, 2},
      {"half in common", 300, 300, 150, 2},
  };
  for (const auto& [why, part_size, whole_size, shared, doubt] : kCases) {
    SCOPED_TRACE(why);
    const Shingles common = draw(shared);
    Shingles part = draw(part_size - shared);
    Shingles whole = draw(whole_size - shared);
    part.insert(part.end(), common.begin(), common.end());
    whole.insert(whole.end(), common.begin(), common.end());
    std::sort(part.begin(), part.end());
    std::sort(whole.begin(), whole.end());
    std::string packed;
    AppendPacked(packed, whole);
    Shingles cut;
    Unpack(packed, cut);
    EXPECT_NEAR(CountInCut(part, cut), static_cast<double>(shared), doubt);
    packed.pop_back();
    EXPECT_FALSE(IsPackedSet(packed));
    Unpack(packed, cut);
    EXPECT_EQ(CountInCut(whole, cut), 0) << "a damaged set holds nothing";
  }
}

}  // namespace
}  // namespace isnad::story
