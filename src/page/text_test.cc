#include "page/text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace isnad::page {
namespace {

struct Case {
  const char* why;
  const char* text;
  std::uint32_t words;
  std::uint32_t sentence_ends;
  bool ends_sentence;
};

constexpr Case kCases[] = {
    {"nothing", "", 0, 0, false},
    {"plain sentence", "One two three.", 3, 1, true},
    {"Arabic question mark", "هل وصل القطار؟", 3, 1, true},
    {"closing quote after the stop", "قال: «وصلنا اليوم.»", 3, 1, true},
    {"dots inside words end nothing", "version 3.5 of example.com is out", 6, 0, false},
    {"two sentences", "ذهب الوفد. ثم عاد.", 4, 2, true},
    {"a menu", "Home | News | Sport", 3, 0, false},
    {"harakat stay inside their word", "مُحَمَّد", 1, 0, false},
    {"ideographs count half", "新闻报道", 2, 0, false},
};

TEST(Measure, CountsWordsAndSentencesInAnyScript) {
  for (const auto& [why, text, words, sentence_ends, ends_sentence] : kCases) {
    SCOPED_TRACE(why);
    const TextMeasure measure = Measure(text);
    EXPECT_EQ(measure.words, words);
    EXPECT_EQ(measure.sentence_ends, sentence_ends);
    EXPECT_EQ(measure.ends_sentence, ends_sentence);
  }
}

TEST(FoldedWords, MakesSpellingsOfOneLineEqual) {
  EXPECT_EQ(FoldedWords("إقرأ  أيضاً:"), FoldedWords("اقرا ايضا"));
  EXPECT_EQ(FoldedWords("Read ALSO:"), "read also");
  EXPECT_EQ(FoldedWords("«»—"), "");
  EXPECT_EQ(FoldedWords(""), "");
}

// Words of ASCII alone are folded another way than the rest.
TEST(FoldedWords, FoldsEveryWordAsItDoesAlone) {
  constexpr std::string_view kWords[] = {
      "Plain", "words,",     "(of",    "ASCII)",      "alone", "3.5",  "--",
      "don't", "don’t",      "إقرأ",   "أيضاً:",       "«هنا»", "شيء",  "شيئ\u0654\u0627",
      "café",  "CAFE\u0301", "naïve-", "\u200Fيمين.", "٢٠٢٤",  "漢字", "؟",
      "ـــ",   "x",          "\u0654"};
  std::mt19937 random(11);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    std::string expected;
    for (std::size_t count = random() % 12; count > 0; --count) {
      // Mostly of one kind, as texts are.
      const std::size_t kind = random() % 5 == 0 ? std::size(kWords) : 8;
      const std::string_view word = kWords[random() % kind];
      text += word;
      text += random() % 4 == 0 ? "  " : " ";
      const std::string folded = FoldedWords(word);
      if (!expected.empty() && !folded.empty()) expected += ' ';
      expected += folded;
    }
    EXPECT_EQ(FoldedWords(text), expected) << text;
  }
}

TEST(ContainsIgnoringCase, LooksPastAsciiCaseOnly) {
  EXPECT_TRUE(ContainsIgnoringCase("Application/LD+JSON", "ld+json"));
  EXPECT_FALSE(ContainsIgnoringCase("json", "ld+json"));
}

TEST(HasWord, FindsWholeWordsOfAList) {
  struct Row {
    const char* why;
    std::string_view list;
    std::string_view word;
    bool has;
  };
  constexpr Row kRows[] = {
      {"alone", "comments", "comments", true},
      {"the last of several", "wide comments", "comments", true},
      {"behind a line break", "wide\ncomments\tbox", "comments", true},
      {"behind a longer word that ends in it", "no-comments comments", "comments", true},
      {"a part of a word", "no-comments comments-area", "comments", false},
      {"of another case", "Comments", "comments", false},
      {"no word", "comments", "", false},
      {"an empty list", "", "comments", false},
  };
  for (const auto& [why, list, word, has] : kRows) {
    SCOPED_TRACE(why);
    EXPECT_EQ(HasWord(list, word), has);
  }
}

}  // namespace
}  // namespace isnad::page
