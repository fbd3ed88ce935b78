#include "page/date_lines.h"

#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

std::string Told(const LabelledDate& one) {
  const char* label = one.label == DateLabel::kPublished ? " published"
                      : one.label == DateLabel::kUpdated ? " updated"
                                                         : "";
  DateTime day;
  day.day = one.date.value.day;
  return day.ToString() + label + (one.original ? " original" : "");
}

struct Case {
  const char* why;
  const char* text;
  const char* dates;
};

TEST(LabelledDates, CallEachDateByTheWordsBeforeIt) {
  const Case cases[] = {
      {"no words", "6 March 2024", "2024-03-06;"},
      {"one date is called by words behind it too", "6 مارس 2024 (تحديث)", "2024-03-06 updated;"},
      {"both named", "نشر في 6 مارس 2024، آخر تحديث 9 مارس 2024",
       "2024-03-06 published;2024-03-09 updated;"},
      {"the change first", "Updated: 9 March 2024 / Published: 6 March 2024",
       "2024-03-09 updated;2024-03-06 published;"},
      {"only the second named", "6 March 2024 | Updated: 9 March 2024",
       "2024-03-06;2024-03-09 updated;"},
      {"the first of several", "Originally published 6 March 2024",
       "2024-03-06 published original;"},
      {"a first that says nothing of publishing", "The first of 6 March 2024", "2024-03-06;"},
      {"none", "no day at all", ""},
  };
  for (const auto& [why, text, dates] : cases) {
    SCOPED_TRACE(why);
    std::string told;
    for (const LabelledDate& one : LabelledDates(text, {})) told += Told(one) + ";";
    EXPECT_EQ(told, dates);
  }
}

TEST(WholeDate, TakesTextsThatSayLittleElse) {
  const Case cases[] = {
      {"a date", "25 March 2025", "2025-03-25"},
      {"its day and hour", "Monday, August 11th, 2025 at 11:00 am |", "2025-08-11"},
      {"called so", "Posted on 3 May 2024", "2024-05-03 published"},
      {"a sentence", "The bridge over the river opened on 3 May 2024 at last", "none"},
      {"a span of days", "3 May 2024 - 5 May 2024", "none"},
      {"no date", "May", "none"},
  };
  for (const auto& [why, text, date] : cases) {
    SCOPED_TRACE(why);
    const auto whole = WholeDate(text, {});
    EXPECT_EQ(whole ? Told(*whole) : "none", date);
  }
}

}  // namespace
}  // namespace isnad::page
