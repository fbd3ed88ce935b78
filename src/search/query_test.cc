#include "search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/utf8.h"

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

TEST(ParseQuery, ReadsOutlets) {
  EXPECT_EQ(ParseQuery("outlet:aawsat.com نفط").outlet, "aawsat.com");
  EXPECT_EQ(ParseQuery("منبر:«الشرق الأوسط»").outlet, "الشرق الأوسط");
  EXPECT_EQ(ParseQuery("Outlet:\"A B\" x").outlet, "A B");
  EXPECT_THAT(ParseQuery("outlet:aawsat.com نفط").terms, ElementsAre(Word("نفط", 0)));
  EXPECT_EQ(ParseQuery("outlet:").outlet, "");
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
  constexpr std::string_view kParts[] = {"\"", "«",    "»",       "“",     "-",    "|",   "*",
                                         " ",  "أو",   "outlet:", "date:", "2025", "..",  "كلمة",
                                         "a",  "\xFF", "\u200F",  "(",     "NEAR", "AND", "\xD8"};
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
    EXPECT_EQ(ParseQuery(text), query);
  }
}

}  // namespace
}  // namespace isnad::search
