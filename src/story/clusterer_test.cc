#include "story/clusterer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "story/pair_model.h"
#include "story/test_prose.h"

namespace isnad::story {
namespace {

using std::chrono::hours;

Instant Day(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year_month_day(
      std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)));
}

constexpr std::string_view kSigned =
    "وقع وزير الفلاحة سالم البكاري في الرباط مذكرة تفاهم مع نظيره السنغالي كابوما ديلاني حول تربية "
    "الماشية والري، وحضر حفل التوقيع سفير السنغال بالمغرب.";
constexpr std::string_view kSignedToo =
    "اتفق المغرب والسنغال على التعاون في الري وتربية الماشية، بموجب مذكرة تفاهم وقعها في الرباط "
    "سالم البكاري وكابوما ديلانيي.";
constexpr std::string_view kQuake =
    "ضرب زلزال بقوة خمس درجات سواحل جزيرة هونشو اليابانية فجرا دون أن يخلف ضحايا، وفق هيئة "
    "الأرصاد.";

TEST(Clusterer, PutsTwoAccountsOfOneEventInOneStory) {
  Clusterer clusterer;
  const Instant day = Day(2025, 4, 22);
  EXPECT_EQ(clusterer.Add({.id = 1, .title = "", .text = kSigned, .published = day}).story, 1);
  EXPECT_EQ(clusterer.Add({.id = 2, .title = "", .text = kQuake, .published = day}).story, 2);
  const Placement placement =
      clusterer.Add({.id = 3, .title = "", .text = kSignedToo, .published = day});
  EXPECT_EQ(placement.story, 1);
  EXPECT_EQ(placement.nearest, 1);
  EXPECT_GT(placement.likeness_0_1, 0.5);
}

TEST(Clusterer, NamesTheEarliestArticleThatACopyStandsIn) {
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = kQuake});
  clusterer.Add({.id = 2, .title = "", .text = kSigned});
  clusterer.Add({.id = 3, .title = "", .text = kSigned});
  const Placement copy = clusterer.Add({.id = 4, .title = "عنوان آخر", .text = kSigned});
  EXPECT_EQ(copy.chain.origin, 2);
  EXPECT_EQ(copy.story, 2);
  EXPECT_EQ(copy.chain.copied_0_1, 1.0);
}

TEST(Clusterer, SaysHowMuchOfAnArticleWasCopied) {
  Clusterer clusterer;
  const std::string original = Prose(1, 60);
  clusterer.Add({.id = 1, .title = "", .text = original});
  const std::string mixed = original + ' ' + Prose(2, 40);
  const Placement placement = clusterer.Add({.id = 2, .title = "", .text = mixed});
  EXPECT_EQ(placement.chain.origin, 1);
  EXPECT_NEAR(placement.chain.copied_0_1, 57.0 / 97.0,
              1e-9);  // shingles of 60 words in those of 100
  const std::string little = Prose(3, 70) + ' ' + original.substr(0, original.size() / 3);
  EXPECT_EQ(clusterer.Add({.id = 3, .title = "", .text = little}).chain.origin, std::nullopt);
}

TEST(Clusterer, AQuarterOfATextIsACopyButNotOfTheSameOutlet) {
  const std::string original = Prose(1, 60);
  const std::string mixed = original + ' ' + Prose(2, 90);  // 38 % of its shingles
  for (const bool same_outlet : {false, true}) {
    Clusterer clusterer;
    clusterer.Add({.id = 1, .title = "", .text = original, .outlet = "أ"});
    const std::string_view outlet = same_outlet ? "أ" : "ب";
    const Placement placement =
        clusterer.Add({.id = 2, .title = "", .text = mixed, .outlet = outlet});
    EXPECT_EQ(placement.chain.origin.has_value(), !same_outlet) << "standing phrases are no copies";
  }
}

TEST(Clusterer, IssuesOfOneFormAreNotChained) {
  Clusterer clusterer;
  clusterer.Add({.id = 1,
                 .title = "",
                 .text = "بلغ سعر صرف الدولار عند الإغلاق في سوق السدر 9.85 درهم وسعر اليورو 10.72 "
                         "درهم والجنيه 12.41 درهم",
                 .published = Day(2025, 3, 3)});
  EXPECT_EQ(clusterer
                .Add({.id = 2,
                      .title = "",
                      .text = "بلغ سعر صرف الدولار عند الإغلاق في سوق السدر 9.91 درهم وسعر اليورو "
                              "10.64 درهم والجنيه 12.38 درهم",
                      .published = Day(2025, 3, 4)})
                .chain.origin,
            std::nullopt);
}

TEST(Clusterer, DoesNotTakeALaterDaysArticleForTheOrigin) {
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = kQuake, .published = Day(2025, 4, 23)});
  EXPECT_EQ(clusterer.Add({.id = 2, .title = "", .text = kQuake, .published = Day(2025, 4, 22)})
                .chain.origin,
            std::nullopt);
}

