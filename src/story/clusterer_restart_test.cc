// A clusterer that was stopped and restored from what it remembered goes on as one that never was.

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "story/clusterer.h"
#include "story/invented_stream.h"
#include "story/words.h"

namespace isnad::story {
namespace {

// What a store would keep of the window.
struct Kept {
  std::int64_t id;
  Instant seen;
  Placement placement;
  std::string reading;
};

// The stream's articles, some of which say where they come from, and some of which come in hours
// after they were told: they turn chains round.
class CreditedStream {
 public:
  explicit CreditedStream(const InventedPress& press) : stream_(press) {}

  // Its views hold until the next call.
  Item Next() {
    article_ = stream_.Next();
    Item item = article_.item();
    item.published = item.seen - std::chrono::minutes(random_.Below(600));
    static constexpr std::string_view kCredits[] = {"وكالات", "رويترز", "منبر 3", "المصدر: منبر 5"};
    if (random_.Below(3) == 0) item.provenance.credit = kCredits[random_.Below(4)];
    url_ =
        "https://" + std::to_string(HashText(item.outlet)) + ".example/" + std::to_string(item.id);
    item.provenance.url = url_;
    if (random_.Below(9) == 0) item.provenance.source_url = last_url_;
    last_url_ = url_;
    return item;
  }

 private:
  InventedStream stream_;
  SeededRandom random_{3};
  InventedArticle article_;
  std::string url_, last_url_;
};

struct Press {
  explicit Press(const ClusterLimits& given) : limits(given), clusterer(given) {}

  Placement Add(const Item& item) {
    Placement placement = clusterer.Add(item);
    kept.push_back({item.id, item.seen, placement, clusterer.NewestReading()});
    for (const Merge& merge : placement.merges) {
      for (Kept& each : kept) {
        if (each.placement.story == merge.from) each.placement.story = merge.into;
      }
    }
    for (const news::Rehanging& rehung : placement.rehung) {
      for (Kept& each : kept) {
        if (each.id == rehung.article) each.placement.chain = rehung.place;
      }
    }
    while (kept.front().id < clusterer.oldest()) kept.pop_front();
    return placement;
  }

  void Restart() {
    clusterer = Clusterer(limits);
    for (const Kept& each : kept) {
      ASSERT_TRUE(clusterer.Restore({.id = each.id, .title = {}, .text = {}, .seen = each.seen},
                                    each.placement, each.reading));
    }
  }

  ClusterLimits limits;
  Clusterer clusterer;
  std::deque<Kept> kept;
};

TEST(ClustererRestart, MakesNoDifference) {
  // A window far shorter than the stream, in time and in number by turns; stories outlive it.
  const ClusterLimits kLimits[] = {{.window = std::chrono::hours(30)},
                                   {.max_articles = 300},
                                   {.max_all_shingles = 12'000},
                                   {.window = std::chrono::hours(40), .max_articles = 500},
                                   {}};  // nothing leaves
  for (const ClusterLimits& limits : kLimits) {
    Press running(limits);
    Press stopped(limits);
    CreditedStream stream({.seed = 11, .articles_a_day = 400});
    std::size_t copies = 0, joined = 0, merges = 0, turned = 0, credited = 0;
    for (int i = 0; i < 1'000; ++i) {
      if (i % 180 == 179) stopped.Restart();
      const Item item = stream.Next();
      const Placement placement = running.Add(item);
      const Placement same = stopped.Add(item);
      ASSERT_EQ(same.story, placement.story) << i;
      ASSERT_EQ(same.chain, placement.chain) << i;
      ASSERT_EQ(same.rehung, placement.rehung) << i;
      ASSERT_EQ(same.is_form, placement.is_form) << i;
      // A restart knows of sagas what the window knows.
      if (running.clusterer.oldest() == 1) {
        ASSERT_EQ(same.earlier, placement.earlier) << i;
      }
      ASSERT_EQ(same.nearest, placement.nearest) << i;
      ASSERT_EQ(same.likeness_0_1, placement.likeness_0_1) << i;
      ASSERT_EQ(same.merges, placement.merges) << i;
      ASSERT_EQ(stopped.clusterer.size(), running.clusterer.size()) << i;
      ASSERT_EQ(stopped.kept.back().reading, running.kept.back().reading) << i;
      copies += placement.chain.origin ? 1 : 0;
      joined += placement.story != item.id ? 1 : 0;
      merges += placement.merges.size();
      turned += placement.rehung.size();
      credited += placement.chain.agency.empty() ? 0 : 1;
    }
    EXPECT_GT(copies, 100U) << "otherwise nothing was tested";
    EXPECT_GT(joined, copies);
    EXPECT_GT(merges, 0U);
    EXPECT_GT(turned, 15U);
    EXPECT_GT(credited, 50U);
  }
}

TEST(ClustererRestart, KnowsWhatLaterStoriesContinue) {
  const Instant day = Instant(std::chrono::sys_days(std::chrono::year(2031) / 3 / 10));
  const Instant later = day + std::chrono::hours(5 * 24);
  const Item hearing{.id = 1,
                     .title = "بدء محاكمة الوزير السابق سعدون الميلي",
                     .text =
                         "بدأت محكمة جنايات تالين محاكمة الوزير السابق سعدون الميلي بتهمة تبديد "
                         "أموال مشروع سد الربوة، واستمعت إلى النائب العام فادي كورل.",
                     .published = day,
                     .seen = day};
  const Item next{.id = 2,
                  .title = "محاكمة سعدون الميلي: شهادة مهندس السد",
                  .text =
                      "استأنفت محكمة جنايات تالين محاكمة الوزير السابق سعدون الميلي في قضية سد "
                      "الربوة، وأدلى مهندس السد بشهادته أمام النائب العام فادي كورل.",
                  .published = later,
                  .seen = later};
  for (const bool stops : {false, true}) {
    SCOPED_TRACE(stops);
    Press press{ClusterLimits{}};
    press.Add(hearing);
    if (stops) press.Restart();
    const Placement placement = press.Add(next);
    EXPECT_EQ(placement.story, 2);
    ASSERT_EQ(placement.earlier.size(), 1U);
    EXPECT_EQ(placement.earlier[0].story, 1);
  }
}

TEST(ClustererRestart, RefusesReadingsOfAnotherVersion) {
  Clusterer clusterer;
  const Item item{.id = 1, .title = "", .text = "وقع الوزير مذكرة تفاهم في الري وتربية الماشية"};
  const Placement placement = clusterer.Add(item);
  std::string reading = clusterer.NewestReading();
  Clusterer restored;
  EXPECT_FALSE(restored.Restore(item, placement, ""));
  ++reading.front();
  EXPECT_FALSE(restored.Restore(item, placement, reading));
  EXPECT_EQ(restored.size(), 0U);
  restored.Restore(item, placement);
  EXPECT_EQ(restored.size(), 1U);
  EXPECT_EQ(restored.oldest(), 1);
}

}  // namespace
}  // namespace isnad::story
