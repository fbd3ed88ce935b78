#include "page/explain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "page/extract.h"

namespace isnad::page {
namespace {

constexpr const char* kPage = R"(<!doctype html><html lang=ar><head>
<title>بلدية الريحانة تقر ميزانيتها - صحيفة السدر</title>
<meta property="og:title" content="بلدية الريحانة تقر ميزانيتها">
<meta property="article:published_time" content="2025-03-04T10:00:00+03:00">
<meta property="og:site_name" content="صحيفة السدر"></head><body>
<aside class=sidebar><ul><li><a href=/1>إضراب الميناء يدخل أسبوعه الثاني بلا حل</a></ul></aside>
<div id=story><h1>بلدية الريحانة تقر ميزانيتها</h1><time datetime="2025-03-05">أمس</time>
<p>أقر مجلس بلدية الريحانة في جلسته أمس ميزانية السنة المقبلة بعد نقاش دام ساعات طويلة.</p>
<p>وقال رئيس المجلس إن الميزانية تخصص ثلثها للطرق والمدارس، وإن العمل يبدأ الشهر المقبل.</p>
<p>وحضر الجلسة عشرون عضوا من أصل ثلاثة وعشرين، وغاب ثلاثة بعذر كما جاء في المحضر.</p></div>
</body></html>)";

const FieldChoice& Field(const Explanation& explanation, std::string_view name) {
  static const FieldChoice none;
  const auto at = std::find_if(explanation.fields.begin(), explanation.fields.end(),
                               [&](const FieldChoice& one) { return one.field == name; });
  return at == explanation.fields.end() ? none : *at;
}

std::string Why(const FieldChoice& field, std::string_view source) {
  for (const Candidate& one : field.candidates) {
    if (one.source == source) return one.chosen ? "chosen" : one.why;
  }
  return "not there";
}

TEST(Explain, NamesTheWinnerAndWhatIsAgainstTheOthers) {
  Explanation explanation;
  const auto article = Extract(kPage, {.explain = &explanation});
  ASSERT_TRUE(article.has_value());
  const FieldChoice& title = Field(explanation, "title");
  EXPECT_EQ(title.value, article->title);
  EXPECT_EQ(Why(title, "h1"), "chosen");
  EXPECT_EQ(Why(title, "og:title"), "says the same");
  EXPECT_EQ(Why(title, "<title>"), "the winner with words around it");
  const FieldChoice& date = Field(explanation, "published");
  const auto chosen = std::count_if(date.candidates.begin(), date.candidates.end(),
                                    [](const Candidate& one) { return one.chosen; });
  EXPECT_EQ(chosen, 1);
  EXPECT_EQ(Why(Field(explanation, "outlet"), "og:site_name"), "chosen");
}

TEST(Explain, SaysOfEveryBlockWhyItWentWhereItWent) {
  Explanation explanation;
  const auto article = Extract(kPage, {.explain = &explanation});
  std::size_t kept = 0;
  bool saw_sidebar = false;
  for (const BlockNote& block : explanation.blocks) {
    kept += block.kept ? 1 : 0;
    if (block.text.find("إضراب") == std::string::npos) continue;
    saw_sidebar = true;
    EXPECT_FALSE(block.kept);
    EXPECT_EQ(block.path, "aside.sidebar > ul > li");
    const auto& reasons = block.reasons;
    EXPECT_NE(std::find(reasons.begin(), reasons.end(), "in aside.sidebar (aside)"), reasons.end());
    EXPECT_NE(std::find(reasons.begin(), reasons.end(), "link share 1.00"), reasons.end());
  }
  EXPECT_TRUE(saw_sidebar);
  EXPECT_EQ(kept, article->paragraphs.size());
}

TEST(Explain, ChangesNothing) {
  Explanation explanation;
  EXPECT_EQ(*Extract(kPage, {.explain = &explanation}), *Extract(kPage, {}));
  EXPECT_TRUE(ToJson(explanation).starts_with("{\"rule\":null,"));
  EXPECT_NE(ToText(explanation).find("  * h1"), std::string::npos);
}

}  // namespace
}  // namespace isnad::page
