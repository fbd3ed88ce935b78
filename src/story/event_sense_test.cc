#include "story/event_sense.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "story/account.h"
#include "story/words.h"

namespace isnad::story {
namespace {

EventSense Read(std::string_view title, std::string_view body) {
  const std::string text = std::string(title) + '\n' + std::string(body);
  Words words;
  words.Assign(text);
  return ReadAccount(text, words, {}, kMostTerms).event;
}

struct Pair {
  const char* why;
  std::string_view a;
  std::string_view b;
  bool same;
};

constexpr Pair kHeads[] = {
    {"one act in two words", "سطا لصوص على المتحف", "سرقة تاج من المتحف", true},
    {"asking is not granting", "ناشد الرئيس نظيره العفو عن الكاتب", "عفا الرئيس عن الكاتب", false},
    {"behind a preposition", "اعترف القائد بانسحاب قواته", "غادر الجيش المدينة", true},
    {"the title does not count: it names the affair", "قال النائب كلاما", "قال الوزير كلاما",
     false},
    {"a ministry is no visit", "قالت وزارة الصحة ذلك", "زار الملك المدينة", false},
};

TEST(EventSense, ReadsTheFirstActOfTheBody) {
  for (const Pair& each : kHeads) {
    SCOPED_TRACE(each.why);
    const EventSense a = Read("سرقة المتحف", each.a);
    const EventSense b = Read("سرقة المتحف", each.b);
    EXPECT_EQ(a.head != 0 && a.head == b.head, each.same);
  }
}

struct Conflict {
  const char* why;
  std::string_view a;
  std::string_view b;
  std::size_t conflicts;
};

constexpr Conflict kQuantities[] = {
    {"other numbers of one thing", "عفا عن 2476 سجينا", "عفا عن 1243 سجينا", 1},
    {"the same number", "عفا عن 2476 سجينا", "شمل العفو 2476 سجينا", 0},
    {"one more number in common", "قتل 12 شخصا ثم 15 شخصا", "قتل 15 شخصا", 0},
    {"other things", "أصيب 40 شخصا", "بقوة 66 درجة", 0},
    {"days of the month count nothing", "يوم 17 فبراير", "يوم 19 فبراير", 0},
};

TEST(EventSense, TellsOtherNumbersOfOneThing) {
  for (const Conflict& each : kQuantities) {
    SCOPED_TRACE(each.why);
    EXPECT_EQ(CountConflicts(Read("", each.a).quantities, Read("", each.b).quantities),
              each.conflicts);
  }
}

constexpr Conflict kEditions[] = {
    {"second and third session", "الدورة الثانية للمهرجان", "الدورة الثالثة للمهرجان", 1},
    {"digits and words agree", "الدورة 23 للمهرجان", "الدورة الثالثة والعشرون للمهرجان", 0},
    {"masculine and feminine", "الاجتماع الخامس للجنة", "الاجتماع السادس للجنة", 1},
    {"of other series", "الجولة الأولى", "الدورة الثانية", 0},
    {"one tells of both", "بعد الدورة الأولى نال الأصوات في الدورة الثانية", "الدورة الثانية", 0},
};

TEST(EventSense, TellsEditionsOfOneSeries) {
  for (const Conflict& each : kEditions) {
    SCOPED_TRACE(each.why);
    EXPECT_EQ(CountConflicts(Read("", each.a).editions, Read("", each.b).editions), each.conflicts);
  }
}

TEST(EventSense, KnowsThatSomebodyWon) {
  EXPECT_TRUE(Read("", "توج الفريق باللقب").has_outcome);
  EXPECT_FALSE(Read("", "يستعد الفريق للنهائي").has_outcome);
}

TEST(EventSense, KeepsNoMoreNumbersThanItsLimit) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += std::to_string(100 + i) + " سجين ";
  EXPECT_EQ(Read("", text).quantities.size(), EventReader::kMaxCounted);
}

}  // namespace
}  // namespace isnad::story
