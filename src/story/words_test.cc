#include "story/words.h"

#include <gtest/gtest.h>

#include "arabic/fold.h"
#include "story/vocabulary.h"

namespace isnad::story {
namespace {

struct Pair {
  const char* why;
  std::string_view a;
  std::string_view b;
  bool same;
};

const Pair kPairs[] = {
    {"long vowels of a foreign name", "ديمبيلي", "ديمبلي", true},
    {"the many letters for g", "غوتيريش", "جوتيريش", true},
    {"emphatic and plain t", "بوطفليقة", "بوتفليقة", true},
    {"different names", "بوتين", "ماكرون", false},
    {"a short word keeps its vowels", "مالي", "مال", false},
    {"synonyms of the press", "أبرم", "توقيع", true},
    {"a synonym behind its article", "الافتتاح", "تدشين", true},
    {"asking is not granting", "ناشد", "عفا", false},
};

std::uint32_t TermOf(std::string_view folded, arabic::TokenKind kind, std::string& name) {
  return SenseOf(folded, kind, name).term;
}

TEST(TermOf, MakesOneOfWhatOutletsSpellDifferently) {
  for (const Pair& each : kPairs) {
    SCOPED_TRACE(each.why);
    std::string name_a;
    std::string name_b;
    ASSERT_NE(TermOf(arabic::Fold(each.a), arabic::TokenKind::kWord, name_a), 0U);
    ASSERT_NE(TermOf(arabic::Fold(each.b), arabic::TokenKind::kWord, name_b), 0U);
    EXPECT_EQ(name_a == name_b, each.same) << name_a << ' ' << name_b;
  }
}

TEST(TermOf, LeavesOutWhatSaysNothing) {
  std::string name;
  for (const std::string_view word : {"في", "التي", "وأضاف", "رويترز"}) {
    EXPECT_EQ(TermOf(arabic::Fold(word), arabic::TokenKind::kWord, name), 0U) << word;
  }
}

TEST(TermOf, ReadsNumbersHoweverTheyAreWritten) {
  const auto key = [](std::string_view digits) {
    std::string name;
    EXPECT_NE(TermOf(arabic::Fold(digits), arabic::TokenKind::kNumber, name), 0U);
    return name;
  };
  EXPECT_EQ(key("1,500"), key("١٥٠٠"));
  EXPECT_EQ(key("2,75"), key("2.75"));
  EXPECT_NE(key("2.75"), key("275"));
}

TEST(Words, SplitHashtagsAndDropAddresses) {
  Words words;
  words.Assign("#جيل_زد يحتج https://example.org/x");
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words.Folded(0), "جيل");
  EXPECT_EQ(words.Folded(1), "زد");
}

}  // namespace
}  // namespace isnad::story
