#include "store/story_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "store/test_store.h"

namespace isnad::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoryLinks : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = OpenSqlite({.folder = folder_.path()});
    ASSERT_TRUE(opened) << ToString(opened.error());
    store_ = std::move(*opened);
  }

  // An article whose title is its name, a second after the one before.
  news::StoryId Write(const std::string& title, StoryPlacement placement = {}) {
    placer_.plan[title] = std::move(placement);
    const Incoming incoming = MakeIncoming(
        MakeArticle("https://a.example/" + title, title, "نص " + title), 1'000 + ++written_);
    auto stored = store_->Write({&incoming, 1}, placer_);
    EXPECT_TRUE(stored) << ToString(stored.error());
    return stored ? stored->front().story : 0;
  }

  static StoryPlacement Continues(std::vector<StoryContinuation> earlier) {
    StoryPlacement placement;
    placement.earlier = std::move(earlier);
    return placement;
  }

  news::Story Story(news::StoryId id) {
    auto story = store_->Story(id, 100);
    EXPECT_TRUE(story) << ToString(story.error());
    return story ? *story : news::Story{};
  }

  static std::vector<std::string> TitlesOf(const std::vector<news::StoryLink>& links) {
    std::vector<std::string> titles;
    for (const news::StoryLink& link : links) titles.push_back(link.title);
    return titles;
  }

  void ExpectSound() {
    auto findings = store_->Check();
    ASSERT_TRUE(findings) << ToString(findings.error());
    EXPECT_THAT(*findings, IsEmpty());
  }

  TemporaryFolder folder_;
  TestPlacer placer_;
  std::unique_ptr<SqliteStore> store_;
  int written_ = 0;
};

TEST_F(StoryLinks, AreReadFromBothEnds) {
  const auto first = Write("جلسة أولى");
  const auto second = Write("جلسة ثانية", Continues({{first, 0.8}}));
  const auto third = Write("جلسة ثالثة", Continues({{second, 0.9}, {first, 0.6}}));
  EXPECT_THAT(TitlesOf(Story(third).earlier), ElementsAre("جلسة ثانية", "جلسة أولى"));
  EXPECT_THAT(Story(third).later, IsEmpty());
  EXPECT_THAT(TitlesOf(Story(first).later), ElementsAre("جلسة ثانية", "جلسة ثالثة"));
  EXPECT_EQ(Story(first).later.front().at, At(1'002));
  ExpectSound();
}

TEST_F(StoryLinks, PassOverWhatIsNotThere) {
  const auto first = Write("خبر");
  const auto second = Write("خبر آخر", Continues({{999, 0.9}, {first, 0.7}, {2, 0.9}}));
  EXPECT_THAT(TitlesOf(Story(second).earlier), ElementsAre("خبر"));
  ExpectSound();
}

TEST_F(StoryLinks, AreFew) {
  std::vector<StoryContinuation> all;
  for (int i = 0; i < 9; ++i) all.push_back({Write("جولة " + std::to_string(i)), 0.5});
  const auto last = Write("جولة أخيرة", Continues(all));
  EXPECT_EQ(Story(last).earlier.size(), kMaxEarlierStories);
}

TEST_F(StoryLinks, FollowStoriesThatBecomeOne) {
  const auto first = Write("أول");
  const auto second = Write("ثان", Continues({{first, 0.8}}));
  const auto third = Write("ثالث", Continues({{second, 0.8}}));
  // The second turns out to be the first: no story continues itself.
  StoryPlacement merging;
  merging.merges.push_back({.from = second, .into = first, .article = first, .likeness_0_1 = 0.9});
  Write("رابع", merging);
  EXPECT_THAT(Story(first).earlier, IsEmpty());
  EXPECT_THAT(TitlesOf(Story(first).later), ElementsAre("ثالث"));
  EXPECT_THAT(TitlesOf(Story(third).earlier), ElementsAre("أول"));
  ExpectSound();
}

TEST_F(StoryLinks, KnowIssuesOfAForm) {
  StoryPlacement form;
  form.is_template = true;
  EXPECT_TRUE(Story(Write("نشرة الطقس", form)).is_template);
  EXPECT_FALSE(Story(Write("خبر")).is_template);
}

}  // namespace
}  // namespace isnad::store
