// A story in two to four sentences.

#include "story/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace isnad::story {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct StandsCase {
  const char* why;
  const char* sentence;
  const char* standing;
};
constexpr StandsCase kStands[] = {
    {"whole", "وقعت ولاية السدر وولاية العرعار مذكرة تفاهم في مجال الري.",
     "وقعت ولاية السدر وولاية العرعار مذكرة تفاهم في مجال الري."},
    {"a dateline", "السدر - و م ع: وقعت ولاية السدر وولاية العرعار مذكرة تفاهم في مجال الري.",
     "وقعت ولاية السدر وولاية العرعار مذكرة تفاهم في مجال الري."},
    {"a colon that is no dateline's",
     "قال والي العرعار: وقعت ولاية السدر معنا مذكرة تفاهم في مجال الري.",
     "قال والي العرعار: وقعت ولاية السدر معنا مذكرة تفاهم في مجال الري."},
    {"hangs on the one before", "وأضاف أن ولاية السدر وقعت مذكرة تفاهم مع العرعار في مجال الري.",
     ""},
    {"of somebody", "من جهته قال إن ولاية السدر وقعت مذكرة تفاهم مع العرعار في مجال الري.", ""},
    {"points back", "وقعت ولاية السدر الاتفاق المذكور مع ولاية العرعار في مجال الري أمس.", ""},
    {"a quotation left open", "قال والي السدر إن «الولاية وقعت مذكرة تفاهم مع العرعار في الري.",
     ""},
    {"a quotation alone", "«وقعت ولاية السدر مذكرة تفاهم مع ولاية العرعار في مجال الري».", ""},
    {"a question", "متى توقع ولاية السدر مذكرة التفاهم مع ولاية العرعار في مجال الري؟", ""},
    {"furniture", "اقرأ أيضا: ولاية السدر توقع مذكرة تفاهم مع ولاية العرعار في مجال الري.", ""},
    {"no end", "وقعت ولاية السدر وولاية العرعار مذكرة تفاهم في مجال الري وفي", ""},
    {"a crumb", "وقعت الولاية مذكرة.", ""},
};

TEST(StandingSentence, HangsOnNothing) {
  for (const auto& [why, sentence, standing] : kStands) {
    SCOPED_TRACE(why);
    EXPECT_EQ(StandingSentence(sentence), standing);
  }
}

news::Article Of(std::vector<std::string> paragraphs) {
  news::Article article;
  for (std::string& text : paragraphs) {
    article.paragraphs.push_back({news::ParagraphKind::kText, std::move(text)});
  }
  return article;
}

std::vector<news::SummarySentence> SummaryOf(const std::vector<news::Article>& articles,
                                             std::string_view headline = {}) {
  std::vector<SummarySource> sources;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    sources.push_back({.article = static_cast<news::ArticleId>(i) + 1, .text = &articles[i]});
  }
  return Summarize(headline, sources);
}

const char* const kSigned =
    "وقعت ولاية السدر وولاية العرعار يوم الاثنين 3 مارس مذكرة تفاهم في مجال الري.";
const char* const kDams = "تنص المذكرة على بناء ثلاثة سدود صغيرة على وادي الريحان قبل نهاية العام.";
const char* const kCost =
    "تبلغ كلفة السدود الثلاثة أربعين مليون دينار يدفعها صندوق التنمية الجهوية.";
const char* const kPoets = "شارك شعراء من القرى المجاورة في أمسية أقيمت بالمناسبة في قاعة البلدية.";

TEST(Summarize, TellsALoneAccountByItsFirstSentences) {
  EXPECT_THAT(SummaryOf({Of({std::string(kSigned) + " " + kDams, kCost})}),
              ElementsAre(news::SummarySentence{kSigned, 1}, news::SummarySentence{kDams, 1}));
}

TEST(Summarize, TellsWhatAccountsShareOnceAndThenWhatEachAdds) {
  const auto summary =
      SummaryOf({Of({kPoets, kSigned, kDams}),
                 Of({"أبرمت ولايتا السدر والعرعار مذكرة تفاهم في مجال الري الاثنين 3 مارس.",
                     "تنص المذكرة على بناء ثلاثة سدود صغيرة على وادي الريحان.", kCost})},
                "ولاية السدر وولاية العرعار توقعان مذكرة تفاهم في مجال الري");
  ASSERT_GE(summary.size(), 2U);
  EXPECT_THAT(summary[0].text, testing::HasSubstr("مذكرة تفاهم"));
  const auto tells = [&summary](std::string_view words) {
    return std::count_if(summary.begin(), summary.end(), [words](const auto& sentence) {
      return sentence.text.find(words) != std::string::npos;
    });
  };
  EXPECT_EQ(tells("مذكرة تفاهم"), 1) << "once";
  EXPECT_EQ(tells("ثلاثة سدود"), 1);
}

TEST(Summarize, BeginsWithASentenceThatGoesOnFromNone) {
  EXPECT_THAT(
      SummaryOf({Of({"ونالت العروض التي أقيمت في القاعة إعجاب جمهور القرية كلها.", kDams})}),
      ElementsAre(news::SummarySentence{kDams, 1}));
  const char* minister = "وزير الري يضع حجر الأساس لثلاثة سدود صغيرة على وادي الريحان يوم الاثنين.";
  EXPECT_THAT(SummaryOf({Of({minister})}), ElementsAre(news::SummarySentence{minister, 1}));
}

TEST(Summarize, DoesNotTellOneThingInTwoWordings) {
  const auto summary = SummaryOf(
      {Of({"أعلن الناطق العسكري مقتل ضابط وثلاثة جنود في انفجار عبوة ناسفة شمال مدينة السدر."}),
       Of({"قتل ضابط وثلاثة جنود أمس الخميس في انفجار عبوة عند مرور دوريتهم شمال السدر."})});
  EXPECT_EQ(summary.size(), 1U);
}

TEST(Summarize, KeepsWithinItsLength) {
  std::vector<news::Article> articles;
  for (int i = 0; i < 32; ++i) {
    std::string text;
    for (int k = 0; k < 40; ++k) {  // words of its own in each sentence
      for (int word = 0; word < 9; ++word) {
        text += "كلمة" + std::string(1, static_cast<char>('a' + (i + k + word * k) % 26)) +
                std::to_string(i * 40 + k) + " ";
      }
      text += "في الولاية. ";
    }
    articles.push_back(Of({kSigned, text}));
  }
  const auto summary = SummaryOf(articles);
  EXPECT_GE(summary.size(), 2U);
  EXPECT_LE(summary.size(), 4U);
  std::size_t bytes = 0;
  for (const auto& sentence : summary) bytes += sentence.text.size();
  EXPECT_LE(bytes, 1'400U) << "700 letters of two bytes";
}

TEST(Summarize, PassesOverWhatMayNotBeRepublished) {
  news::Article forbidden = Of({kSigned, kDams});
  forbidden.tdm_reserved = true;
  forbidden.robots = {"noarchive"};
  const auto summary = SummaryOf({forbidden, Of({kCost, kPoets})});
  for (const auto& sentence : summary) EXPECT_EQ(sentence.article, 2);
}

TEST(Summarize, SaysNothingOfNothing) {
  EXPECT_THAT(SummaryOf({}), IsEmpty());
  EXPECT_THAT(SummaryOf({Of({"", "..."})}), IsEmpty());
}

}  // namespace
}  // namespace isnad::story
