#include "page/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::page {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SplitByline, GivesTheNames) {
  EXPECT_THAT(SplitByline("By Mona Ali and Omar Said"), ElementsAre("Mona Ali", "Omar Said"));
  EXPECT_THAT(SplitByline("بقلم: ليلى القنفودي"), ElementsAre("ليلى القنفودي"));
  EXPECT_THAT(SplitByline("Matthew Frankel, CFP"), ElementsAre("Matthew Frankel, CFP"));
  EXPECT_THAT(SplitByline("ليلى القنفودي | 3 مارس"), ElementsAre("ليلى القنفودي"));
}

TEST(SplitByline, LeavesOutWhatFollowsTheName) {
  EXPECT_THAT(SplitByline("Eliz - Product marketer"), ElementsAre("Eliz"));
  EXPECT_THAT(SplitByline("Brett Cruz, Digital Security Expert"), ElementsAre("Brett Cruz"));
  EXPECT_THAT(SplitByline("Posted by David at December"), ElementsAre("David"));
  EXPECT_THAT(SplitByline("Written By Audiophile On"), ElementsAre("Audiophile On"));
  EXPECT_THAT(SplitByline("Von Anna Weber und Karl Maier"),
              ElementsAre("Anna Weber", "Karl Maier"));
}

TEST(LooksLikePerson, TellsNamesFromProfessions) {
  EXPECT_TRUE(LooksLikePerson("Anna von der Heide"));
  EXPECT_TRUE(LooksLikePerson("ليلى القنفودي"));
  EXPECT_FALSE(LooksLikePerson("Senior Autos Reporter"));
  EXPECT_FALSE(LooksLikePerson("our engineering team"));
  EXPECT_FALSE(LooksLikePerson("By Anna Weber"));
}

TEST(SplitByline, LeavesOutWhatIsNoName) {
  EXPECT_THAT(SplitByline("10:05"), IsEmpty());
  EXPECT_THAT(SplitByline("March 12"), IsEmpty());
  EXPECT_THAT(SplitByline("admin"), IsEmpty());
  EXPECT_THAT(SplitByline("https://example.org/authors"), IsEmpty());
  EXPECT_THAT(SplitByline(""), IsEmpty());
}

TEST(OpensAsByline, TellsLinesOfAuthors) {
  EXPECT_TRUE(OpensAsByline("كتب: أيوب الدومي"));
  EXPECT_FALSE(OpensAsByline("بقلم"));
  EXPECT_FALSE(OpensAsByline("أيوب الدومي"));
}

TEST(IsOutletsOwn, TellsOutletsFromPeople) {
  struct Row {
    const char* why;
    const char* name;
    const char* outlet;
    bool own;
  };
  const Row rows[] = {
      {"the outlet", "المدينة اليوم", "المدينة اليوم", true},
      {"without what it is", "المدينة اليوم", "صحيفة المدينة اليوم", true},
      {"a channel's short name", "LBCX", "LBCXV7", true},
      {"a word of the press", "المدينة نيوز", "", true},
      {"a person", "حسام العلي", "المدينة اليوم", false},
      {"a person who shares a word with it", "علي المدينة", "صحيفة المدينة اليوم", false},
      {"the author of a blog", "حسام العلي", "مدونة حسام العلي", false},
      {"nothing known", "حسام العلي", "", false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(IsOutletsOwn(row.name, row.outlet), row.own);
  }
}

}  // namespace
}  // namespace isnad::page
