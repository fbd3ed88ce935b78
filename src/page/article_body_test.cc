#include "page/article_body.h"

#include <string>

#include <gtest/gtest.h>

#include "page/extract.h"

namespace isnad::page {
namespace {

struct Case {
  const char* why;
  const char* body;
  std::vector<std::string> paragraphs;
};

const Case kCases[] = {
    {"nothing declared", "", {}},
    {"line breaks divide",
     "سقط المطر ليلا.\n\nوعاد الهدوء صباحا.",
     {"سقط المطر ليلا.", "وعاد الهدوء صباحا."}},
    {"markup divides", "<p>سقط المطر</p><p>وعاد <b>الهدوء</b></p>", {"سقط المطر", "وعاد الهدوء"}},
    {"markup escaped once more",
     "&lt;p&gt;سقط المطر&lt;/p&gt;&lt;p&gt;وعاد الهدوء&lt;/p&gt;",
     {"سقط المطر", "وعاد الهدوء"}},
    {"entities in plain text", "قال &quot;نعم&quot; &amp; مضى", {"قال \"نعم\" & مضى"}},
    {"a smaller-than sign is no tag", "كانت 3 < 5 دائما", {"كانت 3 < 5 دائما"}},
    {"scripts never come through", "<p>سقط المطر</p><script>alert(1)</script>", {"سقط المطر"}},
};

TEST(BodyParagraphs, ReadsWhatSitesWrite) {
  for (const auto& [why, body, expected] : kCases) {
    SCOPED_TRACE(why);
    std::vector<std::string> texts;
    for (const news::Paragraph& paragraph : BodyParagraphs(body, {})) {
      texts.push_back(paragraph.text);
    }
    EXPECT_EQ(texts, expected);
  }
}

TEST(BodyParagraphs, StopsAtTheLimit) {
  ExtractLimits limits;
  limits.max_paragraphs = 2;
  EXPECT_EQ(BodyParagraphs("واحد\nاثنان\nثلاثة", limits).size(), 2U);
}

TEST(BodyStandsIn, OnlyForATextThatThePageDoesNotShow) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "كلمة ";
  const std::vector<news::Paragraph> body = {{news::ParagraphKind::kText, words}};
  EXPECT_TRUE(BodyStandsIn(body, 0));
  EXPECT_TRUE(BodyStandsIn(body, 30));
  EXPECT_FALSE(BodyStandsIn(body, 60));
  EXPECT_FALSE(BodyStandsIn({{news::ParagraphKind::kText, "موجز قصير"}}, 0));
}

TEST(Extract, TakesTheDeclaredBodyWhereAScriptDrawsThePage) {
  std::string sentence =
      "وقال رئيس المجلس إن الأشغال ستنتهي قبل الشتاء في جميع أحياء البلدة القديمة. ";
  std::string body = "أعلن مجلس بلدة وادي الزيتون بدء ترميم السوق القديم.";
  for (int i = 0; i < 8; ++i) body += "\\n" + sentence;
  const std::string html =
      "<!doctype html><html lang=ar><head><title>ترميم السوق القديم</title>"
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":"
      "\"ترميم السوق القديم\",\"articleBody\":\"" +
      body +
      "\"}</script></head><body><div id=app></div><footer>جميع الحقوق محفوظة</footer></body>";
  const auto article = Extract(html, {});
  ASSERT_TRUE(article);
  EXPECT_EQ(article->kind, news::PageKind::kArticle);
  ASSERT_EQ(article->paragraphs.size(), 9U);
  EXPECT_EQ(article->paragraphs.front().text,
            "أعلن مجلس بلدة وادي الزيتون بدء ترميم السوق القديم.");
  EXPECT_EQ(article->warnings.size(), 1U);
}

}  // namespace
}  // namespace isnad::page
