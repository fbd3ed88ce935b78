#include "arabic/dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "arabic/date_words.h"

namespace isnad::arabic {
namespace {

using ::testing::ElementsAreArray;

// "2025-02-21", "2025-02-21 14:05", "2025-02-21 14:05+60", each as "text=value".
std::vector<std::string> Read(std::string_view text) {
  std::vector<std::string> out;
  for (const DateMatch& match : FindDates(text)) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(match.value.day.year()),
                  static_cast<unsigned>(match.value.day.month()),
                  static_cast<unsigned>(match.value.day.day()));
    std::string shown = buffer;
    if (match.value.time_of_day) {
      const auto seconds = match.value.time_of_day->count();
      std::snprintf(buffer, sizeof buffer, " %02d:%02d", static_cast<int>(seconds / 3600),
                    static_cast<int>(seconds / 60 % 60));
      shown += buffer;
      if (seconds % 60 != 0) shown += ":" + std::to_string(seconds % 60);
    }
    if (match.value.utc_offset) {
      const auto minutes = match.value.utc_offset->count();
      shown += (minutes < 0 ? "" : "+") + std::to_string(minutes);
    }
    out.push_back(std::string(text.substr(match.begin, match.end - match.begin)) + "=" + shown);
  }
  return out;
}

struct Case {
  const char* why;
  std::string_view text;
  std::vector<std::string> dates;
};

const Case kNumeric[] = {
    {"ISO", "2025-02-21", {"2025-02-21=2025-02-21"}},
    {"day first with spaces",
     "نشر في الدار يوم 21 - 02 - 2025 الرابط",
     {"21 - 02 - 2025=2025-02-21"}},
    {"slashes", "21/02/2025", {"21/02/2025=2025-02-21"}},
    {"year first with slashes", "2025/02/21", {"2025/02/21=2025-02-21"}},
    {"dots and one digit", "21.2.2025.", {"21.2.2025=2025-02-21"}},
    {"Arabic digits", "٢١/٠٢/٢٠٢٥", {"٢١/٠٢/٢٠٢٥=2025-02-21"}},
    {"both could be the month: day first", "03/04/2025", {"03/04/2025=2025-04-03"}},
    {"only the second can be the day", "2/21/2025", {"2/21/2025=2025-02-21"}},
    {"year, day, month", "2025/21/02", {"2025/21/02=2025-02-21"}},
    {"a mark of the Christian era", "21/2/2025م", {"21/2/2025م=2025-02-21"}},
    {"no such day", "31/02/2025", {}},
    {"a Hijri year", "15/8/1446", {}},
    {"a Hijri mark", "1446/8/15 هـ", {}},
    {"a Hijri date beside it", "15/8/1446 هـ الموافق 14/2/2025 م", {"14/2/2025 م=2025-02-14"}},
    {"two digits of year say too little", "21/02/25", {}},
    {"an address holds no date", "https://x.ma/2025/02/21/a", {}},
    {"an IP address and a version", "10.2.2025.1 و v1.2.2020", {}},
    {"a telephone number", "0522-20-2025-11", {}},
    {"a range of numbers", "بين 10 و 20 من 2025", {}},
};

