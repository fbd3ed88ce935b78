#include "story/copy_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace isnad::story {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Shingles Of(std::string_view text) {
  Words words;
  words.Assign(text);
  return ShinglesOf(words, 0, 1000);
}

std::vector<std::uint32_t> Near(CopyFinder& finder, const Shingles& text) {
  std::vector<std::uint32_t> near;
  finder.ForEachNear(text, [&](std::uint32_t article) { near.push_back(article); });
  return near;
}

TEST(CopyFinder, FindsNothingInArticlesThatLeft) {
  CopyFinder finder;
  const Shingles text = Of("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة");
  finder.Add(0, text);
  finder.Add(1, text);
  EXPECT_THAT(Near(finder, text), UnorderedElementsAre(0, 0, 1, 1)) << "as twins, and by a sample";
  finder.RemoveOldest();
  EXPECT_THAT(Near(finder, text), UnorderedElementsAre(1, 1));
  finder.RemoveOldest();
  EXPECT_THAT(Near(finder, text), IsEmpty());
  EXPECT_EQ(finder.remembered_shingles(), 0U);
}

TEST(CopyFinder, FindsTheSameTextAmongManyOfOneForm) {
  const auto form = [](std::uint32_t number) {
    return Of("أعلنت البلدية افتتاح جسر جديد يحمل الرقم " + std::to_string(number) +
              " بعد أشغال دامت سنة كاملة وقال رئيسها إن العمل فيه سيبدأ الأسبوع المقبل");
  };
  CopyFinder finder;
  for (std::uint32_t article = 0; article < 300; ++article) finder.Add(article, form(article));
  for (const std::uint32_t article : {0U, 150U, 299U}) {
    EXPECT_THAT(Near(finder, form(article)), Contains(article));
    EXPECT_LE(Near(finder, form(article)).size(), 96U) << "others are not all looked at";
  }
}

TEST(CopyFinder, FindsAShortTextInALongOneAndTheOtherWayRound) {
  std::string text;
  for (int word = 0; word < 2000; ++word) text += " كلمة" + std::to_string(word * 7919 % 10'007);
  const std::string part = text.substr(text.find("كلمة", 2000), 1300);
  CopyFinder finder;
  finder.Add(0, Of(text));
  EXPECT_THAT(Near(finder, Of(part)), Contains(0));
  CopyFinder other;
  other.Add(0, Of(part));
  EXPECT_THAT(Near(other, Of(text)), Contains(0));
}

}  // namespace
}  // namespace isnad::story
