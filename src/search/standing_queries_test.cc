#include "search/standing_queries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "search/index.h"
#include "store/test_store.h"

namespace isnad::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Sample {
  const char* title;
  const char* text;
  const char* outlet;
  const char* day;
};
constexpr Sample kArticles[] = {
    {"وزير الصحة يفتتح مستشفى الريحانة", "افتتح وزير الصحة مستشفى جديدا وقال إن الأشغال اكتملت.",
     "منبر السدر", "2025-03-01"},
    {"جسر جديد في السدرة", "وبالسياسة نفسها تواصل البلدية بناء الجسور، حسب بيان وزارة النقل.",
     "صحيفة النخيل", "2025-03-02"},
    {"الصحة العالمية تحذر", "حذرت المنظمة من موجة حر، ودعت المستشفيات إلى الاستعداد في 2025.",
     "منبر السدر", "2025-03-05"},
    {"فوز الزعفران", "فاز نادي الزعفران بالكأس بعد مباراة مثيرة انتهت 2-1.", "الملعب",
     "2025-03-05"},
};
constexpr const char* kQueries[] = {"الصحة",
                                    "صحة",
                                    "وزير",
                                    "\"وزير الصحة\"",
                                    "\"الصحة وزير\"",
                                    "مستشفى | جسر",
                                    "السياسة",
                                    "سياسة",
                                    "مستش*",
                                    "الصحة -مستشفى",
                                    "outlet:\"منبر السدر\"",
                                    "الصحة outlet:السدر",
                                    "date:2025-03-05",
                                    "الجسور date:2025-03-02..2025-03-04",
                                    "في",
                                    "من الصحة",
                                    "2025",
                                    "\"نادي الزعفران بالكأس\"",
                                    "غير موجود",
                                    "-الصحة الكأس",
                                    "ا*",
                                    "مستشفيات",
                                    "\"السدرة وبالسياسة\""};

std::chrono::sys_days DayOf(const char* text) { return DateTime::Parse(text)->day; }

StandingArticle Of(const Sample& sample) {
  StandingArticle article{.title = sample.title, .text = sample.text};
  article.outlet.name = sample.outlet;
  article.outlet.host = "a.example";
  article.language = "ar";
  article.day = DayOf(sample.day);
  return article;
}

// What a saved search reports is what the same search finds.
TEST(StandingQueries, MatchWhatSearchFinds) {
  store::TemporaryFolder folder;
  store::TestPlacer placer;
  const auto hook = MakeIndexHook();
  auto store = store::OpenSqlite({.folder = folder.path(), .index = hook.get()});
  ASSERT_TRUE(store);
  StandingQueries standing;
  for (std::size_t q = 0; q < std::size(kQueries); ++q) {
    standing.Set(static_cast<std::int64_t>(q), ParseQuery(kQueries[q]));
  }
  std::vector<std::vector<std::string>> reported(std::size(kQueries));
  for (std::size_t i = 0; i < std::size(kArticles); ++i) {
    const Sample& sample = kArticles[i];
    auto incoming = store::MakeIncoming(store::MakeArticle(
        "https://a.example/" + std::to_string(i), sample.title, sample.text, sample.outlet));
    incoming.seen = store::At(1'800'000'000);
    incoming.article.published = *DateTime::Parse(sample.day);
    ASSERT_TRUE((*store)->Write({&incoming, 1}, placer));
    for (const std::int64_t id : standing.Match(Of(sample))) {
      reported[static_cast<std::size_t>(id)].emplace_back(sample.title);
    }
  }
  for (std::size_t q = 0; q < std::size(kQueries); ++q) {
    const auto answer = Search(**store, ParseQuery(kQueries[q]), {});
    ASSERT_TRUE(answer);
    std::vector<std::string> found;
    for (const Hit& hit : answer->hits) found.push_back(hit.account.title);
    std::ranges::sort(found);
    std::ranges::sort(reported[q]);
    EXPECT_EQ(reported[q], found) << kQueries[q];
  }
}

TEST(StandingQueries, KeepNoQueryThatAsksForNothing) {
  StandingQueries standing;
  EXPECT_FALSE(standing.Set(1, ParseQuery("")));
  EXPECT_FALSE(standing.Set(1, ParseQuery("-الصحة"))) << "everything but is no question";
  EXPECT_EQ(standing.size(), 0U);
}

TEST(StandingQueries, AreReplacedAndRemoved) {
  StandingQueries standing;
  EXPECT_TRUE(standing.Set(7, ParseQuery("الصحة")));
  EXPECT_THAT(standing.Match(Of(kArticles[0])), ElementsAre(7));
  EXPECT_TRUE(standing.Set(7, ParseQuery("الكأس")));
  EXPECT_THAT(standing.Match(Of(kArticles[0])), IsEmpty());
  EXPECT_THAT(standing.Match(Of(kArticles[3])), ElementsAre(7));
  standing.Remove(7);
  standing.Remove(7);
  EXPECT_THAT(standing.Match(Of(kArticles[3])), IsEmpty());
}

}  // namespace
}  // namespace isnad::search
