#include "fetch/robot_tags.h"

#include <gtest/gtest.h>

namespace isnad::fetch {
namespace {

TEST(ParseRobotTags, ReadsWhatIsForUs) {
  const struct {
    const char* why;
    const char* fields;
    RobotTags tags;
  } kCases[] = {
      {"nothing", "", {}},
      {"one", "noindex", {.noindex = true}},
      {"several, any case", "NoIndex, NOARCHIVE", {.noindex = true, .noarchive = true}},
      {"none", "none", {.noindex = true, .nofollow = true}},
      {"all", "all", {}},
      {"an older name", "nocache", {.noarchive = true}},
      {"ours", "isnad: noarchive", {.noarchive = true}},
      {"another's", "googlebot: noindex, nofollow", {}},
      {"another's, then ours", "googlebot: noindex, isnad: nofollow", {.nofollow = true}},
      {"another's, then a field for all", "googlebot: noindex\nnoarchive", {.noarchive = true}},
      {"another's, then all by name", "googlebot: noindex, *: noarchive", {.noarchive = true}},
      {"a value of its own", "max-snippet: 20", {.max_snippet = 20}},
      {"no snippet", "max-snippet:0", {.nosnippet = true, .max_snippet = 0}},
      {"any snippet", "max-snippet: -1", {.max_snippet = -1}},
      {"no number", "max-snippet: x", {}},
      {"a date with colons",
       "unavailable_after: 25 Jun 2030 15:00:00 GMT, noindex",
       {.noindex = true, .unavailable_after = "25 Jun 2030 15:00:00 GMT"}},
      {"unknown words", "noai, noimageai, , :", {}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(ParseRobotTags(c.fields, "Isnad"), c.tags);
  }
}

TEST(ParseRobotsMeta, ReadsTheNamesThatConcernUs) {
  EXPECT_TRUE(ParseRobotsMeta("robots", "noindex,follow", "Isnad").noindex);
  EXPECT_TRUE(ParseRobotsMeta("ISNAD", "noarchive", "Isnad").noarchive);
  EXPECT_EQ(ParseRobotsMeta("googlebot", "noindex", "Isnad"), RobotTags());
  EXPECT_EQ(ParseRobotsMeta("", "noindex", "Isnad"), RobotTags());
}

TEST(RobotTags, MergingKeepsTheStricter) {
  RobotTags tags = ParseRobotTags("noindex, max-snippet: 50", "Isnad");
  tags.Merge(ParseRobotTags("noarchive, max-snippet: 20", "Isnad"));
  EXPECT_EQ(tags, (RobotTags{.noindex = true, .noarchive = true, .max_snippet = 20}));
  tags.Merge(ParseRobotTags("max-snippet: -1", "Isnad"));
  EXPECT_EQ(tags.max_snippet, 20);
}

TEST(ParseTdmReservation, OnlyOneReserves) {
  EXPECT_EQ(ParseTdmReservation("1", " https://a.example/p "),
            (TdmReservation{true, "https://a.example/p"}));
  for (const char* value : {"", "0", "2", "true", "11"}) {
    EXPECT_EQ(ParseTdmReservation(value, "https://a.example/p"), TdmReservation()) << value;
  }
}

}  // namespace
}  // namespace isnad::fetch
