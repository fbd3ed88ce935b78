#include "store/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "store/store_fixture.h"

namespace isnad::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SqliteStoreTest : public StoreTest {};

news::Article FullArticle() {
  news::Article article = MakeArticle("https://a.example/1", "عنوان", "فقرة أولى", "منبر");
  article.id = "x-1";
  article.authors = {"كاتب", "كاتبة"};
  article.published = *DateTime::Parse("2025-02-19T10:20:30+01:00");
  article.modified = *DateTime::Parse("2025-02-20");
  article.language = "ar";
  article.paragraphs.push_back({news::ParagraphKind::kQuote, "اقتباس"});
  article.image = "https://a.example/i.jpg";
  article.images = {{"https://a.example/i.jpg", "تعليق"}, {"https://a.example/j.jpg", ""}};
  article.source_url = "https://b.example/2";
  article.credit = "و م ع";
  article.section = "سياسة";
  article.tags = {"مالي", "المغرب"};
  article.headlines = {{"عنوان آخر", "https://a.example/9"}, {"ثالث", ""}};
  article.comments = {{"قارئ", "تعليق", *DateTime::Parse("2025-02-21")}, {"آخر", "", {}}};
  article.warnings = {"no date"};
  return article;
}

TEST_F(SqliteStoreTest, AnUndatedArticleIsNoNewerThanTheNewestDated) {
  const auto write = [this](const std::string& name, const char* published) {
    news::Article article = MakeArticle("https://a.example/" + name, name, "نص " + name, "منبر");
    if (*published != '\0') article.published = *DateTime::Parse(published);
    return Story(Write(MakeIncoming(std::move(article), 2'000'000'000)).story).latest;
  };
  EXPECT_EQ(write("أ", ""), At(2'000'000'000)) << "nothing is dated: when it was seen";
  const Instant dated = write("ب", "2025-09-27T06:30:00Z");
  EXPECT_EQ(write("ج", ""), dated) << "an archive's page, read years later";
  EXPECT_LT(write("د", "2025-09-01"), dated);
  EXPECT_EQ(write("ه", ""), dated);
  const news::StoryId older =
      Write(MakeIncoming(MakeArticle("https://a.example/ز", "ز", "نص ز", "منبر"), 100)).story;
  placer_.plan["و"] = {.story = older};
  EXPECT_EQ(write("و", ""), At(100)) << "its story becomes no newer";
  ExpectSound();
}

TEST_F(SqliteStoreTest, GivesBackEveryFieldAsItWasWritten) {
  const news::Article article = FullArticle();
  const Stored stored = Write(MakeIncoming(article, 1'740'000'000));
  EXPECT_EQ(stored.outcome, Outcome::kNew);
  const auto read = store_->Article(stored.article);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article, article);
  EXPECT_EQ(read->version, 1);
  EXPECT_EQ(read->outlet.name, "منبر");
  EXPECT_EQ(read->outlet.host, "b.example");
  EXPECT_EQ(read->first_seen, At(1'740'000'000));
  ExpectSound();
}

TEST_F(SqliteStoreTest, KeepsAnHourWhoseOffsetIsUnknown) {
  news::Article article = MakeArticle("https://a.example/1", "ع", "ن");
  article.published = *DateTime::Parse("2015-07-21T02:51:32");
  const auto read = store_->Article(Write(MakeIncoming(article, 1'740'000'000)).article);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.published, article.published);
}

TEST_F(SqliteStoreTest, KnowsTheSameAddressWrittenAnotherWay) {
  const Stored first = Write(MakeIncoming(MakeArticle("https://a.example/x?id=1", "ع", "ن")));
  const Stored again =
      Write(MakeIncoming(MakeArticle("https://A.EXAMPLE:443/x?id=1&utm_source=rss#top", "ع", "ن")));
  EXPECT_EQ(again.outcome, Outcome::kDuplicate);
  EXPECT_EQ(again.article, first.article);
  EXPECT_EQ(again.story, first.story);
  EXPECT_THAT(placer_.asked, ElementsAre(first.article));
}

TEST_F(SqliteStoreTest, KnowsAnArticleWithoutAddressByItsWords) {
  const Stored first = Write(MakeIncoming(MakeArticle("", "ع", "ن")));
  EXPECT_EQ(Write(MakeIncoming(MakeArticle("", "ع", "ن"))).outcome, Outcome::kDuplicate);
  EXPECT_EQ(Write(MakeIncoming(MakeArticle("", "ع", "ن", "منبر آخر"))).outcome, Outcome::kNew);
  EXPECT_EQ(Write(MakeIncoming(MakeArticle("", "ع", "ن2"))).outcome, Outcome::kNew);
  EXPECT_EQ(first.outcome, Outcome::kNew);
  ExpectSound();
}

TEST_F(SqliteStoreTest, FindsADuplicateWithinOneBatch) {
  const std::vector<Incoming> batch = {MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")),
                                       MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن"))};
  const auto stored = store_->Write(batch, placer_);
  ASSERT_TRUE(stored);
  EXPECT_EQ((*stored)[0].outcome, Outcome::kNew);
  EXPECT_EQ((*stored)[1].outcome, Outcome::kDuplicate);
}

TEST_F(SqliteStoreTest, MakesAVersionOfAChangedTextAndKeepsItsStory) {
  const Stored first = Write(MakeIncoming(MakeArticle("https://a.example/1", "قديم", "ن")));
  const Stored second = Write(MakeIncoming(MakeArticle("https://a.example/1", "جديد", "ن"), 2'000));
  EXPECT_EQ(second.outcome, Outcome::kChanged);
  EXPECT_EQ(second.article, first.article);
  const auto read = store_->Article(first.article);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->version, 2);
  EXPECT_EQ(read->article.title, "جديد");
  EXPECT_EQ(read->first_seen, At(1'000));
  EXPECT_EQ(store_->Story(first.story, 10)->title, "جديد");
  EXPECT_EQ(store_->Count()->versions, 2);
  EXPECT_EQ(store_->Count()->articles, 1);
  ExpectSound();
}

TEST_F(SqliteStoreTest, CountsAccountsIndependentOnesAndOutlets) {
  const Stored first =
      Write(MakeIncoming(MakeArticle("https://a.example/1", "أ", "ن", "منبر أ"), 100));
  placer_.plan["ب"] = {.story = first.story, .chain = {.origin = first.article, .copied_0_1 = 0.9}};
  placer_.plan["ج"] = {.story = first.story, .chain = {}};
  Write(MakeIncoming(MakeArticle("https://b.example/1", "ب", "ن", "منبر ب"), 50));
  Write(MakeIncoming(MakeArticle("https://a.example/2", "ج", "ن٢", "منبر أ"), 300));
  const auto story = store_->Story(first.story, 10);
  ASSERT_TRUE(story);
  EXPECT_EQ(story->account_count, 3);
  EXPECT_EQ(story->independent_count, 2);
  EXPECT_EQ(story->outlet_count, 2);
  EXPECT_EQ(story->first, At(50));
  EXPECT_EQ(story->latest, At(300));
  EXPECT_EQ(story->title, "أ") << "an earlier copy does not name the story";
  ASSERT_EQ(story->accounts.size(), 3U);
  EXPECT_EQ(story->accounts[0].title, "ب") << "earliest first";
  EXPECT_EQ(story->accounts[0].origin, first.article);
  EXPECT_DOUBLE_EQ(story->accounts[0].copied_0_1, 0.9);
  ExpectSound();
}

TEST_F(SqliteStoreTest, TakesAPlacementInUnknownThingsAsNone) {
  placer_.plan["ع"] = {.story = 77, .chain = {.origin = 99, .copied_0_1 = 1}};
  const Stored stored = Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")));
  EXPECT_EQ(stored.story, stored.article);
  EXPECT_EQ(store_->Story(stored.story, 1)->independent_count, 1);
  ExpectSound();
}

TEST_F(SqliteStoreTest, DoesNotLetADateInTheFutureLead) {
  news::Article future = MakeArticle("https://a.example/1", "مستقبل", "ن");
  future.published = *DateTime::Parse("2099-01-01");
  const Stored stored = Write(MakeIncoming(future, 1'000));
  EXPECT_EQ(store_->Story(stored.story, 1)->latest, At(1'000));
  EXPECT_EQ(store_->Article(stored.article)->article.published, future.published)
      << "shown as given";
}

TEST_F(SqliteStoreTest, RanksManyOutletsBeforeOneAndFreshBeforeStale) {
  const std::int64_t day = 86'400;
  const Stored alone =
      Write(MakeIncoming(MakeArticle("https://a.example/1", "وحيد", "ن", "أ"), 10 * day));
  const Stored many =
      Write(MakeIncoming(MakeArticle("https://a.example/2", "كثير", "ن", "أ"), 10 * day));
  placer_.plan["ك٢"] = {.story = many.story, .chain = {}};
  placer_.plan["ك٣"] = {.story = many.story, .chain = {}};
  Write(MakeIncoming(MakeArticle("https://b.example/2", "ك٢", "ن", "ب"), 10 * day - 60));
  Write(MakeIncoming(MakeArticle("https://c.example/2", "ك٣", "ن", "ج"), 10 * day - 60));
  const Stored fresh =
      Write(MakeIncoming(MakeArticle("https://a.example/3", "طازج", "ن", "أ"), 12 * day));
  const auto ranked = store_->Stories(StoryOrder::kRank, At(12 * day), 10, 0, "");
  ASSERT_TRUE(ranked);
  ASSERT_EQ(ranked->items.size(), 3U);
  EXPECT_EQ(ranked->items[0].id, fresh.story) << "two days are worth more than three outlets";
  EXPECT_EQ(ranked->items[1].id, many.story);
  EXPECT_EQ(ranked->items[2].id, alone.story);
}

TEST_F(SqliteStoreTest, IsNotRefreshedByCopies) {
  const std::int64_t day = 86'400;
  const Stored told =
      Write(MakeIncoming(MakeArticle("https://a.example/1", "أصل", "ن", "أ"), 10 * day));
  const Stored other =
      Write(MakeIncoming(MakeArticle("https://a.example/2", "غيره", "ن", "أ"), 10 * day + 60));
  placer_.plan["نسخة"] = {.story = told.story, .chain = {.origin = told.article, .copied_0_1 = 1}};
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    Write(MakeIncoming(MakeArticle("https://c.example/" + n, "نسخة", "ن", "ناسخ " + n),
                       11 * day + i));
  }
  const auto ranked = store_->Stories(StoryOrder::kRank, At(12 * day), 10, 0, "");
  ASSERT_EQ(ranked->items.size(), 2U);
  EXPECT_EQ(ranked->items[0].id, other.story) << "told a minute later, once";
  EXPECT_EQ(store_->Story(told.story, 1)->latest, At(11 * day + 19));
  ExpectSound();
}

TEST_F(SqliteStoreTest, PagesThroughStoriesWithoutGapsOrRepeats) {
  for (int i = 0; i < 23; ++i) {  // several with one time: the id decides
    Write(MakeIncoming(
        MakeArticle("https://a.example/" + std::to_string(i), "ع" + std::to_string(i), "ن"),
        1'000 + i / 4));
  }
  for (const StoryOrder order : {StoryOrder::kLatest, StoryOrder::kRank}) {
    std::vector<news::StoryId> seen;
    Cursor from;
    do {
      auto page = store_->Stories(order, At(0), 5, 1, from);
      ASSERT_TRUE(page);
      for (const news::Story& story : page->items) {
        EXPECT_EQ(story.accounts.size(), 1U);
        seen.push_back(story.id);
      }
      from = page->next;
    } while (!from.empty() && seen.size() < 100);
    std::vector<news::StoryId> expected(23);
    for (std::size_t i = 0; i < 23; ++i) expected[i] = static_cast<news::StoryId>(23 - i);
    EXPECT_EQ(seen, expected);
  }
}

TEST_F(SqliteStoreTest, StartsOverAtACursorItDidNotWrite) {
  Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")));
  for (const char* cursor : {"x", "0-0", "7fffffffffffffff", "zzzzzzzzzzzzzzzz-1", "' OR 1=1 --",
                             "7ff8000000000001-5", "0000000000000001--5"}) {
    SCOPED_TRACE(cursor);
    for (const StoryOrder order : {StoryOrder::kLatest, StoryOrder::kRank}) {
      const auto page = store_->Stories(order, At(0), 5, 0, cursor);
      ASSERT_TRUE(page);
      if (std::string_view(cursor) != "7ff8000000000001-5" || order == StoryOrder::kRank) {
        EXPECT_EQ(page->items.size(), 1U);
      }
    }
    EXPECT_TRUE(store_->OutletArticles(1, 5, cursor));
  }
}

TEST_F(SqliteStoreTest, KeepsTheHeadlinesOfAListingAndNoArticle) {
  news::Article listing = MakeArticle("https://a.example/", "الرئيسية", "");
  listing.kind = news::PageKind::kListing;
  listing.headlines = {{"خبر أول", "https://a.example/1"}, {"خبر ثان", ""}, {"خبر أول", ""}};
  const Stored stored = Write(MakeIncoming(listing));
  EXPECT_EQ(stored.outcome, Outcome::kHeadlines);
  EXPECT_EQ(stored.article, 0);
  const Stored article = Write(MakeIncoming(MakeArticle("https://a.example/1", "خبر أول", "ن")));
  const auto headlines = store_->LatestHeadlines(10);
  ASSERT_TRUE(headlines);
  ASSERT_EQ(headlines->size(), 2U) << "each title once";
  EXPECT_EQ((*headlines)[0].title, "خبر أول");
  EXPECT_EQ((*headlines)[0].url, "https://a.example/1");
  EXPECT_EQ((*headlines)[0].article, article.article) << "it leads to the article we have";
  EXPECT_EQ((*headlines)[1].article, 0);
  EXPECT_EQ(store_->Count()->articles, 1);
  EXPECT_EQ(store_->Count()->headlines, 2);
}

TEST_F(SqliteStoreTest, GivesTheEvidenceBackToTheByte) {
  const std::string page = "<html>" + std::string(1, '\0') + "\xFF صفحة</html>";
  const Stored stored =
      Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن"), 1'000, page));
  const Stored without = Write(MakeIncoming(MakeArticle("https://a.example/2", "ع", "ن")));
  EXPECT_EQ(store_->EvidencePage(stored.article, 1 << 20), page);
  EXPECT_EQ(store_->EvidencePage(stored.article, 5).error().code, Errc::kTooLarge);
  EXPECT_EQ(store_->EvidencePage(without.article, 100).error().code, Errc::kNotFound);
  EXPECT_EQ(store_->Count()->pages, 1);
  Open();
  EXPECT_EQ(store_->EvidencePage(stored.article, 1 << 20), page);
}

TEST_F(SqliteStoreTest, SaysUnknownIdsAreNotFound) {
  EXPECT_EQ(store_->Article(1).error().code, Errc::kNotFound);
  EXPECT_EQ(store_->Story(1, 1).error().code, Errc::kNotFound);
  EXPECT_EQ(store_->OutletBySlug("x").error().code, Errc::kNotFound);
  EXPECT_EQ(store_->EvidencePage(1, 1).error().code, Errc::kNotFound);
  EXPECT_THAT(store_->OutletArticles(5, 10, "")->items, IsEmpty());
}

TEST_F(SqliteStoreTest, GrowsItsGenerationWithWhatIsWrittenOnly) {
  const std::int64_t before = *store_->Generation();
  Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")));
  EXPECT_EQ(*store_->Generation(), before + 1);
  Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")));
  EXPECT_EQ(*store_->Generation(), before + 1);
}

std::vector<PlacedArticle> PlacedOf(Store& store, Instant since, std::size_t limit) {
  std::vector<PlacedArticle> all;
  EXPECT_TRUE(store.ForEachPlaced(since, limit, [&](const PlacedArticle& placed) -> Result<void> {
    all.push_back(placed);
    return {};
  }));
  return all;
}

TEST_F(SqliteStoreTest, GivesThePlacedArticlesOfTheWindowInOrder) {
  const Stored old = Write(MakeIncoming(MakeArticle("https://a.example/1", "أ", "نص"), 100));
  const Stored second = Write(MakeIncoming(MakeArticle("https://a.example/2", "ب", "نص٢"), 300));
  placer_.plan["ج"] = {.story = second.story,
                       .chain = {.origin = second.article, .copied_0_1 = 0.5}};
  placer_.plan["ج"].reading = std::string("\0 what it read", 14);
  const Stored third = Write(MakeIncoming(MakeArticle("https://a.example/3", "ج", "نص٣"), 200));
  auto placed = PlacedOf(*store_, At(150), 10);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[0].id, second.article);
  EXPECT_EQ(placed[0].placement.reading, "");
  EXPECT_EQ(placed[1].id, third.article);
  EXPECT_EQ(placed[1].seen, At(200));
  EXPECT_EQ(placed[1].placement.story, second.story);
  EXPECT_EQ(placed[1].placement.chain.origin, second.article);
  EXPECT_EQ(placed[1].placement.chain.copied_0_1, 0.5);
  EXPECT_EQ(placed[1].placement.reading, placer_.plan["ج"].reading);
  placed = PlacedOf(*store_, At(0), 1);
  ASSERT_EQ(placed.size(), 1U) << "over the limit the newest count";
  EXPECT_EQ(placed[0].id, second.article);
  EXPECT_NE(old.article, 0);
  int asked = 0;
  const auto stop = [&](const PlacedArticle& each) -> Result<void> {
    ++asked;
    EXPECT_TRUE(store_->Article(each.id)) << "the store may be asked meanwhile";
    return Fail(Errc::kIo, "enough");
  };
  EXPECT_EQ(store_->ForEachPlaced(At(0), 10, stop).error().detail, "enough");
  EXPECT_EQ(asked, 1);
}

TEST_F(SqliteStoreTest, ForgetsReadingsOfArticlesThatLeftTheWindow) {
  placer_.plan["أ"].reading = "first";
  placer_.plan["ب"].reading = "second";
  Write(MakeIncoming(MakeArticle("https://a.example/1", "أ", "نص")));
  const Stored second = Write(MakeIncoming(MakeArticle("https://a.example/2", "ب", "نص٢")));
  const auto readings = [&] {
    std::vector<std::string> all;
    for (const PlacedArticle& placed : PlacedOf(*store_, At(0), 10)) {
      all.push_back(placed.placement.reading);
    }
    return all;
  };
  EXPECT_THAT(readings(), ElementsAre("first", "second"));
  placer_.plan["ج"].oldest_reading = second.article;
  Write(MakeIncoming(MakeArticle("https://a.example/3", "ج", "نص٣")));
  EXPECT_THAT(readings(), ElementsAre("", "second", ""));
}

TEST_F(SqliteStoreTest, RefusesASecondWriterAndNamesTheFirst) {
  const auto second = OpenSqlite({.folder = folder_.path()});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::kBusy);
  EXPECT_THAT(second.error().detail, HasSubstr("process " + std::to_string(getpid()) + " "));
  EXPECT_FALSE(second.error().mend.empty());
}

TEST_F(SqliteStoreTest, ReadsWhileAnotherWrites) {
  const auto reader = OpenSqlite({.folder = folder_.path(), .access = Access::kRead});
  ASSERT_TRUE(reader) << ToString(reader.error());
  const Stored stored = Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")));
  EXPECT_TRUE((*reader)->Article(stored.article));
  const Incoming incoming = MakeIncoming(MakeArticle("https://a.example/2", "ع", "ن"));
  EXPECT_EQ((*reader)->Write({&incoming, 1}, placer_).error().code, Errc::kDenied);
  EXPECT_THAT(*(*reader)->Check(), IsEmpty());
}

TEST_F(SqliteStoreTest, GivesAReaderOneSnapshot) {
  Write(MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن")));
  const auto done = store_->WithReader([&](Connection& connection) -> Result<void> {
    EXPECT_EQ(*connection.QueryInt("SELECT count(*) FROM articles"), 1);
    Write(MakeIncoming(MakeArticle("https://a.example/2", "ع", "ن")));
    EXPECT_EQ(*connection.QueryInt("SELECT count(*) FROM articles"), 1);
    return {};
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(store_->Count()->articles, 2);
}

TEST(OpenSqliteTest, SaysWhatIsWrongWithWhatItFinds) {
  TemporaryFolder folder;
  const std::string database = folder.path() + "/isnad.db";
  const auto open = [&](Access access) {
    return OpenSqlite({.folder = folder.path(), .access = access}).error();
  };
  EXPECT_EQ(open(Access::kRead).code, Errc::kNotFound);
  std::ofstream(database) << std::string(4096, 'x');
  EXPECT_EQ(open(Access::kRead).code, Errc::kMalformed);
  EXPECT_EQ(open(Access::kWrite).code, Errc::kMalformed);
  EXPECT_THAT(ToString(open(Access::kWrite)), HasSubstr("backup"));
  std::filesystem::remove(database);
  {
    auto other = Connection::Open(database, Access::kWrite);
    ASSERT_TRUE(other);
    ASSERT_TRUE(other->Execute("CREATE TABLE t (x)"));
  }
  EXPECT_EQ(open(Access::kWrite).code, Errc::kMalformed);
  EXPECT_THAT(open(Access::kWrite).detail, HasSubstr("another program"));
}

TEST(OpenSqliteTest, RefusesAStoreOfANewerProgram) {
  TemporaryFolder folder;
  ASSERT_TRUE(OpenSqlite({.folder = folder.path()}));
  {
    auto connection = Connection::Open(folder.path() + "/isnad.db", Access::kWrite);
    ASSERT_TRUE(connection->Execute("PRAGMA user_version=999"));
  }
  EXPECT_EQ(OpenSqlite({.folder = folder.path()}).error().code, Errc::kMalformed);
  EXPECT_EQ(OpenSqlite({.folder = folder.path(), .access = Access::kRead}).error().code,
            Errc::kMalformed);
}

TEST(OpenSqliteTest, FindsTamperedTextAndCounts) {
  TemporaryFolder folder;
  TestPlacer placer;
  {
    auto store = OpenSqlite({.folder = folder.path()});
    const Incoming incoming =
        MakeIncoming(MakeArticle("https://a.example/1", "ع", "ن"), 1, "<p>page</p>");
    ASSERT_TRUE((*store)->Write({&incoming, 1}, placer));
  }
  {
    auto connection = Connection::Open(folder.path() + "/isnad.db", Access::kWrite);
    ASSERT_TRUE(connection->Execute(
        "UPDATE articles SET title = 'x'; UPDATE stories SET accounts = 5;"
        "UPDATE outlets SET article_count = 9; UPDATE pages SET offset = offset + 1;"));
  }
  auto store = OpenSqlite({.folder = folder.path(), .access = Access::kRead});
  const auto findings = (*store)->Check();
  ASSERT_TRUE(findings);
  EXPECT_THAT(*findings, ElementsAre(HasSubstr("story 1"), HasSubstr("outlet 1"),
                                     HasSubstr("article 1"), HasSubstr("page 1")));
}

}  // namespace
}  // namespace isnad::store
