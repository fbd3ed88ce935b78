#include "page/title.h"

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(CutOutlet, LeavesTheTitleAlone) {
  struct Case {
    const char* why;
    const char* title;
    const char* outlet;
    const char* expected;
  };
  const Case cases[] = {
      {"behind a bar", "افتتاح الجسر | المنبر", "المنبر", "افتتاح الجسر"},
      {"in front, with a colon", "المنبر : افتتاح الجسر", "المنبر", "افتتاح الجسر"},
      {"in front, a colon without a space before it", "المنبر: افتتاح الجسر", "المنبر",
       "افتتاح الجسر"},
      {"a colon of the title's own stays", "الأرصاد: أمطار غدا", "المنبر", "الأرصاد: أمطار غدا"},
      {"both colons, one cut", "المنبر : الأرصاد: أمطار غدا", "المنبر", "الأرصاد: أمطار غدا"},
      {"spelt with other letters of the same sound", "افتتاح الجسر - الأنباء", "الانباء",
       "افتتاح الجسر"},
      {"a name that opens a longer part is none", "المنبر الحر: افتتاح الجسر", "المنبر",
       "المنبر الحر: افتتاح الجسر"},
      {"a short tail behind a long head", "سكان الحي الشرقي يستقبلون الماء بعد انتظار - أخبار", "",
       "سكان الحي الشرقي يستقبلون الماء بعد انتظار"},
      {"nothing but the name", "المنبر", "المنبر", "المنبر"},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(CutOutlet(row.title, row.outlet), row.expected);
  }
}

TEST(EdgesOfTitle, AreTheFirstAndLastParts) {
  const auto edges = EdgesOfTitle("المنبر : مدن - افتتاح الجسر");
  ASSERT_EQ(edges.size(), 2U);
  EXPECT_EQ(edges[0], "افتتاح الجسر");
  EXPECT_EQ(edges[1], "المنبر");
  EXPECT_TRUE(EdgesOfTitle("افتتاح الجسر").empty());
}

}  // namespace
}  // namespace isnad::page
