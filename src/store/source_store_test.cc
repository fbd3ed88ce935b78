#include "store/source_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "store/test_store.h"

namespace isnad::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SourceStoreTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    sources_.reset();
    store_.reset();
    auto store = OpenSqlite({.folder = folder_.path()});
    ASSERT_TRUE(store) << store.error().detail;
    store_ = std::move(*store);
    sources_ = MakeSourceStore(*store_);
  }

  static news::Source Manara() {
    news::Source source;
    source.homepage = "https://manara.example/";
    source.name = "المنارة";
    source.added = At(1'000);
    source.feeds.push_back({.url = "https://manara.example/feed",
                            .role = news::FeedRole::kFeed,
                            .state = {.due = At(5)}});
    return source;
  }

  news::FollowedFeed AddManara() {
    EXPECT_TRUE(sources_->AddSource(Manara()));
    return sources_->Sources(10)->front().feeds.front();
  }

  static FoundItem Found(const std::string& url, std::uint64_t mark = 1, bool task = true) {
    FoundItem item{{.url = url, .mark = mark}, std::nullopt};
    if (!task) return item;
    item.task.emplace();
    item.task->url = url;
    item.task->due = At(10);
    item.task->item = MakeArticle(url, "عنوان من الخلاصة", "فقرة من الخلاصة");
    item.task->item.published = DateTime::FromInstant(At(86'400));
    return item;
  }

  TemporaryFolder folder_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<SourceStore> sources_;
};

TEST_F(SourceStoreTest, KeepsWhatIsFollowedAndKnowsItAgain) {
  const auto added = sources_->AddSource(Manara());
  ASSERT_TRUE(added);
  EXPECT_TRUE(added->is_new);
  EXPECT_EQ(added->new_feeds, 1U);
  news::Source more = Manara();
  more.name = "اسم آخر";
  more.country = "MA";
  more.feeds[0].url = "https://manara.example/sport/feed";
  const auto again = sources_->AddSource(more);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->id, added->id);
  EXPECT_EQ(again->new_feeds, 1U);
  Open();
  const auto sources = sources_->Sources(10);
  ASSERT_TRUE(sources);
  ASSERT_THAT(*sources, SizeIs(1));
  EXPECT_EQ(sources->front().name, "المنارة") << "what the desk called it stays";
  EXPECT_EQ(sources->front().country, "MA") << "what was not known is filled in";
  EXPECT_THAT(sources->front().feeds, SizeIs(2));
  EXPECT_EQ(sources->front().feeds[0].state.due, At(5));
}

TEST_F(SourceStoreTest, DropsASiteOnceItsFeedIsKnown) {
  news::Source source = Manara();
  source.feeds[0] = {.url = source.homepage, .role = news::FeedRole::kSite};
  ASSERT_TRUE(sources_->AddSource(source));
  ASSERT_TRUE(sources_->AddSource(Manara()));
  const auto sources = sources_->Sources(10);
  ASSERT_THAT(sources->front().feeds, SizeIs(1));
  EXPECT_EQ(sources->front().feeds[0].role, news::FeedRole::kFeed);
}

TEST_F(SourceStoreTest, KeepsEveryPartOfAFeedsState) {
  news::FollowedFeed feed = AddManara();
  feed.state = {.due = At(99),
                .life = news::FeedLife::kDormant,
                .etag = "\"a\"",
                .last_modified = "Sun",
                .validators_url = "https://manara.example/f",
                .moved_to = "https://manara.example/f",
                .rhythm = "1 2 3",
                .items_per_day = 2.5,
                .failures = 4,
                .failing_since = At(1),
                .last_try = At(2),
                .last_success = At(3),
                .last_whole = At(4),
                .trouble = "HTTP status 503",
                .latency = std::chrono::milliseconds(120),
                .items = 7};
  ASSERT_TRUE(sources_->RecordPoll(feed, {}, At(9)));
  Open();
  EXPECT_EQ(sources_->Sources(10)->front().feeds.front(), feed);
}

TEST_F(SourceStoreTest, WritesStateAndTasksTogetherOrNotAtAll) {
  news::FollowedFeed feed = AddManara();
  feed.state.etag = "\"b\"";
  news::FollowedFeed unknown = feed;
  unknown.id = 77;
  const std::vector<FoundItem> items = {Found("https://manara.example/1")};
  EXPECT_FALSE(sources_->RecordPoll(unknown, items, At(9))) << "no such feed";
  EXPECT_EQ(*sources_->CountTasks(), 0);
  const auto ids = sources_->RecordPoll(feed, items, At(9));
  ASSERT_TRUE(ids);
  EXPECT_THAT(*ids, SizeIs(1));
  Open();
  const auto tasks = sources_->Tasks(10);
  ASSERT_THAT(*tasks, SizeIs(1));
  EXPECT_EQ(tasks->front().id, ids->front());
  EXPECT_EQ(tasks->front().item.title, "عنوان من الخلاصة");
  EXPECT_EQ(tasks->front().item.paragraphs.front().text, "فقرة من الخلاصة");
  EXPECT_EQ(tasks->front().item.published, items[0].task->item.published);
  EXPECT_THAT(*sources_->RecordPoll(feed, items, At(9)), ElementsAre(0)) << "one task a page";
}

TEST_F(SourceStoreTest, TellsNewItemsFromKnownAndChangedOnes) {
  const news::FollowedFeed feed = AddManara();
  ASSERT_TRUE(
      sources_->RecordPoll(feed, std::vector{Found("https://manara.example/1", 1, false)}, At(9)));
  TestPlacer placer;
  const std::vector<Incoming> batch = {
      MakeIncoming(MakeArticle("https://manara.example/2", "عنوان", "نص"))};
  ASSERT_TRUE(store_->Write(batch, placer));
  const std::vector<ListedItem> items = {
      {.url = "https://manara.example/1?utm_source=rss", .mark = 1},
      {.url = "https://manara.example/1", .mark = 2},
      {.url = "https://manara.example/2", .mark = 1},
      {.url = "https://manara.example/3", .mark = 1}};
  EXPECT_THAT(*sources_->Familiar(items), ElementsAre(Familiarity::kKnown, Familiarity::kChanged,
                                                      Familiarity::kKnown, Familiarity::kUnknown));
}

TEST_F(SourceStoreTest, AnItemThatChangesForEverIsLetBe) {
  const news::FollowedFeed feed = AddManara();
  for (std::uint64_t mark = 0; mark <= kMaxRevisions; ++mark) {
    ASSERT_TRUE(sources_->RecordPoll(
        feed, std::vector{Found("https://manara.example/1", mark, false)}, At(9)));
  }
  std::vector<ListedItem> items = {{.url = "https://manara.example/1", .mark = 1'000}};
  EXPECT_THAT(*sources_->Familiar(items), ElementsAre(Familiarity::kKnown));
  items[0].endless = true;
  EXPECT_THAT(*sources_->Familiar(items), ElementsAre(Familiarity::kChanged));
}

TEST_F(SourceStoreTest, GivesTasksDueFirstAndNoneOfSourcesAtRest) {
  const news::FollowedFeed feed = AddManara();
  std::vector<FoundItem> items;
  for (int i = 0; i < 3; ++i) {
    items.push_back(Found("https://manara.example/" + std::to_string(i)));
    items.back().task->due = At(100 - i);
  }
  const auto ids = sources_->RecordPoll(feed, items, At(9));
  ASSERT_TRUE(sources_->PostponeTask((*ids)[2], At(1'000), 2));
  const auto tasks = sources_->Tasks(2);
  ASSERT_THAT(*tasks, SizeIs(2));
  EXPECT_EQ((*tasks)[0].id, (*ids)[1]);
  EXPECT_EQ(sources_->Tasks(3)->back().tries, 2);
  ASSERT_TRUE(sources_->SetResting(feed.source, true));
  EXPECT_THAT(*sources_->Tasks(10), IsEmpty());
  ASSERT_TRUE(sources_->SetResting(feed.source, false));
  const std::vector<SourceStore::Finished> done = {
      {.task = (*ids)[0], .feed = feed.id, .counts = true, .whole = true},
      {.task = (*ids)[1], .feed = feed.id, .counts = true, .whole = false}};
  ASSERT_TRUE(sources_->FinishTasks(done));
  EXPECT_EQ(*sources_->CountTasks(), 1);
  EXPECT_EQ(sources_->Sources(1)->front().feeds.front().pages.WholeShare(), 0.5);
}

TEST_F(SourceStoreTest, RemovingASourceTakesItsTasksAndLeavesArticles) {
  const news::FollowedFeed feed = AddManara();
  ASSERT_TRUE(sources_->RecordPoll(feed, std::vector{Found("https://manara.example/1")}, At(9)));
  ASSERT_TRUE(sources_->PutSubscription({.feed = feed.id, .token = "t", .topic = "a", .hub = "b"}));
  TestPlacer placer;
  const std::vector<Incoming> batch = {
      MakeIncoming(MakeArticle("https://manara.example/2", "عنوان", "نص"))};
  ASSERT_TRUE(store_->Write(batch, placer));
  ASSERT_TRUE(sources_->RemoveSource(feed.source));
  EXPECT_EQ(sources_->RemoveSource(feed.source).error().code, Errc::kNotFound);
  EXPECT_EQ(*sources_->CountTasks(), 0);
  EXPECT_THAT(*sources_->Subscriptions(), IsEmpty());
  EXPECT_EQ(store_->Count()->articles, 1);
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(SourceStoreTest, KeepsHostsAndSubscriptionsAndPrunesWhatIsOld) {
  const news::FollowedFeed feed = AddManara();
  const HostRecord host{.origin = "https://manara.example",
                        .robots = "User-agent: *\nDisallow: /x\n",
                        .last_good = "",
                        .check_again = At(50),
                        .unreachable_since = At(7),
                        .etag = "e",
                        .last_modified = "m",
                        .validators_url = "u",
                        .hold_until = At(8)};
  ASSERT_TRUE(sources_->PutHost(host));
  const SubscriptionRecord subscription{.feed = feed.id,
                                        .token = "t",
                                        .topic = "a",
                                        .hub = "b",
                                        .secret = "s",
                                        .asked = At(3),
                                        .expires = At(4)};
  ASSERT_TRUE(sources_->PutSubscription(subscription));
  ASSERT_TRUE(
      sources_->RecordPoll(feed, std::vector{Found("https://manara.example/1", 1, false)}, At(9)));
  Open();
  EXPECT_THAT(*sources_->Hosts(), ElementsAre(host));
  EXPECT_THAT(*sources_->Subscriptions(), ElementsAre(subscription));
  ASSERT_TRUE(sources_->Prune(At(60)));
  EXPECT_THAT(*sources_->Hosts(), IsEmpty());
  const std::vector<ListedItem> items = {{.url = "https://manara.example/1", .mark = 1}};
  EXPECT_THAT(*sources_->Familiar(items), ElementsAre(Familiarity::kUnknown));
}

TEST_F(SourceStoreTest, AWriterWhoYieldsIsWaitedFor) {
  sources_.reset();
  store_.reset();
  auto yielding = OpenSqlite({.folder = folder_.path(), .manners = Manners::kYields});
  ASSERT_TRUE(yielding);
  EXPECT_FALSE((*yielding)->WriterWanted());
  Result<std::unique_ptr<SqliteStore>> other = Fail(Errc::kBusy, "not yet");
  std::thread waiter([&] {
    other = OpenSqlite({.folder = folder_.path(), .patience = std::chrono::seconds(60)});
  });
  while (!(*yielding)->WriterWanted()) std::this_thread::yield();
  yielding->reset();
  waiter.join();
  EXPECT_TRUE(other) << "it was waited for";
  EXPECT_FALSE(WriterLock::IsWanted(folder_.path()));
  const auto third = OpenSqlite({.folder = folder_.path(), .patience = std::chrono::hours(1)});
  EXPECT_EQ(third.error().code, Errc::kBusy) << "who keeps the lock is not waited for";
}

}  // namespace
}  // namespace isnad::store
