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

TEST(Shingles, OrderOfWordsMatters) {
  EXPECT_EQ(Containment(Of("واحد اثنان ثلاثة أربعة"), Of("أربعة ثلاثة اثنان واحد")), 0);
}

TEST(ShingleTable, AgreesWithAMultimap) {
  ShingleTable table;
  std::map<std::uint32_t, std::set<std::uint32_t>> reference;
  SeededRandom random(7);
  for (std::uint32_t step = 0; step < 20'000; ++step) {
    const auto shingle = static_cast<std::uint32_t>(random.Below(500));
    const auto article = static_cast<std::uint32_t>(random.Below(40));
    if (random.Below(3) != 0) {
      if (reference[shingle].insert(article).second) table.Insert(shingle, article);
    } else if (reference[shingle].erase(article) > 0) {
      table.Erase(shingle, article);
    }
  }
  std::size_t entries = 0;
  for (const auto& [shingle, articles] : reference) {
    std::set<std::uint32_t> found;
    table.ForEach(shingle, [&](std::uint32_t article) { found.insert(article); });
    EXPECT_EQ(found, articles);
    entries += articles.size();
  }
  EXPECT_EQ(table.size(), entries);
}

TEST(ShingleTable, KeepsTheFirstOfManyThatAreTheSame) {
  ShingleTable table;
  for (std::uint32_t article = 0; article < 1000; ++article) table.Insert(5, article);
  std::set<std::uint32_t> found;
  table.ForEach(5, [&](std::uint32_t article) { found.insert(article); });
  EXPECT_EQ(found.size(), ShingleTable::kMaxSame);
  EXPECT_EQ(*found.rbegin(), ShingleTable::kMaxSame - 1);
}

TEST(CopyFinder, FindsNothingInArticlesThatLeft) {
  CopyFinder finder;
  const Shingles text = Of("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة");
  finder.Add(0, text);
  finder.Add(1, text);
  const auto any = [](std::uint32_t) { return true; };
  EXPECT_EQ(finder.Find(text, any)->article, 0U);
  finder.RemoveOldest();
  EXPECT_EQ(finder.Find(text, any)->article, 1U);
  finder.RemoveOldest();
  EXPECT_FALSE(finder.Find(text, any));
  EXPECT_EQ(finder.remembered_shingles(), 0U);
}

TEST(CopyFinder, FindsTheSameTextAmongManyOfOneForm) {
  const auto form = [](std::uint32_t number) {
    return Of("أعلنت البلدية افتتاح جسر جديد يحمل الرقم " + std::to_string(number) +
              " بعد أشغال دامت سنة كاملة وقال رئيسها إن العمل فيه سيبدأ الأسبوع المقبل");
  };
  CopyFinder finder;
  for (std::uint32_t article = 0; article < 300; ++article) finder.Add(article, form(article));
  const auto any = [](std::uint32_t) { return true; };
  for (const std::uint32_t article : {0U, 150U, 299U}) {
    const std::optional<Copy> copy = finder.Find(form(article), any);
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->article, article);
    EXPECT_EQ(copy->share_0_1, 1);
  }
}

TEST(CopyFinder, PrefersTheArticleThatHoldsMost) {
  CopyFinder finder;
  finder.Add(0, Of("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية"));
  finder.Add(1, Of("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"));
  finder.Add(2, Of("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة"));
  const auto any = [](std::uint32_t) { return true; };
  EXPECT_EQ(finder.Find(Of("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"), any)->article,
            1U);
}

}  // namespace
}  // namespace isnad::story
