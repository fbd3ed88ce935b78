#include "search/saved_searches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/index.h"
#include "store/test_store.h"

namespace isnad::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SavedSearchesTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    store_.reset();
    auto opened = store::OpenSqlite({.folder = folder_.path(), .index = hook_.get()});
    ASSERT_TRUE(opened) << ToString(opened.error());
    store_ = std::move(*opened);
  }

  void Add(const std::string& url, const std::string& title, const std::string& text) {
    auto incoming = store::MakeIncoming(store::MakeArticle("https://a.ma/" + url, title, text));
    ASSERT_TRUE(store_->Write({&incoming, 1}, placer_));
  }

  SavedSearchId Save(std::string_view query) {
    const auto id = SaveSearch(*store_, "اسم", query, store::At(5));
    EXPECT_TRUE(id) << query;
    return id.value_or(0);
  }

  std::vector<std::string> Hits(SavedSearchId id) {
    std::vector<std::string> titles;
    const auto hits = SavedHits(*store_, id, 10);
    EXPECT_TRUE(hits);
    for (const SavedHit& hit : *hits) titles.push_back(hit.account.title);
    return titles;
  }

  store::TemporaryFolder folder_;
  store::TestPlacer placer_;
  std::unique_ptr<store::IndexHook> hook_ = MakeIndexHook();
  std::unique_ptr<store::SqliteStore> store_;
};

TEST_F(SavedSearchesTest, AreAskedOfWhatComesIn) {
  Add("0", "قبل", "نفط");
  const SavedSearchId oil = Save("نفط بلد:المغرب");
  const SavedSearchId other = Save("\"سعر النفط\"");
  Add("1", "أ", "ارتفع سعر النفط");
  Add("2", "ب", "النفط والغاز");
  EXPECT_THAT(Hits(oil), ElementsAre("ب", "أ")) << "not what was there before; newest first";
  EXPECT_THAT(Hits(other), ElementsAre("أ"));
  Add("2", "ب", "نص جديد فيه سعر النفط");
  EXPECT_THAT(Hits(other), ElementsAre("ب", "أ")) << "a new version is asked as well";
  EXPECT_THAT(Hits(oil).size(), 2U) << "once an article";
  const auto searches = SavedSearches(*store_);
  ASSERT_TRUE(searches);
  EXPECT_EQ((*searches)[0].hits, 2);
  EXPECT_TRUE((*searches)[0].last_hit);
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(SavedSearchesTest, AreKeptAndForgotten) {
  const SavedSearchId id = Save("نفط");
  Open();
  Add("1", "أ", "نفط");
  EXPECT_THAT(Hits(id), ElementsAre("أ")) << "asked by another writer";
  ASSERT_TRUE(RemoveSavedSearch(*store_, id));
  EXPECT_EQ(RemoveSavedSearch(*store_, id).error().code, Errc::kNotFound);
  EXPECT_EQ(SavedHits(*store_, id, 1).error().code, Errc::kNotFound);
  Add("2", "ب", "نفط");
  EXPECT_THAT(*SavedSearches(*store_), IsEmpty());
}

TEST_F(SavedSearchesTest, AreNotToldOfOldArticlesByAnIndexMadeAnew) {
  Add("1", "أ", "نفط");
  const SavedSearchId id = Save("نفط");
  ASSERT_TRUE(store_->WithWriter([](store::Connection& connection) {
    return connection.Execute("UPDATE meta SET value = 'old' WHERE name = 'index_version'");
  }));
  Open();
  EXPECT_THAT(Hits(id), IsEmpty());
  Add("2", "ب", "نفط");
  EXPECT_THAT(Hits(id), ElementsAre("ب"));
}

TEST_F(SavedSearchesTest, RefusesWhatAsksForNothing) {
  for (const char* query : {"", "-نفط", "\"\"", "  "}) {
    EXPECT_EQ(SaveSearch(*store_, "", query, store::At(5)).error().code, Errc::kMalformed) << query;
  }
}

}  // namespace
}  // namespace isnad::search
