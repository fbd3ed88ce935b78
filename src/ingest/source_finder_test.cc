#include "ingest/source_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace isnad::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const Instant kNow = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(8);

const char kFeed[] =
    "<rss version=\"2.0\"><channel><title>منبر "
    "السدر</title><link>https://sidra.example/</link><item>"
    "<title>افتتاح جسر الريحانة بعد سنتين من الأشغال</title><link>https://sidra.example/1</link>"
    "<pubDate>Sat, 28 Feb 2026 10:00:00 GMT</pubDate></item></channel></rss>";
const char kHome[] =
    "<html lang=ar><title>منبر السدر</title><link rel=alternate type=\"application/rss+xml\" "
    "href=\"/rss\"><p>أخبار الريحانة والسدر والبلدات التي حولهما، تجدد كل ساعة.</p>";

using Pages = std::map<std::string, std::string>;

// A web of a few pages; what is not in it is 404, what has an empty body cannot be reached.
class Web {
 public:
  explicit Web(Pages pages) : pages_(std::move(pages)) {}

  Result<FoundSite> Search(const std::string& address, FinderOptions options = {}) {
    SiteSearch search(address, kNow, std::move(options));
    while (const fetch::FetchRequest* request = search.wanted()) {
      asked_.push_back(request->url);
      search.Take(Answer(request->url));
    }
    return search.TakeResult();
  }

  [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }

 private:
  Result<fetch::FetchResponse> Answer(const std::string& url) const {
    const auto page = pages_.find(url);
    if (page != pages_.end() && page->second.empty()) {
      return Fail(Errc::kIo, url + ": cannot be reached");
    }
    fetch::FetchResponse answer;
    answer.url = url;
    answer.status = page == pages_.end() ? 404 : 200;
    if (page != pages_.end()) answer.body = page->second;
    return answer;
  }

  const Pages pages_;
  std::vector<std::string> asked_;
};

TEST(SiteSearch, AsksRobotsThePageAndTheFeedThatItDeclares) {
  Web web(Pages{{"https://sidra.example/", kHome}, {"https://sidra.example/rss", kFeed}});
  const auto found = web.Search("sidra.example");
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_THAT(web.asked(), ElementsAre("https://sidra.example/robots.txt", "https://sidra.example/",
                                       "https://sidra.example/rss"));
  ASSERT_THAT(found->source.feeds, SizeIs(1));
  EXPECT_EQ(found->source.feeds[0].url, "https://sidra.example/rss");
  EXPECT_EQ(found->source.name, "منبر السدر");
  EXPECT_EQ(found->source.language, "ar");
  EXPECT_TRUE(found->tried.at(0).chosen);
}

TEST(SiteSearch, TakesTheAddressOfAFeedAsItIs) {
  Web web(Pages{{"https://sidra.example/rss", kFeed}});
  const auto found = web.Search("https://sidra.example/rss");
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->source.homepage, "https://sidra.example/");
  EXPECT_EQ(found->source.feeds.at(0).url, "https://sidra.example/rss");
}

TEST(SiteSearch, TriesHttpOnlyWhereNoSchemeWasGiven) {
  const Pages pages = {{"https://sidra.example/robots.txt", ""},
                       {"http://sidra.example/", kHome},
                       {"http://sidra.example/rss", kFeed}};
  EXPECT_TRUE(Web(pages).Search("sidra.example"));
  const auto found = Web(pages).Search("https://sidra.example/");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::kIo);
}

TEST(SiteSearch, KeepsToRobotsAndToItsNumberOfRequests) {
  Web closed(Pages{{"https://sidra.example/robots.txt", "User-agent: *\nDisallow: /\n"},
                   {"https://sidra.example/", kHome}});
  const auto denied = closed.Search("https://sidra.example/");
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().code, Errc::kDenied);
  EXPECT_THAT(closed.asked(), SizeIs(1));

  Web bare(Pages{{"https://sidra.example/", "<html lang=ar><title>منبر</title><p>أهلا بكم"}});
  FinderOptions six;
  six.max_requests = 6;
  const auto nothing = bare.Search("https://sidra.example/", six);
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, Errc::kNotFound);
  EXPECT_THAT(nothing.error().detail, HasSubstr("no feed"));
  EXPECT_THAT(bare.asked(), SizeIs(6));
}

TEST(SiteSearch, SaysWhatIsNoAddress) {
  Web web(Pages{});
  const auto found = web.Search("not an address");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::kMalformed);
  EXPECT_THAT(web.asked(), SizeIs(0));
}

}  // namespace
}  // namespace isnad::ingest
