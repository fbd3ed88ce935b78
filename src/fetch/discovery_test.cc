#include "fetch/discovery.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fetch/data.h"
#include "fetch/html_links.h"
#include "fetch/link_header.h"

namespace isnad::fetch {
namespace {

const Url kPage = *Url::Parse("https://www.manbar.example/ar/");

// The best candidate's address without the site's, or the place of `address`.
std::string Best(std::string_view html) {
  const auto found = DiscoverFeeds(kPage, {.html = html, .link_header = {}, .sitemaps = {}});
  return found.empty() ? "" : found.front().url;
}

int ScoreOf(const std::vector<FeedCandidate>& found, std::string_view url) {
  for (const FeedCandidate& candidate : found) {
    if (candidate.url == url) return candidate.score;
  }
  return -1;
}

TEST(DiscoverFeeds, PutsTheFeedOfAllNewsFirst) {
  const struct {
    const char* why;
    const char* html;
    const char* best;
  } kCases[] = {
      {"declared", "<link rel=alternate type=application/rss+xml href=/feed.rss>",
       "https://www.manbar.example/feed.rss"},
      {"declared, relative to the page",
       "<link rel='alternate' type='application/atom+xml' href='a.xml'>",
       "https://www.manbar.example/ar/a.xml"},
      {"declared, relative to a base",
       "<base href='https://cdn.manbar.example/x/'><link rel=alternate type=application/rss+xml "
       "href=a>",
       "https://cdn.manbar.example/x/a"},
      {"several relations, capitals, charset",
       "<LINK REL='home ALTERNATE' TYPE='Application/RSS+XML; charset=utf-8' HREF='/r'>",
       "https://www.manbar.example/r"},
      {"comments after news though declared first",
       "<link rel=alternate type=application/rss+xml title='المنبر - التعليقات' "
       "href=/comments/feed/>"
       "<link rel=alternate type=application/rss+xml title='المنبر' href=/feed/>",
       "https://www.manbar.example/feed/"},
      {"a section after all news",
       "<link rel=alternate type=application/rss+xml title='رياضة' href=/s/feed/>"
       "<link rel=alternate type=application/rss+xml title='كل الأخبار' href=/all/feed/>",
       "https://www.manbar.example/all/feed/"},
      {"the first of equals",
       "<link rel=alternate type=application/rss+xml href=/1><link rel=alternate "
       "type=application/rss+xml href=/2>",
       "https://www.manbar.example/1"},
      {"references in the address",
       "<link rel=alternate type=application/rss+xml href='/?a=1&amp;b=2&#38;c=3&#x26;d'>",
       "https://www.manbar.example/?a=1&b=2&c=3&d"},
      {"linked", "<a href='/rss.xml'>RSS</a>", "https://www.manbar.example/rss.xml"},
      {"linked in Arabic", "<a href='/x/12'><img src=i><b>خلاصات</b> الموقع</a>",
       "https://www.manbar.example/x/12"},
      {"linked, kept elsewhere", "<a href='https://feeds.keeper.example/manbar'>RSS</a>",
       "https://feeds.keeper.example/manbar"},
      {"a reader's button is no feed",
       "<a href='https://reader.other.example/add?url=https://www.manbar.example/feed'>RSS</a>",
       "https://www.manbar.example/feed"},
      {"nothing said", "<p>مرحبا</p>", "https://www.manbar.example/feed"},
      {"WordPress says so", "<meta name=generator content='WordPress 6.5'>",
       "https://www.manbar.example/feed/"},
      {"Drupal says so", "<meta name=\"Generator\" content=\"Drupal 10\">",
       "https://www.manbar.example/rss.xml"},
      {"in a comment", "<!-- <link rel=alternate type=application/rss+xml href=/old> -->",
       "https://www.manbar.example/feed"},
      {"in a script", "<script>'<link rel=alternate type=application/rss+xml href=/old>'</script>",
       "https://www.manbar.example/feed"},
      {"an alternate that is a translation", "<link rel=alternate hreflang=fr href=/fr/>",
       "https://www.manbar.example/feed"},
      {"an address that is none",
       "<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>",
       "https://www.manbar.example/feed"},
      {"a word that holds rss", "<a href='/progress/1'>تقدم</a>",
       "https://www.manbar.example/feed"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(Best(c.html), c.best);
  }
}

TEST(DiscoverFeeds, TakesHeadersAndSitemapsToo) {
  const auto found = DiscoverFeeds(
      kPage,
      {.html = "",
       .link_header = "</h.rss>; rel=\"alternate\"; type=\"application/rss+xml\"; title=\"ع\","
                      " </x>; rel=shortlink",
       .sitemaps = {"https://www.manbar.example/sitemap.xml", "/news-map.xml", "::::"}});
  EXPECT_EQ(found.front().url, "https://www.manbar.example/h.rss");
  EXPECT_EQ(found.front().source, FeedSource::kHeader);
  EXPECT_EQ(found.front().title, "ع");
  EXPECT_EQ(ScoreOf(found, "https://www.manbar.example/x"), -1);
  EXPECT_GT(ScoreOf(found, "https://www.manbar.example/news-map.xml"),
            ScoreOf(found, "https://www.manbar.example/sitemap.xml"));
}

TEST(DiscoverFeeds, NamesEachAddressOnceUnderItsBestScore) {
  const auto found = DiscoverFeeds(
      kPage,
      {.html = "<a href=/feed>RSS</a><a href='/feed#x'>RSS</a><a href='/feed?utm_source=a'>RSS</a>"
               "<link rel=alternate type=application/rss+xml title=ت href=/feed>",
       .link_header = {},
       .sitemaps = {}});
  EXPECT_EQ(std::count_if(found.begin(), found.end(),
                          [](const auto& c) {
                            return c.url.find("/feed") + 5 == c.url.size() &&
                                   c.url.find("/ar/") == c.url.npos;
                          }),
            1);
  EXPECT_EQ(found.front().source, FeedSource::kDeclared);
  EXPECT_EQ(found.front().title, "ت");
}

TEST(DiscoverFeeds, KeepsToItsLimits) {
  std::string html;
  for (int i = 0; i < 3000; ++i) {
    html += "<link rel=alternate type=application/rss+xml href=/" + std::to_string(i) + ">";
  }
  EXPECT_EQ(DiscoverFeeds(kPage, {.html = html, .link_header = {}, .sitemaps = {}}).size(), 60U);
}

TEST(ScanHtmlLinks, HostilePagesCostLittle) {
  for (const char* piece : {"<", "<a ", "<a href=\"", "<!--", "</", "<script>", "<a href=x>", "&#",
                            "<link a=b ", "<title></titl", "<a =", "<a/"}) {
    std::string html;
    while (html.size() < (2U << 20)) html += piece;
    EXPECT_LE(ScanHtmlLinks(html).size(), 5000U) << piece;
  }
}

TEST(ScanHtmlLinks, ReadsAttributesAsBrowsersDo) {
  const auto links = ScanHtmlLinks(
      "<a  HREF = '/a b' href=/second title=x&lt;y>one <i>two</i></a> three<a/href=/c>four");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].href, "/a b") << "the first of double attributes";
  EXPECT_EQ(links[0].title, "x<y");
  EXPECT_EQ(links[0].text, "one two");
  EXPECT_EQ(links[1].href, "/c");
  EXPECT_EQ(links[1].text, "four");
}

TEST(ParseLinkHeader, ReadsRfc8288) {
  const auto links = ParseLinkHeader(
      "<https://hub.example/?a=1,2>; rel=\"hub\"; rel=ignored, </f;x>;rel=\"self alternate\" ; "
      "type=a/b, nothing, <>; title=\"a \\\" , b\"");
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0], (HeaderLink{"https://hub.example/?a=1,2", "hub", "", ""}));
  EXPECT_EQ(links[1], (HeaderLink{"/f;x", "self alternate", "a/b", ""}));
  EXPECT_EQ(links[2].title, "a \" , b");
  EXPECT_TRUE(HasRelation(links[1].rel, "SELF"));
  EXPECT_FALSE(HasRelation(links[1].rel, "sel"));
}

TEST(FetchData, TablesAreWhole) {
  EXPECT_GE(CommonFeedPaths().size(), 30U);
  for (const CommonFeedPath& row : CommonFeedPaths()) {
    EXPECT_TRUE(row.path.starts_with('/')) << row.path;
    EXPECT_FALSE(row.platform.empty()) << row.path;
  }
  for (const FeedLinkWord& row : FeedLinkWords()) {
    EXPECT_TRUE(row.meaning == "feed" || row.meaning == "comments" || row.meaning == "partial");
    EXPECT_FALSE(row.word.empty());
  }
}

}  // namespace
}  // namespace isnad::fetch
