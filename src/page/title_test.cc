#include "page/title.h"

#include <string>

#include <gtest/gtest.h>

#include "page/extract.h"

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

// Of a page whose head calls it `head`, at that address, with that heading.
std::string TitleOf(const std::string& head, const std::string& slug, const std::string& heading,
                    const std::string& more = "") {
  const std::string html =
      "<!doctype html><html lang=en><head><title>" + head + " | The Tribune</title>" +
      "<meta property=og:site_name content='The Tribune'><link rel=canonical href='https://" +
      "tribune.example/" + slug + "'>" + more + "</head><body><h1>" + heading + "</h1><p>" +
      "The town opened its new bridge after two years of work, and the mayor said that it had " +
      "cost seven million and that nobody had been hurt.</p></body></html>";
  const auto article = Extract(html, {});
  return article ? article->title : "";
}

TEST(FindTitle, TrustsTheHeadingUnlessAllElseSpeaksAgainstIt) {
  const std::string head = "Ten notes on how cheap food reaches poor families";
  EXPECT_EQ(TitleOf(head, "ten-notes-cheap-food-families", "Better eating for all of us"), head)
      << "a slogan: the address repeats what the head says";
  EXPECT_EQ(TitleOf(head, "ten-notes-cheap-food-families", "Better eating for all of us",
                    R"(<script type="application/ld+json">{"@type":"NewsArticle",)"
                    R"("headline":"Better eating for all of us"}</script>)"),
            "Better eating for all of us")
      << "the heading is said twice";
  EXPECT_EQ(TitleOf(head, "poor-families", "Poor families"), "Poor families")
      << "a short heading that is the address";
  EXPECT_EQ(TitleOf(head, "a-17", "Poor families"), head) << "a short heading that nothing repeats";
  EXPECT_EQ(TitleOf("Town bridge plan", "p", "TOWN BRIDGE PLAN"), "Town bridge plan")
      << "the same in capitals";
  EXPECT_EQ(TitleOf("Bridge town plan", "p", "TOWN BRIDGE PLAN"), "TOWN BRIDGE PLAN")
      << "the head says it in another order";
}

}  // namespace
}  // namespace isnad::page
