// The portal as a whole over a store of invented news: what each page holds, that every link leads
// somewhere, what hostile data can do (nothing), what the cache keeps.

#include "portal/portal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <set>
#include <thread>

#include "base/compress.h"
#include "base/url.h"
#include "portal/fake_store.h"
#include "portal/page_check.h"
#include "portal/portal_fixture.h"

namespace isnad::portal {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(PortalTest, LeadsSomewhereWithEveryLinkAndIsSoundEverywhere) {
  search_.answer.hits.push_back({store_.stories[0].accounts[0], 1, 1.0, {}, {}});
  search_.answer.total = 45;
  std::deque<std::string> open = {"/", "/search", "/search?q=x&page=2"};
  std::set<std::string> seen(open.begin(), open.end());
  while (!open.empty()) {
    const std::string target = open.front();
    open.pop_front();
    const std::string html = Get(target);
    ExpectSound(target, html);
    for (const std::string& link : CheckPage(html).links) {
      if (link.starts_with('/') && seen.insert(link).second) open.push_back(link);
    }
  }
  EXPECT_GT(seen.size(), 30U);
}

TEST_F(PortalTest, ShowsOnTheFrontPageWhoToldAndHowManyOfThemByThemselves) {
  const std::string html = Get("/");
  EXPECT_THAT(html, HasSubstr("٤ روايات، منها روايتان مستقلتان"));
  EXPECT_THAT(html, HasSubstr("٦ روايات، منها رواية مستقلة واحدة"));
  EXPECT_THAT(html, HasSubstr("روايتان، كلتاهما مستقلة"));
  EXPECT_THAT(html, HasSubstr("٢١ فبراير ٢٠٢٥</time>، <span class=\"ago\">منذ ٥ ساعات</span>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"/outlet/manara\"><bdi>المنارة اليوم</bdi></a>"));
  EXPECT_LT(html.size(), 100'000U);
}

TEST_F(PortalTest, ShowsHowTheFollowingOfSourcesGoes) {
  EXPECT_THAT(Get("/sources"), HasSubstr("لا مصادر متابَعة بعد"));
  const Instant now = clock_.Now();
  news::Source good;
  good.homepage = "https://manara.example/";
  good.name = "المنارة";
  good.feeds.push_back({.url = "https://manara.example/feed"});
  good.feeds[0].state.due = now + std::chrono::minutes(12);
  good.feeds[0].state.last_try = good.feeds[0].state.last_success = now - std::chrono::minutes(3);
  good.feeds[0].state.items_per_day = 2.41;
  good.feeds[0].state.latency = std::chrono::milliseconds(120);
  good.feeds[0].pages = {.whole = 9, .linked = 1};
  news::Source bad;
  bad.homepage = "javascript:alert(1)";
  bad.name = "<script>\u202E";
  bad.feeds.push_back({.url = "\"><img src=x>"});
  bad.feeds[0].state.last_try = now;
  bad.feeds[0].state.trouble = "HTTP status 503 <b>";
  bad.feeds[0].state.life = news::FeedLife::kFailing;
  news::Source resting = good;
  resting.resting = true;
  store_.sources = {good, bad, resting};
  const std::string html = Get("/sources");
  ExpectSound("/sources", html);
  EXPECT_LT(html.find("متعثّر"), html.find("المنارة")) << "what is in trouble comes first";
  for (const char* part : {"بعد ١٢ دقيقة", "منذ ٣ دقائق", "٢٫٤", "٩٠٪", "١٢٠ م.ث",
                           "خلل في خادم الموقع.", "HTTP status 503 &lt;b&gt;", "مستريح"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
  for (const char* part : {"<script>", "<img", "javascript:", "\u202E", "sources."}) {
    EXPECT_THAT(html, Not(HasSubstr(part)));
  }
  const std::string json = Get("/sources.json");
  EXPECT_THAT(json, HasSubstr("\"full_text_rate\":0.900"));
  EXPECT_THAT(json, HasSubstr("\"name\":\"<script>"));
}

TEST_F(PortalTest, KeepsTheTickerOutOfArticlesAndSilent) {
  const std::string html = Get("/");
  const std::size_t ticker = html.find("<aside class=\"ticker\"");
  ASSERT_NE(ticker, html.npos);
  EXPECT_LT(ticker, html.find("<article"));
  EXPECT_THAT(html, HasSubstr("<input type=\"checkbox\" id=\"ticker-pause\""));
  EXPECT_THAT(html, Not(HasSubstr("aria-live")));
  EXPECT_THAT(html, Not(HasSubstr("<marquee")));
}

std::string TextAfter(const std::string& html, std::string_view mark, std::size_t bytes) {
  const std::size_t at = html.find(mark);
  return at == html.npos ? std::string() : html.substr(at, bytes);
}

TEST_F(PortalTest, HasUnderAHeadlineTheWordsOfItsOwnArticle) {
  store_.stories[1].title = store_.stories[1].accounts[1].title;
  EXPECT_THAT(TextAfter(Get("/latest"), "<a href=\"/story/2\">", 400), HasSubstr("أخلت السلطات"));
}

TEST_F(PortalTest, NamesWhatHasNoTitleByItsFirstWords) {
  for (store::StoredArticle& article : store_.articles) article.article.title.clear();
  for (news::Story& story : store_.stories) {
    story.title.clear();
    for (news::Account& account : story.accounts) account.title.clear();
  }
  for (news::Account& headline : store_.headlines) headline.title.clear();
  for (const char* target :
       {"/", "/latest", "/story/1", "/article/1", "/outlet/manara", "/compare/3/1"}) {
    const std::string html = Get(target);
    ExpectSound(target, html);
    EXPECT_THAT(html, Not(HasSubstr("<bdi></bdi>"))) << target;
    EXPECT_THAT(html, HasSubstr("<bdi>وُقّعت مساء أمس بمقر الولاية")) << target;
  }
  store_.stories[6].accounts[0].lead.clear();
  ++store_.generation;
  EXPECT_THAT(Get("/story/7"), HasSubstr("<h1><bdi>بلا عنوان</bdi></h1>"));
}

TEST_F(PortalTest, ShowsOnTheFrontPageACopyOnlyBelowItsOrigin) {
  news::Story& lead = store_.stories[0];
  lead.account_count = 6;  // two more than were read
  lead.accounts[3].origin = 999;
  const std::string chain = TextAfter(Get("/"), "<div class=\"lead-chain\">", 6'000);
  const std::string panel = chain.substr(0, chain.find("</article>"));
  EXPECT_THAT(panel, HasSubstr("<ul><li><div class=\"chain-entry\">")) << "one hangs";
  EXPECT_THAT(panel, HasSubstr("صدى الأطلس"));
  EXPECT_THAT(panel, Not(HasSubstr("بريد الساحل"))) << "what it was taken from is not at hand";
  for (news::Account& account : lead.accounts) {
    account.origin = 999;
    account.copied_0_1 = 1;
  }
  ++store_.generation;
  EXPECT_THAT(TextAfter(Get("/"), "<div class=\"lead-chain\">", 6'000),
              HasSubstr("<a href=\"/article/999\"><span>منقولة عن <bdi>رواية أخرى"))
      << "but where there is nothing else it is said";
}

TEST_F(PortalTest, PutsTheHeadingOfThePageFirst) {
  for (const char* target : {"/", "/latest"}) {
    const PageCheck check = CheckPage(Get(target));
    ASSERT_FALSE(check.headings.empty());
    EXPECT_EQ(check.headings.front(), 1) << target;
  }
}

TEST_F(PortalTest, DrawsTheChainOfAStory) {
  const std::string html = Get("/story/1");
  EXPECT_THAT(html, HasSubstr("أول من روى"));
  EXPECT_THAT(html, HasSubstr("٩٤٪ من نصها في الأصل"));
  EXPECT_THAT(
      html,
      HasSubstr("<a href=\"/article/1\"><span>منقولة عن <bdi>المنارة اليوم</bdi></span></a>"));
  // The third account stands inside the list of the first, the fourth inside that of the third.
  EXPECT_THAT(
      html, testing::ContainsRegex("<li class=\"relayed\">.*<ul><li class=\"relayed\">.*<ul><li>"));
}

TEST_F(PortalTest, ShowsAnArticleWithItsKindsOfParagraphsAndItsOriginal) {
  const std::string html = Get("/article/1");
  EXPECT_THAT(html, HasSubstr("بقلم <bdi>سلمى الورزازي</bdi>، <bdi>يونس بنعلي</bdi>"));
  EXPECT_THAT(html, HasSubstr("<h2 dir=\"auto\">تمويل على ثلاث مراحل</h2>"));
  EXPECT_THAT(html, HasSubstr("<blockquote dir=\"auto\"><p>لن يكون"));
  EXPECT_THAT(html, HasSubstr("<ul><li dir=\"auto\">رصيفًا"));
  EXPECT_THAT(html,
              HasSubstr("href=\"https://manara.example/1\" rel=\"noopener noreferrer external\""));
  EXPECT_THAT(html, HasSubstr("<a href=\"/story/1\">"));
  EXPECT_THAT(html, Not(HasSubstr("<img"))) << "a page asks nothing of other servers";
}

TEST_F(PortalTest, OnlyLinksToAnArticleWhosePublisherAsksForIt) {
  store_.articles[0].article.robots = {"noarchive"};
  const std::string html = Get("/article/1");
  EXPECT_THAT(html, HasSubstr("طلب الناشر ألا يُعاد نشر نصه"));
  EXPECT_THAT(html, Not(HasSubstr("رصيفًا")));
  EXPECT_THAT(html, HasSubstr("href=\"https://manara.example/1\""));
  EXPECT_THAT(html, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
}

TEST_F(PortalTest, NamesTheLanguageOfForeignTitles) {
  EXPECT_THAT(Get("/"), HasSubstr("<bdi lang=\"fr\">Le port du Cap-Blanc"));
}

TEST_F(PortalTest, HighlightsWhatTheSearchFound) {
  search::Hit hit;
  hit.account = store_.stories[0].accounts[0];
  hit.story = 1;
  hit.title = {{"توسعة ", false}, {"ميناء", true}};
  hit.snippet = {{"<b>", false}, {"<i>", true}};
  search_.answer.hits = {hit};
  search_.answer.total = 10'000;
  search_.answer.next = "7-0123456789abcdef-3";
  const std::string html = Get(
      "/search?q=%D9%85%D9%8A%D9%86%D8%A7%D8%A1&match=any&group=stories&from=7-0123456789abcdef-9");
  EXPECT_EQ(search_.asked, "ميناء");
  EXPECT_EQ(search_.options.match, search::Match::kAny);
  EXPECT_EQ(search_.options.group, search::Group::kStories);
  EXPECT_EQ(search_.options.from, "7-0123456789abcdef-9");
  EXPECT_THAT(html, HasSubstr("توسعة <mark>ميناء</mark>"));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;<mark>&lt;i&gt;</mark>"));
  EXPECT_THAT(html, HasSubstr("١٠\u066C٠٠٠ نتيجة"));
  EXPECT_THAT(html, HasSubstr("value=\"ميناء\""));
  EXPECT_THAT(html, HasSubstr("group=stories&amp;from=7-0123456789abcdef-3\" rel=\"next\""));
  EXPECT_THAT(html, HasSubstr("noindex"));
}

TEST_F(PortalTest, NarrowsASearchByOutletAndTime) {
  search::Hit hit;
  hit.account = store_.stories[0].accounts[0];
  hit.title = {{"ميناء", true}};
  search_.answer.hits = {hit};
  search_.answer.total = 5;
  using std::chrono::sys_days;
  const auto day = [](unsigned month, unsigned number) {
    return sys_days(std::chrono::year(2025) / std::chrono::month(month) / std::chrono::day(number));
  };
  search_.answer.facets = search::Facets{.outlets = {{"<b>السدر", "sidr", 4}, {"", "outlet", 1}},
                                         .sections = {{"رياضة", 3}, {"\"سياسة\"", 1}},
                                         .days = {{day(1, 30), 2}, {day(3, 2), 3}},
                                         .counted = 5};
  const std::string html = Get("/search?q=x");
  EXPECT_TRUE(search_.options.facets);
  EXPECT_THAT(html, HasSubstr("q=x%20outlet%3Asidr"));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;السدر"));
  EXPECT_THAT(html, HasSubstr("q=x%20outlet%3Aoutlet\"><bdi>منبر غير معروف"));
  EXPECT_THAT(html, HasSubstr("date%3A2025-01-30"));
  EXPECT_THAT(html, HasSubstr("section%3A%22%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9%22"))
      << "without quotes";
  EXPECT_THAT(html, HasSubstr("٣٠ يناير"));
  EXPECT_THAT(CheckPage(html).findings, IsEmpty());
  search_.answer.facets->days = {{day(1, 30), 2}, {day(9, 2), 3}};
  EXPECT_THAT(Get("/search?q=y"), HasSubstr("سبتمبر ٢٠٢٥")) << "months where the days are many";
  search_.answer.facets =
      search::Facets{.outlets = {{"السدر", "sidr", 5}}, .days = {{day(1, 30), 5}}, .counted = 5};
  EXPECT_THAT(Get("/search?q=z"), Not(HasSubstr("facets"))) << "nothing to narrow";
}

TEST_F(PortalTest, AsksWhetherAnotherSpellingWasMeant) {
  search_.answer.did_you_mean = "المستشفى <i>";
  const std::string html = Get("/search?q=w");
  EXPECT_THAT(html, HasSubstr("هل تقصد"));
  EXPECT_THAT(html, HasSubstr("المستشفى &lt;i&gt;"));
  EXPECT_THAT(CheckPage(html).findings, IsEmpty());
}

TEST_F(PortalTest, SuggestsToItsOwnScriptAlone) {
  search_.suggestions = {{"مجلس \"الوزراء\"", 9}};
  EXPECT_EQ(Get("/suggest.json?q=%D9%85"),
            "{\"suggestions\":[{\"text\":\"مجلس \\\"الوزراء\\\"\",\"articles\":9}]}\n");
  EXPECT_EQ(search_.asked, "م");
  EXPECT_THAT(
      Get("/search"),
      testing::ContainsRegex("<script src=\"/assets/suggest[.][0-9a-f]+[.]js\" defer></script>"));
  EXPECT_THAT(Get("/"), Not(HasSubstr("<script"))) << "no other page runs anything";
}

TEST_F(PortalTest, AnswersProgramsInJson) {
  search::Hit hit;
  hit.account = store_.stories[0].accounts[0];
  hit.story = 1;
  hit.score = 2.5;
  hit.snippet = {{"a\"b", true}};
  search_.answer.hits = {hit};
  search_.answer.total = 21;
  search_.answer.next = "7-0";
  const std::string json = Get("/search.json?q=x");
  EXPECT_THAT(json, testing::StartsWith("{\"total\":21,\"next\":\"7-0\",\"did_you_mean\":null,"));
  EXPECT_THAT(json, HasSubstr("\"score\":2.5,\"snippet\":\"a\\\"b\",\"story\":1}]"));
}

TEST_F(PortalTest, ShowsSavedSearchesAndWhatAnsweredThem) {
  EXPECT_THAT(Get("/watches"), HasSubstr("isnad watch add"));
  search_.saved = {{.id = 3,
                    .name = "<b>ميناء",
                    .query = "\"ميناء\" country:\"MA\"",
                    .created = clock_.Now(),
                    .hits = 2,
                    .last_hit = clock_.Now()}};
  search_.saved_hits = {
      {.account = store_.stories[0].accounts[0], .story = 1, .seen = clock_.Now()}};
  const std::string list = Get("/watches");
  EXPECT_THAT(list, HasSubstr("&lt;b&gt;ميناء"));
  EXPECT_THAT(list, HasSubstr("مقالان"));
  EXPECT_THAT(list, HasSubstr("href=\"/watch/3\""));
  EXPECT_THAT(CheckPage(list).findings, IsEmpty());
  const std::string one = Get("/watch/3");
  EXPECT_THAT(one, HasSubstr("href=\"/article/1\""));
  EXPECT_THAT(CheckPage(one).findings, IsEmpty());
  Get("/watch/4", 404);
}

TEST_F(PortalTest, HelpsWhereNothingIsFound) {
  const std::string html = Get("/search?q=%22x%22%3E%3Cscript%3E");
  EXPECT_THAT(html, HasSubstr("لا نتائج لهذا البحث"));
  EXPECT_THAT(html, HasSubstr("match=any"));
  EXPECT_THAT(html, HasSubstr("كيف تبحث"));
  EXPECT_THAT(CheckPage(html).findings, IsEmpty());
  EXPECT_THAT(Get("/search?q=+%20"), Not(HasSubstr("لا نتائج"))) << "nothing was asked";
}

TEST_F(PortalTest, CountsOnTheAboutPage) {
  EXPECT_THAT(Get("/about"), HasSubstr("<dd>١٢\u066C٣٤٥</dd>"));
}

TEST_F(PortalTest, AnswersUnknownThingsWithAnArabicPage) {
  for (const char* target :
       {"/nowhere", "/story/0", "/story/-1", "/story/99999999999999999999", "/story/1x",
        "/story/77", "/article/77", "/outlet/none", "/assets/portal.0000000000000000.css",
        "/?from=x", "/latest?from=%27", "/outlet/manara?from=x", "/search?q=a&from=x",
        "/search.json?q=a&from=7-1"}) {
    SCOPED_TRACE(target);
    const std::string html = Get(target, 404);
    EXPECT_THAT(html, HasSubstr("الصفحة غير موجودة"));
    ExpectSound(target, html);
  }
  const web::Response refused = portal_.Handle(Ask("/", "POST"));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.at(0), (std::pair<std::string, std::string>("Allow", "GET, HEAD")));
}

TEST_F(PortalTest, SaysWhenTheStoreIsGone) {
  store_.broken = true;
  for (const char* target :
       {"/", "/story/1", "/article/1", "/outlets", "/outlet/manara", "/about"}) {
    const std::string html = Get(target, 500);
    EXPECT_THAT(html, HasSubstr("تعذّر عرض الصفحة"));
    EXPECT_THAT(html, Not(HasSubstr("disk"))) << "readers are not told of our disks";
  }
  EXPECT_EQ(portal_.Handle(Ask("/healthz")).status, 503);
  store_.broken = false;
  EXPECT_EQ(Get("/healthz"), "ok\n");
}

TEST_F(PortalTest, MakesHostileNewsHarmless) {
  const std::string evil = "\"><script>alert('x')</script><img src=x onerror=alert(1)>\u202Eتسلل";
  news::Account account;
  account.article = static_cast<news::ArticleId>(store_.articles.size()) + 1;
  account.title = evil;
  account.lead = evil + std::string(5'000, 'w');
  account.outlet = 99;
  account.outlet_name = evil;
  account.outlet_slug = "../<x>\"";
  account.url = "javascript:alert(1)";
  account.origin = account.article;  // copied from itself
  account.copied_0_1 = 7e300;
  account.first_seen = Instant::min();
  store::StoredArticle stored;
  stored.id = account.article;
  stored.article.title = evil;
  stored.article.url = "javascript:alert(1)";
  stored.article.source_url = "data:text/html,<script>";
  stored.article.image = " javascript:alert(1)";
  stored.article.authors = {evil};
  stored.article.credit = stored.article.section = evil;
  stored.article.language = "\"><script>";
  stored.article.tags = {evil};
  stored.article.comments = {{evil, evil, std::nullopt}};
  for (int kind = 0; kind <= 5; ++kind) {
    stored.article.paragraphs.push_back({static_cast<news::ParagraphKind>(kind), evil});
  }
  stored.outlet.name = evil;
  stored.outlet.slug = "../<x>\"";
  stored.outlet.host = "a.example/\"><script>";
  stored.story = store_.AddStory(evil, {account, account}).id;
  store_.articles.push_back(stored);
  store_.outlets.push_back(stored.outlet);
  store_.headlines.insert(store_.headlines.begin(), account);
  search_.answer.hits = {{account, 1, 1.0, {{evil, true}}, {{evil, false}}}};
  search_.answer.total = -5;
  for (const std::string& target :
       {std::string("/"), "/story/" + std::to_string(stored.story),
        "/article/" + std::to_string(stored.id), std::string("/outlets"),
        "/outlet/" + PercentEncode("..<x>"), "/search?q=" + PercentEncode(evil)}) {
    SCOPED_TRACE(target);
    if (target.starts_with("/outlet/")) store_.outlets.back().slug = "..<x>";
    const std::string html = Get(target);
    EXPECT_THAT(CheckPage(html).findings, IsEmpty());
    // The search page's own script is the one that may stand there.
    EXPECT_THAT(html, Not(testing::ContainsRegex("<script[^ ]")));
    EXPECT_THAT(html, Not(testing::ContainsRegex("<script src=\"[^/]")));
    EXPECT_THAT(html, Not(HasSubstr("javascript:")));
    EXPECT_THAT(html, Not(HasSubstr("\u202E")));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;")) << "shown as it was published";
  }
}

TEST_F(PortalTest, ServesPagesFromTheCacheUntilTheStoreMoves) {
  const web::Request front = Ask("/");
  EXPECT_EQ(portal_.Cached(front), nullptr) << "nothing is known of the store yet";
  const web::Response made = portal_.Handle(front);
  const auto cached = portal_.Cached(front);
  ASSERT_NE(cached, nullptr);
  EXPECT_EQ(cached->body, made.body);
  EXPECT_FALSE(cached->etag.empty());
  ASSERT_NE(cached->body_gzip, nullptr);
  EXPECT_EQ(*Gunzip(*cached->body_gzip, 1 << 20), *cached->body);

  clock_.Advance(std::chrono::seconds(2));
  EXPECT_EQ(portal_.Cached(front), nullptr) << "the generation must be read again";
  const int reads = store_.reads;
  EXPECT_EQ(portal_.Handle(front).body, made.body) << "and if it stands, so does the page";
  EXPECT_EQ(store_.reads, reads);

  store_.stories.clear();
  ++store_.generation;
  const web::Response anew = portal_.Handle(front);
  EXPECT_THAT(*anew.body, HasSubstr("لا أخبار بعد"));
  EXPECT_NE(anew.etag, made.etag);
}

TEST_F(PortalTest, MakesPagesAnewWhenWhatTheySayOfTimeIsOld) {
  const web::Response made = portal_.Handle(Ask("/"));
  clock_.Advance(std::chrono::hours(1));
  const web::Response anew = portal_.Handle(Ask("/"));
  EXPECT_NE(anew.body, made.body);
  EXPECT_THAT(*anew.body, HasSubstr("منذ ٦ ساعات"));
}

TEST_F(PortalTest, KeepsNeitherErrorsNorHealth) {
  Get("/nowhere", 404);
  Get("/healthz");
  EXPECT_EQ(portal_.Cached(Ask("/nowhere")), nullptr);
  EXPECT_EQ(portal_.Cached(Ask("/healthz")), nullptr);
}

TEST_F(PortalTest, ServesItsAssetsUnderNamesThatMayBeKeptForEver) {
  const std::string html = Get("/");
  const std::size_t at = html.find("/assets/portal.");
  ASSERT_NE(at, html.npos);
  const std::string path = html.substr(at, html.find('"', at) - at);
  const auto style = portal_.Cached(Ask(path));
  ASSERT_NE(style, nullptr);
  EXPECT_EQ(style->content_type, "text/css; charset=utf-8");
  EXPECT_THAT(style->cache_control, HasSubstr("immutable"));
  EXPECT_THAT(*style->body, Not(HasSubstr("{{"))) << "every font has its address";
  const std::size_t font_at = style->body->find("/assets/naskh-regular.");
  const auto font =
      portal_.Cached(Ask(style->body->substr(font_at, style->body->find('"', font_at) - font_at)));
  ASSERT_NE(font, nullptr);
  EXPECT_EQ(font->body->substr(0, 4), "wOF2");
  EXPECT_LT(font->body->size(), 60'000U);
}

TEST_F(PortalTest, SpeaksWesternDigitsWhereAsked) {
  PortalOptions options;
  options.digits = Digits::kWestern;
  Portal western(store_, search_, clock_, log_, options);
  const web::Response response = western.Handle(Ask("/"));
  EXPECT_THAT(*response.body, HasSubstr("4 روايات، منها روايتان مستقلتان"));
  for (const char* digit : {"٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"}) {
    EXPECT_THAT(*response.body, Not(HasSubstr(digit)));
  }
}

TEST_F(PortalTest, AnswersManyThreadsAlike) {
  const std::string expected = Get("/story/1");
  std::vector<std::thread> threads;
  std::atomic<int> same = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j) {
        const auto cached = portal_.Cached(Ask("/story/1"));
        if (cached && *cached->body == expected) ++same;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, 800);
}

}  // namespace
}  // namespace isnad::portal
