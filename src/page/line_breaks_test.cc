#include "page/line_breaks.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::page {
namespace {

std::vector<std::string> Lines(std::string_view page) {
  std::vector<std::string> out;
  for (const RawLine& line : BreakLines(page, 1'000)) out.emplace_back(line.Text());
  return out;
}

// Fills lines greedily, as mail programs do.
std::string Wrapped(std::string_view text, std::size_t column, std::string_view line_end = "\n") {
  std::string out;
  std::size_t length = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (length > 0 && length + 1 + word.size() > column) {
      out += line_end;
      length = 0;
    } else if (length > 0) {
      out += ' ';
      ++length;
    }
    out += word;
    length += word.size();
  }
  return out;
}

constexpr std::string_view kFirst =
    "The harbour council agreed on Monday to rebuild the old lighthouse, which has stood dark "
    "since "
    "a storm took its lamp eleven winters ago, and asked three workshops for drawings of a new "
    "one. "
    "Fishermen had asked for the light again and again, because the shoals shift after every gale.";
constexpr std::string_view kSecond =
    "Work begins in spring. Until then a floating light will mark the channel, paid for by the "
    "towns "
    "along the coast, and schools may visit the keeper's house, which now holds a small museum "
    "with "
    "the logs of four generations of keepers and the bell that rang in fog.";

TEST(BreakLines, KnowsEveryLineEnd) {
  EXPECT_THAT(Lines("a\nb\r\nc\rd\fe\vf\u2028g\u2029h\u0085i"),
              testing::ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i"));
}

TEST(BreakLines, CountsEmptyLinesBeforeALine) {
  const auto lines = BreakLines("a\n\n \u00A0\nb", 10);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].blanks, 2U);
}

TEST(BreakLines, JoinsWhatWasBrokenAtAColumn) {
  for (const std::size_t column : {60U, 72U, 80U}) {
    SCOPED_TRACE(column);
    const std::string page = Wrapped(kFirst, column) + "\n\n" + Wrapped(kSecond, column);
    EXPECT_THAT(Lines(page), testing::ElementsAre(kFirst, kSecond));
  }
}

TEST(BreakLines, JoinsWhatWasBrokenAtAColumnAndDoubleSpaced) {
  const std::string page = Wrapped(std::string(kFirst) + " " + std::string(kSecond), 72, "\n\n");
  EXPECT_THAT(Lines(page), testing::ElementsAre(std::string(kFirst) + " " + std::string(kSecond)));
}

TEST(BreakLines, LeavesTitlesOfAListingAlone) {
  const std::string page =
      "Harbour council agrees to rebuild the lighthouse\nStorm closes the coast road\n"
      "Museum opens in the keeper's house next week\nThree workshops draw a new lamp\n"
      "Fishermen ask for a light on the shoals\nSchool visits begin\nNew ferry to the island in "
      "May";
  EXPECT_EQ(Lines(page).size(), 7U);
}

TEST(BreakLines, LeavesParagraphsOfOneLineAlone) {
  const std::string page = std::string(kFirst) + "\n" + std::string(kSecond);
  EXPECT_THAT(Lines(page), testing::ElementsAre(kFirst, kSecond));
}

TEST(BreakLines, GoesOnBehindAComma) {
  EXPECT_THAT(
      Lines("افتتحت جمعية أصدقاء البحر،\nصباح السبت،\nمرصدا جديدا في خليج الصدف.\nوقال رئيسها"),
      testing::ElementsAre("افتتحت جمعية أصدقاء البحر، صباح السبت، مرصدا جديدا في خليج الصدف.",
                           "وقال رئيسها"));
}

TEST(BreakLines, TakesAPageInOneLineApart) {
  const std::string page =
      "الرئيسية سياسة اقتصاد رياضة عودة المنارة القديمة إلى العمل بعد توقف طويل نشر في صدى المرفأ "
      "يوم "
      "10 - 11 - 2024 قرر مجلس المرفأ، يوم الاثنين، إعادة بناء المنارة القديمة التي أطفأتها عاصفة "
      "قبل أحد عشر شتاء، وطلب من ثلاث ورشات رسوما لمصباح جديد. وكان الصيادون قد طالبوا بالضوء مرة "
      "بعد "
      "مرة، لأن الرمال تنتقل بعد كل عاصفة فلا يعرف أحد أين صارت. وتبدأ الأشغال في الربيع المقبل، "
      "وحتى "
      "ذلك الحين سيدل ضوء عائم على الممر، تدفع ثمنه بلدات الساحل كلها. ويضم بيت الحارس متحفا صغيرا "
      "فيه "
      "دفاتر أربعة أجيال من الحراس والجرس الذي كان يدق في الضباب. اترك تعليقا لن يتم نشر عنوان "
      "بريدك.";
  const auto lines = BreakLines(page, 100);
  ASSERT_EQ(lines.size(), 8U);
  EXPECT_EQ(lines[0].Text(), "الرئيسية سياسة اقتصاد رياضة ");
  EXPECT_EQ(lines[1].Text(), "عودة المنارة القديمة إلى العمل بعد توقف طويل");
  EXPECT_EQ(lines[2].Text(), "نشر في صدى المرفأ يوم 10 - 11 - 2024");
  EXPECT_FALSE(lines[3].continues) << "the text begins";
  EXPECT_TRUE(lines[4].continues);
  EXPECT_EQ(lines[7].Text(), "اترك تعليقا لن يتم نشر عنوان بريدك.");
}

TEST(BreakLines, HoldsItsLimit) {
  EXPECT_EQ(BreakLines("a\nb\nc\nd", 3).size(), 3U);
  EXPECT_TRUE(BreakLines("", 3).empty());
  EXPECT_TRUE(BreakLines(" \n\t\n", 3).empty());
}

}  // namespace
}  // namespace isnad::page
