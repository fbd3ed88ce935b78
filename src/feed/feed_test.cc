#include "feed/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "base/compress.h"
#include "base/file.h"
#include "base/utf8.h"
#include "feed/feed_json.h"

namespace isnad::feed {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

news::Feed Read(std::string_view bytes, const ParseOptions& options = {}) {
  auto feed = Parse(bytes, options);
  EXPECT_TRUE(feed.has_value()) << (feed ? "" : feed.error().detail);
  return feed ? *feed : news::Feed{};
}

std::string Rss(std::string_view inside) {
  return "<rss version=\"2.0\"><channel>" + std::string(inside) + "</channel></rss>";
}

news::FeedItem OneItem(std::string_view inside, const ParseOptions& options = {}) {
  const news::Feed feed = Read(Rss("<item>" + std::string(inside) + "</item>"), options);
  EXPECT_THAT(feed.items, SizeIs(1));
  return feed.items.empty() ? news::FeedItem{} : feed.items[0];
}

std::string Text(const std::optional<DateTime>& date) { return date ? date->ToString() : "none"; }

std::string File(const std::string& name) {
  return ReadFile(std::string(ISNAD_SOURCE_DIR) + "/tests/data/feed/" + name, 1 << 20).value();
}

TEST(Feed, ReadsAnArabicRssFeedWithItsModules) {
  const news::Feed feed = Read(File("rss.xml"));
  EXPECT_EQ(feed.kind, news::FeedKind::kRss);
  EXPECT_TRUE(feed.well_formed);
  EXPECT_EQ(feed.title, "صحيفة المثال");
  EXPECT_EQ(feed.link, "https://news.example/");
  EXPECT_EQ(feed.language, "ar-MA");
  EXPECT_EQ(feed.self, "https://news.example/feed");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  EXPECT_EQ(feed.paging.next, "https://news.example/feed?paged=2");
  EXPECT_EQ(feed.update_interval, std::chrono::minutes(30));
  EXPECT_EQ(feed.image, "https://news.example/logo.png");
  EXPECT_THAT(feed.warnings, IsEmpty());
  ASSERT_THAT(feed.items, SizeIs(2));
  const news::FeedItem& item = feed.items[0];
  EXPECT_EQ(item.title, "اللجنة العسكرية «تختتم» أشغالها & توقع مذكرة");
  EXPECT_EQ(item.link, "https://news.example/2025/02/a?x=1&y=2");
  EXPECT_EQ(item.id, "https://news.example/?p=1");
  EXPECT_EQ(Text(item.published), "2025-02-21T14:05:00+01:00");
  EXPECT_THAT(item.authors, ElementsAre("هيئة التحرير"));
  EXPECT_THAT(item.tags, ElementsAre("سياسة", "دفاع"));
  EXPECT_EQ(item.summary.value, "ملخص قصير");
  EXPECT_EQ(item.summary.kind, news::FeedTextKind::kText);
  EXPECT_EQ(item.content.value, "<p>الفقرة <b>الأولى</b></p>");
  EXPECT_EQ(item.content.kind, news::FeedTextKind::kHtml);
  EXPECT_EQ(item.image, "https://news.example/a.jpg");
  ASSERT_THAT(item.enclosures, SizeIs(1));
  EXPECT_EQ(item.enclosures[0],
            (news::Enclosure{"https://news.example/a.mp3", "audio/mpeg", 1234}));
  EXPECT_EQ(item.comment_count, 7U);
  EXPECT_EQ(item.comments_link, "https://news.example/2025/02/a#comments");
  EXPECT_EQ(Text(feed.items[1].published), "2025-02-20T09:30:00Z");
  EXPECT_EQ(feed.items[1].link, "https://news.example/2025/02/b");  // from the guid
}

TEST(Feed, ReadsAtomWithBasesTypesAndSources) {
  const news::Feed feed = Read(File("atom.xml"));
  EXPECT_EQ(feed.kind, news::FeedKind::kAtom);
  EXPECT_EQ(feed.id, "urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6");
  EXPECT_EQ(feed.link, "https://blog.example/");
  EXPECT_EQ(Text(feed.updated), "2025-02-21T18:30:02Z");
  EXPECT_EQ(feed.paging.previous_archive, "https://blog.example/2024.atom");
  ASSERT_THAT(feed.items, SizeIs(1));
  const news::FeedItem& item = feed.items[0];
  EXPECT_EQ(item.title, "أقل < أكثر");
  EXPECT_EQ(item.link, "https://blog.example/posts/1.html");
  EXPECT_EQ(item.content.value, "<p>نص <a href=\"2.html\">رابط</a><br /></p>");
  EXPECT_EQ(item.content.base, "https://blog.example/posts/");
  EXPECT_EQ(item.content.language, "ar");
  EXPECT_EQ(item.summary.value, "a < b, as text");
  EXPECT_EQ(item.summary.kind, news::FeedTextKind::kText);
  EXPECT_THAT(item.authors, ElementsAre("أحمد", "سعاد"));
  EXPECT_EQ(item.source_title, "Elsewhere");
  EXPECT_EQ(item.source_link, "https://else.example/");
  EXPECT_EQ(Text(item.published), "2025-02-20T08:29:29-04:00");
}

TEST(Feed, ReadsRss1) {
  const news::Feed feed = Read(
      R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://a.example/"><title>T</title><link>https://a.example/</link></channel>
      <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link><dc:date>2025-02-21T10:00+01:00</dc:date><dc:creator>X</dc:creator></item></rdf:RDF>)");
  EXPECT_EQ(feed.kind, news::FeedKind::kRdf);
  EXPECT_EQ(feed.title, "T");
  ASSERT_THAT(feed.items, SizeIs(1));
  EXPECT_EQ(feed.items[0].id, "https://a.example/1");
  EXPECT_EQ(Text(feed.items[0].published), "2025-02-21T10:00:00+01:00");
  EXPECT_THAT(feed.items[0].authors, ElementsAre("X"));
}

TEST(Feed, ReadsJsonFeed) {
  const news::Feed feed = Read(R"({"version":"https://jsonfeed.org/version/1.1","title":"مثال",
    "home_page_url":"https://a.example/","feed_url":"https://a.example/f.json","language":"ar",
    "hubs":[{"type":"WebSub","url":"https://hub.example/"}],"authors":[{"name":"ليلى"}],
    "items":[{"id":7,"url":"/1","title":"خبر","content_html":"<p>x</p>","summary":"س",
      "date_published":"2025-02-21T14:05:00+01:00","tags":["سياسة"],"image":"/i.png",
      "attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":99}]}, 3,]})");
  EXPECT_EQ(feed.kind, news::FeedKind::kJson);
  EXPECT_EQ(feed.version, "1.1");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  ASSERT_THAT(feed.items, SizeIs(1));
  const news::FeedItem& item = feed.items[0];
  EXPECT_EQ(item.id, "7");
  EXPECT_EQ(item.link, "https://a.example/1");
  EXPECT_EQ(item.image, "https://a.example/i.png");
  EXPECT_EQ(item.enclosures[0], (news::Enclosure{"https://a.example/a.mp3", "audio/mpeg", 99}));
  EXPECT_THAT(feed.warnings, ElementsAre("items that are no objects, dropped"));
}

