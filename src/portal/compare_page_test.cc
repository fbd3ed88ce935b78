// What a reader sees of the differences between two accounts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "portal/portal_fixture.h"

namespace isnad::portal {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ComparePageTest : public PortalTest {
 protected:
  // Article 3 was copied from article 1.
  void Tell(news::ArticleId id, std::vector<std::string> paragraphs) {
    news::Article& article = store_.articles[static_cast<std::size_t>(id) - 1].article;
    article.paragraphs.clear();
    for (std::string& text : paragraphs) {
      article.paragraphs.push_back({news::ParagraphKind::kText, std::move(text)});
    }
  }
};

TEST_F(ComparePageTest, MarksWhatACopyLeftOutAndPutIn) {
  Tell(1, {"افتتح الوزير أمس المعرض الكبير.", "بلغ عدد الزوار 12 ألفا."});
  Tell(3, {"افتتح الوزير المعرض الكبير.", "بلغ عدد الزوّار 15 ألفا."});
  const std::string html = Get("/compare/3/1");
  ExpectSound("/compare/3/1", html);
  for (const char* part : {"<p class=\"kicker\">الأصل</p>", "<p class=\"kicker\">النقل</p>",
                           "حُذفت كلمتان، وأُضيفت كلمة واحدة، وتغيّر رسم كلمة واحدة.",
                           // Told through each other, with words for those who hear the page.
                           "افتتح الوزير <del><span class=\"visually-hidden\">(حُذف: </span>أمس"
                           "<span class=\"visually-hidden\">)</span></del> المعرض",
                           "</del> <ins><span class=\"visually-hidden\">(أُضيف: </span>15",
                           "<span class=\"respelled\">الزوّار<span class=\"visually-hidden\"> (في "
                           "الأصل: الزوار)</span>",
                           // And side by side, each in its own words.
                           "<p class=\"diff-after\" dir=\"auto\">افتتح الوزير المعرض الكبير.",
                           "<a href=\"/story/1\">إلى صفحة الخبر</a>"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
  EXPECT_THAT(Get("/story/1"), HasSubstr("<a href=\"/compare/3/1\">ما الذي تغيّر؟</a>"));
}

TEST_F(ComparePageTest, FoldsAwayLongStretchesThatDidNotChange) {
  std::vector<std::string> paragraphs;
  for (const char* word : {"الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة"}) {
    paragraphs.push_back("هذه هي الفقرة " + std::string(word) + " من النص.");
  }
  Tell(1, paragraphs);
  paragraphs.emplace_back("وهذه زيادة.");
  Tell(3, paragraphs);
  const std::string html = Get("/compare/3/1");
  EXPECT_THAT(html, HasSubstr("<summary>٤ جمل لم تتغيّر</summary>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"diff-same\" dir=\"auto\">هذه هي الفقرة السادسة"));
}

TEST_F(ComparePageTest, SaysThatNothingChanged) {
  Tell(1, {"نص واحد."});
  Tell(3, {"نص واحد."});
  EXPECT_THAT(Get("/compare/3/1"), HasSubstr("لا فرق في الكلمات بين النصين."));
}

TEST_F(ComparePageTest, ShowsNoTextThatItsPublisherKeeps) {
  Tell(1, {"نص محجوز."});
  store_.articles[0].article.robots = {"noarchive"};
  const std::string html = Get("/compare/3/1");
  EXPECT_THAT(html, Not(HasSubstr("محجوز")));
  EXPECT_THAT(html, HasSubstr("طلب الناشر ألا يُعاد نشر نصه"));
}

TEST_F(ComparePageTest, ComparesAccountsOfOneStoryAlone) {
  Get("/compare/3/2");
  for (const char* target : {"/compare/3/3", "/compare/3/5", "/compare/3/0", "/compare/x/1",
                             "/compare/3/999", "/compare/3"}) {
    Get(target, 404);
  }
}

TEST_F(ComparePageTest, MakesHostileTextsHarmless) {
  Tell(1, {"<script>alert(1)</script> \u202E\u2066 \"><ins>"});
  Tell(3, {"</del></p><script>alert(2)</script> & \u202E", std::string(5'000, 'w')});
  store_.articles[0].article.title = store_.articles[2].article.title = "<b>\u202Eعنوان";
  const std::string html = Get("/compare/3/1");
  EXPECT_THAT(CheckPage(html).findings, IsEmpty());
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("\u202E")));
}

}  // namespace
}  // namespace isnad::portal
