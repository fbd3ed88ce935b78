#include "arabic/time_expressions.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "arabic/dates.h"
#include "arabic/hijri.h"
#include "arabic/word_table.h"

namespace isnad::arabic {
namespace {

using std::chrono::year_month_day;

constexpr year_month_day Day(int year, unsigned month, unsigned day) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}
// A Wednesday.
constexpr year_month_day kPublished = Day(2025, 2, 19);

std::string Iso(year_month_day day) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return buffer;
}

// "surface=first" or "surface=first..last", with "!" for a weekday and "?" for a calendar that
// differs.
std::vector<std::string> Read(std::string_view text,
                              std::optional<year_month_day> published = kPublished) {
  std::vector<std::string> out;
  for (const TimeExpression& found : FindTimeExpressions(text, published)) {
    std::string line(text.substr(found.begin, found.end - found.begin));
    line += "=" + Iso(found.first);
    if (found.last != found.first) line += ".." + Iso(found.last);
    if (found.weekday_differs) line += "!";
    if (found.calendars_differ) line += "?";
    out.push_back(line);
  }
  return out;
}

struct Case {
  const char* why;
  const char* text;
  std::vector<std::string> found;
};

class TimeExpressions : public testing::TestWithParam<Case> {};
TEST_P(TimeExpressions, AreRead) {
  EXPECT_EQ(Read(GetParam().text), GetParam().found) << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(
    FromTheDay, TimeExpressions,
    testing::Values(
        Case{"today", "التقى اليوم وفدا", {"اليوم=2025-02-19"}},
        Case{"today with its weekday", "اليوم الأربعاء", {"اليوم الأربعاء=2025-02-19"}},
        Case{"today between slashes, as agencies write",
             "اليوم /الأربعاء/ أن",
             {"اليوم /الأربعاء=2025-02-19"}},
        Case{"weekday that is not today's", "اليوم الخميس", {"اليوم الخميس=2025-02-19!"}},
        Case{"part of today", "فجر اليوم الأربعاء", {"فجر اليوم الأربعاء=2025-02-19"}},
        Case{"conjunction in front", "واليوم الأربعاء", {"واليوم الأربعاء=2025-02-19"}},
        Case{"yesterday", "أمس الثلاثاء", {"أمس الثلاثاء=2025-02-18"}},
        Case{"yesterday evening", "مساء أمس", {"مساء أمس=2025-02-18"}},
        Case{"yesterday with ba", "وقع بالأمس", {"بالأمس=2025-02-18"}},
        Case{"the day before", "أول أمس الاثنين", {"أول أمس الاثنين=2025-02-17"}},
        Case{"the day before in three words", "أول من أمس", {"أمس=2025-02-17"}},
        Case{"tomorrow", "تنطلق غدا الخميس", {"غدا الخميس=2025-02-20"}},
        Case{"tomorrow with harakat", "يوم غدٍ", {"يوم غدٍ=2025-02-20"}},
        Case{"the day after tomorrow", "بعد غد الجمعة", {"بعد غد الجمعة=2025-02-21"}},
        Case{"weekday of the past week", "قال، الثلاثاء، إن", {"الثلاثاء=2025-02-18"}},
        Case{"weekday that is today", "يوم الأربعاء", {"يوم الأربعاء=2025-02-19"}},
        Case{"weekday later in the week is last week's", "مساء الخميس", {"مساء الخميس=2025-02-13"}},
        Case{"next weekday", "الثلاثاء المقبل", {"الثلاثاء المقبل=2025-02-25"}},
        Case{"next weekday of today's name", "الأربعاء القادم", {"الأربعاء القادم=2025-02-26"}},
        Case{"last weekday of today's name", "الأربعاء الماضي", {"الأربعاء الماضي=2025-02-12"}},
        Case{"somebody is no Sunday", "لم يحضر أحد من", {}},
        Case{"days ago", "قبل ثلاثة أيام", {"قبل ثلاثة أيام=2025-02-16"}},
        Case{"days ago in figures", "منذ 10 أيام", {"منذ 10 أيام=2025-02-09"}},
        Case{"two days ago", "قبل يومين", {"قبل يومين=2025-02-17"}},
        Case{"in two weeks", "بعد أسبوعين", {"بعد أسبوعين=2025-03-03..2025-03-09"}},
        Case{"a month ago", "قبل شهر", {"قبل شهر=2025-01-01..2025-01-31"}},
        Case{"years ago", "منذ خمس سنوات", {"منذ خمس سنوات=2020-01-01..2020-12-31"}},
        Case{"told from another event", "قبل ثلاثة أيام من الاجتماع", {}},
        Case{"last week", "الأسبوع الماضي", {"الأسبوع الماضي=2025-02-10..2025-02-16"}},
        Case{"this month", "خلال الشهر الجاري", {"الشهر الجاري=2025-02-01..2025-02-28"}},
        Case{"next month", "الشهر المقبل", {"الشهر المقبل=2025-03-01..2025-03-31"}},
        Case{"last year", "العام الماضي", {"العام الماضي=2024-01-01..2024-12-31"}},
        Case{"next year", "السنة المقبلة", {"السنة المقبلة=2026-01-01..2026-12-31"}}));

INSTANTIATE_TEST_SUITE_P(
    WithoutYear, TimeExpressions,
    testing::Values(
        Case{"the nearest", "في 17 فبراير", {"17 فبراير=2025-02-17"}},
        Case{"the nearest lies in the past year", "في 25 ديسمبر", {"25 ديسمبر=2024-12-25"}},
        Case{"the nearest lies ahead", "يوم 3 مارس", {"يوم 3 مارس=2025-03-03"}},
        Case{"this month by name", "17 فبراير الجاري", {"17 فبراير الجاري=2025-02-17"}},
        Case{"last, by name", "17 فبراير الماضي", {"17 فبراير الماضي=2025-02-17"}},
        Case{"last, later in the year", "20 مارس الماضي", {"20 مارس الماضي=2024-03-20"}},
        Case{"next, earlier in the year", "5 يناير المقبل", {"5 يناير المقبل=2026-01-05"}},
        Case{"of this month", "17 من الشهر الجاري", {"17 من الشهر الجاري=2025-02-17"}},
        Case{"of this month, short", "يوم 17 الجاري", {"يوم 17 الجاري=2025-02-17"}},
        Case{"of last month", "30 من الشهر الماضي", {"30 من الشهر الماضي=2025-01-30"}},
        Case{"no such day last month", "31 من الشهر المقبل", {"31 من الشهر المقبل=2025-03-31"}},
        Case{"weekday in front", "الاثنين 17 فبراير", {"الاثنين 17 فبراير=2025-02-17"}},
        Case{"weekday and day word", "الاثنين يوم 17 فبراير", {"الاثنين يوم 17 فبراير=2025-02-17"}},
        Case{"weekday that differs", "الأحد 17 فبراير", {"الأحد 17 فبراير=2025-02-17!"}},
        Case{"two namings", "17 فبراير/شباط", {"17 فبراير/شباط=2025-02-17"}},
        Case{"two namings that differ", "17 فبراير/آذار", {}},
        Case{"the first in a word", "فاتح مارس", {"فاتح مارس=2025-03-01"}},
        Case{"year by side", "17 مارس من العام الماضي", {"17 مارس من العام الماضي=2024-03-17"}},
        Case{"a sentence ends between", "بلغ عددهم 17. فبراير بارد", {}}));

INSTANTIATE_TEST_SUITE_P(
    MonthsAndYears, TimeExpressions,
    testing::Values(
        Case{"month and year", "في مارس 2024", {"مارس 2024=2024-03-01..2024-03-31"}},
        Case{"month and year word",
             "شهر مارس من عام 2024",
             {"شهر مارس من عام 2024=2024-03-01..2024-03-31"}},
        Case{"two namings are a month",
             "نوفمبر/تشرين الثاني",
             {"نوفمبر/تشرين الثاني=2024-11-01..2024-11-30"}},
        Case{"last month of that name", "فبراير الماضي", {"فبراير الماضي=2024-02-01..2024-02-29"}},
        Case{"next month of that name", "يناير المقبل", {"يناير المقبل=2026-01-01..2026-01-31"}},
        Case{"a verb that looks like March", "مارس اللاعب هوايته", {}},
        Case{"a year", "منذ عام 2011", {"عام 2011=2011-01-01..2011-12-31"}},
        Case{"a number is no year", "حضر 2011 شخصا", {}}));

INSTANTIATE_TEST_SUITE_P(
    Spans, TimeExpressions,
    testing::Values(
        Case{"from and to", "من 17 إلى 19 فبراير", {"من 17 إلى 19 فبراير=2025-02-17..2025-02-19"}},
        Case{"with a year",
             "من 17 إلى 19 مارس 2024",
             {"من 17 إلى 19 مارس 2024=2024-03-17..2024-03-19"}},
        Case{"until", "من 17 حتى 19 فبراير", {"من 17 حتى 19 فبراير=2025-02-17..2025-02-19"}},
        Case{"between",
             "بين 17 و19 فبراير الجاري",
             {"بين 17 و19 فبراير الجاري=2025-02-17..2025-02-19"}},
        Case{"a dash", "17-19 فبراير 2025", {"17-19 فبراير 2025=2025-02-17..2025-02-19"}},
        Case{"two months",
             "من 28 يناير إلى 3 فبراير",
             {"من 28 يناير إلى 3 فبراير=2025-01-28..2025-02-03"}},
        Case{"weekdays",
             "من الاثنين إلى الأربعاء",
             {"من الاثنين إلى الأربعاء=2025-02-17..2025-02-19"}},
        Case{"months",
             "من مارس 2024 إلى مايو 2024",
             {"من مارس 2024 إلى مايو 2024=2024-03-01..2024-05-31"}},
        Case{"numbers that go down are no span", "من 19 إلى 17 فبراير", {"17 فبراير=2025-02-17"}},
        Case{"and alone joins no span", "17 و19 فبراير", {"19 فبراير=2025-02-19"}}));

INSTANTIATE_TEST_SUITE_P(
    Islamic, TimeExpressions,
    testing::Values(
        Case{"day, month and year", "15 شعبان 1446 هـ", {"15 شعبان 1446 هـ=2025-02-14"}},
        Case{"without the era", "1 رمضان 1446", {"1 رمضان 1446=2025-03-01"}},
        Case{"month of two words", "12 ربيع الأول 1446هـ", {"12 ربيع الأول 1446هـ=2024-09-15"}},
        Case{"in figures", "15/8/1446هـ", {"15/8/1446هـ=2025-02-14"}},
        Case{"year first", "1446/8/15 هـ", {"1446/8/15 هـ=2025-02-14"}},
        Case{"the nearest year", "10 رمضان", {"10 رمضان=2025-03-10"}},
        Case{"both calendars",
             "15 شعبان 1446 هـ الموافق 14 فبراير 2025 م",
             {"15 شعبان 1446 هـ الموافق 14 فبراير 2025=2025-02-14"}},
        Case{"both, Gregorian first",
             "14 فبراير 2025 (15 شعبان 1446 هـ)",
             {"14 فبراير 2025 (15 شعبان 1446 هـ=2025-02-14"}},
        Case{"a day apart is sighting",
             "16 شعبان 1446 هـ الموافق 14 فبراير 2025",
             {"16 شعبان 1446 هـ الموافق 14 فبراير 2025=2025-02-14"}},
        Case{"far apart",
             "1 شعبان 1446 هـ الموافق 14 فبراير 2025",
             {"1 شعبان 1446 هـ الموافق 14 فبراير 2025=2025-02-14?"}},
        Case{"no such day", "31 شعبان 1446", {}}));

INSTANTIATE_TEST_SUITE_P(
    Complete, TimeExpressions,
    testing::Values(
        Case{"figures", "في 13.11.2025 بالعاصمة", {"13.11.2025=2025-11-13"}},
        Case{"English", "on October 20, 2025", {"October 20, 2025=2025-10-20"}},
        Case{"with weekday", "الأربعاء 19 فبراير 2025", {"الأربعاء 19 فبراير 2025=2025-02-19"}},
        Case{"weekday differs", "الخميس 19 فبراير 2025", {"الخميس 19 فبراير 2025=2025-02-19!"}},
        Case{"no such day", "30 فبراير 2025", {"فبراير 2025=2025-02-01..2025-02-28"}}));

TEST(TimeExpressionsWithoutPublication, KeepToWhatNamesItsYear) {
  EXPECT_EQ(Read("أمس الثلاثاء، وفي 17 فبراير، وقبل يومين، والشهر الماضي", std::nullopt),
            std::vector<std::string>{});
  EXPECT_EQ(
      Read("17 فبراير 2025 وعام 2011", std::nullopt),
      (std::vector<std::string>{"17 فبراير 2025=2025-02-17", "وعام 2011=2011-01-01..2011-12-31"}));
}

// Every naming of a month in every shape: one row a name in data/arabic/months.tsv.
TEST(TimeExpressionsOfEveryMonth, AreReadInEveryShape) {
  std::ifstream file(std::string(ISNAD_SOURCE_DIR) + "/data/arabic/months.tsv");
  std::string line;
  int shapes = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto row = SplitRow(line);
    const unsigned month = static_cast<unsigned>(std::stoi(std::string(row[0])));
    const std::string name(row[2]);
    const year_month_day day = Day(2024, month, 7);
    for (const std::string& text :
         {"7 " + name + " 2024", "يوم 7 " + name + " 2024", "7 من " + name + " 2024",
          "٧ " + name + " ٢٠٢٤", "07 " + name + " 2024", "7 " + name + " عام 2024",
          "7 " + name + " من سنة 2024", "من 5 إلى 7 " + name + " 2024"}) {
      const auto found = FindTimeExpressions(text, kPublished);
      ASSERT_EQ(found.size(), 1U) << text;
      EXPECT_EQ(found[0].last, day) << text;
      EXPECT_EQ(found[0].end, text.size()) << text;
      ++shapes;
    }
  }
  EXPECT_GE(shapes, 400);
}

TEST(Hijri, GoesThereAndBack) {
  for (int offset = 0; offset < 4000; offset += 7) {
    const year_month_day day = std::chrono::sys_days(Day(2018, 1, 1)) + std::chrono::days(offset);
    const auto there = ToHijri(day);
    ASSERT_TRUE(there.has_value());
    EXPECT_EQ(ToGregorian(*there), day);
  }
  EXPECT_EQ(ToGregorian({1446, 9, 1}), Day(2025, 3, 1));
  EXPECT_FALSE(ToGregorian({1446, 8, 30}).has_value()) << "Sha'ban 1446 has 29 days";
  EXPECT_FALSE(ToGregorian({1446, 13, 1}).has_value());
}

TEST(TimeExpressions, StayLinearOnHostileText) {
  for (const char* piece :
       {"من 17 إلى ", "يوم يوم ", "17/", "بين 1 و", "قبل ", "ربيع ", "الأول "}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    EXPECT_LE(FindTimeExpressions(text, kPublished).size(), text.size());
  }
}

}  // namespace
}  // namespace isnad::arabic
