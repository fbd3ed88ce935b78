// What whole pages say of themselves: title, authors, outlet, tags, terms.

#include "page/metadata.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/extract.h"

namespace isnad::page {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kProse =
    "<p>أعلنت البلدية افتتاح الجسر الجديد بعد أشغال دامت سنتين، وقال رئيسها إن كلفة المشروع بلغت "
    "سبعة "
    "ملايين دينار وإن العمل فيه استمر ليلا ونهارا طوال الشتاء الماضي دون انقطاع يذكر.</p>";

news::Article Read(const std::string& head, const std::string& body) {
  std::string text;
  for (int i = 0; i < 4; ++i) text += kProse;
  const auto article = Extract("<!doctype html><html lang=ar><head>" + head + "</head><body>" +
                                   body + text + "</body></html>",
                               {});
  EXPECT_TRUE(article);
  return article ? *article : news::Article();
}

TEST(Title, IsWhatTheReaderKnowsTheArticleBy) {
  struct Case {
    const char* why;
    const char* head;
    const char* body;
    const char* title;
  };
  const Case cases[] = {
      {"the heading before the head", "<title>جسر المدينة الجديد | الأفق</title>",
       "<h1>افتتاح جسر المدينة الجديد بعد سنتين</h1>", "افتتاح جسر المدينة الجديد بعد سنتين"},
      {"not the site's own heading",
       "<title>افتتاح الجسر الجديد في المدينة - الأفق</title><meta property=og:site_name "
       "content=الأفق>",
       "<h1>الأفق</h1><h2>افتتاح الجسر الجديد في المدينة</h2>", "افتتاح الجسر الجديد في المدينة"},
      {"what follows the blog's name", "<title>دفتر الأفق: افتتاح الجسر الجديد</title>",
       "<h1>دفتر الأفق</h1><h3>افتتاح الجسر الجديد</h3>", "افتتاح الجسر الجديد"},
      {"a kicker inside the heading stays out",
       "<meta property=og:title content='افتتاح الجسر الجديد في المدينة القديمة'>",
       "<h1><span>أخبار محلية</span> افتتاح الجسر الجديد في المدينة القديمة</h1>",
       "افتتاح الجسر الجديد في المدينة القديمة"},
      {"a cut title gives way to the whole one",
       "<title>افتتاح الجسر الجديد في المدينة القديمة بعد انتظار طويل</title>"
       "<meta property=og:title content='افتتاح الجسر الجديد في المدينة...'>",
       "", "افتتاح الجسر الجديد في المدينة القديمة بعد انتظار طويل"},
      {"escaped twice",
       "<meta property=og:title content='الجسر &amp;quot;الجديد&amp;quot; في المدينة'>", "",
       "الجسر \"الجديد\" في المدينة"},
      {"headings inside the text are none of it",
       "<title>What do people love about the bridge? | Site</title>", "",
       "What do people love about the bridge?"},
  };
  for (const auto& [why, head, body, title] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Read(head, body).title, title);
  }
}

TEST(Authors, AreThePeopleNamed) {
  struct Case {
    const char* why;
    const char* head;
    const char* beside;
    std::vector<std::string> authors;
  };
  const Case cases[] = {
      {"meta", "<meta name=author content='منى علي'>", "", {"منى علي"}},
      {"a byline", "", "<div>كتبت: منى علي</div>", {"منى علي"}},
      {"two, with an Arabic comma",
       "",
       "<div>كتب: منى علي، عمر سعيد</div>",
       {"منى علي", "عمر سعيد"}},
      {"an element named for it", "", "<span class=author-name>منى علي</span>", {"منى علي"}},
      {"rel", "", "<a rel=author href=/a/1>منى علي</a>", {"منى علي"}},
      {"a card's label",
       "<meta name=twitter:label2 content='Written by'>"
       "<meta name=twitter:data2 content='Mona Ali'>",
       "",
       {"Mona Ali"}},
      {"papers, family name first",
       "<meta name=citation_author content='Ali, Mona'>"
       "<meta name=citation_author content='Said, Omar'>",
       "",
       {"Mona Ali", "Omar Said"}},
      {"a person before the agency",
       R"(<script type="application/ld+json">{"@type":"NewsArticle",
        "author":[{"@type":"Organization","name":"وكالة"},{"@type":"Person","name":"منى علي"}]}</script>)",
       "",
       {"منى علي"}},
      {"a profession behind the name",
       "",
       "<div class=author><b>Mona Ali</b> <i>Senior Reporter</i></div>",
       {"Mona Ali"}},
      {"nobody", "<meta name=author content=admin>", "", {}},
      {"a template's words", "<meta name=author content=page.head.author>", "", {}},
      {"where it was written", "", "<div>(الرباط - وكالات)</div>", {}},
  };
  for (const auto& [why, head, beside, authors] : cases) {
    SCOPED_TRACE(why);
    const std::string body =
        std::string("<h1>افتتاح الجسر الجديد في المدينة القديمة</h1>") + beside;
    EXPECT_EQ(Read(head, body).authors, authors);
  }
}

