#include "portal/chain.h"

#include <gtest/gtest.h>

namespace isnad::portal {
namespace {

news::Account Told(news::ArticleId id, std::optional<news::ArticleId> origin = std::nullopt) {
  news::Account account;
  account.article = id;
  account.origin = origin;
  return account;
}

TEST(BuildChains, PutsCopiesUnderTheirOrigins) {
  const std::vector<news::Account> accounts = {Told(7), Told(8, 7), Told(9), Told(10, 8),
                                               Told(11, 7)};
  const auto nodes = BuildChains(accounts);
  ASSERT_EQ(nodes.size(), 5U);
  EXPECT_EQ(nodes[0].relayed, (std::vector<std::size_t>{1, 4}));
  EXPECT_EQ(nodes[1].relayed, (std::vector<std::size_t>{3}));
  EXPECT_TRUE(nodes[0].is_root);
  EXPECT_TRUE(nodes[2].is_root);
  EXPECT_FALSE(nodes[3].is_root);
}

TEST(BuildChains, HasNoCyclesWhateverTheDataSays) {
  const std::vector<news::Account> accounts = {Told(1, 2), Told(2, 1), Told(3, 3), Told(4, 99)};
  const auto nodes = BuildChains(accounts);
  EXPECT_TRUE(nodes[0].is_root) << "its origin stands behind it";
  EXPECT_EQ(nodes[0].relayed, (std::vector<std::size_t>{1}));
  EXPECT_TRUE(nodes[2].is_root) << "its own origin";
  EXPECT_TRUE(nodes[3].is_root) << "its origin is not at hand";
}

}  // namespace
}  // namespace isnad::portal
