// Following outlets of the laboratory press from their address to their stories: the real client,
// the real store, and a clock that the tests move. Nothing waits but for answers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fetch/http_client.h"
#include "ingest/poller.h"
#include "ingest/source_finder.h"
#include "lab_server.h"
#include "outlets.h"
#include "page/source_rules.h"
#include "store/source_store.h"
#include "store/sqlite_store.h"
#include "store/test_store.h"

namespace isnad::ingest {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Instant kMorning = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + hours(8);

const char kBridge[] =
    "<p>افتتح والي الريحانة صباح اليوم الأحد جسرا جديدا فوق وادي السدر، بعد أشغال دامت سنتين "
    "وكلفت سبعين مليون درهم، ليصل حي الزعفران بوسط المدينة من غير المرور بالطريق القديم.</p>"
    "<p>وقال الوالي في كلمة بالمناسبة إن الجسر سيخفف الازدحام عن المدخل الشرقي، وإن ستة آلاف "
    "سيارة ستعبره كل يوم حسب تقدير مصالح النقل التي تابعت المشروع منذ بدايته.</p>"
    "<p>وأضاف رئيس البلدية أن مرحلة ثانية من الأشغال ستبدأ في الخريف، وتشمل ممرا للراجلين "
    "وآخر للدراجات وإنارة تعمل بالطاقة الشمسية على طول الضفتين.</p>";
const char kMuseum[] =
    "<p>أعلنت وزارة الثقافة أن متحف النخيل سيفتح أبوابه للزوار يوم الجمعة المقبل بعد ترميم شمل "
    "قاعاته الثماني وحديقته، وأن الدخول إليه سيكون بالمجان طيلة الأسبوع الأول.</p>"
    "<p>ويضم المتحف أكثر من ألف قطعة من أدوات الري والفلاحة القديمة، جمعها باحثون من قرى الواحة "
    "خلال عشرين عاما، ومنها محراث خشبي يعود إلى القرن السابع عشر.</p>"
    "<p>وقالت مديرة المتحف إن قاعة جديدة خصصت للأطفال، وفيها ورش لتعلم نسج الخوص وصنع السلال على "
    "يد حرفيات من المنطقة كل مساء سبت.</p>";

std::string Page(const std::string& title, const std::string& body, const std::string& head = "") {
  return "<!DOCTYPE html><html lang=\"ar\"><head><meta charset=\"utf-8\"><title>" + title +
         " - منبر المختبر</title><meta property=\"og:site_name\" content=\"منبر المختبر\">"
         "<meta property=\"og:type\" content=\"article\">" +
         head + "</head><body><article><h1>" + title + "</h1>" + body + "</article></body></html>";
}

struct Item {
  std::string title;
  std::string link;
  std::string more = "";  // inside the item
};

std::string Rss(const std::vector<Item>& items) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
      "<title>منبر المختبر</title><language>ar</language>";
  for (const Item& item : items) {
    feed += "<item><title>" + item.title + "</title><link>" + item.link + "</link>" + item.more +
            "</item>";
  }
  return feed + "</channel></rss>";
}

const lab::Fields kHtml = {{"Content-Type", "text/html; charset=utf-8"}};
const lab::Fields kXml = {{"Content-Type", "application/rss+xml; charset=utf-8"}};

class PollingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = lab::Server::Start();
    ASSERT_NE(server_, nullptr);
    fetch::HttpClientOptions client;
    client.guard.allowed = {{"127.0.0.1", server_->port()}};
    auto opened = fetch::HttpClient::Open(client);
    ASSERT_TRUE(opened);
    client_ = std::move(*opened);
    server_->On("/news/bridge", lab::Answers(200, kHtml, Page("جسر جديد في الريحانة", kBridge)));
    server_->On("/news/museum", lab::Answers(200, kHtml, Page("متحف النخيل يفتح", kMuseum)));
    Start();
  }

  // A new process over the same store.
  void Start() {
    poller_.reset();
    sources_.reset();
    store_.reset();
    auto store = store::OpenSqlite({.folder = folder_.path()});
    ASSERT_TRUE(store) << store.error().detail;
    store_ = std::move(*store);
    sources_ = store::MakeSourceStore(*store_);
    poller_ =
        std::make_unique<Poller>(*store_, *sources_, *client_, clock_, random_, options_,
                                 [this](const PollReport& report) { reports_.push_back(report); });
    const auto loaded = poller_->Load(false);
    ASSERT_TRUE(loaded) << loaded.error().detail;
  }

  std::string At(const std::string& target) const { return server_->Url(target); }

  void Follow(const std::string& feed, news::FeedRole role = news::FeedRole::kFeed) {
    news::Source source;
    source.homepage = At("/");
    source.name = "منبر المختبر";
    source.added = clock_.Now();
    source.feeds.push_back({.url = At(feed), .role = role, .state = {.due = clock_.Now()}});
    const auto added = sources_->AddSource(source);
    ASSERT_TRUE(added) << added.error().detail;
    ASSERT_TRUE(poller_->Load(false));
  }

  // Until nothing is due within `patience`; the clock leaps over the gaps.
  void Run(minutes patience = minutes(2)) {
    for (int steps = 0; steps < 1'000; ++steps) {
      const auto done = poller_->Step(milliseconds(2'000));
      ASSERT_TRUE(done) << done.error().detail;
      if (poller_->busy()) continue;
      const auto next = poller_->NextAt();
      if (!next || *next > clock_.Now() + patience) return;
      clock_.Set(*next);
    }
    FAIL() << "it never ends";
  }

  news::FollowedFeed Feed() {
    const auto sources = sources_->Sources(10);
    EXPECT_TRUE(sources);
    return sources->front().feeds.front();
  }

  // To when the first feed is due.
  void Sleep() { clock_.Set(std::max(clock_.Now(), Feed().state.due)); }

  store::Counts Count() { return *store_->Count(); }

  // Fates of pages by the last part of their address.
  std::map<std::string, std::string> Fates() const {
    std::map<std::string, std::string> fates;
    for (const PollReport& report : reports_) {
      if (report.what != PollReport::What::kPage) continue;
      const std::size_t slash = report.url.rfind('/');
      fates[report.url.substr(slash + 1)] = Name(report.fate);
    }
    return fates;
  }

  store::TemporaryFolder folder_;
  std::unique_ptr<lab::Server> server_;
  std::unique_ptr<fetch::HttpClient> client_;
  ManualClock clock_{kMorning};
  SeededRandom random_{7};
  PollerOptions options_;
  std::vector<PollReport> reports_;
  std::unique_ptr<store::SqliteStore> store_;
  std::unique_ptr<store::SourceStore> sources_;
  std::unique_ptr<Poller> poller_;
};

TEST_F(PollingTest, FollowsAnAddressToItsStoriesAndAsksForNothingTwice) {
  server_->On("/", lab::Answers(200, kHtml,
                                "<html lang=ar><head><title>منبر المختبر</title>"
                                "<link rel=alternate type=\"application/rss+xml\" href=\"/feed\">"
                                "<link rel=icon href=\"/icon.png\"></head><body>أهلا</body>"));
  server_->On("/feed", lab::HonoursEtag("\"v1\"", Rss({{"متحف النخيل يفتح", At("/news/museum")},
                                                       {"جسر جديد", At("/news/bridge")}})));
  auto found = FindSource(*client_, At("/"), clock_.Now());
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->source.icon, At("/icon.png"));
  EXPECT_EQ(found->source.language, "ar");
  ASSERT_THAT(found->source.feeds, SizeIs(1));
  EXPECT_EQ(found->source.feeds[0].url, At("/feed"));
  ASSERT_TRUE(sources_->AddSource(found->source));
  const auto again = sources_->AddSource(found->source);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->is_new) << "adding again changes nothing";
  EXPECT_EQ(again->new_feeds, 0U);

  ASSERT_TRUE(poller_->Load(false));
  Run();
  EXPECT_EQ(Count().articles, 2);
  EXPECT_EQ(Count().stories, 2);
  EXPECT_EQ(Count().pages, 2) << "the pages are kept as evidence";
  const auto first = store_->Article(1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->article.title, "جسر جديد في الريحانة") << "the oldest of a feed comes first";
  EXPECT_EQ(first->article.paragraphs.size(), 3U);
  EXPECT_EQ(Feed().state.items, 2);
  EXPECT_EQ(Feed().state.etag, "\"v1\"");
  EXPECT_EQ(Feed().pages.WholeShare(), 1.0);
  EXPECT_EQ(*sources_->CountTasks(), 0);

  Start();
  Sleep();
  Run();
  const auto polls = server_->Requests("/feed");
  ASSERT_THAT(polls, SizeIs(3)) << "when it was found, the first time, and this one";
  EXPECT_EQ(polls.back().Field("if-none-match"), "\"v1\"");
  EXPECT_EQ(reports_.back().fate, PollReport::Fate::kUnchanged);
  EXPECT_EQ(Count().articles, 2);
  EXPECT_THAT(server_->Requests("/news/bridge"), SizeIs(1));
  EXPECT_THAT(server_->Requests("/robots.txt"), SizeIs(2)) << "the finder's own, and one a day";
}

