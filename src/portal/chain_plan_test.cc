#include "portal/chain_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace isnad::portal {
namespace {

using Kind = ChainRow::Kind;

news::Account Told(news::ArticleId id, std::optional<news::ArticleId> origin = std::nullopt,
                   const char* agency = "") {
  news::Account account;
  account.article = id;
  account.origin = origin;
  account.agency = agency;
  return account;
}

// How many accounts the rows stand for.
std::size_t CountAccounts(const std::vector<ChainRow>& rows) {
  std::size_t count = 0;
  for (const ChainRow& row : rows) count += row.kind == Kind::kAccount ? 1 : row.hidden;
  return count;
}

TEST(PlanChain, PutsEachAccountBelowWhatItWasTakenFrom) {
  const std::vector<news::Account> accounts = {Told(7), Told(8, 7), Told(9), Told(10, 8)};
  const auto tree = news::BuildChainTree(accounts);
  constexpr auto kNone = ChainRow::kNoRow;
  EXPECT_EQ(PlanChain(tree), (std::vector<ChainRow>{{Kind::kAccount, 0, 0, kNone, 0},
                                                    {Kind::kAccount, 1, 1, 0, 0},
                                                    {Kind::kAccount, 3, 2, 1, 0},
                                                    {Kind::kAccount, 2, 0, kNone, 0}}));
}

TEST(PlanChain, HangsAccountsFromASourceThatWasNotFetched) {
  const std::vector<news::Account> accounts = {Told(1, std::nullopt, "وكالة الواحة"),
                                               Told(2, std::nullopt, "وكالة الواحة")};
  const auto rows = PlanChain(news::BuildChainTree(accounts));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].kind, Kind::kSource);
  EXPECT_EQ(rows[1].parent, 0U);
  EXPECT_EQ(rows[2].parent, 0U);
}

TEST(PlanChain, FoldsLargeFamiliesAndCountsWhatItFolds) {
  std::vector<news::Account> accounts = {Told(1)};
  for (news::ArticleId id = 2; id <= 200; ++id) accounts.push_back(Told(id, 1));
  accounts.push_back(Told(201, 200));  // taken from one that is folded away
  const auto rows = PlanChain(news::BuildChainTree(accounts));
  ASSERT_EQ(rows.size(), 7U);
  EXPECT_EQ(rows[6].kind, Kind::kMoreCopies);
  EXPECT_EQ(rows[6].hidden, 195U);
  EXPECT_EQ(rows[6].parent, 0U);
  EXPECT_EQ(CountAccounts(rows), 201U);
}

TEST(PlanChain, ShowsOfManyRootsThoseThatWereCopied) {
  std::vector<news::Account> accounts;
  for (news::ArticleId id = 1; id <= 40; ++id) accounts.push_back(Told(id));
  accounts.push_back(Told(41, 39));
  const auto rows = PlanChain(news::BuildChainTree(accounts), {.max_roots = 3});
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0].node, 0U) << "the earliest";
  EXPECT_EQ(rows[1].node, 1U);
  EXPECT_EQ(rows[2].node, 38U) << "that was copied, in its place in time";
  EXPECT_EQ(rows[3].node, 40U) << "its copy";
  EXPECT_EQ(rows[4].kind, Kind::kMoreRoots);
  EXPECT_EQ(rows[4].hidden, 37U);
}

TEST(PlanChain, GoesNoDeeperThanItMay) {
  std::vector<news::Account> accounts = {Told(1)};
  for (news::ArticleId id = 2; id <= 300; ++id) accounts.push_back(Told(id, id - 1));
  const auto rows = PlanChain(news::BuildChainTree(accounts));
  EXPECT_EQ(rows.size(), 7U);
  EXPECT_EQ(rows.back().kind, Kind::kMoreCopies);
  EXPECT_EQ(CountAccounts(rows), 300U);
}

TEST(PlanChain, EndsWhereItGetsTooLong) {
  std::vector<news::Account> accounts;
  for (news::ArticleId id = 1; id <= 90; ++id) {
    id % 3 == 1 ? accounts.push_back(Told(id)) : accounts.push_back(Told(id, id - 1));
  }
  const auto rows = PlanChain(news::BuildChainTree(accounts), {.max_roots = 30, .max_rows = 10});
  EXPECT_LE(rows.size(), 14U);
  EXPECT_EQ(CountAccounts(rows), 90U);
}

TEST(PlanChain, HasNoRowsForNoAccounts) {
  EXPECT_TRUE(PlanChain(news::BuildChainTree({})).empty());
}

}  // namespace
}  // namespace isnad::portal
