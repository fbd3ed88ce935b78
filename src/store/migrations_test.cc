// Stores that older programs wrote.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/body.h"
#include "store/identity.h"
#include "store/migrations.h"
#include "store/test_store.h"

namespace isnad::store {
namespace {

constexpr std::int64_t kBeforeSections = 6;

void Execute(Connection& connection, std::string_view sql) {
  const auto done = connection.Execute(std::string(sql));
  ASSERT_TRUE(done) << ToString(done.error()) << "\n" << sql;
}

TEST(Migrate, KeepsWhatAStoreWithoutSectionsHeld) {
  TemporaryFolder folder;
  {
    auto connection = Connection::Open(folder.path() + "/isnad.db", Access::kWrite);
    ASSERT_TRUE(connection);
    ASSERT_TRUE(Migrate(*connection, kBeforeSections));
    Execute(*connection,
            "INSERT INTO outlets (id, key, slug, name, article_count)"
            " VALUES (1, 'name:a', 'a', 'أ', 2)");
    // The later of two accounts is a copy: it refreshes its story no longer.
    Execute(*connection,
            "INSERT INTO stories (id, title, title_article, first, latest, accounts, independent,"
            " outlets, sources, rank) VALUES (1, 'خبر', 1, 43200000, 86400000, 2, 1, 1, 1, 3.0)");
    Execute(*connection, "INSERT INTO story_outlets VALUES (1, 1, 2, 1)");
    BodyEncoder encoder;
    for (const std::int64_t id : {1, 2}) {
      const news::Article article = MakeArticle("", "خبر", "ن");
      const Hash content = ContentHash(article);
      auto insert = connection->Prepare(
          "INSERT INTO articles (id, identity, content, outlet, story, origin, first_seen, time,"
          " url, title) VALUES (?1, ?2, ?3, 1, 1, ?4, ?5, ?5, '', 'خبر')");
      ASSERT_TRUE(insert);
      const std::string identity = std::to_string(id);
      insert->Bind(1, id).BindBlob(2, identity).BindBlob(3, View(content));
      if (id == 2) insert->Bind(4, std::int64_t{1});
      insert->Bind(5, id * 43'200'000);
      ASSERT_TRUE(insert->Run());
      const auto body = encoder.Encode(article, {});
      ASSERT_TRUE(body);
      auto keep = connection->Prepare("INSERT INTO bodies VALUES (?1, ?2)");
      ASSERT_TRUE(keep);
      keep->Bind(1, id).BindBlob(2, *body);
      ASSERT_TRUE(keep->Run());
    }
  }
  const auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store) << ToString(store.error());
  const auto story = (*store)->Story(1, 10);
  ASSERT_TRUE(story);
  EXPECT_EQ(story->title, "خبر");
  EXPECT_EQ(story->section, "");
  EXPECT_EQ(story->accounts.size(), 2U);
  EXPECT_THAT(*(*store)->Check(), testing::IsEmpty());
  EXPECT_TRUE((*store)->WithReader([](Connection& connection) -> Result<void> {
    EXPECT_EQ(*connection.QueryInt("SELECT rank * 1000 FROM stories"), 2'000);
    return {};
  }));
}

}  // namespace
}  // namespace isnad::store
