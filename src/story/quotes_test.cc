#include "story/quotes.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::story {
namespace {

// The quoted stretches, each in brackets.
std::string Quoted(const std::string& text) {
  Words words;
  words.Assign(text);
  std::string found;
  for (const QuotedSpan& span : QuotedSpans(text, words, 0)) {
    found +=
        '[' +
        text.substr(words[span.begin].begin, words[span.end - 1].end - words[span.begin].begin) +
        ']';
  }
  return found;
}

TEST(QuotedSpans, StandBetweenTheirMarks) {
  const struct {
    const char* why;
    std::string text;
    std::string quoted;
  } kCases[] = {
      {"guillemets", "قال «الخط جاهز» اليوم", "[الخط جاهز]"},
      {"from the first word to the last", "«الخط جاهز»", "[الخط جاهز]"},
      {"one mark for both ends", "قال \"الخط جاهز\" اليوم \"جدا\"", "[الخط جاهز][جدا]"},
      {"curly ones either way round", "قال ”الخط جاهز“ اليوم", "[الخط جاهز]"},
      {"a mark forgotten ends with its line", "قال «الخط جاهز\nثم «عاد» إلى بيته", "[عاد]"},
      {"nothing between", "قال «» اليوم", ""},
      {"a closing mark alone", "قال» اليوم", ""},
  };
  for (const auto& [why, text, quoted] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Quoted(text), quoted);
  }
}

TEST(QuotedSpans, AreNotEndless) {
  std::string text = "«";
  for (std::size_t i = 0; i <= kMaxQuotedWords; ++i) text += "كلمة ";
  EXPECT_EQ(Quoted(text + "»"), "");
}

}  // namespace
}  // namespace isnad::story
