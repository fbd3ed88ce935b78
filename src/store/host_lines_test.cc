#include "store/host_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/test_store.h"

namespace isnad::store {
namespace {

class HostLinesTest : public testing::Test {
 protected:
  void SetUp() override {
    auto store = OpenSqlite({.folder = folder_.path(), .access = Access::kWrite});
    ASSERT_TRUE(store.has_value()) << ToString(store.error());
    store_ = std::move(*store);
  }

  void Add(int number, std::uint64_t title, std::vector<std::uint64_t> lines,
           const std::string& host = "a.example") {
    Incoming incoming =
        MakeIncoming(MakeArticle("https://" + host + "/" + std::to_string(number), "عنوان", "نص"));
    incoming.lines = {.host = host, .title = title, .lines = std::move(lines)};
    ASSERT_TRUE(store_->Write({&incoming, 1}, placer_).has_value());
  }

  std::int64_t PagesOf(std::uint64_t line, const std::string& host = "a.example") {
    const auto known = store_->LinesOf(host, 0);
    if (!known || !known->lines.contains(line)) return 0;
    return known->lines.at(line);
  }

  TemporaryFolder folder_;
  TestPlacer placer_;
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(HostLinesTest, CountsPagesOfEachHostApart) {
  Add(1, 10, {7, 8});
  Add(2, 11, {7});
  Add(3, 12, {7}, "b.example");
  EXPECT_EQ(PagesOf(7), 2);
  EXPECT_EQ(PagesOf(8), 1);
  EXPECT_EQ(PagesOf(7, "b.example"), 1);
  EXPECT_EQ(store_->LinesOf("a.example", 2)->lines.size(), 1U);
  EXPECT_EQ(store_->LinesOf("a.example", 2)->pages, 2);
  EXPECT_EQ(store_->LinesOf("c.example", 1)->pages, 0);
}

TEST_F(HostLinesTest, TakesOneTitleForOneWitness) {
  Add(1, 10, {7});
  Add(2, 10, {7});
  Add(3, 11, {7});
  Add(4, 11, {7});
  EXPECT_EQ(PagesOf(7), 2);
}

TEST_F(HostLinesTest, CountsAKnownArticleOnce) {
  Add(1, 10, {7});
  Add(1, 11, {7});
  EXPECT_EQ(PagesOf(7), 1);
}

TEST_F(HostLinesTest, AgesAndStaysSmall) {
  for (int i = 0; i < 2 * kHalveLinesAtPages; ++i) {
    const auto number = static_cast<std::uint64_t>(i);
    Add(i, number, {7, 1'000 + number});
  }
  const auto known = store_->LinesOf("a.example", 0);
  EXPECT_LT(known->pages, kHalveLinesAtPages);
  EXPECT_LT(known->lines.size(), static_cast<std::size_t>(kHalveLinesAtPages));
  EXPECT_GE(PagesOf(7), known->pages - 2);  // on every page, as it was
}

}  // namespace
}  // namespace isnad::store
