// What is decided beside the trees' scores: the rules, and whole pages of shapes that scores alone
// would not settle.

#include "page/selection.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/extract.h"

namespace isnad::page {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kTitle = "وادي الزيتون تفتح مكتبة عمومية في سوقها القديم";

// Invented paragraphs, long enough to be told from teasers.
std::string Story(const std::string& place, int paragraphs = 5) {
  const std::string texts[] = {
      "افتتح مجلس " + place +
          "، صباح الأربعاء، مكتبة عمومية جديدة في مبنى السوق القديم بعد ترميم "
          "دام سنتين، بحضور عدد من السكان وتلاميذ المدارس.",
      "وقالت رئيسة مجلس " + place +
          " إن المكتبة تضم نحو اثني عشر ألف كتاب، وقاعة للمطالعة تتسع "
          "لثمانين قارئا، وركنا خاصا بالأطفال يفتح أبوابه طوال الأسبوع.",
      "وأضافت أن كلفة الأشغال في " + place +
          " بلغت ثلاثة ملايين درهم، ساهمت جمعيات محلية في "
          "ربعها، وأن المجلس سيخصص كل سنة مبلغا لاقتناء الكتب الحديثة.",
      "من جهته، أوضح أمين المكتبة في " + place +
          " أن الاشتراك مجاني للطلبة، وأن فريقا من "
          "المتطوعين سيشرف على حلقات للقراءة مساء كل خميس.",
      "وعبر عدد من الحاضرين من " + place +
          " عن أملهم في أن تعيد المكتبة الحياة إلى وسط البلدة، "
          "بعدما هجرت محلات كثيرة السوق القديم في السنوات الأخيرة."};
  std::string out;
  for (int i = 0; i < paragraphs; ++i) out += "<p>" + texts[i] + "</p>";
  return out;
}

std::string Page(const std::string& body) {
  return "<!doctype html><html lang=ar><head><title>" + std::string(kTitle) +
         "</title></head><body><nav><ul><li><a href=/>الرئيسية</a><li><a href=/s>رياضة</a></ul>"
         "</nav>" +
         body + "<footer><p>جميع الحقوق محفوظة</p></footer></body></html>";
}

std::string TextOf(const std::string& html) {
  const auto article = Extract(html, {});
  return article ? article->Text() : "not read";
}

TEST(ShippedBlockModel, IsMadeForTheseFeatures) {
  const std::vector<std::string>& known = ShippedBlockModel().features();
  EXPECT_TRUE(std::equal(known.begin(), known.end(), FeatureNames().begin(), FeatureNames().end()));
}

struct Case {
  const char* why;
  std::string body;
  std::vector<std::string> contains;
  std::vector<std::string> lacks;
};

const std::string kH1 = "<h1>" + std::string(kTitle) + "</h1>";

TEST(SelectBlocks, KeepsTheArticleAlone) {
  const Case cases[] = {
      {"the title said twice",
       "<article>" + kH1 + "<h2>" + kTitle + "</h2>" + Story("وادي الزيتون") + "</article>",
       {"افتتح مجلس وادي الزيتون"},
       {kTitle}},
      {"a heading that ends the article announces something else",
       "<article>" + kH1 + Story("وادي الزيتون") + "<h2>صور من الافتتاح</h2></article>",
       {"هجرت محلات كثيرة"},
       {"صور من الافتتاح"}},
      {"what readers wrote below it, though it reads like text",
       "<div>" + kH1 + Story("وادي الزيتون") + "</div><div class='comments' id='comments'><div>" +
           Story("تل الرمان", 3) + "</div></div>",
       {"هجرت محلات كثيرة"},
       {"تل الرمان"}},
      {"a wrapper named after comments says nothing of what it holds",
       "<div class='comments'>" + kH1 + Story("وادي الزيتون") + "</div>",
       {"هجرت محلات كثيرة"},
       {}},
      {"settings of a script that came out as text",
       "<article>" + kH1 + Story("وادي الزيتون", 3) +
           "<p>{\"layout\":2,\"columns\":4,\"align\":\"center\",\"title\":\"slider\"}</p>" +
           Story("وادي الزيتون", 5) + "</article>",
       {"هجرت محلات كثيرة"},
       {"layout"}},
      {"a heading between paragraphs belongs",
       "<article>" + kH1 + Story("وادي الزيتون") + "<h2>مدينة بلا كتب</h2>" + Story("تل الرمان") +
           "</article>",
       {"مدينة بلا كتب", "افتتح مجلس تل الرمان"},
       {}},
      {"a caption belongs to its picture",
       "<article>" + kH1 + Story("وادي الزيتون", 2) +
           "<figure><img src=/a.jpg><figcaption>واجهة المكتبة بعد ترميمها صباح الأربعاء"
           "</figcaption></figure>" +
           Story("وادي الزيتون", 5) + "</article>",
       {"افتتح مجلس وادي الزيتون"},
       {"واجهة المكتبة"}},
      {"a body split by an advertisement and a list of links",
       "<div class=article>" + kH1 + "<div class=article-body>" + Story("وادي الزيتون") +
           "</div><div class=ad>إعلان</div><div class=related><ul><li><a href=/1>أخبار أخرى من "
           "البلدة وما حولها</a><li><a href=/2>السوق القديم في عشر صور من الأرشيف</a></ul></div>"
           "<div class=article-body>" +
           Story("تل الرمان") + "</div></div>",
       {"افتتح مجلس وادي الزيتون", "افتتح مجلس تل الرمان"},
       {"السوق القديم في عشر صور"}},
      {"the next article, loaded below by scrolling",
       "<main><article>" + kH1 + Story("وادي الزيتون") +
           "</article><article><h1>تل الرمان تحتفل بموسم الورد</h1>" + Story("تل الرمان") +
           "</article></main>",
       {"افتتح مجلس وادي الزيتون"},
       {"تل الرمان"}},
      {"the one asked for comes second",
       "<main><article><h1>تل الرمان تحتفل بموسم الورد</h1>" + Story("تل الرمان") +
           "</article><article>" + kH1 + Story("وادي الزيتون") + "</article></main>",
       {"افتتح مجلس وادي الزيتون"},
       {"تل الرمان"}},
      {"parts of one article, each an <article>, only the first with a title",
       "<main><article>" + kH1 + Story("وادي الزيتون") +
           "</article><article><h2>في تل الرمان"
           "</h2>" +
           Story("تل الرمان") + "</article></main>",
       {"افتتح مجلس وادي الزيتون", "افتتح مجلس تل الرمان"},
       {}},
  };
  for (const auto& [why, body, contains, lacks] : cases) {
    SCOPED_TRACE(why);
    const std::string text = TextOf(Page(body));
    for (const std::string& part : contains) EXPECT_THAT(text, HasSubstr(part));
    for (const std::string& part : lacks) EXPECT_THAT(text, Not(HasSubstr(part)));
  }
}

TEST(SelectBlocks, DoubtsAPageOfScraps) {
  const auto plain = Extract(Page("<article>" + kH1 + Story("وادي الزيتون") + "</article>"), {});
  ASSERT_TRUE(plain);
  EXPECT_THAT(plain->warnings, testing::IsEmpty());
}

TEST(SelectBlocks, SurvivesAPageWithoutText) {
  EXPECT_EQ(TextOf("<html><body></body></html>"), "");
  EXPECT_EQ(TextOf("<html><body><article><h1></h1></article></body></html>"), "");
}

}  // namespace
}  // namespace isnad::page
