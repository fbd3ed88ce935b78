#include "story/clusterer.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::story {
namespace {

Instant Day(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year_month_day(
      std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)));
}

constexpr std::string_view kSigned =
    "وقع وزير الفلاحة محمد البواري في الرباط مذكرة تفاهم مع نظيره السنغالي مابوبا دياني حول تربية "
    "الماشية والري، وحضر حفل التوقيع سفير السنغال بالمغرب.";
constexpr std::string_view kSignedToo =
    "اتفق المغرب والسنغال على التعاون في الري وتربية الماشية، بموجب مذكرة تفاهم وقعها في الرباط "
    "محمد البواري ومابوبا ديانيي.";
constexpr std::string_view kQuake =
    "ضرب زلزال بقوة خمس درجات سواحل جزيرة هونشو اليابانية فجرا دون أن يخلف ضحايا، وفق هيئة "
    "الأرصاد.";

TEST(Clusterer, PutsTwoAccountsOfOneEventInOneStory) {
  Clusterer clusterer;
  const Instant day = Day(2025, 4, 22);
  EXPECT_EQ(clusterer.Add({.id = 1, .title = "", .text = kSigned, .published = day}).story, 1);
  EXPECT_EQ(clusterer.Add({.id = 2, .title = "", .text = kQuake, .published = day}).story, 2);
  EXPECT_EQ(clusterer.Add({.id = 3, .title = "", .text = kSignedToo, .published = day}).story, 1);
}

TEST(Clusterer, NamesTheEarliestArticleThatACopyStandsIn) {
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = kQuake});
  clusterer.Add({.id = 2, .title = "", .text = kSigned});
  clusterer.Add({.id = 3, .title = "", .text = kSigned});
  const Placement copy = clusterer.Add({.id = 4, .title = "عنوان آخر", .text = kSigned});
  EXPECT_EQ(copy.origin, 2);
  EXPECT_EQ(copy.story, 2);
  EXPECT_EQ(copy.copied_0_1, 1.0);
}

}  // namespace
}  // namespace isnad::story
