#include "page/forest.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace isnad::page {
namespace {

constexpr std::string_view kSmall =
    "features\ta\tb\n"
    "bias\t0.5\n"
    "tree\t5\n"
    "0\t1\t1\t2\n"
    "=\t10\n"
    "1\t3\t3\t4\n"
    "=\t20\n"
    "=\t30\n"
    "tree\t1\n"
    "=\t0.25\n";

TEST(Forest, FollowsItsTreesToTheLeaves) {
  const auto forest = Forest::Parse(kSmall);
  ASSERT_TRUE(forest.has_value());
  FeatureRow row{};
  row[0] = 1;
  EXPECT_FLOAT_EQ(forest->Score(row.data()), 10.75F);
  row[0] = 2;
  row[1] = 3;
  EXPECT_FLOAT_EQ(forest->Score(row.data()), 20.75F);
  row[1] = 4;
  EXPECT_FLOAT_EQ(forest->Score(row.data()), 30.75F);
}

struct Case {
  const char* why;
  const char* text;
};
constexpr Case kMalformed[] = {
    {"a word it does not know", "features\ta\nleaf\n"},
    {"a tree that ends early", "features\ta\ntree\t3\n0\t1\t1\t2\n=\t1\n"},
    {"a child before its parent: the walk would not end",
     "features\ta\ntree\t3\n=\t1\n0\t1\t0\t1\n=\t1\n"},
    {"a child outside the tree", "features\ta\ntree\t3\n0\t1\t2\t3\n=\t1\n=\t1\n"},
    {"a feature that no row has", "features\ta\ntree\t3\n1\t1\t1\t2\n=\t1\n=\t1\n"},
};

TEST(Forest, RefusesWhatIsNotWellFormed) {
  for (const auto& [why, text] : kMalformed) {
    SCOPED_TRACE(why);
    EXPECT_FALSE(Forest::Parse(text).has_value());
  }
}

// A forest of random trees over five features, some of whose branches end early.
std::string RandomForest(std::mt19937& random, int deepest) {
  std::string out = "features\ta\tb\tc\td\te\nbias\t-0.75\n";
  for (int tree = 0; tree < 20; ++tree) {
    std::vector<int> depths = {0};
    std::string rows;
    for (std::size_t at = 0; at < depths.size(); ++at) {
      if (depths[at] == deepest || random() % 4 == 0) {
        rows += "=\t" + std::to_string(static_cast<int>(random() % 2000) / 700.0) + "\n";
        continue;
      }
      rows += std::to_string(random() % 5) + "\t" + std::to_string(random() % 7) + "\t" +
              std::to_string(depths.size()) + "\t" + std::to_string(depths.size() + 1) + "\n";
      const int below = depths[at] + 1;
      depths.insert(depths.end(), 2, below);
    }
    out += "tree\t" + std::to_string(depths.size()) + "\n" + rows;
  }
  return out;
}

TEST(Forest, ScoresManyRowsAsItScoresEach) {
  std::mt19937 random(3);
  for (const int deepest : {0, 1, 3, 4, 6}) {
    SCOPED_TRACE(deepest);
    const auto forest = Forest::Parse(RandomForest(random, deepest));
    ASSERT_TRUE(forest.has_value());
    for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 31U, 32U, 33U, 100U}) {
      std::vector<FeatureRow> rows(count);
      for (FeatureRow& row : rows) {
        for (std::size_t i = 0; i < 5; ++i) row[i] = static_cast<float>(random() % 7);
      }
      std::vector<float> scores(count);
      forest->Score(rows, scores);
      for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(scores[i], forest->Score(rows[i].data()));
    }
  }
}

TEST(Forest, ScoresByLeavesAloneWithoutFeatures) {
  const auto forest = Forest::Parse("bias\t1\ntree\t1\n=\t0.5\n");
  ASSERT_TRUE(forest.has_value());
  const std::vector<FeatureRow> rows(3);
  std::vector<float> scores(3);
  forest->Score(rows, scores);
  EXPECT_EQ(scores, std::vector<float>(3, 1.5F));
}

}  // namespace
}  // namespace isnad::page