TEST(Feed, ReadsSitemapsOfEveryForm) {
  const std::string sitemap =
      R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc>https://a.example/1</loc><lastmod>2025-02-21</lastmod>
      <n:news><n:publication><n:name>الدار</n:name><n:language>ar</n:language></n:publication>
      <n:publication_date>2025-02-21T10:00:00Z</n:publication_date><n:title>خبر</n:title><n:keywords>مالي، المغرب</n:keywords></n:news>
      <image:image><image:loc>https://a.example/1.jpg</image:loc></image:image></url></urlset>)";
  for (const std::string& bytes : {sitemap, Gzip(sitemap)}) {
    const news::Feed feed = Read(bytes);
    EXPECT_EQ(feed.kind, news::FeedKind::kSitemap);
    EXPECT_FALSE(feed.is_index);
    ASSERT_THAT(feed.items, SizeIs(1));
    const news::FeedItem& item = feed.items[0];
    EXPECT_EQ(item.link, "https://a.example/1");
    EXPECT_EQ(item.title, "خبر");
    EXPECT_EQ(item.source_title, "الدار");
    EXPECT_EQ(item.language, "ar");
    EXPECT_EQ(item.image, "https://a.example/1.jpg");
    EXPECT_EQ(Text(item.updated), "2025-02-21");
    EXPECT_EQ(Text(item.published), "2025-02-21T10:00:00Z");
    EXPECT_THAT(item.tags, ElementsAre("مالي", "المغرب"));
  }
  const news::Feed index =
      Read("<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>");
  EXPECT_TRUE(index.is_index);
  EXPECT_EQ(index.items.at(0).link, "https://a.example/s.xml");
  const news::Feed lines = Read("https://a.example/1\r\nhttps://a.example/2\r\nnonsense\r\n");
  EXPECT_EQ(lines.kind, news::FeedKind::kSitemap);
  EXPECT_THAT(lines.items, SizeIs(2));
  EXPECT_THAT(lines.warnings, ElementsAre("lines that are no address: 1"));
}

