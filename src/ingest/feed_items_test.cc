#include "ingest/feed_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::ingest {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const Instant kNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12);

struct PageCase {
  const char* why;
  const char* link;
  const char* id;
  const char* page;
};
constexpr PageCase kPages[] = {
    {"a link", "https://a.example/1", "7", "https://a.example/1"},
    {"without its fragment", "https://a.example/1#c", "", "https://a.example/1"},
    {"an id that is an address", "", "https://a.example/2", "https://a.example/2"},
    {"an id that is none", "", "tag:a.example,2026:1", ""},
    {"a link that is no address of ours", "javascript:alert(1)", "", ""},
    {"a link to a file", "file:///etc/passwd", "https://a.example/3", "https://a.example/3"},
};

TEST(PageOf, IsTheLinkOrAnIdThatIsOne) {
  for (const auto& [why, link, id, page] : kPages) {
    SCOPED_TRACE(why);
    news::FeedItem item;
    item.link = link;
    item.id = id;
    EXPECT_EQ(PageOf(item), page);
  }
}

TEST(ListedOf, MarksChangesOfTitleAndTimeAlone) {
  news::FeedItem item;
  item.title = "عنوان";
  item.link = "https://a.example/1";
  const std::uint64_t mark = ListedOf(item).mark;
  EXPECT_EQ(mark, 0xE9A56E3C807DC6FFULL) << "kept by stores: it may never change";
  item.content.value = "إعلان آخر";
  EXPECT_EQ(ListedOf(item).mark, mark);
  item.updated = DateTime::FromInstant(kNoon);
  EXPECT_NE(ListedOf(item).mark, mark);
  item.updated.reset();
  item.title = "عنوان آخر";
  EXPECT_NE(ListedOf(item).mark, mark);
}

TEST(ArticleOf, TellsAWholeTextFromASummary) {
  std::string paragraph = "<p>";
  for (int i = 0; i < 30; ++i) paragraph += "أعلنت البلدية عن برنامج جديد لصيانة الطرق. ";
  paragraph += "</p>";
  news::FeedItem item;
  item.title = "صيانة الطرق";
  item.link = "https://a.example/1";
  item.content.kind = news::FeedTextKind::kHtml;
  item.content.value = paragraph + paragraph;
  EXPECT_TRUE(ArticleOf(item, {}, {}).has_text);
  EXPECT_EQ(ArticleOf(item, {}, {}).article.language, "ar");
  EXPECT_THAT(ArticleOf(item, {}, {}).article.paragraphs, SizeIs(2));
  item.content.value = paragraph + paragraph + "<p>اقرأ المزيد</p>";
  EXPECT_FALSE(ArticleOf(item, {}, {}).has_text) << "cut";
  item.content.value = "<p>موجز قصير.</p><p>وسطر.</p>";
  EXPECT_FALSE(ArticleOf(item, {}, {}).has_text) << "short";
  std::swap(item.content, item.summary);
  item.summary.value = paragraph + paragraph;
  EXPECT_FALSE(ArticleOf(item, {}, {}).has_text) << "called a summary by its feed";
}

TEST(FillFromFeed, LeavesWhatThePageSays) {
  news::Article from_feed;
  from_feed.title = "من الخلاصة";
  from_feed.authors = {"سلمى"};
  from_feed.published = DateTime::FromInstant(kNoon);
  news::Article article;
  article.title = "من الصفحة";
  article.published = DateTime{.day = from_feed.published->day};
  FillFromFeed(from_feed, article);
  EXPECT_EQ(article.title, "من الصفحة");
  EXPECT_THAT(article.authors, ElementsAre("سلمى"));
  EXPECT_EQ(article.published, from_feed.published) << "the same day, with its hour";
  article.published = DateTime{.day = std::chrono::year(2026) / 2 / 1};
  FillFromFeed(from_feed, article);
  EXPECT_EQ(article.published->day, std::chrono::year(2026) / 2 / 1) << "another day is the page's";
}

TEST(ChooseSitemaps, TakesNewsAndTheLatest) {
  news::Feed index;
  const auto add = [&](const char* link, int day) {
    news::FeedItem item;
    item.link = link;
    if (day > 0) item.updated = DateTime::FromInstant(kNoon + std::chrono::hours(24 * day));
    index.items.push_back(item);
  };
  add("https://a.example/pages.xml", 0);
  add("https://a.example/posts-1.xml", 1);
  add("https://a.example/posts-2.xml", 9);
  add("https://a.example/news-sitemap.xml", 0);
  const auto chosen = ChooseSitemaps(index, 2);
  ASSERT_THAT(chosen, SizeIs(2));
  EXPECT_EQ(chosen[0].link, "https://a.example/news-sitemap.xml");
  EXPECT_EQ(chosen[1].link, "https://a.example/posts-2.xml");
}

}  // namespace
}  // namespace isnad::ingest
