#include "store/story_edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/store_fixture.h"

namespace isnad::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

StoryPlacement Joins(news::StoryId story, std::vector<StoryMerge> merges = {}) {
  StoryPlacement placement;
  placement.story = story;
  placement.merges = std::move(merges);
  return placement;
}

class StoryEdits : public StoreTest {
 protected:
  template <typename Edit>
  auto Do(Edit edit) {
    std::optional<decltype(edit(std::declval<StoryEditor&>()))> result;
    (void)store_->WithWriter([&](Connection& connection) -> Result<void> {
      StoryEditor editor(connection, At(5'000));
      result = edit(editor);
      if (!*result) return Fail(result->error());
      return {};
    });
    return *result;
  }
};

TEST_F(StoryEdits, AnArticleMakesOneOfTwoStories) {
  const auto a = Write("a").story;
  const auto b = Write("b", {}, "المنبر").story;
  const auto c = Write("c", Joins(b, {{b, a, 1, 0.75}}));
  EXPECT_EQ(c.story, a);
  const news::Story story = Story(b);
  EXPECT_EQ(story.id, a) << "the address of the story that is gone leads on";
  EXPECT_EQ(story.account_count, 3);
  EXPECT_EQ(story.outlet_count, 2);
  EXPECT_EQ(Write("d", Joins(b)).story, a) << "who still knows the old name finds the story";
  const auto changes = store_->StoryChanges(a, 10);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_FALSE(changes->front().by_editor);
  EXPECT_EQ(changes->front().other, b);
  EXPECT_EQ(changes->front().article, 1);
  EXPECT_EQ(changes->front().likeness_0_1, 0.75);
  ExpectSound();
}

TEST_F(StoryEdits, LeadsOnFromStoryToStory) {
  const auto a = Write("a").story;
  const auto b = Write("b").story;
  const auto c = Write("c").story;
  ASSERT_TRUE(Do([&](StoryEditor& editor) { return editor.Merge(c, b); }));
  ASSERT_TRUE(Do([&](StoryEditor& editor) { return editor.Merge(b, a); }));
  EXPECT_EQ(Story(c).id, a);
  EXPECT_EQ(Story(b).id, a);
  ExpectSound();
}

TEST_F(StoryEdits, AnEditorSplitsAndTheMachineLeavesItSo) {
  const auto story = Write("a").story;
  const auto b = Write("b", Joins(story)).article;
  Write("c", Joins(story));
  const auto made = Do([&](StoryEditor& editor) { return editor.Split(story, {{b}}); });
  ASSERT_TRUE(made) << ToString(made.error());
  EXPECT_GE(*made, kFirstSplitStory) << "articles to come may still found stories of their number";
  EXPECT_EQ(Story(*made).title, "b");
  EXPECT_EQ(Story(story).account_count, 2);
  Write("d", Joins(story, {{*made, story, b, 0.9}}));
  EXPECT_EQ(Story(*made).account_count, 1);
  const auto apart = store_->StoriesApart();
  ASSERT_TRUE(apart);
  EXPECT_THAT(*apart, ElementsAre(std::pair(story, *made)));
  ExpectSound();
  // The editor may take it back.
  ASSERT_TRUE(Do([&](StoryEditor& editor) { return editor.Merge(*made, story); }));
  EXPECT_EQ(Story(*made).account_count, 4);
  EXPECT_THAT(*store_->StoriesApart(), IsEmpty());
  ExpectSound();
}

TEST_F(StoryEdits, TheFounderMayBeSplitOff) {
  const auto a = Write("a");
  Write("b", Joins(a.story));
  const auto made = Do([&](StoryEditor& editor) { return editor.Split(a.story, {{a.article}}); });
  ASSERT_TRUE(made) << ToString(made.error());
  EXPECT_EQ(Story(a.story).title, "b") << "the story keeps its address";
  EXPECT_EQ(Story(*made).title, "a");
  ExpectSound();
}

TEST_F(StoryEdits, ATitleThatAnEditorGaveStays) {
  const auto story = Write("a").story;
  const auto other = Write("z").story;
  ASSERT_TRUE(Do([&](StoryEditor& editor) { return editor.Rename(story, "عنوان المحرر"); }));
  Write("b", Joins(story));
  EXPECT_EQ(Story(story).title, "عنوان المحرر");
  // Of a named story and another the named one keeps its address.
  Write("c", Joins(story, {{story, other, 1, 0.8}}));
  EXPECT_EQ(Story(other).id, story);
  EXPECT_EQ(Story(other).title, "عنوان المحرر");
  ExpectSound();
}

TEST_F(StoryEdits, APinnedStoryStandsAboveAllOthers) {
  const auto a = Write("a").story;
  const auto b = Write("b").story;
  const auto first = [&] {
    return store_->Stories(StoryOrder::kRank, At(9'000), 10, 0, {})->items.front().id;
  };
  EXPECT_EQ(first(), b);
  ASSERT_TRUE(Do([&](StoryEditor& editor) { return editor.Pin(a, true); }));
  EXPECT_EQ(first(), a);
  ASSERT_TRUE(Do([&](StoryEditor& editor) { return editor.Pin(a, false); }));
  EXPECT_EQ(first(), b);
  ExpectSound();
}

TEST_F(StoryEdits, RefusesWhatMakesNoSense) {
  const auto a = Write("a").story;
  const auto b = Write("b");
  const auto code = [](const auto& result) { return result ? Errc() : result.error().code; };
  EXPECT_EQ(code(Do([&](StoryEditor& e) { return e.Merge(a, a); })), Errc::kMalformed);
  EXPECT_EQ(code(Do([&](StoryEditor& e) { return e.Merge(a, 99); })), Errc::kNotFound);
  EXPECT_EQ(code(Do([&](StoryEditor& e) { return e.Split(a, {{b.article}}); })), Errc::kMalformed);
  EXPECT_EQ(code(Do([&](StoryEditor& e) { return e.Split(a, {{news::ArticleId{1}}}); })),
            Errc::kMalformed)
      << "nothing would be left";
  EXPECT_EQ(code(Do([&](StoryEditor& e) { return e.Rename(a, ""); })), Errc::kMalformed);
  EXPECT_EQ(code(Do([&](StoryEditor& e) { return e.Pin(77, true); })), Errc::kNotFound);
  EXPECT_EQ(Story(a).account_count, 1) << "what was refused left nothing behind";
  ExpectSound();
}

}  // namespace
}  // namespace isnad::store