TEST(Feed, TitlesArePlainText) {
  struct Case {
    const char* why;
    const char* xml;
    const char* title;
  };
  constexpr Case kCases[] = {
      {"escaped markup is taken off", "&lt;b&gt;خبر&lt;/b&gt; عاجل", "خبر عاجل"},
      {"entities escaped twice", "Mark&amp;#8217;s &amp;amp; x", "Mark\u2019s & x"},
      {"a sign is no tag", "1 &lt; 2 &gt; 0", "1 < 2 > 0"},
      {"CDATA", "<![CDATA[ <i>a</i>&nbsp;b ]]>", "a b"},
      {"a script leaves nothing", "&lt;script&gt;alert(1)&lt;/script&gt;خبر", "خبر"},
      {"a script never closed is text", "&lt;script&gt; خبر", "خبر"},
      {"naked markup", "one<br/>two <em>three</em>", "one two three"},
      {"bidi controls stay: they are the text", "a\u202Eb", "a\u202Eb"},
      {"an address in brackets is no tag", "Omar &lt;o@a.example&gt;", "Omar <o@a.example>"},
  };
  for (const auto& [why, xml, title] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(OneItem("<title>" + std::string(xml) + "</title>").title, title);
  }
}

TEST(Feed, LinksAreAbsoluteOrNothing) {
  struct Case {
    const char* why;
    const char* link;
    const char* base;
    const char* result;
  };
  constexpr Case kCases[] = {
      {"as written", "https://a.example/%d8?b=1", "", "https://a.example/%d8?b=1"},
      {"relative to the document", "/x", "https://a.example/feed/", "https://a.example/x"},
      {"no base known", "/x", "", ""},
      {"script", "javascript:alert(1)", "https://a.example/", ""},
      {"white space around", "\n https://a.example/x \n", "", "https://a.example/x"},
      {"letters are encoded", "https://a.example/خ", "", "https://a.example/%D8%AE"},
      {"no scheme, a host", "//b.example/x", "", "https://b.example/x"},
  };
  for (const auto& [why, link, base, result] : kCases) {
    SCOPED_TRACE(why);
    ParseOptions options;
    options.url = base;
    EXPECT_EQ(OneItem("<link>" + std::string(link) + "</link>", options).link, result);
  }
}

