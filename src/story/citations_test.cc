#include "story/citations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::story {
namespace {

using ::testing::IsEmpty;
using Place = Citation::Place;

constexpr std::string_view kReport =
    "افتتح وزير النقل خطا جديدا للحافلات بين المدينتين صباح اليوم بحضور عدد من المنتخبين.";

struct Read {
  std::string text;
  Citations citations;
};

Read ReadText(std::string_view body, std::string_view credit = {}, std::string_view outlet = {}) {
  Read read;
  read.text = "عنوان الخبر\n" + std::string(body);
  Words words;
  words.Assign(read.text);
  std::size_t first = 0;
  while (first < words.size() && words[first].begin < read.text.find('\n')) ++first;
  read.citations = ReadCitations({.text = read.text,
                                  .words = words,
                                  .first_of_body = first,
                                  .credit = credit,
                                  .outlet = outlet},
                                 QuotedSpans(read.text, words, first));
  return read;
}

// The first source that stands for the whole account.
const Citation* Source(const Citations& citations) {
  for (const Citation& each : citations.list) {
    if (each.OfAccount() && !each.source.empty()) return &each;
  }
  return nullptr;
}

struct Case {
  const char* why;
  std::string body;
  std::string credit;
  std::string source;  // "" for none
};

TEST(Citations, NameTheSourceOfAnAccount) {
  const std::string report(kReport);
  const Case kCases[] = {
      {"a credit line found by extraction", report, "و م ع", "وكالة المغرب العربي للأنباء"},
      {"an agency among the parts of a line", report, "الرباط – (و م ع)",
       "وكالة المغرب العربي للأنباء"},
      {"letters written with stops", report, "أ.ف.ب", "فرانس برس"},
      {"another outlet", report, "نقلا عن صحيفة النهار الجديد", "صحيفة النهار الجديد"},
      {"a label that extraction took off", report, "هسبريس", "هسبريس"},
      {"a place is no source", report, "الرباط – خاص", ""},
      {"a dateline with dashes", "الرباط - و م ع - " + report, "", "وكالة المغرب العربي للأنباء"},
      {"a dateline in brackets", "القاهرة (رويترز) - " + report, "", "رويترز"},
      {"a dateline with a date and bars", "الرياض في 17 سبتمبر /واس/ - " + report, "",
       "وكالة الأنباء السعودية"},
      {"a dateline without an agency", "الرباط - " + report, "", ""},
      {"the last line", report + "\nالمصدر: رويترز", "", "رويترز"},
      {"the last line in brackets", report + "\n(أ ف ب)", "", "فرانس برس"},
      {"brackets at the end of the last sentence", "فقرة أولى.\n" + report + " (د ب أ)", "",
       "وكالة الأنباء الألمانية"},
      {"a word of the text that is also an agency's short name",
       "بنا المقاولون الجسر في عام واحد، وقال فارس إن وفا بالعهد.\nفقرة أخيرة عن الجسر.", "", ""},
      {"a last line that is prose", report + "\nوعاد الوفد إلى العاصمة مساء اليوم نفسه.", "", ""},
      {"an agency spoken of", "رحبت نقابة الصحفيين بتعيين مدير رويترز الجديد في المنطقة.", "", ""},
  };
  for (const auto& [why, body, credit, source] : kCases) {
    SCOPED_TRACE(why);
    const Read read = ReadText(body, credit);
    const Citation* const found = Source(read.citations);
    EXPECT_EQ(found == nullptr ? "" : found->source, source);
  }
}

TEST(Citations, QuoteTheWordsAsPublished) {
  const Read read = ReadText("الرباط - و م ع - " + std::string(kReport));
  ASSERT_NE(Source(read.citations), nullptr);
  EXPECT_EQ(Source(read.citations)->place, Place::kDateline);
  EXPECT_EQ(Source(read.citations)->quote, "الرباط - و م ع");
}

TEST(Citations, TellOwnWorkFromWhatIsCompiled) {
  EXPECT_TRUE(ReadText(kReport, "الدار/ خاص", "الدار").citations.own);
  EXPECT_TRUE(
      ReadText("وقال المدير في حديث إلى «المنارة» إن الخط مربح.", "", "المنارة").citations.own);
  EXPECT_FALSE(
      ReadText("وقال المدير في حديث إلى «المنارة» إن الخط مربح.", "", "الدار").citations.own);
  const Citations wires = ReadText(kReport, "المنارة – وكالات", "المنارة").citations;
  EXPECT_TRUE(wires.wires);
  EXPECT_EQ(wires.wires_quote, "المنارة – وكالات");
  EXPECT_TRUE(ReadText(kReport, "متابعة").citations.follows);
  EXPECT_FALSE(ReadText(kReport).citations.own);
}

TEST(Citations, AnOutletIsKnownByItsNameItsListedFormsAndItsInitials) {
  const auto cites = [](std::string_view body, std::string_view outlet) {
    for (const Citation& each : ReadText(body).citations.list) {
      if (each.keys.Meets(KeysOfOutlet(outlet))) return true;
    }
    return false;
  };
  EXPECT_TRUE(cites("ذكرت صحيفة النهار الجديد أن الخط افتتح.", "النهار الجديد"));
  EXPECT_TRUE(cites("قال المدير لـ«المنارة» إن الخط افتتح.", "صحيفة المنارة"));
  EXPECT_TRUE(cites("الريحانة في 17 سبتمبر /وأس/ - افتتح الخط.", "وكالة أنباء السدر"));
  EXPECT_FALSE(cites("الريحانة في 17 سبتمبر /وأع/ - افتتح الخط.", "وكالة أنباء السدر"));
  EXPECT_TRUE(cites("القاهرة (أ ش أ) - افتتح الخط.", "وكالة أنباء الشرق الأوسط"));
  EXPECT_FALSE(cites("ذكرت صحيفة النهار الجديد أن الخط افتتح.", "الجديد"));
}

TEST(Citations, OfTheOutletItselfAreNoSource) {
  const Read read =
      ReadText("الرياض في 17 سبتمبر /واس/ - " + std::string(kReport), "", "وكالة الأنباء السعودية");
  EXPECT_EQ(Source(read.citations), nullptr);
}

TEST(Citations, StayFewWhateverATextQuotes) {
  std::string body;
  for (int i = 0; i < 5'000; ++i) body += "قال «كلمة" + std::to_string(i) + "» ثم ";
  EXPECT_LE(ReadText(body, std::string(100'000, '-')).citations.list.size(), kMaxCitations);
  EXPECT_THAT(ReadText("", "").citations.list, IsEmpty());
}

}  // namespace
}  // namespace isnad::story
