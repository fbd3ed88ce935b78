#include "page/text_apart.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(FindHeadlines, TakesTickersAndRowsOfTitles) {
  const auto lines = SplitLines(
      "عودة المنارة إلى العمل    أمطار على الساحل غدا    فوز فريق المرفأ بالكأس    معرض للخط "
      "العربي\n"
      "اقرأ أيضا\nوزير النقل يتفقد الطريق الساحلي\n21 فبراير 2025\n- سوق السمك ينتقل إلى مبناه "
      "الجديد\n"
      "طلبة الجامعة ينظمون أسبوع البيئة\nاتصل بنا\nعنوان وحيد لا جار له هنا\n");
  const auto headlines = FindHeadlines(lines, std::vector<bool>(lines.size()), 100);
  std::vector<std::string> titles;
  for (const auto& headline : headlines) titles.push_back(headline.title);
  EXPECT_THAT(titles, testing::ElementsAre("عودة المنارة إلى العمل", "أمطار على الساحل غدا",
                                           "فوز فريق المرفأ بالكأس", "معرض للخط العربي",
                                           "وزير النقل يتفقد الطريق الساحلي",
                                           "سوق السمك ينتقل إلى مبناه الجديد",
                                           "طلبة الجامعة ينظمون أسبوع البيئة"));
  EXPECT_EQ(FindHeadlines(lines, std::vector<bool>(lines.size()), 2).size(), 2U);
}

TEST(FindComments, ReadsNameDateAndText) {
  const auto lines = SplitLines(
      "نص المقال\n2 تعليقات\nمواطن\nالجمعة 21 فبراير 2025 - 15:02\nمشروع جميل نتمنى أن يستمر.\n12\n"
      "سناء\nالجمعة 21 فبراير 2025 - 16:40\nلماذا لا تنظم زيارات للمدارس؟\nأضف تعليقك\nالاسم *\n");
  std::vector<bool> used(lines.size());
  const auto comments = FindComments(lines, 1, used);
  ASSERT_EQ(comments.size(), 2U);
  EXPECT_EQ(comments[0].author, "مواطن");
  EXPECT_EQ(comments[0].text, "مشروع جميل نتمنى أن يستمر.");
  EXPECT_EQ(comments[0].published->ToString().substr(0, 10), "2025-02-21");
  EXPECT_EQ(comments[1].author, "سناء");
}

TEST(FindComments, TakesAnEmptyFormForNone) {
  const auto lines =
      SplitLines("اترك تعليقا\nالتعليق *\nالاسم *\nالبريد الإلكتروني *\nزر الذهاب إلى الأعلى");
  std::vector<bool> used(lines.size());
  EXPECT_TRUE(FindComments(lines, 0, used).empty());
}

struct TagCase {
  const char* why;
  const char* line;
  std::vector<std::string> tags;
};

TEST(TagsOfLine, ReadsLabelsAndHashtags) {
  const TagCase kCases[] = {
      {"behind a label",
       "الوسوم: المنارة، المرفأ القديم، الصيد",
       {"المنارة", "المرفأ القديم", "الصيد"}},
      {"hashtags alone", "#المنارة #المرفأ", {"المنارة", "المرفأ"}},
      {"a hashtag in a sentence", "#المنارة تعود إلى العمل", {}},
      {"a post's number", "#1", {}},
      {"a label without tags", "الوسوم", {}},
      {"English", "Tags: lighthouse, harbour", {"lighthouse", "harbour"}},
  };
  for (const auto& [why, line, tags] : kCases) {
    SCOPED_TRACE(why);
    const auto lines = SplitLines(line);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(TagsOfLine(lines[0]), tags);
  }
}

TEST(AddressIn, TakesTheFirstAddress) {
  EXPECT_EQ(AddressIn("رابط المصدر: https://sada.example/news/77."),
            "https://sada.example/news/77");
  EXPECT_EQ(AddressIn("(http://sada.example/a) https://other.example/"), "http://sada.example/a");
  EXPECT_EQ(AddressIn("رابط المصدر"), "");
  EXPECT_EQ(AddressIn("https://"), "");
}

}  // namespace
}  // namespace isnad::page