TEST_F(PollingTest, BringsWhatIsNewAndWhatWasChanged) {
  server_->On("/feed", lab::Answers(200, kXml, Rss({{"جسر", At("/news/bridge")}})));
  Follow("/feed");
  Run();
  server_->On(
      "/feed",
      lab::Answers(200, kXml,
                   Rss({{"متحف", At("/news/museum")}, {"جسر: تصحيح", At("/news/bridge")}})));
  server_->On("/news/bridge",
              lab::Answers(200, kHtml, Page("جسر جديد: تصحيح", std::string(kBridge) + kMuseum)));
  Sleep();
  reports_.clear();
  Run();
  EXPECT_THAT(Fates(), ElementsAre(std::pair("bridge", "changed"), std::pair("museum", "new")));
  EXPECT_EQ(Count().articles, 2);
  EXPECT_EQ(Count().versions, 3);
}

TEST_F(PollingTest, TellsOfPagesThatCannotBeHadWhatItsFeedSays) {
  const std::string summary =
      "<description>قررت البلدية إغلاق الطريق الساحلي أمام الشاحنات ابتداء من يوم الاثنين المقبل "
      "إلى حين انتهاء أشغال الصيانة، ودعت السائقين إلى سلوك الطريق الدائري الجديد بدلا "
      "منه.</description>";
  server_->On("/robots.txt", lab::Answers(200, {}, "User-agent: *\nDisallow: /closed/\n"));
  server_->On("/kept",
              lab::Answers(200, {kHtml[0], {"X-Robots-Tag", "noarchive"}}, Page("محفوظ", kBridge)));
  server_->On("/mined", lab::Answers(200, kHtml,
                                     Page("محجوز", kBridge,
                                          "<meta name=\"tdm-reservation\" "
                                          "content=\"1\">")));
  server_->On("/inside", lab::RedirectsTo(302, "http://10.1.2.3/"));
  server_->On("/circle", lab::RedirectsInCircle());
  server_->On("/front", lab::RedirectsTo(302, "/"));
  server_->On("/", lab::Answers(200, kHtml, "<p>الصفحة الأولى</p>"));
  server_->On("/pdf", lab::Answers(200, {{"Content-Type", "application/pdf"}}, "%PDF-1.7"));
  options_.page_tries = 1;
  Start();
  std::vector<Item> items;
  for (const char* name : {"gone", "closed/a", "kept", "mined", "inside", "front", "pdf"}) {
    items.push_back({std::string("خبر ") + name, At(std::string("/") + name)});
  }
  items.push_back({"مغلق وله موجز", At("/closed/summary"), summary});
  items.push_back({"دائرة وله موجز", At("/circle"), summary});
  server_->On("/feed", lab::Answers(200, kXml, Rss(items)));
  Follow("/feed");
  Run();
  EXPECT_THAT(Fates(), ElementsAre(std::pair("a", "linked"), std::pair("circle", "new"),
                                   std::pair("front", "linked"), std::pair("gone", "linked"),
                                   std::pair("inside", "dropped"), std::pair("kept", "linked"),
                                   std::pair("mined", "linked"), std::pair("pdf", "linked"),
                                   std::pair("summary", "new")));
  EXPECT_THAT(server_->Requests("/closed/a"), IsEmpty());
  EXPECT_THAT(server_->Requests("/closed/summary"), IsEmpty());
  EXPECT_EQ(Count().articles, 2);
  EXPECT_EQ(Count().pages, 0) << "no copy is kept of what may not be copied";
  EXPECT_EQ(Count().headlines, 6) << "what points inside is not even shown";
}

