// What a teller makes of accounts is kept with them, through joins, changes, merges and splits.

#include "store/story_teller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "store/store_fixture.h"
#include "store/story_edits.h"

namespace isnad::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The longest title is the best, the page's section the article's, the last account's the story's;
// outlets of hosts under .ma are Moroccan.
class FakeTeller final : public StoryTeller {
 public:
  std::string Version() const override { return version; }
  Result<std::string> CountryOf(Connection&, const news::Outlet& outlet) override {
    return std::string(outlet.host.ends_with(".ma")   ? "ma"
                       : outlet.host.ends_with(".tn") ? "tn"
                                                      : "");
  }
  std::string SectionOf(const news::Article& article, std::string_view country) const override {
    return article.section.empty() ? std::string(country) : article.section;
  }
  StoryDigest Digest(std::span<const Telling> tellings, news::ArticleId) const override {
    most_told = std::max(most_told, tellings.size());
    StoryDigest digest{.title_of = 0, .section = tellings.back().section};
    for (std::size_t i = 0; i < tellings.size(); ++i) {
      if (tellings[i].text.title.size() > tellings[digest.title_of].text.title.size()) {
        digest.title_of = i;
      }
    }
    return digest;
  }
  std::vector<news::SummarySentence> Summarize(std::string_view title,
                                               std::span<const Telling> tellings) const override {
    return {{std::string(title), tellings.front().article}};
  }

  std::string version = "1";
  mutable std::size_t most_told = 0;
};

class StoryTellerTest : public StoreTest {
 protected:
  void SetUp() override { Open(&teller_); }
  void TearDown() override { store_.reset(); }  // it borrows the teller

  Stored Write(const std::string& host, const std::string& title, std::string section = {},
               std::int64_t seen = 1'000) {
    news::Article article = MakeArticle("https://" + host + "/" + title, title, "ن " + title, host);
    article.section = std::move(section);
    return StoreTest::Write(MakeIncoming(std::move(article), seen));
  }
  void Joins(const std::string& title, news::StoryId story,
             std::optional<news::ArticleId> origin = {}) {
    placer_.plan[title] = {.story = story,
                           .chain = {.origin = origin, .copied_0_1 = origin ? 1.0 : 0.0}};
  }

  FakeTeller teller_;
};

