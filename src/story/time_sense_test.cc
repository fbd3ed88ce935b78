#include "story/time_sense.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace isnad::story {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr year_month_day kNone{};

struct Case {
  const char* why;
  std::string_view text;
  year_month_day published;  // kNone: unknown
  year_month_day day;        // said of the event; kNone: nothing
};

using namespace std::chrono_literals;

const Case kCases[] = {
    {"today with its weekday", "وقع الوزير اليوم الأربعاء اتفاقا", 2025y / 2 / 19, 2025y / 2 / 19},
    {"yesterday in brackets", "فاز الفريق أمس (الأحد) بالكأس", 2026y / 1 / 19, 2026y / 1 / 18},
    {"yesterday alone", "فاز الفريق أمس بالكأس", 2026y / 1 / 19, 2026y / 1 / 18},
    {"the last such weekday", "قتل شخصان يوم الجمعة", 2025y / 2 / 24, 2025y / 2 / 21},
    {"the coming weekday", "يلتقي الرئيسان الجمعة المقبل", 2025y / 8 / 13, 2025y / 8 / 15},
    {"day and month take the year of publication", "افتتح السد في 9 سبتمبر", 2025y / 9 / 10,
     2025y / 9 / 9},
    {"the year before, at new year", "وقع الزلزال في 31 ديسمبر", 2026y / 1 / 1, 2025y / 12 / 31},
    {"today outranks a weekday before it", "تحضيرات جلسة الخميس بدأت اليوم الثلاثاء", 2025y / 1 / 7,
     2025y / 1 / 7},
    {"what came before is not the event", "عاد المتحف اليوم الأربعاء بعد سرقة يوم الأحد",
     2025y / 10 / 22, 2025y / 10 / 22},
    {"background alone says nothing", "تستمر الأزمة منذ يوم الأحد", 2025y / 10 / 22, kNone},
    {"history is not news", "ولد الكاتب في 10 يناير 1964", 2025y / 1 / 9, kNone},
    {"a complete date without publication", "وقع الجانبان يوم 17 سبتمبر 2025 اتفاقية", kNone,
     2025y / 9 / 17},
    {"an hour of the day is not background", "وقع الحادث بعد ظهر الأحد", 2025y / 10 / 20,
     2025y / 10 / 19},
};

TEST(ReadTime, FindsTheDayOfTheEvent) {
  for (const Case& each : kCases) {
    SCOPED_TRACE(each.why);
    Words words;
    words.Assign(each.text);
    std::vector<bool> is_date;
    std::optional<Instant> published;
    if (each.published != kNone) published = sys_days(each.published);
    const TimeSense time = ReadTime(each.text, words, words.size(), published, is_date);
    ASSERT_EQ(time.month_day.has_value(), each.day != kNone);
    if (each.day == kNone) continue;
    EXPECT_EQ(time.first_day,
              static_cast<std::int32_t>(sys_days(each.day).time_since_epoch().count()));
    EXPECT_EQ(time.first_day, time.last_day);
  }
}

TEST(ReadTime, LeavesSomeDaysOpenWhereTheWordsNameNone) {
  const std::string_view text = "توج الفريق باللقب";
  Words words;
  words.Assign(text);
  std::vector<bool> is_date;
  const TimeSense time =
      ReadTime(text, words, words.size(), Instant(sys_days(2025y / 9 / 23)), is_date);
  EXPECT_LT(time.first_day, time.last_day);
  EXPECT_EQ(time.last_day, time.published_day);
  EXPECT_FALSE(time.month_day);
}

TEST(DaysBetween, LetsTheFirstAndTheLastDayOfAMeetingMeet) {
  const auto read = [](std::string_view text) {
    Words words;
    words.Assign(text);
    std::vector<bool> is_date;
    return ReadTime(text, words, words.size(), std::nullopt, is_date);
  };
  const TimeSense opening = read("افتتح الملتقى يوم 17 فبراير 2025 ويمتد على مدى ثلاثة أيام");
  const TimeSense closing = read("اختتم الملتقى يوم 19 فبراير 2025 بعدما استمر ثلاثة أيام");
  EXPECT_EQ(DaysBetween(opening, closing), 0);
  EXPECT_EQ(DaysBetween(opening, read("اختتم ملتقى آخر يوم 21 فبراير 2025")), 2);
}

TEST(DaysBetween, ComparesDaysWithoutAYear) {
  TimeSense dated;
  dated.first_day = dated.last_day =
      static_cast<std::int32_t>(sys_days(2022y / 1 / 27).time_since_epoch().count());
  TimeSense open;
  EXPECT_EQ(DaysBetween(dated, open), std::nullopt);
  open.month_day = static_cast<std::uint16_t>(0 * 31 + 26);  // 27 January
  dated.month_day = open.month_day;
  EXPECT_EQ(DaysBetween(dated, open), 0);
  open.month_day = static_cast<std::uint16_t>(8 * 31 + 7);  // 8 September
  EXPECT_GT(DaysBetween(dated, open), 100);
}

}  // namespace
}  // namespace isnad::story