TEST_F(PollingTest, TakesTheTextOfAFeedThatHasItWhole) {
  server_->On("/feed", lab::Answers(200, kXml,
                                    Rss({{"متحف النخيل", At("/news/museum"),
                                          "<content:encoded><![CDATA[" + std::string(kMuseum) +
                                              kBridge + "]]></content:encoded>"}})));
  Follow("/feed");
  Run();
  EXPECT_EQ(Count().articles, 1);
  EXPECT_THAT(server_->Requests("/news/museum"), IsEmpty()) << "nothing is asked for twice";
  EXPECT_GE(store_->Article(1)->article.paragraphs.size(), 5U);
  EXPECT_EQ(Feed().pages.WholeShare(), 1.0);
}

TEST_F(PollingTest, LeavesAServerAloneThatAsksForIt) {
  server_->On("/news/busy", lab::Answers(429, {{"Retry-After", "1800"}}, ""));
  server_->On(
      "/feed",
      lab::Answers(200, kXml, Rss({{"جسر", At("/news/bridge")}, {"مزدحم", At("/news/busy")}})));
  Follow("/feed");
  Run();
  EXPECT_THAT(server_->Requests("/news/bridge"), IsEmpty()) << "the whole host rests";
  EXPECT_EQ(*sources_->CountTasks(), 2);

  Start();  // another process knows of it as well
  const Instant before = clock_.Now();
  server_->On("/news/busy", lab::Answers(200, kHtml, Page("متحف", kMuseum)));
  Run(minutes(40));
  EXPECT_GE(clock_.Now() - before, minutes(25));
  EXPECT_EQ(Count().articles, 2);
  EXPECT_EQ(*sources_->CountTasks(), 0);
}

TEST_F(PollingTest, KeepsTheGapThatRobotsAskFor) {
  server_->On("/robots.txt", lab::Answers(200, {}, "User-agent: Isnad\nCrawl-delay: 60\n"));
  server_->On(
      "/feed",
      lab::Answers(200, kXml, Rss({{"جسر", At("/news/bridge")}, {"متحف", At("/news/museum")}})));
  Follow("/feed");
  Run();
  EXPECT_EQ(Count().articles, 2);
  // robots.txt, the feed and two pages: three gaps, the first before the delay was known.
  EXPECT_GE(clock_.Now() - kMorning, std::chrono::seconds(120));
}

TEST_F(PollingTest, EndsAFeedThatIsGoneForGoodAndFollowsOneThatMoved) {
  server_->On("/old", lab::RedirectsTo(301, "/new"));
  server_->On("/new", lab::Answers(200, kXml, Rss({{"جسر", At("/news/bridge")}})));
  Follow("/old");
  Run();
  EXPECT_EQ(Feed().state.moved_to, At("/new"));
  Start();
  Sleep();
  Run();
  EXPECT_THAT(server_->Requests("/old"), SizeIs(1));
  EXPECT_THAT(server_->Requests("/new"), SizeIs(2));
  EXPECT_EQ(Feed().state.moved_to, At("/new")) << "asked there, it says no more that it moved";

  server_->On("/new", lab::Answers(410, {}, ""));
  Sleep();
  Run();
  EXPECT_EQ(Feed().state.life, news::FeedLife::kEnded);
  Start();
  EXPECT_EQ(poller_->NextAt(), std::nullopt);
}