TEST(Outlet, IsTheNameWithoutItsSlogan) {
  EXPECT_EQ(Read("<meta property=og:site_name content='الأفق | أخبار العالم'>", "").outlet,
            "الأفق");
  EXPECT_EQ(Read("<meta name=publisher content='شركة النشر'><title>افتتاح الجسر - الأفق</title>",
                 "<a href=/ title=الأفق>الأفق</a><h1>افتتاح الجسر</h1>")
                .outlet,
            "الأفق");
}

TEST(Outlet, IsTheNameThatReadersKnow) {
  EXPECT_EQ(Read("<meta property=og:site_name content=alofoq><meta itemprop=publisher "
                 "content='صحيفة الأفق'><title>افتتاح الجسر الجديد</title>",
                 "<h1>افتتاح الجسر الجديد</h1>")
                .outlet,
            "صحيفة الأفق")
      << "a login in Latin letters";
  EXPECT_EQ(Read("<meta name=publisher content='شركة البث'><title>افتتاح الجسر الجديد - الأفق "
                 "نيوز</title>",
                 "<h1>افتتاح الجسر الجديد</h1>")
                .outlet,
            "الأفق نيوز")
      << "the end of the title says what it is";
}

TEST(Authors, AreNotTheArabicOutlet) {
  const auto authors = [](const std::string& author) {
    return Read("<meta property=og:site_name content='صحيفة الأفق'><meta name=author content='" +
                    author + "'><title>افتتاح الجسر الجديد</title>",
                "<h1>افتتاح الجسر الجديد</h1>")
        .authors;
  };
  EXPECT_THAT(authors("صحيفة الأفق"), IsEmpty());
  EXPECT_THAT(authors("الأفق"), IsEmpty());
  EXPECT_THAT(authors("منى السالمي"), ElementsAre("منى السالمي"));
}

TEST(Tags, AreSplitAndNotTheTitle) {
  EXPECT_THAT(Read("<meta property=article:tag content='جسور,نقل'>", "").tags,
              ElementsAre("جسور", "نقل"));
  EXPECT_THAT(Read("<title>افتتاح الجسر الجديد أمس</title><meta name=keywords "
                   "content='افتتاح,الجسر,الجديد,أمس'>",
                   "")
                  .tags,
              IsEmpty());
}

TEST(Terms, AreReadFromTheHead) {
  const news::Article said = Read(
      "<link rel=canonical href=https://a.example/1><link rel=amphtml href=https://a.example/amp/1>"
      "<meta name=robots content='index, NOARCHIVE'><meta name=googlebot content=none>"
      "<meta name=tdm-reservation content=1><meta property=article:content_tier content=metered>",
      "");
  EXPECT_EQ(said.canonical, "https://a.example/1");
  EXPECT_EQ(said.amp, "https://a.example/amp/1");
  EXPECT_THAT(said.robots, ElementsAre("noarchive", "noindex", "nofollow"));
  EXPECT_EQ(said.tdm_reserved, true);
  EXPECT_EQ(said.paywalled, true);
  const news::Article silent = Read("", "");
  EXPECT_THAT(silent.robots, IsEmpty());
  EXPECT_FALSE(silent.tdm_reserved.has_value());
  EXPECT_FALSE(silent.paywalled.has_value());
}

TEST(Terms, KnowAPaywalledPart) {
  EXPECT_EQ(Read(R"(<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":
      "True","hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False"}}</script>)",
                 "")
                .paywalled,
            true);
  EXPECT_EQ(Read(R"(<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":
      true}</script>)",
                 "")
                .paywalled,
            false);
}

}  // namespace
}  // namespace isnad::page