TEST(Feed, TheBestCandidateWinsInAnyOrder) {
  const news::FeedItem item = OneItem(
      "<media:title>c</media:title><dc:title>b</dc:title><title>a</title>"
      "<itunes:summary>short</itunes:summary><description>long</description>"
      "<link>https://proxy.example/1</link>"
      "<feedburner:origLink>https://a.example/1</feedburner:origLink>"
      "<dc:date>2025-01-01</dc:date><pubDate>Fri, 21 Feb 2025 10:00:00 GMT</pubDate>");
  EXPECT_EQ(item.title, "a");
  EXPECT_EQ(item.summary.value, "long");
  EXPECT_EQ(item.link, "https://a.example/1");
  EXPECT_EQ(Text(item.published), "2025-02-21T10:00:00Z");
}

TEST(Feed, OddDatesAreKeptWithAWarning) {
  const news::Feed feed =
      Read(Rss("<item><guid>1</guid><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>"
               "<item><guid>2</guid><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>"
               "<item><guid>3</guid><pubDate>Fri, 31 Dec 2099 00:00:00 GMT</pubDate></item>"
               "<item><guid>4</guid><pubDate>soon</pubDate></item>"));
  EXPECT_EQ(Text(feed.items[0].published), "1970-01-01T00:00:00Z");
  EXPECT_EQ(Text(feed.items[2].published), "2099-12-31T00:00:00Z");
  EXPECT_EQ(Text(feed.items[3].published), "none");
  EXPECT_THAT(feed.warnings, ElementsAre(AllOf(HasSubstr("1970"), HasSubstr(": 2")),
                                         HasSubstr("2099"), HasSubstr("\"soon\"")));
}

TEST(Feed, BrokenXmlIsReadAsFarAsItGoes) {
  struct Case {
    const char* why;
    const char* xml;
    const char* title;
    const char* link;
  };
  constexpr Case kCases[] = {
      {"HTML entities nobody declared",
       "<rss><channel><item><title>a&eacute;&nbsp;b</title><link>https://a.example/1</link></item>"
       "</channel></rss>",
       "a\u00E9 b", "https://a.example/1"},
      {"an ampersand nobody escaped",
       "<rss><channel><item><title>A & B</title><link>https://a.example/?a=1&b=2</link></item>"
       "</channel></rss>",
       "A & B", "https://a.example/?a=1&b=2"},
      {"text before the declaration",
       "Warning: php\n<?xml version=\"1.0\"?><rss><channel><item><title>A</title>"
       "<link>https://a.example/1</link></item></channel></rss>",
       "A", "https://a.example/1"},
      {"cut off in the middle",
       "<rss><channel><item><title>A</title><link>https://a.example/1</link><description>half", "A",
       "https://a.example/1"},
      {"no root",
       "<item><title>A</title><link>https://a.example/1</link></item><item><title>B</title></item>",
       "A", "https://a.example/1"},
      {"a title never closed",
       "<rss><channel><item><title>A<link>https://a.example/1</link></item></channel></rss>", "A",
       "https://a.example/1"},
      {"an item never closed",
       "<rss><channel><item><title>A</title><link>https://a.example/1</link><item><title>B</title>"
       "</item></channel></rss>",
       "A", "https://a.example/1"},
      {"HTML in the description",
       "<rss><channel><item><description><p>one<br><img src=x>two</description><title>A</title>"
       "<link>https://a.example/1</link></item></channel></rss>",
       "A", "https://a.example/1"},
      {"CDATA never closed",
       "<rss><channel><item><link>https://a.example/1</link><title><![CDATA[A</title></item>"
       "</channel></rss>",
       "A", "https://a.example/1"},
  };
  for (const auto& [why, xml, title, link] : kCases) {
    SCOPED_TRACE(why);
    const news::Feed feed = Read(xml);
    EXPECT_FALSE(feed.well_formed);
    ASSERT_FALSE(feed.items.empty());
    EXPECT_EQ(feed.items[0].title, title);
    EXPECT_EQ(feed.items[0].link, link);
    EXPECT_THAT(feed.warnings, Contains(HasSubstr("not well-formed XML")));
  }
}

