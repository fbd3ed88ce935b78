#include "news/chain_tree.h"

#include <gtest/gtest.h>

namespace isnad::news {
namespace {

struct Told {
  ArticleId id;
  std::optional<ArticleId> origin{};
  std::string agency{};
};

std::vector<Account> Accounts(const std::vector<Told>& told) {
  std::vector<Account> accounts;
  for (const Told& each : told) {
    accounts.emplace_back();
    accounts.back().article = each.id;
    accounts.back().origin = each.origin;
    accounts.back().agency = each.agency;
  }
  return accounts;
}

// A tree as text: "1(2,3(4)) X(5)".
std::string Shape(const std::vector<Account>& accounts) {
  const ChainTree tree = BuildChainTree(accounts);
  std::vector<std::string> shapes(tree.nodes.size());
  for (std::size_t i = tree.from_above.size(); i-- > 0;) {
    const ChainTreeNode& node = tree.nodes[tree.from_above[i]];
    std::string& shape = shapes[tree.from_above[i]];
    shape = node.account ? std::to_string(accounts[*node.account].article) : node.agency;
    for (std::size_t k = 0; k < node.taken.size(); ++k) {
      shape += (k == 0 ? "(" : ",") + shapes[node.taken[k]];
    }
    if (!node.taken.empty()) shape += ')';
  }
  std::string all;
  for (const std::size_t root : tree.roots) all += (all.empty() ? "" : " ") + shapes[root];
  return all;
}

struct Case {
  const char* why;
  std::vector<Told> told;
  const char* shape;
};

TEST(ChainTree, PutsAccountsBelowWhereTheyWereTakenFrom) {
  const Case kCases[] = {
      {"nothing", {}, ""},
      {"copies and a copy of a copy", {{7}, {8, 7}, {9}, {10, 8}, {11, 7}}, "7(8(10),11) 9"},
      {"an origin published after its copy, by its clock", {{2, 3}, {3}}, "3(2)"},
      {"an origin that is not at hand", {{1, 99}}, "1"},
      {"an agency that was not fetched", {{1, {}, "X"}, {2}, {3, 1, "X"}}, "X(1,3) 2"},
      {"a copy of an account of an agency", {{1, {}, "X"}, {2, 1}}, "X(1(2))"},
      {"two agencies", {{1, {}, "X"}, {2, {}, "Y"}}, "X(1) Y(2)"},
      {"the agency's own account came in at last", {{1, 4}, {3, 1, "X"}, {4}}, "4(1,3)"},
      {"its own origin", {{3, 3}}, "3"},
  };
  for (const auto& [why, told, shape] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Shape(Accounts(told)), shape);
  }
}

TEST(ChainTree, HasNoCyclesWhateverTheDataSays) {
  const Case kCases[] = {
      {"two of each other", {{1, 2}, {2, 1}}, "2(1)"},
      {"three in a round, one beside", {{1, 2}, {2, 3}, {3, 1}, {4, 1}}, "3(2(1(4)))"},
      {"a round through an agency", {{1, 2, "X"}, {2, 1}}, "2(1)"},
  };
  for (const auto& [why, told, shape] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Shape(Accounts(told)), shape);
  }
}

TEST(ChainTree, KeepsEveryAccountOfADeepChainWithinItsDepth) {
  std::vector<Told> told = {{1}};
  for (ArticleId id = 2; id <= 10'000; ++id) told.push_back({id, id - 1});
  const std::vector<Account> accounts = Accounts(told);
  const ChainTree tree = BuildChainTree(accounts);
  EXPECT_EQ(tree.from_above.size(), told.size());
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    std::size_t depth = 1;
    for (auto at = tree.nodes[i].parent; at; at = tree.nodes[*at].parent) ++depth;
    ASSERT_LE(depth, kMaxChainDepth) << i;
  }
}

}  // namespace
}  // namespace isnad::news
