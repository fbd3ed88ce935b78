#include "page/lexicon.h"

#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(HintsOf, ReadsNamesHoweverTheyAreWritten) {
  constexpr HintMask kBoth = Bit(Hint::kArticle) | Bit(Hint::kBody);
  EXPECT_EQ(HintsOf("entry-content") & kBoth, kBoth);
  EXPECT_EQ(HintsOf("articleBody") & kBoth, kBoth);
  EXPECT_NE(HintsOf("jp-relatedposts") & Bit(Hint::kRelated), 0U);
  EXPECT_NE(HintsOf("td_block SideBar") & Bit(Hint::kSidebar), 0U);
  EXPECT_EQ(HintsOf("x7 q-9"), 0U);
  EXPECT_EQ(HintsOf(""), 0U);
}

struct Case {
  const char* why;
  const char* line;
  PhraseMask expected;
};

constexpr Case kCases[] = {
    {"comment form", "اترك تعليقاً", Bit(Phrase::kComment)},
    {"without harakat and hamza", "اترك تعليقا", Bit(Phrase::kComment)},
    {"in the middle of a line", "لقراءة المزيد انقر هنا لقراءة الخبر من مصدره.",
     static_cast<PhraseMask>(Bit(Phrase::kOrigin) | Bit(Phrase::kReadAlso))},
    {"back to top", "زر الذهاب إلى الأعلى", Bit(Phrase::kControl)},
    {"reported image", "شكرا على الإبلاغ!", Bit(Phrase::kNotice)},
    {"a headline with a word of a phrase", "المزيد من الأمطار في الشمال غدا", 0},
};

TEST(PhrasesOf, FindsSetPhrasesAfterFolding) {
  for (const auto& [why, line, expected] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(PhrasesOf(line), expected);
  }
}

TEST(PhrasesOf, LeavesLongLinesAlone) {
  std::string line = "شكرا على الإبلاغ";
  for (int i = 0; i < 30; ++i) line += " كلمة";
  EXPECT_EQ(PhrasesOf(line), 0);
}

}  // namespace
}  // namespace isnad::page