struct BadFeed {
  const char* why;
  lab::Handler handler;
  const char* trouble;
};

TEST_F(PollingTest, SaysInWordsWhatIsTheMatterAndComesBackLater) {
  const std::string feed = Rss({{"جسر", At("/news/bridge")}});
  const BadFeed kBad[] = {
      {"gone", lab::Answers(404, {}, ""), "HTTP status 404"},
      {"in trouble", lab::Answers(500, {}, ""), "HTTP status 500"},
      {"a page where a feed was", lab::Answers(200, kHtml, "<p>not here"), "no feed"},
      {"gzip bomb", lab::SendsBomb(1ULL << 32), "too large"},
      {"endless", lab::SendsBodyForEver(), "too large"},
      {"head without end", lab::SendsHeadForEver(), "too large"},
      {"redirects in a circle", lab::RedirectsInCircle(), "malformed"},
      {"redirects for ever", lab::RedirectsForEver(), "malformed"},
      {"leads inside", lab::RedirectsTo(301, "http://169.254.169.254/latest/"), "denied"},
      {"longer than it is", lab::PromisesMore(feed), ""},
      {"broken chunks", lab::BreaksChunks(feed), ""},
      {"video", lab::SendsVideo(), "unsupported"},
  };
  Follow("/feed");
  std::uint32_t failures = 0;
  for (const auto& [why, handler, trouble] : kBad) {
    SCOPED_TRACE(why);
    server_->On("/feed", handler);
    Run();
    const news::FetchState state = Feed().state;
    EXPECT_EQ(state.failures, ++failures);
    EXPECT_THAT(state.trouble, HasSubstr(trouble));
    EXPECT_NE(state.trouble, "");
    EXPECT_EQ(state.life, news::FeedLife::kFailing);
    EXPECT_GT(state.due, clock_.Now() + minutes(4));
    EXPECT_EQ(reports_.back().why, state.trouble);
    Sleep();
  }
  server_->On("/feed", lab::SpeaksHttp10(feed));
  Run();
  EXPECT_EQ(Feed().state.failures, 0U);
  EXPECT_EQ(Feed().state.trouble, "");
  EXPECT_EQ(Count().articles, 1) << "nothing is lost by what came between";
}

TEST_F(PollingTest, IsNotFooledByServersThatLieAboutChanges) {
  server_->On("/feed", lab::ChangesEtagAlways(Rss({{"جسر", At("/news/bridge")}})));
  Follow("/feed");
  Run();
  Sleep();
  Run();
  EXPECT_EQ(Count().articles, 1);
  EXPECT_THAT(server_->Requests("/news/bridge"), SizeIs(1)) << "a new ETag is no new item";

  // And one that says 304 for ever is asked without conditions once a day.
  server_->On("/feed", lab::SaysNotModifiedAlways(
                           Rss({{"جسر", At("/news/bridge")}, {"متحف", At("/news/museum")}})));
  clock_.Advance(hours(25));
  Run(minutes(20));
  EXPECT_EQ(Count().articles, 2);
}