const Case kNamed[] = {
    {"Egypt and the Gulf", "19 فبراير 2025", {"19 فبراير 2025=2025-02-19"}},
    {"Mashriq", "في 5 كانون الثاني 2024 وصل", {"5 كانون الثاني 2024=2024-01-05"}},
    {"Algeria", "3 جويلية 2023", {"3 جويلية 2023=2023-07-03"}},
    {"Morocco", "20 غشت 2024", {"20 غشت 2024=2024-08-20"}},
    {"Mauritania", "28 دجمبر 2022", {"28 دجمبر 2022=2022-12-28"}},
    {"double naming", "11 أيلول/سبتمبر 2001", {"11 أيلول/سبتمبر 2001=2001-09-11"}},
    {"second naming in brackets", "3 شباط (فبراير) 2020", {"3 شباط (فبراير) 2020=2020-02-03"}},
    {"two namings that differ are a doubt", "3 شباط/مارس 2020", {}},
    {"weekday in front", "الأربعاء 19 فبراير 2025", {"الأربعاء 19 فبراير 2025=2025-02-19"}},
    {"weekday with a comma", "الجمعة، 21 فبراير، 2025", {"الجمعة، 21 فبراير، 2025=2025-02-21"}},
    {"of and year words", "19 من فبراير من عام 2025", {"19 من فبراير من عام 2025=2025-02-19"}},
    {"month first, as WordPress writes", "فبراير 21, 2025", {"فبراير 21, 2025=2025-02-21"}},
    {"harakat and tatweel", "19 فبرايـر 2025", {"19 فبرايـر 2025=2025-02-19"}},
    {"year first", "2025 فبراير 21", {"2025 فبراير 21=2025-02-21"}},
    {"hyphens", "19-فبراير-2025", {"19-فبراير-2025=2025-02-19"}},
    {"the first, as the Maghreb says", "فاتح ماي 2024", {"فاتح ماي 2024=2024-05-01"}},
    {"an ordinal", "الأول من مايو عام 2024", {"الأول من مايو عام 2024=2024-05-01"}},
    {"a compound ordinal",
     "الحادي والعشرين من فبراير 2025",
     {"الحادي والعشرين من فبراير 2025=2025-02-21"}},
    {"a teen ordinal", "الخامس عشر من آذار 2011", {"الخامس عشر من آذار 2011=2011-03-15"}},
    {"English", "Published February 21, 2025 by", {"February 21, 2025=2025-02-21"}},
    {"English short", "21 Feb. 2025", {"21 Feb. 2025=2025-02-21"}},
    {"English ordinal", "March 3rd, 2024", {"March 3rd, 2024=2024-03-03"}},
    {"French", "Le 1er août 2023", {"1er août 2023=2023-08-01"}},
    {"Spanish", "19 de febrero de 2025", {"19 de febrero de 2025=2025-02-19"}},
    {"no year, no date", "يوم 19 فبراير الجاري", {}},
    {"a month and year alone", "فبراير 2025", {}},
    {"a Hijri month", "21 شعبان 1446", {}},
    {"a Hijri date beside it",
     "12 رمضان 1446 هـ الموافق 12 مارس 2025",
     {"12 مارس 2025=2025-03-12"}},
    {"no such day", "30 فبراير 2025", {}},
    {"several",
     "من 17 فبراير 2025 إلى 19 فبراير 2025",
     {"17 فبراير 2025=2025-02-17", "19 فبراير 2025=2025-02-19"}},
    {"no year word across a sentence", "شارك 21. فبراير كان باردا. 2025 أفضل", {}},
};

