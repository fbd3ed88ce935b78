// What a story's page shows: the chain, drawn and written, what each account adds, the log.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "portal/portal_fixture.h"

namespace isnad::portal {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using StoryPageTest = PortalTest;

// The part of a page between two of its marks.
std::string Between(const std::string& html, std::string_view begin, std::string_view end) {
  const std::size_t at = html.find(begin);
  EXPECT_NE(at, html.npos) << begin;
  return at == html.npos ? std::string() : html.substr(at, html.find(end, at) - at);
}

std::size_t CountOf(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string DrawingOf(const std::string& html) {
  return Between(html, "<svg class=\"chain-drawing\"", "</svg></svg>");
}

TEST_F(StoryPageTest, DrawsTheChainWithATitleAndLinksThatHaveNames) {
  const std::string html = Get("/story/1");
  ExpectSound("/story/1", html);
  const std::string drawing = DrawingOf(html);
  EXPECT_THAT(drawing, HasSubstr("<g role=\"img\" aria-labelledby=\"chain-title chain-desc\">"
                                 "<title id=\"chain-title\">سلسلة الإسناد</title>"
                                 "<desc id=\"chain-desc\">٤ روايات، منها روايتان مستقلتان."));
  EXPECT_THAT(drawing, HasSubstr("<a href=\"/article/1\" aria-label=\"المنارة اليوم، ٢٠ فبراير "
                                 "٢٠٢٥، ٨:٠٠\u00A0م، أول من روى\">"));
  EXPECT_THAT(drawing, HasSubstr("aria-label=\"صدى الأطلس، ٢١ فبراير ٢٠٢٥، ٤:٠٠\u00A0ص، "
                                 "منقولة عن المنارة اليوم\">"));
  EXPECT_THAT(drawing, HasSubstr("<a href=\"/compare/3/1\""));
  EXPECT_EQ(CountOf(drawing, "class=\"dot own\""), 2U);
  EXPECT_EQ(CountOf(drawing, "class=\"dot copy\""), 2U);
  EXPECT_EQ(CountOf(drawing, "class=\"trunk\""), 2U);
  EXPECT_THAT(drawing, Not(HasSubstr("tabindex"))) << "links are in the order of the page";
}

TEST_F(StoryPageTest, DrawsLinesAsStrongAsTheShareTaken) {
  const std::string drawing = DrawingOf(Get("/story/1"));
  EXPECT_THAT(drawing, ContainsRegex("class=\"edge\"[^>]* stroke-width=\"5[.]7\""));  // 94 %
  EXPECT_THAT(drawing, ContainsRegex("class=\"edge\"[^>]* stroke-width=\"4[.]6\""));  // 71 %
}

TEST_F(StoryPageTest, WritesTheChainAsListsBelowTheDrawing) {
  const std::string html = Get("/story/1");
  EXPECT_LT(html.find("class=\"chain-drawing\""), html.find("<details class=\"chain-written\">"));
  EXPECT_THAT(Between(html, "<details class=\"chain-written\">", "</section>"),
              HasSubstr("<ul class=\"chain\"><li class=\"relayed\">"));
}

TEST_F(StoryPageTest, DrawsASourceThatWasNotFetched) {
  for (const std::size_t i : {0U, 1U}) {
    store_.stories[1].accounts[i].agency = "وكالة الواحة";
    store_.stories[1].accounts[i].evidence = {
        {news::ChainEvidence::Kind::kCredit, "نقلا عن <وكالة الواحة>"}};
  }
  const std::string html = Get("/story/2");
  ExpectSound("/story/2", html);
  const std::string drawing = DrawingOf(html);
  EXPECT_EQ(CountOf(drawing, "class=\"dot unseen\""), 1U);
  EXPECT_EQ(CountOf(drawing, "class=\"edge doubtful\""), 2U);
  EXPECT_THAT(drawing, HasSubstr("مصدر لم نجلب نصه"));
  EXPECT_THAT(html, HasSubstr("العزو: «<bdi>نقلا عن &lt;وكالة الواحة&gt;</bdi>»"));
}

TEST_F(StoryPageTest, SaysWhereAnOriginIsInDoubt) {
  store_.stories[0].accounts[2].origin_confidence_0_1 = 0.4;
  const std::string html = Get("/story/1");
  EXPECT_EQ(CountOf(DrawingOf(html), "class=\"edge doubtful\""), 1U);
  EXPECT_THAT(html, HasSubstr("على الأرجح"));
}

TEST_F(StoryPageTest, SaysTheSameOfAnOriginOnCardsInTheDrawingAndInTheLists) {
  news::Account& copy = store_.stories[0].accounts[2];
  copy.copied_0_1 = 0.3;
  copy.origin_confidence_0_1 = 0.4;
  const std::string html = Get("/story/1");
  EXPECT_THAT(html,
              HasSubstr("aria-label=\"صدى الأطلس، ٢١ فبراير ٢٠٢٥، ٤:٠٠\u00A0ص، تنقل على الأرجح "
                        "جزءًا عن المنارة اليوم\""));
  EXPECT_THAT(DrawingOf(html), HasSubstr(">تنقل جزءًا، على الأرجح</text>"));
  EXPECT_EQ(CountOf(html, "<span>تنقل على الأرجح جزءًا عن <bdi>المنارة اليوم</bdi></span>"), 2U)
      << "on the card and in the lists";
}

TEST_F(StoryPageTest, ShowsTheHourOfAnAccountWhereItHasOne) {
  store_.stories[0].accounts[1].published->time_of_day.reset();
  const std::string html = Get("/story/1");
  EXPECT_EQ(CountOf(html, ">٢١ فبراير ٢٠٢٥، ٤:٠٠\u00A0ص</time>"), 2U) << "card and lists";
  EXPECT_THAT(DrawingOf(html), HasSubstr(">٢١ فبراير ٢٠٢٥، ٤:٠٠\u00A0ص</text>"));
  EXPECT_THAT(DrawingOf(html), HasSubstr(">٢٠ فبراير ٢٠٢٥، مستقلة</text>"));
}

TEST_F(StoryPageTest, PutsAnOriginBeforeItsCopies) {
  auto& accounts = store_.stories[0].accounts;
  std::rotate(accounts.begin(), accounts.begin() + 2, accounts.begin() + 3);
  const std::string html = Get("/story/1");
  const std::string cards = Between(html, "<div class=\"accounts\">", "</section>");
  const auto at = [&](const char* name) { return cards.find(name); };
  EXPECT_LT(at("href=\"/outlet/manara\""), at("href=\"/outlet/sada-atlas\""));
  EXPECT_LT(at("href=\"/outlet/sada-atlas\""), at("href=\"/outlet/waha\""))
      << "a copy stands right behind what it waited for";
}

TEST_F(StoryPageTest, FoldsLargeFamilies) {
  news::Account first = store_.stories[0].accounts[0];
  std::vector<news::Account> accounts = {first};
  for (int i = 0; i < 199; ++i) {
    news::Account copy = first;
    copy.article = 1'000 + i;
    copy.origin = first.article;
    copy.copied_0_1 = 1;
    accounts.push_back(copy);
  }
  const news::StoryId id = store_.AddStory("خبر نُسخ كثيرًا", accounts).id;
  const std::string html = Get("/story/" + std::to_string(id));
  EXPECT_THAT(CheckPage(html).findings, IsEmpty());
  EXPECT_THAT(DrawingOf(html), HasSubstr("+ ٩٤ رواية منقولة أخرى")) << "of the hundred shown";
  EXPECT_THAT(html, HasSubstr("<summary>+ ٩٤ رواية منقولة أخرى</summary>"));
  EXPECT_LT(DrawingOf(html).size(), 8'000U);
}

TEST_F(StoryPageTest, BreaksLongNamesAndLosesNone) {
  store_.stories[0].accounts[0].outlet_name =
      "الجريدة الرسمية لاتحاد الغرف التجارية والصناعية بالساحل";
  const std::string drawing = DrawingOf(Get("/story/1"));
  EXPECT_THAT(drawing, HasSubstr(">الجريدة الرسمية لاتحاد</text>"));
  EXPECT_THAT(drawing, HasSubstr(">الغرف التجارية والصناعية</text>"));
  EXPECT_THAT(drawing, HasSubstr(">بالساحل</text>"));
}

TEST_F(StoryPageTest, ShowsWhatEachAccountAloneSays) {
  store_.articles[1].article.paragraphs.push_back(
      {news::ParagraphKind::kText, "وقال أمين الجمعية إن ثلاثمئة قارب ستفقد مرساها القديم."});
  const std::string html = Get("/story/1");
  EXPECT_THAT(html, HasSubstr("<h4>ما تنفرد به</h4><ul><li dir=\"auto\">وقال أمين الجمعية"))
      << "its lead is shown above and not again";
  EXPECT_THAT(html, HasSubstr("<h4>ما تنفرد به هي ومَن نقل عنها</h4>"));
  store_.articles[1].article.robots = {"noarchive"};
  ++store_.generation;
  EXPECT_THAT(Get("/story/1"), Not(HasSubstr("أمين الجمعية"))) << "its publisher keeps its text";
}

TEST_F(StoryPageTest, ShowsWhatWasDoneToAStory) {
  EXPECT_THAT(Get("/story/1"), Not(HasSubstr("ما تغيّر في هذا الخبر")));
  using Kind = store::StoryChange::Kind;
  store_.changes = {
      {.at = kNow, .kind = Kind::kNamed, .by_editor = true, .story = 1, .note = "<b>\u202Eاسم"},
      {.at = kNow, .kind = Kind::kSplit, .by_editor = true, .story = 1, .other = 2, .note = {}},
      {.at = kNow, .kind = Kind::kMerged, .story = 1, .other = 9, .article = 2, .note = {}}};
  ++store_.generation;
  const std::string html = Get("/story/1");
  ExpectSound("/story/1", html);
  for (const char* part :
       {"<summary>ما تغيّر في هذا الخبر</summary>", "سمّاه المحرّر:", "<bdi>&lt;b&gt;اسم</bdi>",
        "<a href=\"/story/2\">الخبر الآخر</a>", "<a href=\"/article/2\">الرواية الدالّة</a>"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
}

TEST_F(StoryPageTest, ShowsTheSummaryWithWhoWroteEachSentence) {
  EXPECT_THAT(Get("/story/1"), Not(HasSubstr("الخلاصة")));
  store_.stories[0].summary = {{"وُقّعت الاتفاقية <مساء> أمس.", 1}, {"والصيادون قلقون.", 2}};
  store_.stories[0].section = "economy";
  ++store_.generation;
  const std::string html = Get("/story/1");
  ExpectSound("/story/1", html);
  EXPECT_THAT(html, HasSubstr("وُقّعت الاتفاقية &lt;مساء&gt; أمس.</span> <a href=\"/article/1\" "
                              "class=\"summary-source\"><bdi>المنارة اليوم</bdi></a>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"kicker\"><span class=\"topic\">"
                              "<a href=\"/section/economy\">اقتصاد</a>"));
}

TEST_F(StoryPageTest, ListsTheStoriesOfASection) {
  EXPECT_THAT(Get("/section/sport"), HasSubstr("لا أخبار في هذا القسم بعد"));
  store_.stories[5].section = "sport";
  ++store_.generation;
  const std::string html = Get("/section/sport");
  ExpectSound("/section/sport", html);
  EXPECT_THAT(html, HasSubstr("فريق «النخيل»"));
  EXPECT_THAT(html, Not(HasSubstr("مخزون القمح")));
  EXPECT_THAT(html, HasSubstr("<a href=\"/section/sport\" aria-current=\"page\">رياضة</a>"));
  Get("/section/nothing", 404);
  Get("/section/sport?from=x", 404);
}

TEST_F(StoryPageTest, ShowsWhatTheStoryContinuesAndWhatContinuesIt) {
  EXPECT_THAT(Get("/story/1"), Not(HasSubstr("تسلسل الخبر")));
  news::Story& story = store_.stories[0];
  story.earlier = {{2, "ثانيا", kNow}, {3, "<b>أولا\u202E", kNow}};
  story.later = {{4, "رابعا", kNow}};
  story.is_template = true;
  ++store_.generation;
  const std::string html = Get("/story/1");
  ExpectSound("/story/1", html);
  const std::string saga = Between(html, "<section class=\"saga\"", "</section>");
  EXPECT_LT(saga.find("أولا"), saga.find("ثانيا")) << "oldest first";
  EXPECT_LT(saga.find("ثانيا"), saga.find("aria-current=\"true\""));
  EXPECT_LT(saga.find("aria-current=\"true\""), saga.find("رابعا"));
  EXPECT_THAT(saga, HasSubstr("<a href=\"/story/3\"><bdi>&lt;b&gt;أولا</bdi></a>"));
  EXPECT_THAT(html, HasSubstr("خبر دوري"));
}

TEST_F(StoryPageTest, AnswersProgramsInTheFormOfTheCommandLine) {
  Get("/story/1.json", 404);  // unless it is told how
  EXPECT_THAT(Get("/story/1"), Not(HasSubstr("json")));
  PortalOptions options;
  options.story_json = [](const news::Story& story) {
    return "{\"id\":" + std::to_string(story.id) + "}";
  };
  Portal portal(store_, search_, clock_, log_, options);
  const web::Response json = portal.Handle(Ask("/story/1.json"));
  EXPECT_EQ(*json.body, "{\"id\":1}\n");
  EXPECT_EQ(json.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(portal.Handle(Ask("/story/99.json")).status, 404);
  EXPECT_EQ(portal.Handle(Ask("/story/.json")).status, 404);
  EXPECT_THAT(*portal.Handle(Ask("/story/1")).body,
              HasSubstr("<link rel=\"alternate\" type=\"application/json\" "
                        "href=\"/story/1.json\">"));
}

TEST_F(StoryPageTest, MakesHostileNamesHarmlessInTheDrawing) {
  const std::string evil = "</text></svg><script>x</script>\u202E\u2067&\"" + std::string(300, 'w');
  for (news::Account& account : store_.stories[0].accounts) account.outlet_name = evil;
  store_.stories[0].accounts[1].agency = evil;
  const std::string html = Get("/story/1");
  EXPECT_THAT(CheckPage(html).findings, IsEmpty());
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("\u202E")));
  EXPECT_THAT(DrawingOf(html), Not(ContainsRegex(">[^<]*w{40}[^<]*</text>"))) << "cut, not clipped";
}

}  // namespace
}  // namespace isnad::portal
