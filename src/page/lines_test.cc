#include "page/lines.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

const std::string kText =
    "قرر مجلس المرفأ، يوم الاثنين، إعادة بناء المنارة القديمة التي أطفأتها عاصفة قبل أحد عشر شتاء.";

TEST(SplitLines, KeepsTheTitlesOfATickerAndNotTheEntriesOfAMenu) {
  const auto lines = SplitLines(
      "عودة المنارة إلى العمل    أمطار على الساحل غدا    فوز فريق المرفأ بالكأس    معرض للخط "
      "العربي\n"
      "الرئيسية    سياسة    اقتصاد    رياضة\n" +
      kText);
  ASSERT_EQ(lines.size(), 9U);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_TRUE(lines[i].ticker) << i;
  EXPECT_TRUE(lines[0].headline);
  EXPECT_FALSE(lines[4].headline) << "an entry of a menu";
  EXPECT_FALSE(lines[8].ticker);
}

TEST(SplitLines, KnowsTitlesThatAreGluedTogether) {
  std::string glued;
  for (int i = 0; i < 8; ++i) glued += "عودة المنارة إلى العمل بعد توقف طويل ";
  const auto lines = SplitLines(glued + "\n" + kText + "\n" + kText + "\n" + kText + "\n" + kText);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_TRUE(lines[0].glued);
  EXPECT_FALSE(ReadsAsProse(lines[0]));
  EXPECT_TRUE(ReadsAsProse(lines[1]));
}

TEST(SplitLines, TakesTextWithoutPunctuationForTextWhereAPageHasNone) {
  std::string bare = kText;
  std::erase(bare, '.');
  for (std::size_t at = bare.find("،"); at != std::string::npos; at = bare.find("،")) {
    bare.erase(at, std::string_view("،").size());
  }
  for (const Line& line : SplitLines(bare + " وطلب رسوما\n" + bare + " ثم انصرف الناس")) {
    EXPECT_FALSE(line.glued);
    EXPECT_TRUE(ReadsAsProse(line)) << line.text;
  }
}

TEST(MeasureLines, GivesARowALineAndANameAColumn) {
  const auto lines = SplitLines("عودة المنارة إلى العمل\n" + kText + "\n" + kText);
  const auto rows = MeasureLines(lines, 0);
  ASSERT_EQ(rows.size(), lines.size());
  const auto& names = LineFeatureNames();
  const auto copies = std::find(names.begin(), names.end(), "copies") - names.begin();
  EXPECT_EQ(rows[0][static_cast<std::size_t>(copies)], 1);
  EXPECT_EQ(rows[1][static_cast<std::size_t>(copies)], 2);
  EXPECT_TRUE(MeasureLines({}, 0).empty());
}

}  // namespace
}  // namespace isnad::page