struct Apart {
  const char* why;
  std::string_view first_text;
  Instant first_day;
  std::string_view second_text;
  Instant second_day;
};

void ExpectApart(const Apart& each) {
  SCOPED_TRACE(each.why);
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = each.first_text, .published = each.first_day});
  const auto placed =
      clusterer.Add({.id = 2, .title = "", .text = each.second_text, .published = each.second_day});
  EXPECT_EQ(placed.story, 2);
}

TEST(Clusterer, KeepsEditionsOfAFormApart) {
  const Apart kCases[] = {
      {"weather bulletins of two days",
       "أفادت المديرية العامة للأرصاد الجوية بنزول أمطار قوية من 20 إلى 35 ملم يوم الأحد بأقاليم "
       "الحوز "
       "وأزيلال وورزازات وتنغير وزاكورة.",
       Day(2024, 9, 8),
       "أفادت المديرية العامة للأرصاد الجوية بنزول أمطار قوية من 40 إلى 60 ملم يوم الخميس بأقاليم "
       "الحوز "
       "وأزيلال وورزازات وتنغير وزاكورة.",
       Day(2024, 9, 12)},
      {"exchange rates of two days",
       "بلغ سعر صرف الدولار 9.85 درهم وسعر اليورو 10.72 درهم والجنيه الإسترليني 12.41 درهم عند "
       "الإغلاق.",
       Day(2025, 3, 3),
       "بلغ سعر صرف الدولار 9.91 درهم وسعر اليورو 10.64 درهم والجنيه الإسترليني 12.38 درهم عند "
       "الإغلاق.",
       Day(2025, 3, 4)},
      {"one sentence a year later",
       "انطلقت اليوم بمراكش الدورة الثانية والعشرون للمهرجان الدولي للفيلم بحضور نجوم السينما "
       "العالمية.",
       Day(2025, 11, 28),
       "انطلقت اليوم بمراكش الدورة الثالثة والعشرون للمهرجان الدولي للفيلم بحضور نجوم السينما "
       "العالمية.",
       Day(2026, 11, 27)},
  };
  for (const Apart& each : kCases) ExpectApart(each);
}

// Two first accounts with hardly a word in common, and one that has what both have.
constexpr std::string_view kTheftAtDawn =
    "اقتحم ملثمون فجر الأحد متحف القلعة في بيرانا من سقف القاعة الزرقاء وفروا على دراجات نارية قبل "
    "وصول الشرطة.";
constexpr std::string_view kCrownGone =
    "قدرت وزيرة الثقافة ليلى مانيس بأربعين مليون دينار قيمة تاج الملكة سيرا والخناجر المرصعة التي "
    "فقدت الأحد.";
constexpr std::string_view kWholeTheft =
    "سرق ملثمون فجر الأحد تاج الملكة سيرا والخناجر المرصعة من القاعة الزرقاء في متحف القلعة في "
    "بيرانا وفروا على دراجات نارية، وقالت وزيرة الثقافة ليلى مانيس إن قيمة التاج والخناجر أربعون "
    "مليون دينار.";

TEST(Clusterer, MakesOneStoryOfTwoOnceAnAccountShowsThatTheyAre) {
  Clusterer clusterer;
  const Instant day = Day(2031, 9, 14);
  clusterer.Add({.id = 1, .title = "", .text = kTheftAtDawn, .published = day});
  ASSERT_EQ(clusterer.Add({.id = 2, .title = "", .text = kCrownGone, .published = day}).story, 2);
  const Placement whole =
      clusterer.Add({.id = 3, .title = "", .text = kWholeTheft, .published = day});
  EXPECT_EQ(whole.story, 1) << "the story that was there first keeps its name";
  ASSERT_EQ(whole.merges.size(), 1U);
  EXPECT_EQ(whole.merges.front().from, 2);
  EXPECT_EQ(whole.merges.front().into, 1);
  EXPECT_GT(whole.merges.front().likeness_0_1, 0.5);
  // Who comes for the one that is gone finds the one that it became a part of.
  const Placement later =
      clusterer.Add({.id = 4, .title = "", .text = kCrownGone, .published = day});
  EXPECT_EQ(later.story, 1);
  EXPECT_TRUE(later.merges.empty());
}

TEST(Clusterer, NeverMergesWhatPeopleHoldApart) {
  Clusterer clusterer;
  const Instant day = Day(2031, 9, 14);
  clusterer.Add({.id = 1, .title = "", .text = kTheftAtDawn, .published = day});
  clusterer.Add({.id = 2, .title = "", .text = kCrownGone, .published = day});
  clusterer.KeepApart(1, 2);
  EXPECT_TRUE(
      clusterer.Add({.id = 3, .title = "", .text = kWholeTheft, .published = day}).merges.empty());
}

