// What is kept of chains, and how accounts are hung elsewhere.

#include "store/chain_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/migrations.h"
#include "store/store_fixture.h"

namespace isnad::store {
namespace {

using ::testing::IsEmpty;
using Kind = news::ChainEvidence::Kind;

TEST(ChainEvidence, IsReadAsItWasWritten) {
  const std::vector<news::ChainEvidence> evidence = {{Kind::kText, ""},
                                                     {Kind::kCredit, "نقلا عن «الدار»"},
                                                     {Kind::kDateline, "الرباط - و م ع"},
                                                     {Kind::kLink, "https://a.example/1"},
                                                     {Kind::kTime, ""}};
  EXPECT_EQ(DecodeChainEvidence(EncodeChainEvidence(evidence)), evidence);
  EXPECT_EQ(EncodeChainEvidence({}), "");
}

TEST(ChainEvidence, KeepsItsLimitsWhateverIsQuoted) {
  const std::string lines = "سطر\nسطر\n";
  const auto read = DecodeChainEvidence(EncodeChainEvidence({{Kind::kCredit, lines}}));
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].quote, "سطر سطر ");
  const std::vector<news::ChainEvidence> many(100, {Kind::kCredit, std::string(5'000, 'x')});
  EXPECT_LE(EncodeChainEvidence(many).size(), kMaxChainEvidence * (kMaxChainQuoteBytes + 2));
  EXPECT_THAT(DecodeChainEvidence("?letter of a newer program\n\n"), IsEmpty());
}

class Chains : public StoreTest {
 protected:
  news::ArticleId WriteArticle(const std::string& title, const std::string& outlet,
                               StoryPlacement placement = {}) {
    return Write(title, std::move(placement), outlet).article;
  }
};

TEST_F(Chains, AnAccountIsReadWithItsAgencyAndEvidence) {
  const std::vector<news::ChainEvidence> evidence = {{Kind::kDateline, "الرباط - و م ع"}};
  StoryPlacement placement;
  placement.chain.origin_confidence_0_1 = 0.75;
  placement.chain.agency = "وكالة المغرب العربي للأنباء";
  placement.chain.evidence = evidence;
  const auto id = WriteArticle("أ", "الدار", placement);
  const news::Story story = Story(id);
  ASSERT_EQ(story.accounts.size(), 1U);
  EXPECT_EQ(story.accounts[0].origin_confidence_0_1, 0.75);
  EXPECT_EQ(story.accounts[0].agency, placement.chain.agency);
  EXPECT_EQ(story.accounts[0].evidence, evidence);
  EXPECT_EQ(story.independent_count, 1) << "the agency's account, told by one that has it";
}

TEST_F(Chains, AnOriginThatComesInAfterItsCopyTurnsTheChainRound) {
  const auto copy = WriteArticle("نسخة", "الدار");
  StoryPlacement joins{.story = copy};
  joins.rehung.push_back({.article = copy,
                          .place = {.origin = copy + 1,
                                    .copied_0_1 = 0.9,
                                    .origin_confidence_0_1 = 0.8,
                                    .evidence = {{Kind::kCredit, "نقلا عن المنارة"}}}});
  const auto original = WriteArticle("أصل", "المنارة", joins);
  const news::Story story = Story(copy);
  EXPECT_EQ(story.account_count, 2);
  EXPECT_EQ(story.independent_count, 1);
  EXPECT_EQ(story.title, "أصل") << "a copy gives no title";
  for (const news::Account& account : story.accounts) {
    EXPECT_EQ(account.origin, account.article == copy ? std::optional(original) : std::nullopt);
  }
  const auto findings = store_->Check();
  ASSERT_TRUE(findings);
  EXPECT_THAT(*findings, IsEmpty()) << "the counts are those of the accounts";
}

TEST_F(Chains, WhatTheStoreDoesNotKnowIsNotHungAnywhere) {
  const auto first = WriteArticle("أ", "الدار");
  StoryPlacement joins{.story = first};
  joins.rehung = {{.article = first, .place = {.origin = 99}},
                  {.article = first, .place = {.origin = first}},
                  {.article = 98, .place = {.origin = first}}};
  WriteArticle("ب", "المنارة", joins);
  EXPECT_EQ(Story(first).independent_count, 2);
}

TEST_F(Chains, AStoreOfBeforeIsBroughtUpToDate) {
  store_.reset();
  TemporaryFolder folder;
  {
    auto old = Connection::Open(folder.path() + "/isnad.db", Access::kWrite);
    ASSERT_TRUE(old);
    ASSERT_TRUE(Migrate(*old, 5));
    ASSERT_TRUE(old->Execute(
        "BEGIN; INSERT INTO outlets (id, key, slug, name, article_count) VALUES (1, 'k', 's', 'n', "
        "2);"
        "INSERT INTO articles (id, identity, content, outlet, story, origin, copied, first_seen, "
        "time,"
        " url, title) VALUES (1, x'61', x'61', 1, 1, NULL, 0, 1, 1, '', 'أ'),"
        " (2, x'62', x'62', 1, 1, 1, 0.5, 2, 2, '', 'ب');"
        "INSERT INTO stories (id, title, title_article, first, latest, accounts, independent,"
        " outlets, sources, rank) VALUES (1, 'أ', 1, 1, 2, 2, 1, 1, 1, 0); COMMIT;"));
  }
  auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store) << ToString(store.error());
  std::int64_t unknown = 0;
  ASSERT_TRUE((*store)->WithReader([&](Connection& connection) -> Result<void> {
    const auto count = connection.QueryInt(
        "SELECT count(*) FROM articles WHERE origin_confidence = 0 AND agency = '' AND evidence = "
        "''");
    if (!count) return Fail(count.error());
    unknown = *count;
    return {};
  }));
  EXPECT_EQ(unknown, 2);
}

}  // namespace
}  // namespace isnad::store
