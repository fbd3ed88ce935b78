#include "page/credit.h"

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(CreditOfLine, IsFoundWhereTheLineIsClear) {
  struct Case {
    const char* why;
    const char* line;
    const char* expected;
  };
  const Case cases[] = {
      {"agencies alone", "وكالات", "وكالات"},
      {"in brackets", "(وكالات)", "وكالات"},
      {"dotted letters", "و.م.ع", "و.م.ع"},
      {"spaced letters behind a place", "الرباط - (و م ع)", "الرباط - (و م ع)"},
      {"the outlet and agencies", "(المنبر \u2013 وكالات)", "المنبر \u2013 وكالات"},
      {"taken from another outlet", "نقلا عن المنبر", "نقلا عن المنبر"},
      {"a label is no part of it", "المصدر: المنبر", "المنبر"},
      {"in English", "Source: AFP", "AFP"},
      {"an address is no credit", "المصدر: https://example.org/", ""},
      {"a title with a colon", "الأرصاد: أمطار غدا", ""},
      {"prose that names agencies", "قالت وكالات الإغاثة إن الطريق مقطوعة", ""},
      {"a name", "ليلى القنفودي", ""},
      {"nothing", "", ""},
      {"brackets alone", "()", ""},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(CreditOfLine(row.line), row.expected);
  }
}

}  // namespace
}  // namespace isnad::page
