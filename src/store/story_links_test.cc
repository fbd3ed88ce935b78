#include "store/story_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/store_fixture.h"

namespace isnad::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoryLinks : public StoreTest {
 protected:
  news::StoryId WriteStory(const std::string& title, StoryPlacement placement = {}) {
    return Write(title, std::move(placement)).story;
  }

  static StoryPlacement Continues(std::vector<StoryContinuation> earlier) {
    StoryPlacement placement;
    placement.earlier = std::move(earlier);
    return placement;
  }

  static std::vector<std::string> TitlesOf(const std::vector<news::StoryLink>& links) {
    std::vector<std::string> titles;
    for (const news::StoryLink& link : links) titles.push_back(link.title);
    return titles;
  }
};

TEST_F(StoryLinks, AreReadFromBothEnds) {
  const auto first = WriteStory("جلسة أولى");
  const auto second = WriteStory("جلسة ثانية", Continues({{first, 0.8}}));
  const auto third = WriteStory("جلسة ثالثة", Continues({{second, 0.9}, {first, 0.6}}));
  EXPECT_THAT(TitlesOf(Story(third).earlier), ElementsAre("جلسة ثانية", "جلسة أولى"));
  EXPECT_THAT(Story(third).later, IsEmpty());
  EXPECT_THAT(TitlesOf(Story(first).later), ElementsAre("جلسة ثانية", "جلسة ثالثة"));
  EXPECT_EQ(Story(first).later.front().at, At(1'002));
  ExpectSound();
}

TEST_F(StoryLinks, PassOverWhatIsNotThere) {
  const auto first = WriteStory("خبر");
  const auto second = WriteStory("خبر آخر", Continues({{999, 0.9}, {first, 0.7}, {2, 0.9}}));
  EXPECT_THAT(TitlesOf(Story(second).earlier), ElementsAre("خبر"));
  ExpectSound();
}

TEST_F(StoryLinks, AreFew) {
  std::vector<StoryContinuation> all;
  for (int i = 0; i < 9; ++i) all.push_back({WriteStory("جولة " + std::to_string(i)), 0.5});
  const auto last = WriteStory("جولة أخيرة", Continues(all));
  EXPECT_EQ(Story(last).earlier.size(), kMaxEarlierStories);
}

TEST_F(StoryLinks, FollowStoriesThatBecomeOne) {
  const auto first = WriteStory("أول");
  const auto second = WriteStory("ثان", Continues({{first, 0.8}}));
  const auto third = WriteStory("ثالث", Continues({{second, 0.8}}));
  // The second turns out to be the first: no story continues itself.
  StoryPlacement merging;
  merging.merges.push_back({.from = second, .into = first, .article = first, .likeness_0_1 = 0.9});
  WriteStory("رابع", merging);
  EXPECT_THAT(Story(first).earlier, IsEmpty());
  EXPECT_THAT(TitlesOf(Story(first).later), ElementsAre("ثالث"));
  EXPECT_THAT(TitlesOf(Story(third).earlier), ElementsAre("أول"));
  ExpectSound();
}

TEST_F(StoryLinks, KnowIssuesOfAForm) {
  StoryPlacement form;
  form.is_template = true;
  EXPECT_TRUE(Story(WriteStory("نشرة الطقس", form)).is_template);
  EXPECT_FALSE(Story(WriteStory("خبر")).is_template);
}

}  // namespace
}  // namespace isnad::store
