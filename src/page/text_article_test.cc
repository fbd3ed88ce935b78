#include "page/text_article.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::page {
namespace {

const std::string kTitle = "عودة المنارة القديمة إلى العمل بعد توقف طويل";
const std::vector<std::string> kText = {
    "قرر مجلس المرفأ، يوم الاثنين، إعادة بناء المنارة القديمة التي أطفأتها عاصفة قبل أحد عشر شتاء، "
    "وطلب من ثلاث "
    "ورشات رسوما لمصباح جديد.",
    "وكان الصيادون قد طالبوا بعودة الضوء إلى العمل مرة بعد مرة، لأن الرمال تنتقل بعد كل عاصفة فلا "
    "يعرف أحد أين "
    "صارت.",
    "وتبدأ الأشغال في الربيع المقبل، على أن تدفع بلدات الساحل كلها ثمن الضوء العائم الذي سيدل على "
    "الممر حتى ذلك "
    "الحين."};
const std::string kTitles =
    "وزير النقل يتفقد الطريق الساحلي\nسوق السمك ينتقل إلى مبناه الجديد\nطلبة الجامعة ينظمون أسبوع "
    "البيئة\n"
    "فوز فريق المرفأ بكأس المدارس\nأمطار على الجبال مساء الخميس";

std::string Body() {
  std::string out;
  for (const std::string& paragraph : kText) out += paragraph + "\n";
  return out;
}

struct Case {
  const char* why;
  std::string page;
};

TEST(ExtractText, GivesTheTextAloneWhateverStandsAroundIt) {
  const Case kCases[] = {
      {"nothing", kTitle + "\n" + Body()},
      {"no title either", Body()},
      {"other titles behind it", kTitle + "\n" + Body() + kTitles},
      {"other titles before it", kTitles + "\n" + kTitle + "\n21 فبراير 2025\n" + Body()},
      {"titles that are cut short",
       kTitle + "\n" + Body() +
           "وزير النقل يتفقد الطريق الساحلي ويعد...\nسوق السمك ينتقل إلى "
           "مبناه...\nطلبة الجامعة ينظمون أسبوعا ل...\nفوز فريق المرفأ بكأس..."},
      {"names and places between title and text",
       kTitle + "\nمرفأ الصخور\nسليم الورغي\n12\n" + Body()},
      {"tags behind it", kTitle + "\n" + Body() + "المنارة\nالمرفأ\nالصيد"},
      {"a form and a button",
       kTitle + "\n" + Body() +
           "\nاترك تعليقاً\n\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية "
           "مشار إليها بـ *\n\nزر الذهاب إلى الأعلى"},
      {"a notice of cookies",
       "نستخدم ملفات تعريف الارتباط لتحسين تجربتك. بمتابعة التصفح توافق على "
       "ذلك.\n" +
           kTitle + "\n21 فبراير 2025\n" + Body()},
      {"a forum", "إضافة رد\n#1\n" + kTitle + "\n" + Body() + "منقول للفائدة\nرد مع اقتباس"},
      {"its byline", kTitle + "\n" + Body() + "\nبقلم : سليم الورغي"},
      {"its source", kTitle + "\n" + Body() + "المصدر: وكالات"},
      {"the title twice", kTitle + "\n" + kTitle + "\n" + Body()},
      {"Windows line ends and empty lines",
       kTitle + "\r\n\r\n" + kText[0] + "\r\n\r\n" + kText[1] + "\r\n\r\n" + kText[2] + "\r\n"},
  };
  for (const auto& [why, page] : kCases) {
    SCOPED_TRACE(why);
    const news::Article article = ExtractText(page, {});
    std::vector<std::string> texts;
    for (const auto& paragraph : article.paragraphs) texts.push_back(paragraph.text);
    EXPECT_EQ(texts, kText);
    EXPECT_EQ(article.kind, news::PageKind::kArticle);
  }
}

TEST(ExtractText, ReadsTheBylineBelowTheText) {
  const news::Article article = ExtractText(kTitle + "\n" + Body() + "\nبقلم : سليم الورغي", {});
  EXPECT_EQ(article.authors, std::vector<std::string>{"سليم الورغي"});
}

TEST(ExtractText, SaysThatAnArticleWasTakenFromElsewhere) {
  const std::string page = kTitle + "\nنشر في صدى المرفأ يوم 21 - 02 - 2025\n" + Body();
  const auto lost = ExtractText(page + "انقر هنا لقراءة الخبر من مصدره.", {});
  EXPECT_EQ(lost.outlet, "صدى المرفأ");
  EXPECT_EQ(lost.source_url, "");
  EXPECT_EQ(lost.warnings.size(), 1U);
  const auto kept =
      ExtractText(page + "انقر هنا لقراءة الخبر من مصدره: https://sada.example/news/77", {});
  EXPECT_EQ(kept.source_url, "https://sada.example/news/77");
  EXPECT_TRUE(kept.warnings.empty());
}

TEST(ExtractText, TellsListingsAndShortNewsApart) {
  EXPECT_EQ(ExtractText(kTitles + "\n" + kTitles, {}).kind, news::PageKind::kOther);
  EXPECT_EQ(
      ExtractText(
          kTitles +
              "\nمعرض للخط العربي في الدار\nعودة القطار السريع إلى السهل\nافتتاح سوق الخضر الجديد\n"
              "متحف البحر يفتح أبوابه ليلا",
          {})
          .kind,
      news::PageKind::kListing);
  EXPECT_EQ(ExtractText(kTitle + "\n21 فبراير 2025\n" + kText[0], {}).kind,
            news::PageKind::kArticle)
      << "a short one, but with its date";
  EXPECT_EQ(ExtractText("", {}).kind, news::PageKind::kOther);
}

TEST(ExtractText, HoldsItsLimits) {
  ExtractOptions options;
  options.limits.max_paragraphs = 2;
  options.limits.max_headlines = 1;
  const auto article = ExtractText(kTitle + "\n" + Body() + kTitles, options);
  EXPECT_EQ(article.paragraphs.size(), 2U);
  EXPECT_EQ(article.headlines.size(), 1U);
  EXPECT_THAT(article.warnings, testing::ElementsAre(testing::HasSubstr("limit of paragraphs")));
}

}  // namespace
}  // namespace isnad::page