TEST(Feed, RefusesWhatIsNoFeed) {
  struct Case {
    const char* why;
    const char* bytes;
    Errc code;
  };
  constexpr Case kCases[] = {
      {"nothing", "", Errc::kMalformed},
      {"words", "hello there", Errc::kMalformed},
      {"a page", "<!doctype html><html><body><p>404</body></html>", Errc::kUnsupported},
      {"a list of feeds", "<opml version=\"2.0\"><body/></opml>", Errc::kUnsupported},
      {"another XML", "<svg><title>x</title></svg>", Errc::kMalformed},
      {"other JSON", "{\"a\":1}", Errc::kMalformed},
      {"broken JSON", "{\"items\":[", Errc::kMalformed},
      {"a gzip header alone", "\x1f\x8b\x08", Errc::kMalformed},
  };
  for (const auto& [why, bytes, code] : kCases) {
    SCOPED_TRACE(why);
    const auto feed = Parse(bytes);
    ASSERT_FALSE(feed.has_value());
    EXPECT_EQ(feed.error().code, code);
  }
}

TEST(Feed, DecodesByHeaderDeclarationAndSight) {
  const std::string utf8 = Rss("<title>مرحبا بالعالم</title>");
  EXPECT_EQ(Read(utf8).title, "مرحبا بالعالم");
  // "سلام" in windows-1256, declared and not.
  const std::string bytes =
      Rss("<title>\xD3\xE1\xC7\xE3 \xDA\xE1\xEC \xC7\xE1\xCF\xE4\xED\xC7</title>");
  ParseOptions options;
  options.content_type = "text/xml; charset=windows-1256";
  EXPECT_EQ(Read(bytes, options).title, "سلام على الدنيا");
  EXPECT_EQ(Read("<?xml version=\"1.0\" encoding=\"windows-1256\"?>" + bytes).title,
            "سلام على الدنيا");
  const news::Feed wrong = Read("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + utf8);
  EXPECT_EQ(wrong.title, "مرحبا بالعالم");  // the bytes give the lie to the label
}

TEST(Feed, SaysWhatItsLabelsGetWrong) {
  const std::string utf8 = Rss("<title>مرحبا بالعالم</title>");
  EXPECT_THAT(Read("<?xml version=\"1.0\" encoding=\"bogus\"?>" + utf8).warnings,
              ElementsAre(HasSubstr("character set \"bogus\" is unknown; read as utf-8")));
  ParseOptions plain;
  plain.content_type = "text/plain; charset=utf-8";
  EXPECT_THAT(Read(utf8, plain).warnings, ElementsAre(HasSubstr("served as text/plain")));
  const std::string bytes =
      Rss("<title>\xD3\xE1\xC7\xE3 \xDA\xE1\xEC \xC7\xE1\xCF\xE4\xED\xC7</title>");
  EXPECT_THAT(Read(bytes).warnings, ElementsAre(HasSubstr("read as windows-1256")));
  EXPECT_THAT(Read(utf8).warnings, IsEmpty());
}

TEST(Feed, ReadsC1ControlsAsWindows1252) {
  EXPECT_EQ(Read(Rss("<title>don&#146;t</title>")).title, "don’t");
  EXPECT_EQ(Read(Rss("<title>don\xC2\x92t</title>")).title, "don’t");
  EXPECT_EQ(Read(Rss("<title>caf\xC3\xA9 \xC2\xA9</title>")).title, "café ©");
}

TEST(Feed, EntitiesAreNotExpandedWithoutBound) {
  std::string laughs = "<!DOCTYPE rss [<!ENTITY a0 \"ha\">";
  for (int i = 1; i <= 12; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += before;
    laughs += "\">";
  }
  const std::string inside =
      "]>" + Rss("<title>&a12;</title><item><category term=\"&a12;\"/></item>");
  const auto feed = Parse(laughs + inside);
  ASSERT_TRUE(feed.has_value());
  EXPECT_LT(ToJsonLine(*feed).size(), 10'000U);

  const news::Feed file =
      Read("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY ok \"\u00BB\">]>" +
           Rss("<title>a&x;b&ok;</title>"));
  EXPECT_EQ(file.title, "ab\u00BB");  // never fetched; a short one of its own is known

  std::string many = "<!DOCTYPE rss [<!ENTITY x \"" + std::string(250, 'x') + "\">]>";
  std::string uses;
  for (int i = 0; i < 100'000; ++i) uses += "&x;";
  const news::Feed quadratic = Read(many + Rss("<description>" + uses + "</description>"));
  EXPECT_LT(quadratic.description.value.size(), std::size_t{2} << 20);
}

TEST(Feed, KeepsItsLimits) {
  std::string deep;
  for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
  const news::Feed nested = Read("<rss><channel><title>T</title><item><title>x</title>" + deep);
  EXPECT_EQ(nested.title, "T");
  EXPECT_THAT(nested.items, SizeIs(1));
  EXPECT_THAT(nested.warnings, Contains(HasSubstr("nested too deep")));

  std::string items;
  for (int i = 0; i < 10'050; ++i) items += "<item><guid>" + std::to_string(i) + "</guid></item>";
  const news::Feed many = Read(Rss(items));
  EXPECT_THAT(many.items, SizeIs(10'000));
  EXPECT_THAT(many.warnings, ElementsAre("items over 10000 dropped: 50"));

  const std::string huge(std::size_t{65} << 20, ' ');
  const auto refused = Parse(huge);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::kTooLarge);
  const auto bomb = Parse(Gzip(huge));
  ASSERT_FALSE(bomb.has_value());
  EXPECT_EQ(bomb.error().code, Errc::kTooLarge);

  std::string tags;
  for (int i = 0; i < 1000; ++i) tags += "<category>t" + std::to_string(i) + "</category>";
  EXPECT_THAT(OneItem(tags).tags, SizeIs(256));
  EXPECT_LE(OneItem("<title>" + std::string(100'000, 'x') + "</title>").title.size(), 16'384U);
}

TEST(Feed, DoesNotDependOnGuidsThatChange) {
  const auto with_guid = [](const char* guid) {
    return OneItem("<link>https://a.example/1</link><guid isPermaLink=\"false\">" +
                   std::string(guid) + "</guid>");
  };
  news::FeedItem first = with_guid("a1");
  const news::FeedItem second = with_guid("b2");
  EXPECT_NE(first.id, second.id);
  first.id = second.id;
  EXPECT_EQ(first, second);
}

TEST(Feed, NulsAndBrokenBytesBecomeText) {
  const std::string bytes = Rss(std::string("<title>a\0b \xFF\xD8\xA7</title>", 22));
  const news::Feed feed = Read(bytes);
  EXPECT_EQ(feed.title.find('\0'), std::string::npos);
  EXPECT_TRUE(IsUtf8(feed.title));
}

TEST(Feed, CutsALongPrefixBetweenLetters) {
  std::string prefix = "x";  // odd, so that the cut falls inside a letter
  for (int i = 0; i < 60; ++i) prefix += "\u062E";
  const news::Feed feed = Read(Rss("<" + prefix + ":a></" + prefix + ":a>"));
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("is not declared")));
  EXPECT_TRUE(IsUtf8(ToJsonLine(feed)));
}

TEST(FeedJson, SaysNullForWhatIsUnknown) {
  EXPECT_EQ(
      ToJsonLine(Read(Rss("<item><title>a</title></item>"))),
      R"({"kind":"rss","title":null,"link":null,"description":null,"language":null,)"
      R"("updated":null,"image":null,"items":[{"id":null,"link":null,"title":"a",)"
      R"("published":null,"updated":null,"authors":[],"summary":null,"content":null,)"
      R"("image":null,"enclosures":[],"tags":[]}],"warnings":["items without link and id"]})");
}

}  // namespace
}  // namespace isnad::feed