const Case kHours[] = {
    {"behind", "21/02/2025 14:05", {"21/02/2025 14:05=2025-02-21 14:05"}},
    {"behind, with a dash", "21 فبراير 2025 - 14:05", {"21 فبراير 2025 - 14:05=2025-02-21 14:05"}},
    {"behind, named",
     "21 فبراير 2025 على الساعة 14:05",
     {"21 فبراير 2025 على الساعة 14:05=2025-02-21 14:05"}},
    {"in words",
     "21/02/2025 الساعة 14 و 5 دقائق",
     {"21/02/2025 الساعة 14 و 5 دقائق=2025-02-21 14:05"}},
    {"evening", "21/02/2025 2:05 م", {"21/02/2025 2:05 م=2025-02-21 14:05"}},
    {"evening spelled out",
     "21 فبراير 2025 الساعة 2:05 مساءً",
     {"21 فبراير 2025 الساعة 2:05 مساءً=2025-02-21 14:05"}},
    {"half past midnight", "21/02/2025 12:30 ص", {"21/02/2025 12:30 ص=2025-02-21 00:30"}},
    {"noon", "21/02/2025 12:30 ظهرا", {"21/02/2025 12:30 ظهرا=2025-02-21 12:30"}},
    {"English", "Feb 21, 2025 at 2:05 p.m.", {"Feb 21, 2025 at 2:05 p.m.=2025-02-21 14:05"}},
    {"French", "21 février 2025 à 14h05", {"21 février 2025 à 14h05=2025-02-21 14:05"}},
    {"ISO with offset",
     "2025-02-21T14:05:30+01:00",
     {"2025-02-21T14:05:30+01:00=2025-02-21 14:05:30+60"}},
    {"Zulu", "2025-02-21T14:05Z", {"2025-02-21T14:05Z=2025-02-21 14:05+0"}},
    {"Greenwich",
     "21 فبراير 2025 14:05 بتوقيت غرينتش",
     {"21 فبراير 2025 14:05 بتوقيت غرينتش=2025-02-21 14:05+0"}},
    {"GMT with offset",
     "2025/02/21 14:05 (GMT+3)",
     {"2025/02/21 14:05 (GMT+3=2025-02-21 14:05+180"}},
    {"in front", "14:05 - 21/02/2025", {"14:05 - 21/02/2025=2025-02-21 14:05"}},
    {"in front, named",
     "الساعة 14:05 يوم الجمعة 21 فبراير 2025",
     {"الساعة 14:05 يوم الجمعة 21 فبراير 2025=2025-02-21 14:05"}},
    {"in front, apart",
     "وصل 14:05 إلى القاعة وفي 21 فبراير 2025 غادر",
     {"21 فبراير 2025=2025-02-21"}},
    {"no such hour", "21/02/2025 25:05", {"21/02/2025=2025-02-21"}},
    {"a score is no hour", "21/02/2025 فاز 3:2", {"21/02/2025=2025-02-21"}},
};

template <std::size_t kCount>
void Check(const Case (&cases)[kCount]) {
  for (const auto& [why, text, dates] : cases) {
    SCOPED_TRACE(why);
    EXPECT_THAT(Read(text), ElementsAreArray(dates)) << text;
  }
}

TEST(FindDates, ReadsNumericForms) { Check(kNumeric); }
TEST(FindDates, ReadsMonthNames) { Check(kNamed); }
TEST(FindDates, ReadsTheHourBesideADate) { Check(kHours); }

TEST(MonthFromName, ReadsEveryNaming) {
  EXPECT_EQ(MonthFromName("كانون الثاني"), 1);
  EXPECT_EQ(MonthFromName("إبريل"), 4);
  EXPECT_EQ(MonthFromName(" أيلول / سبتمبر "), 9);
  EXPECT_EQ(MonthFromName("Août"), 8);
  EXPECT_EQ(MonthFromName("FEB."), 2);
  EXPECT_EQ(MonthFromName("رمضان"), 0);
  EXPECT_EQ(MonthFromName(""), 0);
  EXPECT_EQ(MonthFromName(std::string(1000, 'a')), 0);
}

TEST(FormatDate, WritesTheDayAsPagesShowIt) {
  using namespace std::chrono;
  EXPECT_EQ(FormatDate(year(2025) / 2 / 19, true), "الأربعاء 19 فبراير 2025");
  EXPECT_EQ(FormatDate(year(2025) / 2 / 19, false), "19 فبراير 2025");
  EXPECT_EQ(FormatDate(year(2025) / 2 / 30, true), "");
}

TEST(FormatDate, IsReadBackAsTheSameDay) {
  using namespace std::chrono;
  for (sys_days day = year(2023) / 1 / 1; day < sys_days(year(2025) / 1 / 1); day += days(1)) {
    const std::string text = FormatDate(day, true);
    const std::vector<DateMatch> found = FindDates(text);
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].value.day, year_month_day(day));
    EXPECT_EQ(found[0].end - found[0].begin, text.size());
  }
}

}  // namespace
}  // namespace isnad::arabic
