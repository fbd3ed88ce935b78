#include "page/ascii_text.h"

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(AsciiText, IsAsciiAndComesBackWhole) {
  for (const std::string text : {"", "plain = 'a'\n", "name = \"الأفق\" # تعليق", "`", "``60`",
                                 "a`é`b", "\U0001F600\U0010FFFF", "`12", "\u00a0"}) {
    SCOPED_TRACE(text);
    const AsciiText ascii(text);
    for (const char c : ascii.text()) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
    EXPECT_EQ(AsciiText::Original(ascii.text()), text);
  }
}

TEST(AsciiText, LeavesAByteOrderMarkOut) { EXPECT_EQ(AsciiText("\uFEFFname").text(), "name"); }

TEST(AsciiText, KnowsWhereAPlaceStoodBefore) {
  const AsciiText ascii("a = 1\nname = \"أفق\" x");
  EXPECT_EQ(ascii.OriginalColumn(1, 5), 5U);
  EXPECT_EQ(ascii.OriginalColumn(2, 8), 8U);
  EXPECT_EQ(ascii.OriginalColumn(2, ascii.text().size() - 6), 14U) << "the x";
  EXPECT_EQ(ascii.OriginalColumn(9, 9), 1U) << "behind the end";
}

TEST(AsciiText, LeavesWhatIsNoSignAsItStands) {
  for (const std::string text : {"`", "`6", "`xyz`", "``", "`1234567890`"}) {
    EXPECT_EQ(AsciiText::Original(text), text);
  }
}

}  // namespace
}  // namespace isnad::page