TEST_F(PollingTest, LosesNothingWhenItDiesAfterAnyStep) {
  for (int steps = 0; steps < 12; ++steps) {
    SCOPED_TRACE(steps);
    const std::string feed = "/feed" + std::to_string(steps);
    std::vector<Item> items;
    for (int i = 0; i < 3; ++i) {
      const std::string target = "/a" + std::to_string(steps) + "-" + std::to_string(i);
      server_->On(target, lab::Answers(200, kHtml, Page("خبر " + target, kBridge)));
      items.push_back({"خبر " + target, At(target)});
    }
    server_->On(feed, lab::HonoursEtag("\"same\"", Rss(items)));
    Follow(feed);
    for (int i = 0; i < steps; ++i) {
      ASSERT_TRUE(poller_->Step(milliseconds(2'000)));
      if (poller_->busy() || !poller_->NextAt()) continue;
      clock_.Set(std::min(*poller_->NextAt(), clock_.Now() + minutes(2)));
    }
    Start();  // what was under way is forgotten
    Run();
    EXPECT_EQ(Count().articles, 3 * (steps + 1));
    EXPECT_EQ(*sources_->CountTasks(), 0);
    for (int i = 0; i < 3; ++i) {
      const std::string target = "/a" + std::to_string(steps) + "-" + std::to_string(i);
      EXPECT_LE(server_->Requests(target).size(), 2U);
    }
  }
}

TEST_F(PollingTest, SurvivesAClockThatLeaps) {
  server_->On("/feed", lab::Answers(200, kXml, Rss({{"جسر", At("/news/bridge")}})));
  clock_.Set(kMorning + hours(24 * 365));  // wrong
  Follow("/feed");
  Run();
  EXPECT_THAT(server_->Requests("/feed"), SizeIs(1));
  clock_.Set(kMorning);  // put right while it runs
  Run();
  EXPECT_THAT(server_->Requests("/feed"), SizeIs(2)) << "not a year from now";
  clock_.Set(kMorning - hours(24 * 365));
  Start();
  Run();
  EXPECT_THAT(server_->Requests("/feed"), SizeIs(3)) << "nor after a restart";
}

TEST_F(PollingTest, LaysOutWhatALongStopLeftBehind) {
  server_->On("/feed", lab::Answers(200, kXml, Rss({})));
  for (int i = 0; i < 40; ++i) Follow("/feed?" + std::to_string(i));
  clock_.Advance(hours(48));
  ASSERT_TRUE(poller_->Load(true));
  const Instant started = clock_.Now();
  std::vector<Instant> asked;
  for (int steps = 0; steps < 2'000 && asked.size() < 40; ++steps) {
    const std::size_t before = server_->Requests("/feed").size();
    ASSERT_TRUE(poller_->Step(milliseconds(2'000)));
    for (std::size_t i = before; i < server_->Requests("/feed").size(); ++i) {
      asked.push_back(clock_.Now());
    }
    if (!poller_->busy() && poller_->NextAt()) clock_.Set(*poller_->NextAt());
  }
  ASSERT_THAT(asked, SizeIs(40));
  EXPECT_GT(asked.back() - started, minutes(8)) << "not all at once";
}

TEST_F(PollingTest, FindsTheFeedOfASiteThatWasGivenAlone) {
  server_->On("/", lab::Answers(200, kHtml,
                                "<link rel=alternate type=\"application/rss+xml\" href=/feed>"));
  server_->On("/feed", lab::Answers(200, kXml, Rss({{"جسر", At("/news/bridge")}})));
  Follow("/", news::FeedRole::kSite);
  Run();
  EXPECT_EQ(Feed().url, At("/feed"));
  EXPECT_EQ(Feed().role, news::FeedRole::kFeed);
  EXPECT_EQ(Count().articles, 1);
}

TEST_F(PollingTest, FollowsTheFrontPageOfASiteWithoutAFeed) {
  std::string front =
      "<html lang=ar><head><title>منبر المختبر</title></head><body>"
      "<nav><a href=/about>من نحن</a><a href=/tag/x>وسوم</a></nav><main>";
  for (int i = 0; i < 8; ++i) {
    const std::string target = "/news/2026/03/01/story-" + std::to_string(1'000 + i);
    front += "<article><h2><a href=\"" + target + "\">البلدية تعلن عن مشروع جديد رقم " +
             std::to_string(i) + " في المدينة</a></h2></article>";
    server_->On(target, lab::Answers(200, kHtml, Page("مشروع رقم " + std::to_string(i), kBridge)));
  }
  server_->On("/", lab::Answers(200, kHtml, front + "</main></body></html>"));
  const auto found = FindSource(*client_, At("/"), clock_.Now());
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->source.feeds.front().role, news::FeedRole::kFrontPage);
  ASSERT_TRUE(sources_->AddSource(found->source));
  ASSERT_TRUE(poller_->Load(false));
  Run();
  EXPECT_EQ(Count().articles, 8);
  EXPECT_THAT(server_->Requests("/about"), IsEmpty());
  EXPECT_GE(Feed().state.due, kMorning + minutes(15));
}

TEST_F(PollingTest, ReadsFrontPagesAndPagesByRules) {
  std::vector<Error> errors;
  const page::SourceRules rules = page::SourceRules::Parse(R"(
    [[source]]
    hosts = ["127.0.0.1"]
    links = ".lead a"
    drop  = "article p:last-of-type"
  )",
                                                           "rules.toml", errors);
  ASSERT_THAT(errors, IsEmpty());
  server_->On("/", lab::Answers(200, kHtml,
                                "<html lang=ar><title>منبر المختبر</title><p class=lead><a "
                                "href=/news/bridge>جسر</a></p><h2><a href=/news/museum>متحف النخيل "
                                "يفتح أبوابه يوم الجمعة المقبل</a></h2>"));
  options_.rules = &rules;
  Start();
  Follow("/", news::FeedRole::kFrontPage);
  Run();
  EXPECT_EQ(Count().articles, 1) << "what the rule names, and nothing else";
  const auto bridge = store_->Article(1);
  ASSERT_TRUE(bridge);
  EXPECT_EQ(bridge->article.paragraphs.size(), 2U);
}

TEST_F(PollingTest, ReadsTheNewestOfAnIndexOfSitemaps) {
  const auto map = [this](const char* target, const char* date) {
    return "<url><loc>" + At(target) + "</loc><lastmod>" + date + "</lastmod></url>";
  };
  const std::string open = "<?xml version=\"1.0\"?><urlset>";
  server_->On("/sitemap.xml",
              lab::Answers(200, {{"Content-Type", "application/xml"}},
                           "<?xml version=\"1.0\"?><sitemapindex><sitemap><loc>" + At("/old.xml") +
                               "</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>" +
                               At("/new.xml") +
                               "</loc><lastmod>2026-03-01T07:00:00Z</lastmod></sitemap>"
                               "</sitemapindex>"));
  server_->On("/new.xml",
              lab::Answers(200, {{"Content-Type", "application/xml"}},
                           open + map("/news/bridge", "2026-03-01T06:00:00Z") +
                               map("/news/museum", "2024-01-01T06:00:00Z") + "</urlset>"));
  server_->On("/old.xml", lab::Answers(200, {{"Content-Type", "application/xml"}},
                                       open + map("/news/x", "2020-01-01") + "</urlset>"));
  Follow("/sitemap.xml", news::FeedRole::kSitemap);
  Run();
  EXPECT_THAT(Fates()["bridge"], "new");
  EXPECT_EQ(Count().articles, 1) << "what is years old is left alone";
  Sleep();
  Run();
  EXPECT_THAT(server_->Requests("/new.xml"), SizeIs(1)) << "it has not changed";
}

TEST_F(PollingTest, DoesNotSendUsInNumbersToSomebodyElse) {
  std::vector<Item> items;
  for (int i = 0; i < 500; ++i) {
    items.push_back({"خبر", "http://victim.example/" + std::to_string(i)});
  }
  server_->On("/feed", lab::Answers(200, kXml, Rss(items)));
  Follow("/feed");
  ASSERT_TRUE(poller_->Step(milliseconds(2'000)));  // robots.txt
  clock_.Advance(std::chrono::seconds(5));
  ASSERT_TRUE(poller_->Step(milliseconds(2'000)));
  EXPECT_LE(*sources_->CountTasks(), 50);
}

}  // namespace
}  // namespace isnad::ingest