TEST_F(StoryTellerTest, TellsAStoryOfAllItsIndependentAccounts) {
  const Stored first = Write("a.example", "قصير", "sport");
  EXPECT_EQ(Story(first.story).section, "sport");
  Joins("عنوان أطول منه", first.story);
  Joins("نسخة عنوانها أطول منهما جميعا", first.story, first.article);
  Write("b.example", "عنوان أطول منه", "economy", 1'001);
  Write("c.example", "نسخة عنوانها أطول منهما جميعا", "culture", 1'002);
  const news::Story story = Story(first.story);
  EXPECT_EQ(story.title, "عنوان أطول منه") << "a copy tells nothing";
  EXPECT_EQ(story.section, "economy");
  EXPECT_EQ(story.accounts[2].section, "culture");
  EXPECT_THAT(story.summary, ElementsAre(news::SummarySentence{story.title, first.article}));
  const auto listed = store_->Stories(StoryOrder::kRank, At(2'000), 10, 0, "", "economy");
  ASSERT_EQ(listed->items.size(), 1U);
  EXPECT_THAT(listed->items[0].summary, IsEmpty()) << "made for a story read alone";
  EXPECT_THAT(store_->Stories(StoryOrder::kLatest, At(2'000), 10, 0, "", "sport")->items,
              IsEmpty());
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(StoryTellerTest, LeavesATitleThatAnEditorGave) {
  const Stored first = Write("a.example", "قصير");
  ASSERT_TRUE(store_->WithWriter([&](Connection& connection) {
    return StoryEditor(connection, At(1'000), &teller_).Rename(first.story, "بقلم المحرر");
  }));
  Joins("عنوان أطول منه", first.story);
  Write("b.example", "عنوان أطول منه", "economy");
  EXPECT_EQ(Story(first.story).title, "بقلم المحرر");
  EXPECT_EQ(Story(first.story).section, "economy");
}

TEST_F(StoryTellerTest, TellsAnewWhatMergesSplitsAndChangesMake) {
  const Stored a = Write("a.example", "قصير", "sport");
  const Stored b = Write("b.example", "عنوان أطول منه", "economy", 1'001);
  const auto edit = [this](auto what) {
    ASSERT_TRUE(store_->WithWriter([&](Connection& connection) -> Result<void> {
      StoryEditor editor(connection, At(2'000), &teller_);
      return what(editor);
    }));
  };
  edit([&](StoryEditor& editor) { return editor.Merge(b.story, a.story); });
  EXPECT_EQ(Story(a.story).title, "عنوان أطول منه");
  EXPECT_EQ(Story(a.story).section, "economy");
  news::StoryId fresh = 0;
  edit([&](StoryEditor& editor) -> Result<void> {
    const auto made = editor.Split(a.story, {{b.article}});
    if (!made) return Fail(made.error());
    fresh = *made;
    return {};
  });
  EXPECT_EQ(Story(a.story).title, "قصير");
  EXPECT_EQ(Story(a.story).section, "sport");
  EXPECT_EQ(Story(fresh).section, "economy");
  news::Article changed = MakeArticle("https://a.example/قصير", "قصير جدا", "ن", "a.example");
  changed.section = "world";
  const Incoming incoming = MakeIncoming(changed, 3'000);
  ASSERT_TRUE(store_->Write({&incoming, 1}, placer_));
  EXPECT_EQ(Story(a.story).title, "قصير جدا");
  EXPECT_EQ(Story(a.story).section, "world");
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(StoryTellerTest, ReadsABoundedNumberOfAccounts) {
  const Stored first = Write("a.example", "خبر 0");
  for (int i = 1; i < 60; ++i) {
    const std::string title = "خبر " + std::to_string(i);
    Joins(title, first.story);
    Write("a.example", title, {}, 1'000 + i);
  }
  EXPECT_EQ(teller_.most_told, 2 * kMostTellings);
}

TEST_F(StoryTellerTest, RanksWhatMoreCountriesTellHigher) {
  const auto tell = [this](const std::string& name, const std::vector<std::string>& hosts) {
    const Stored first = Write(hosts[0], name);
    for (std::size_t i = 1; i < hosts.size(); ++i) {
      Joins(name + hosts[i], first.story);
      Write(hosts[i], name + hosts[i]);
    }
    return first.story;
  };
  const auto abroad = tell("بلدان", {"a.ma", "b.tn"});
  const auto at_home = tell("بلد", {"c.ma", "d.ma"});
  const auto ranked = store_->Stories(StoryOrder::kRank, At(2'000), 10, 0, "");
  ASSERT_EQ(ranked->items.size(), 2U);
  EXPECT_EQ(ranked->items[0].id, abroad);
  EXPECT_EQ(ranked->items[1].id, at_home);
}

TEST_F(StoryTellerTest, TellsAStoreAnewThatAnotherTold) {
  Open(nullptr);
  const Stored first = Write("a.ma", "قصير");
  Joins("عنوان أطول منه", first.story);
  Write("b.tn", "عنوان أطول منه");
  EXPECT_EQ(Story(first.story).title, "قصير");
  EXPECT_EQ(Story(first.story).section, "");
  teller_.version = "2";
  Open(&teller_);
  EXPECT_EQ(Story(first.story).title, "عنوان أطول منه");
  EXPECT_EQ(Story(first.story).section, "tn");
  EXPECT_EQ(Story(first.story).accounts[0].section, "ma");
}

}  // namespace
}  // namespace isnad::store
