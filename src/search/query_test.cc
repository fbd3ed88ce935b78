#include "search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "search/query_check.h"

namespace isnad::search {
namespace {

using std::chrono::sys_days;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

Term Word(std::string word, int group) { return {.words = {std::move(word)}, .group = group}; }

struct TermsCase {
  const char* why;
  const char* text;
  std::vector<Term> terms;
};

TEST(ParseQuery, ReadsWordsPhrasesExclusionsAndAlternatives) {
  const TermsCase cases[] = {
      {"words", "الاتفاق النووي", {Word("الاتفاق", 0), Word("النووي", 1)}},
      {"ascii quotes", "\"مجلس الأمن\"", {{.words = {"مجلس", "الأمن"}, .group = 0}}},
      {"arabic quotes", "«مجلس الأمن»", {{.words = {"مجلس", "الأمن"}, .group = 0}}},
      {"curly quotes", "“a b”", {{.words = {"a", "b"}, .group = 0}}},
      {"unclosed quote", "\"مجلس الأمن", {{.words = {"مجلس", "الأمن"}, .group = 0}}},
      {"excluded word", "أ -ب", {Word("أ", 0), {.words = {"ب"}, .excluded = true, .group = 1}}},
      {"excluded phrase", "-«أ ب»", {{.words = {"أ", "ب"}, .excluded = true, .group = 0}}},
      {"a dash alone", "أ - ب", {Word("أ", 0), Word("ب", 1)}},
      {"bar", "طيران|طائرة", {Word("طيران", 0), Word("طائرة", 0)}},
      {"bar with spaces",
       "طيران | طائرة رحلة",
       {Word("طيران", 0), Word("طائرة", 0), Word("رحلة", 1)}},
      {"the word or", "طيران أو طائرة", {Word("طيران", 0), Word("طائرة", 0)}},
      {"or without hamza", "طيران او طائرة", {Word("طيران", 0), Word("طائرة", 0)}},
      {"or at the end", "طيران أو", {Word("طيران", 0)}},
      {"bars alone", "| | |", {}},
      {"bar at the start", "| أ", {Word("أ", 0)}},
      {"prefix", "سعود*", {{.words = {"سعود"}, .prefix = true, .group = 0}}},
      {"star alone", "* أ", {Word("أ", 0)}},
      {"comma without space", "الرياض،جدة", {Word("الرياض", 0), Word("جدة", 1)}},
      {"joined by a dash", "كوفيد-19", {{.words = {"كوفيد", "19"}, .group = 0}}},
      {"direction marks", "\u200Fأ\u200E ب", {Word("أ", 0), Word("ب", 1)}},
      {"nothing", " \t\n ", {}},
  };
  for (const auto& [why, text, terms] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(ParseQuery(text).terms, terms);
  }
}

struct DateCase {
  const char* why;
  const char* text;
  std::optional<sys_days> from;
  std::optional<sys_days> to;
};

TEST(ParseQuery, ReadsDates) {
  const DateCase cases[] = {
      {"a year", "date:2025", sys_days(2025y / 1 / 1), sys_days(2025y / 12 / 31)},
      {"a month", "date:2024-02", sys_days(2024y / 2 / 1), sys_days(2024y / 2 / 29)},
      {"a day", "date:2025-02-19", sys_days(2025y / 2 / 19), sys_days(2025y / 2 / 19)},
      {"in Arabic", "تاريخ:٢٠٢٥-٠٢-١٩", sys_days(2025y / 2 / 19), sys_days(2025y / 2 / 19)},
      {"upper case", "DATE:2025", sys_days(2025y / 1 / 1), sys_days(2025y / 12 / 31)},
      {"a span", "date:2024..2025-02", sys_days(2024y / 1 / 1), sys_days(2025y / 2 / 28)},
      {"a span the wrong way round", "date:2025..2024", sys_days(2024y / 1 / 1),
       sys_days(2025y / 12 / 31)},
      {"open end", "date:2025-02..", sys_days(2025y / 2 / 1), std::nullopt},
      {"open start", "date:..2025-02", std::nullopt, sys_days(2025y / 2 / 28)},
  };
  for (const auto& [why, text, from, to] : cases) {
    SCOPED_TRACE(why);
    const Query query = ParseQuery(text);
    EXPECT_EQ(query.from, from);
    EXPECT_EQ(query.to, to);
    EXPECT_THAT(query.terms, IsEmpty());
  }
}

TEST(ParseQuery, TakesADateThatIsNoneAsWords) {
  for (const char* text : {"date:2025-02-30", "date:x", "date:", "date:2025-13", "date:.."}) {
    SCOPED_TRACE(text);
    const Query query = ParseQuery(text);
    EXPECT_FALSE(query.from || query.to);
    EXPECT_FALSE(query.terms.empty());
  }
}

struct FilterCase {
  const char* why;
  const char* text;
  Field field;
  const char* value;
  bool excluded = false;
};
constexpr FilterCase kFilters[] = {
    {"a host", "outlet:aawsat.com نفط", Field::kOutlet, "aawsat.com"},
    {"Arabic, in quotes", "منبر:«الشرق الأوسط» نفط", Field::kOutlet, "الشرق الأوسط"},
    {"any case", "Outlet:\"A B\" نفط", Field::kOutlet, "A B"},
    {"not of it", "-outlet:x نفط", Field::kOutlet, "x", true},
    {"country", "country:MA نفط", Field::kCountry, "MA"},
    {"country in Arabic", "بلد:المغرب نفط", Field::kCountry, "المغرب"},
    {"section", "قسم:رياضة نفط", Field::kSection, "رياضة"},
    {"person", "person:\"محمد ماسولي\" نفط", Field::kPerson, "محمد ماسولي"},
    {"person in Arabic", "شخص:“عاصمي غويتا” نفط", Field::kPerson, "عاصمي غويتا"},
    {"language", "lang:fr نفط", Field::kLanguage, "fr"},
    {"language in Arabic", "لغة:الفرنسية نفط", Field::kLanguage, "الفرنسية"},
    {"story", "story:12 نفط", Field::kStory, "12"},
    {"a quote that is not closed", "نفط خبر:\"12", Field::kStory, "12"},
};

TEST(ParseQuery, ReadsFilters) {
  for (const FilterCase& row : kFilters) {
    SCOPED_TRACE(row.why);
    const Query query = ParseQuery(row.text);
    EXPECT_THAT(query.filters, ElementsAre(FieldFilter{row.field, row.value, row.excluded}));
    EXPECT_THAT(query.terms, ElementsAre(Word("نفط", 0)));
  }
  EXPECT_TRUE(ParseQuery("outlet:").filters.empty()) << "no value, no filter";
  EXPECT_EQ(ParseQuery("outlet:a outlet:b").filters.size(), 2U) << "alternatives";
}

TEST(ParseQuery, ReadsWordsThatStandNear) {
  const auto near = [](const char* text) {
    const Query query = ParseQuery(text);
    return query.terms.size() == 1 ? query.terms[0].near : -1;
  };
  EXPECT_EQ(near("\"وزير الصحة\"~5"), 5);
  EXPECT_EQ(near("وزير NEAR الصحة"), kDefaultNear);
  EXPECT_EQ(near("وزير NEAR/3 الصحة"), 3);
  EXPECT_EQ(near("وزير قرب/4 الصحة"), 4);
  EXPECT_EQ(near("وزير NEAR/999999999999 الصحة"), kMaxNear);
  EXPECT_EQ(near("\"وزير\"~5"), 0) << "one word is near nothing";
  EXPECT_EQ(ParseQuery("انفجار قرب المطار").terms.size(), 3U) << "a word like others";
  EXPECT_EQ(ParseQuery("NEAR الصحة").terms.size(), 2U) << "nothing in front";
  EXPECT_THAT(ParseQuery("a NEAR b NEAR/2 c").terms[0].words, ElementsAre("a", "b", "c"));
}

TEST(ParseQuery, ReadsDaysInWords) {
  using namespace std::chrono;
  const QueryLimits today{.today = 2025y / February / 20};
  const auto span = [&](const char* text) {
    const Query query = ParseQuery(text, today);
    return std::pair(query.from, query.to);
  };
  const auto days = [](sys_days from, sys_days to) {
    return std::pair(std::optional(from), std::optional(to));
  };
  EXPECT_EQ(span("date:أمس"), days(2025y / February / 19, 2025y / February / 19));
  EXPECT_EQ(span("تاريخ:«فبراير 2025»"), days(2025y / February / 1, 2025y / February / 28));
  EXPECT_EQ(span("date:\"17 شتنبر 2024\"..أمس"),
            days(2024y / September / 17, 2025y / February / 19));
  EXPECT_FALSE(ParseQuery("date:أمس").from) << "nobody said what today is";
}

struct ProblemCase {
  const char* why;
  const char* text;
  std::vector<QueryProblem> problems;
};

TEST(FindProblems, TellsWhatCannotBeMeant) {
  using Kind = QueryProblem::Kind;
  const ProblemCase cases[] = {
      {"words, phrases and filters are well",
       "نفط \"مجلس الأمن\" -قطر منبر:«الشرق الأوسط» date:2025 story:12 خبر:١٢",
       {}},
      {"nothing", "", {{Kind::kNothing, ""}}},
      {"a quotation mark alone", "\"", {{Kind::kNothing, "\""}}},
      {"no such month", "نفط date:2025-13", {{Kind::kNoDate, "date:2025-13"}}},
      {"a date of words that are none", "تاريخ:هراء نفط", {{Kind::kNoDate, "تاريخ:هراء"}}},
      {"today is not known", "date:أمس", {{Kind::kNoDate, "date:أمس"}}},
      {"no date at all", "date: نفط", {{Kind::kNoValue, "date:"}}},
      {"a date that is not wanted", "-date:2025", {{Kind::kExcludedDate, "date:2025"}}},
      {"no value", "outlet: نفط", {{Kind::kNoValue, "outlet:"}}},
      {"an empty value", "منبر:\"\" نفط", {{Kind::kNoValue, "منبر:"}}},
      {"a story is a number", "story:نفط", {{Kind::kNoStory, "story:نفط"}}},
      {"no such filter", "foo:bar", {{Kind::kUnknownFilter, "foo:"}}},
      {"no such filter, with a phrase", "كاتب:\"أ ب\"", {{Kind::kUnknownFilter, "كاتب:"}}},
      {"an hour", "14:30", {}},
      {"an address", "https://a.example/1", {}},
      {"a sentence that says who speaks", "الوزير: لن نتراجع", {}},
      {"within a phrase", "\"foo:bar\"", {}},
      {"two", "outlet: date:x", {{Kind::kNoValue, "outlet:"}, {Kind::kNoDate, "date:x"}}},
  };
  for (const auto& [why, text, problems] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(FindProblems(text), problems);
  }
}

TEST(FindProblems, TakesDaysTheWayTheQueryIsRead) {
  QueryLimits limits;
  limits.today = std::chrono::year_month_day(2025y / 3 / 1);
  EXPECT_THAT(FindProblems("date:أمس", limits), IsEmpty());
}

TEST(ToText, IsReadAsTheSameQuery) {
  for (const char* text :
       {"وزير الصحة", "\"وزير الصحة\"~5 | طائرة -مدرسة", "كوفيد-19* NEAR", "-\"a b\" x*",
        "outlet:«a \"b» -country:المغرب date:2025-02..", "date:..2024 person:x", "a NEAR/3 b | c",
        "#كأس_العالم https://a.example/x", "", "1,500 ٣٫٥"}) {
    const Query query = ParseQuery(text);
    EXPECT_EQ(ParseQuery(ToText(query)), query) << text << " -> " << ToText(query);
  }
}

TEST(ParseQuery, KeepsItsLimits) {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_EQ(ParseQuery(many).terms.size(), QueryLimits().max_terms);
  const Query cut = ParseQuery("abc def ghi", {.max_bytes = 9, .max_terms = 40});
  EXPECT_THAT(cut.terms, ElementsAre(Word("abc", 0), Word("def", 1)));
}

// A thousand random mixtures of what the grammar is made of.
TEST(ParseQuery, NeverFailsAndKeepsItsPromisesOnAnything) {
  constexpr std::string_view kParts[] = {
      "\"",    "«",    "»",  "“",    "-", "|",    "*",      " ", "أو",   "outlet:", "شخص:", "~3",
      "date:", "2025", "..", "كلمة", "a", "\xFF", "\u200F", "(", "NEAR", "AND",     "\xD8"};
  SeededRandom random(1);
  for (int i = 0; i < 1'000; ++i) {
    std::string text;
    for (std::uint64_t n = random.Below(30); n > 0; --n)
      text += kParts[random.Below(std::size(kParts))];
    const Query query = ParseQuery(text);
    int group = 0;
    for (const Term& term : query.terms) {
      EXPECT_FALSE(term.words.empty()) << text;
      EXPECT_TRUE(term.group == group || term.group == group + 1) << text;
      group = term.group;
      for (const std::string& word : term.words) EXPECT_TRUE(IsUtf8(word) && !word.empty()) << text;
    }
    EXPECT_EQ(ParseQuery(ToText(query)), query) << text << " -> " << ToText(query);
    const std::vector<QueryProblem> problems = FindProblems(text);
    EXPECT_TRUE(!query.empty() || !problems.empty()) << text;
    for (const QueryProblem& problem : problems) EXPECT_TRUE(IsUtf8(problem.part)) << text;
  }
}

}  // namespace
}  // namespace isnad::search