TEST(Clusterer, KeepsTheEventsOfOneAffairApart) {
  const Apart kCases[] = {
      {"the preview of a match and its result",
       "يستعد ملعب الأمير سهيل لنهائي كأس الخليج الشرقي بين سورانيا وكرمانيا مساء السبت، ويغيب "
       "المهاجم كريستو فالينكا للإصابة.",
       Day(2031, 2, 15),
       "توجت كرمانيا بكأس الخليج الشرقي بعد فوزها على سورانيا 2-1 في النهائي أمس السبت بملعب "
       "الأمير "
       "سهيل، وسجل طاهر نوري هدف الفوز.",
       Day(2031, 2, 16)},
      {"two rounds of one election",
       "لم يحصل إلياس حمدون سوى على 58 صوتا في الدورة الأولى لانتخاب رئيس كورساليا، فرفع وديع "
       "سركيس الجلسة.",
       Day(2031, 1, 23),
       "نال إلياس حمدون 84 صوتا في الدورة الثانية فصار رئيسا لكورساليا، وأعلن وديع سركيس النتيجة "
       "بعد الظهر.",
       Day(2031, 1, 23)},
  };
  for (const Apart& each : kCases) ExpectApart(each);
}

TEST(Clusterer, ForgetsArticlesThatLeftTheWindow) {
  Clusterer clusterer({.window = hours(48)});
  const Instant start = Day(2025, 4, 22);
  clusterer.Add({.id = 1, .title = "", .text = kSigned, .seen = start});
  clusterer.Add({.id = 2, .title = "", .text = kQuake, .seen = start + hours(49)});
  EXPECT_EQ(clusterer.size(), 1U);
  const Placement again =
      clusterer.Add({.id = 3, .title = "", .text = kSigned, .seen = start + hours(50)});
  EXPECT_EQ(again.story, 3);
  EXPECT_EQ(again.chain.origin, std::nullopt);
}

TEST(Clusterer, RemembersNoMoreThanItsLimits) {
  Clusterer by_count({.max_articles = 3});
  Clusterer by_shingles({.max_all_shingles = 100});
  for (int i = 0; i < 10; ++i) {
    const std::string text = Prose(static_cast<std::uint64_t>(i), 43);  // 40 shingles
    by_count.Add({.id = i, .title = "", .text = text});
    by_shingles.Add({.id = i, .title = "", .text = text});
  }
  EXPECT_EQ(by_count.size(), 3U);
  EXPECT_EQ(by_shingles.size(), 2U);
}

TEST(Clusterer, RestoredIsAsIfNeverStopped) {
  Clusterer running;
  Clusterer restored;
  std::vector<std::string> texts;
  for (std::uint64_t i = 0; i < 60; ++i) {
    texts.push_back(i % 3 == 0
                        ? Prose(i, 40)
                        : texts.back().substr(0, texts.back().size() / 2) + ' ' + Prose(i, 10));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Item item{.id = static_cast<std::int64_t>(i), .title = "", .text = texts[i]};
    const Placement placement = running.Add(item);
    if (i < 30) {
      restored.Restore(item, placement);
      continue;
    }
    const Placement same = restored.Add(item);
    EXPECT_EQ(same.story, placement.story) << i;
    EXPECT_EQ(same.chain.origin, placement.chain.origin) << i;
    EXPECT_EQ(same.likeness_0_1, placement.likeness_0_1) << i;
  }
}

TEST(Clusterer, TakesTheSameArticleTenThousandTimesAsOneStory) {
  Clusterer clusterer;
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_EQ(clusterer.Add({.id = i, .title = "", .text = kSigned}).story, 0);
  }
}

TEST(Clusterer, DoesNotPileUpArticlesOfOneWord) {
  Clusterer clusterer({.max_articles = 1000});
  int joined = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string word = Prose(static_cast<std::uint64_t>(i % 7), 1);
    joined += clusterer.Add({.id = i, .title = "", .text = word}).story != i ? 1 : 0;
  }
  EXPECT_EQ(joined, 0) << "one word in common is no evidence of one event";
  EXPECT_EQ(clusterer.size(), 1000U);
}

