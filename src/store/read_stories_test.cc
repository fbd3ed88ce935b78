// Which accounts a story on a list has.

#include <gtest/gtest.h>

#include <string>

#include "store/store_fixture.h"

namespace isnad::store {
namespace {

class ReadStoriesTest : public StoreTest {};

TEST_F(ReadStoriesTest, HasTheAccountThatGaveTheTitleAmongThoseOnAList) {
  const Stored own = Write(MakeIncoming(MakeArticle("https://a.example/1", "أ", "نص أ"), 500));
  for (int i = 0; i < 4; ++i) {
    const std::string number = std::to_string(i);
    placer_.plan["ب" + number] = {.story = own.story,
                                  .chain = {.origin = own.article, .copied_0_1 = 0.9}};
    Write(MakeIncoming(MakeArticle("https://b.example/" + number, "ب" + number, "نص ب" + number),
                       100 + i));
  }
  const auto listed = [&](std::size_t max_accounts) {
    const auto page = store_->Stories(StoryOrder::kLatest, At(1'000), 10, max_accounts, "", "");
    EXPECT_TRUE(page && page->items.size() == 1);
    std::string titles;
    if (!page) return titles;
    EXPECT_EQ(page->items[0].title, "أ");
    for (const news::Account& account : page->items[0].accounts) titles += account.title + " ";
    return titles;
  };
  EXPECT_EQ(listed(3), "ب0 ب1 أ ") << "it came later than all three, and stands behind two";
  EXPECT_EQ(listed(9), "ب0 ب1 ب2 ب3 أ ");
  EXPECT_EQ(listed(1), "ب0 ") << "the earliest where one is asked for";
  ASSERT_TRUE(store_->Story(own.story, 3));
  EXPECT_EQ(store_->Story(own.story, 3)->accounts[2].title, "ب2") << "a story alone is in order";
}

}  // namespace
}  // namespace isnad::store
