#include "story/shingle_table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/clock.h"

namespace isnad::story {
namespace {

std::set<std::uint32_t> ArticlesOf(const ShingleTable& table, std::uint32_t shingle) {
  std::set<std::uint32_t> found;
  table.ForEach(shingle, [&](std::uint32_t article) {
    EXPECT_TRUE(found.insert(article).second) << "each once";
  });
  return found;
}

TEST(ShingleTable, AgreesWithAMultimap) {
  ShingleTable table;
  std::map<std::uint32_t, std::set<std::uint32_t>> reference;
  std::map<std::uint32_t, std::set<std::uint32_t>> shingles_of;
  SeededRandom random(7);
  constexpr std::uint32_t kWindow = 300;
  for (std::uint32_t article = 0; article < 5'000; ++article) {
    if (article >= kWindow) {
      const std::uint32_t first = article - kWindow + 1;
      table.ForgetBefore(first, 4 * table.slots() / kWindow + 1);
      for (const std::uint32_t shingle : shingles_of[first - 1])
        reference[shingle].erase(first - 1);
    }
    // Few, many and again few shingles, so that tables grow and shrink.
    const std::uint64_t kinds = article / 1'000 % 2 == 0 ? 300 : 100'000;
    for (int i = 0; i < 20; ++i) {
      const auto shingle = static_cast<std::uint32_t>(random.Below(kinds));
      std::set<std::uint32_t>& articles = reference[shingle];
      if (articles.contains(article)) continue;
      const bool has_room = articles.size() < ShingleTable::kMaxSame;
      EXPECT_EQ(table.Insert(shingle, article), has_room);
      if (!has_room) continue;
      articles.insert(article);
      shingles_of[article].insert(shingle);
    }
    if (article % 397 == 0) {
      for (std::uint32_t shingle = 0; shingle < 300; ++shingle) {
        ASSERT_EQ(ArticlesOf(table, shingle), reference[shingle]) << article;
      }
    }
  }
}

TEST(ShingleTable, SweepsUpWhatLeft) {
  ShingleTable table;
  constexpr std::uint32_t kWindow = 100;
  for (std::uint32_t article = 0; article < 20'000; ++article) {
    if (article >= kWindow)
      table.ForgetBefore(article - kWindow + 1, 4 * table.slots() / kWindow + 1);
    for (std::uint32_t i = 0; i < 30; ++i) table.Insert((article * 30 + i) * 2654435761U, article);
  }
  EXPECT_LE(table.size(), 30 * kWindow * 4 / 3) << "a quarter at most is of articles that left";
  EXPECT_LE(table.slots(), 3 * table.size());
}

TEST(ShingleTable, KeepsTheFirstOfManyThatAreTheSame) {
  ShingleTable table;
  for (std::uint32_t article = 0; article < 1000; ++article) table.Insert(5, article);
  const std::set<std::uint32_t> found = ArticlesOf(table, 5);
  EXPECT_EQ(found.size(), ShingleTable::kMaxSame);
  EXPECT_EQ(*found.rbegin(), ShingleTable::kMaxSame - 1);
}

}  // namespace
}  // namespace isnad::story
