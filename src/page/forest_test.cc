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

TEST(Forest, ScoresManyRowsAsItScoresEach) {
  const auto forest = Forest::Parse(kSmall);
  ASSERT_TRUE(forest.has_value());
  std::mt19937 random(3);
  for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 31U, 32U, 33U, 100U}) {
    std::vector<FeatureRow> rows(count);
    for (FeatureRow& row : rows) {
      row[0] = static_cast<float>(random() % 4);
      row[1] = static_cast<float>(random() % 6);
    }
    std::vector<float> scores(count);
    forest->Score(rows, scores);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(scores[i], forest->Score(rows[i].data()));
  }
}

}  // namespace
}  // namespace isnad::page
