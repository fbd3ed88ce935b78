// Which title heads a story.

#include "story/headline.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "story/toll.h"

namespace isnad::story {
namespace {

constexpr const char* kPlain = "توقيع مذكرة تفاهم بين السدر والعرعار في مجال الري";

struct FaultCase {
  const char* why;
  const char* title;
};
constexpr FaultCase kFaulty[] = {
    {"a lure in front", "شاهد.. توقيع مذكرة تفاهم بين السدر والعرعار في مجال الري"},
    {"a lure inside", "توقيع مذكرة صادمة بين السدر والعرعار في مجال الري"},
    {"a lure of two words", "لن تصدق ما وقعته السدر والعرعار في مجال الري"},
    {"a question", "هل وقعت السدر والعرعار مذكرة تفاهم في مجال الري؟"},
    {"left open", "توقيع مذكرة تفاهم بين السدر والعرعار في مجال..."},
    {"shouted", "توقيع مذكرة تفاهم بين السدر والعرعار في مجال الري!"},
    {"too short", "مذكرة تفاهم"},
    {"the outlet's name behind", "توقيع مذكرة تفاهم بين السدر والعرعار - المنارة"},
    {"points at what it does not name", "هذا ما وقعته السدر والعرعار في مجال الري"},
};

TEST(HeadlineFault, IsFoundInWhatAnEditorWouldStrike) {
  EXPECT_EQ(HeadlineFault(kPlain, "المنارة"), 0);
  for (const auto& [why, title] : kFaulty) {
    SCOPED_TRACE(why);
    EXPECT_GT(HeadlineFault(title, "المنارة"), 0);
  }
  EXPECT_EQ(HeadlineFault("الوزير يزور مدينة السدر - العرعار يوم الاثنين", ""), 0)
      << "a dash parts more than outlets";
}

std::string Best(const std::vector<HeadlineCandidate>& candidates) {
  return std::string(candidates[BestHeadline(candidates)].title);
}

constexpr const char* kLead =
    "وقعت ولاية السدر وولاية العرعار اليوم مذكرة تفاهم في مجال الري تشمل بناء ثلاثة سدود.";

TEST(BestHeadline, SaysWhatTheOthersSayWithoutLures) {
  EXPECT_EQ(Best({{.title = "شاهد.. ماذا حدث في العرعار!", .lead = kLead},
                  {.title = kPlain, .lead = kLead},
                  {.title = "اتفاق", .lead = kLead}}),
            kPlain);
}

TEST(BestHeadline, PrefersTheNumberThatTheOthersHave) {
  const char* lone = "مصرع تسعة أشخاص في انهيار جسر بمدينة العرعار 90";
  const char* shared = "مصرع أشخاص في انهيار جسر بمدينة العرعار وعددهم 12";
  EXPECT_EQ(Best({{.title = lone, .lead = "انهار جسر في مدينة العرعار."},
                  {.title = shared, .lead = "انهار جسر في مدينة العرعار ومات 12 شخصا."},
                  {.title = "12 قتيلا في انهيار جسر العرعار",
                   .lead = "انهار جسر في مدينة العرعار ومات 12 شخصا."}}),
            shared);
}

TEST(BestHeadline, TakesTheLatestCount) {
  const auto at = [](int hour) { return Instant(std::chrono::hours(hour)); };
  const char* first = "مصرع ثلاثة أشخاص في سيول وادي المزن";
  const char* later = "ارتفاع عدد ضحايا سيول وادي المزن إلى سبعة";
  const std::vector<HeadlineCandidate> growing = {
      {.title = first, .lead = "أودت السيول بثلاثة أشخاص.", .told = at(1), .stands = true},
      {.title = first, .lead = "أودت السيول بثلاثة أشخاص.", .told = at(2)},
      {.title = later, .lead = "ارتفع عدد ضحايا السيول إلى سبعة.", .told = at(9)}};
  EXPECT_EQ(Best(growing), later);
  std::vector<HeadlineCandidate> corrected = growing;  // fewer than was feared
  corrected[2].told = at(0);
  EXPECT_EQ(Best(corrected), first);
}

TEST(ReadToll, CountsNeitherYearsNorShares) {
  EXPECT_EQ(ReadToll("مقتل 12 شخصا في 2025").most, 12);
  EXPECT_EQ(ReadToll("مقتل عشرة أشخاص").most, 10);
  EXPECT_EQ(ReadToll("ارتفاع الأسعار 7%").most, 0);
  EXPECT_TRUE(Outgrows(ReadToll("مقتل 12 شخصا"), ReadToll("قتيلان و9 ضحايا")));
  EXPECT_FALSE(Outgrows(ReadToll("افتتاح 12 مدرسة"), ReadToll("مقتل 9 أشخاص")));
  EXPECT_FALSE(Outgrows(ReadToll("مقتل 12 شخصا"), ReadToll("مقتل أشخاص")));
}

TEST(BestHeadline, DoesNotClaimWhatTheOthersOnlyReport) {
  EXPECT_EQ(Best({{.title = "الشركة أفلست وتسرح عمال مصنع السدر", .lead = ""},
                  {.title = "مصادر: الشركة أفلست وتسرح عمال مصنع السدر", .lead = ""},
                  {.title = "تقارير عن إفلاس الشركة وتسريح عمال مصنع السدر", .lead = ""},
                  {.title = "صحيفة: إفلاس الشركة وتسريح عمال مصنع السدر", .lead = ""}}),
            "مصادر: الشركة أفلست وتسرح عمال مصنع السدر");
}

TEST(BestHeadline, StaysWhereAnotherIsNoBetter) {
  const HeadlineCandidate first{.title = "فيضان يقطع طريق السدر الشمالي", .lead = ""};
  HeadlineCandidate second{.title = "فيضان يقطع طريق السدر الجنوبي", .lead = ""};
  EXPECT_EQ(BestHeadline(std::vector{first, second}), 0U);
  second.stands = true;
  EXPECT_EQ(BestHeadline(std::vector{first, second}), 1U);
}

TEST(BestHeadline, TakesTheTitleThatThereIs) {
  EXPECT_EQ(BestHeadline(std::vector<HeadlineCandidate>{{.title = "", .lead = kLead},
                                                        {.title = "اتفاق", .lead = ""}}),
            1U);
  EXPECT_EQ(BestHeadline(std::vector<HeadlineCandidate>{{}, {}}), 0U);
  EXPECT_EQ(BestHeadline({}), 0U);
}

}  // namespace
}  // namespace isnad::story