TEST(Clusterer, ReadsNoMoreOfALongArticleThanItsLimit) {
  Clusterer clusterer({.reading = {.max_text_bytes = 4096}});
  const std::string opening = Prose(1, 60);
  const std::string padded = opening + ' ' + Prose(2, 400'000);  // 5 MB
  clusterer.Add({.id = 1, .title = "", .text = padded});
  const std::string tail = padded.substr(padded.size() - 13 * 80 + 1);
  EXPECT_EQ(clusterer.Add({.id = 2, .title = "", .text = tail}).chain.origin, std::nullopt);
  EXPECT_EQ(clusterer.Add({.id = 3, .title = "", .text = opening}).chain.origin, 1);
}

TEST(Clusterer, TakesTextsWithoutWords) {
  Clusterer clusterer;
  for (const std::string_view text :
       {"", " ", "…", "\u200F\u200F", "http://example.org/", "😀", "\xFF\xFE"}) {
    const auto id = static_cast<std::int64_t>(clusterer.size());
    const Placement placement = clusterer.Add({.id = id, .title = text, .text = text});
    EXPECT_EQ(placement.story, id);
    EXPECT_EQ(placement.chain.origin, std::nullopt);
  }
}

// The two documents the project was conceived from, where they are at hand.
TEST(Clusterer, TellsThatTheTwoSeedsAreOneStory) {
  const char* data = std::getenv("ISNAD_DATA");
  if (data == nullptr) GTEST_SKIP() << "ISNAD_DATA is not set";
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(data) / ".." / "seeds")) {
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    texts.push_back(text.str());
  }
  if (texts.size() != 2) GTEST_SKIP() << "no seeds beside ISNAD_DATA";
  // The articles alone, as extraction leaves them.
  Clusterer clusterer;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::size_t begin = std::min(texts[i].find("مذكرة تفاهم بين المغرب ومالي"),
                                       texts[i].find("تعزيز التعاون العسكري بين المغرب ومالي:"));
    ASSERT_NE(begin, std::string::npos);
    const std::size_t line_end = texts[i].find('\n', begin);
    const std::string title = texts[i].substr(begin, line_end - begin);
    const std::string body = texts[i].substr(line_end);
    EXPECT_EQ(
        clusterer.Add({.id = static_cast<std::int64_t>(i), .title = title, .text = body}).story, 0);
  }
}

constexpr std::string_view kBulletin =
    "توقعت هيئة الأرصاد في تقريرها عن حالة الطقس لهذا اليوم سماء غائمة جزئيا على المرتفعات "
    "الشمالية "
    "ورياحا سطحية تحد من مدى الرؤية على السواحل، فيما يبقى الجو حارا نسبيا في السهول الداخلية "
    "نهارا.";

TEST(Clusterer, TakesIssuesOfAFormForStoriesOfTheirOwn) {
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = kBulletin, .published = Day(2025, 4, 22)});
  const Placement copy =
      clusterer.Add({.id = 2, .title = "", .text = kBulletin, .published = Day(2025, 4, 22)});
  EXPECT_EQ(copy.story, 1);
  EXPECT_EQ(copy.chain.origin, 1);
  const Placement next =
      clusterer.Add({.id = 3, .title = "", .text = kBulletin, .published = Day(2025, 4, 23)});
  EXPECT_EQ(next.story, 3);
  EXPECT_EQ(next.chain.origin, std::nullopt);
}

TEST(Clusterer, TellsNoticesApartByWhomTheyName) {
  Clusterer clusterer;
  const auto notice = [](std::string_view name, std::string_view son) {
    return "احتفل " + std::string(name) + " بزواج نجله " + std::string(son) +
           " وسط حضور كبير من الأهل والأصدقاء في إحدى قاعات الأفراح، وقد عبر العريس وأسرته عن "
           "شكرهم "
           "لكل من شاركهم فرحتهم، ألف مبروك وبالرفاه والبنين.";
  };
  const Instant day = Day(2025, 4, 22);
  clusterer.Add({.id = 1,
                 .title = "البستاني يحتفل بزواج نجله",
                 .text = notice("نادر البستاني", "سامر"),
                 .published = day});
  const Placement other = clusterer.Add({.id = 2,
                                         .title = "الخيمي يحتفل بزواج نجله",
                                         .text = notice("بهجت الخيمي", "وليد"),
                                         .published = day});
  EXPECT_EQ(other.story, 2);
  EXPECT_EQ(other.chain.origin, std::nullopt);
}

TEST(PairModel, AsksForMoreWhereManyAreAlike) {
  PairModel model;
  const Features features{};
  const float fitted = model.LogOdds(features);
  const auto taken_off = [&](std::size_t articles, float crowded) {
    model.SetWindow(articles, crowded);
    return fitted - model.LogOdds(features);
  };
  EXPECT_EQ(taken_off(1'000'000, 0.2F), 0) << "many, but unlike each other";
  EXPECT_NEAR(taken_off(100, 0.9F), 2.5F, 1e-4F) << "few, but alike";
  EXPECT_NEAR(taken_off(100, 0.45F), 1.25F, 1e-4F);
  EXPECT_NEAR(taken_off(2'000, 1), 2.5F + std::log(2.0F), 1e-4F);
  EXPECT_NEAR(taken_off(100'000'000, 1), 3.5F, 1e-4F);
}

}  // namespace
}  // namespace isnad::story
