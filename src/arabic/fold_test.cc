#include "arabic/fold.h"

#include <gtest/gtest.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"

namespace isnad::arabic {
namespace {

struct Case {
  const char* why;
  std::string_view text;
  std::string_view marks;
  std::string_view search;
};

const Case kCases[] = {
    {"harakat go", "أَحْمَدُ", "أحمد", "احمد"},
    {"tatweel goes", "الـمـغـرب", "المغرب", "المغرب"},
    {"superscript alef goes", "الرحم\u0670ن", "الرحمن", "الرحمن"},
    {"alef maksura and teh marbuta", "مستشفى مدرسة", "مستشفى مدرسة", "مستشفي مدرسه"},
    {"hamza carriers", "مؤتمر رئيس إن آب ٱلله", "مؤتمر رئيس إن آب ٱلله", "موتمر رييس ان اب الله"},
    {"a final hamza goes", "سماء الوزراء", "سماء الوزراء", "سما الوزرا"},
    {"a final hamza goes before tanwin", "جزءًا جزءٌ", "جزءا جزء", "جزءا جز"},
    {"an inner hamza stays", "قراءة", "قراءة", "قراءه"},
    {"a hamza alone stays, as it is no ending", "ء", "ء", "ء"},
    {"two final hamzas go at once, for idempotence", "شيءء.", "شيءء.", "شي."},
    {"decomposed hamza is composed", "ا\u0654حمد مو\u0654تمر", "أحمد مؤتمر", "احمد موتمر"},
    {"decomposed madda", "ا\u0653ب", "آب", "اب"},
    {"zero-width and bidi controls go", "مي\u200Cخواهم \u200Fنص\u202C", "ميخواهم نص", "ميخواهم نص"},
    {"Arabic-Indic and Persian digits", "٢٠٢٥ ۲۰۲۵", "2025 2025", "2025 2025"},
    {"Arabic number signs", "١٬٥٠٠٫٢٥ ٪", "1,500.25 %", "1,500.25 %"},
    {"Persian kaf and yeh", "کتاب علی", "كتاب علي", "كتاب علي"},
    {"Kurdish and Urdu heh", "ەھہ", "ههه", "ههه"},
    {"sounds that Arabic lacks", "ڤيروس پاريس أڭادير أگادير چيهان",
     "ڤيروس پاريس أڭادير أگادير چيهان", "فيروس باريس اكادير اكادير جيهان"},
    {"lam-alef ligatures", "\uFEFB \uFEF7 \uFEF9", "لا لأ لإ", "لا لا لا"},
    {"shaped letters", "\uFEE3\uFEBC\uFEAE", "مصر", "مصر"},
    {"the ligature of God's name", "\uFDF2", "الله", "الله"},
    {"a haraka shaped alone", "مد\uFE7C", "مد", "مد"},
    {"Latin case and accents", "Café ÉCOLE Łódź straße", "cafe ecole lodz strasse",
     "cafe ecole lodz strasse"},
    {"combining accents", "e\u0301te\u0301", "ete", "ete"},
    {"Turkish dotted I", "İstanbul", "istanbul", "istanbul"},
    {"full-width letters and spaces", "ＡＢ\u3000１", "ab 1", "ab 1"},
    {"Cyrillic case", "МОСКВА", "москва", "москва"},
    {"Han stays", "北京", "北京", "北京"},
    {"emoji stay, their selectors go", "\u2764\uFE0F😀", "\u2764😀", "\u2764😀"},
    {"ill-formed bytes become U+FFFD", "a\xD8z\xFF", "a\uFFFDz\uFFFD", "a\uFFFDz\uFFFD"},
    {"nothing", "", "", ""},
};

TEST(Fold, FoldsEachClassAsItsTierSays) {
  for (const auto& [why, text, marks, search] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Fold(text, FoldTier::kMarks), marks);
    EXPECT_EQ(Fold(text, FoldTier::kSearch), search);
  }
}

TEST(Fold, AppendsBehindWhatIsThere) {
  std::string out = "ا";
  AppendFolded(out, "\u0654ب", FoldTier::kMarks);  // the mark must not reach the letter before
  EXPECT_EQ(out, "اب");
}

std::string EachCodePoint(char32_t c) {
  std::string text;
  AppendUtf8(text, c);
  return text;
}

TEST(Fold, IsIdempotentForEveryCodePoint) {
  for (const FoldTier tier : {FoldTier::kMarks, FoldTier::kSearch}) {
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      const std::string once = Fold("ب" + EachCodePoint(c) + "ب", tier);
      ASSERT_EQ(Fold(once, tier), once) << "U+" << std::hex << static_cast<unsigned>(c);
      ASSERT_TRUE(IsUtf8(once));
    }
  }
}

std::string Nfkc(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  const auto source = static_cast<UChar>(DecodeAt(text, 0).value);
  UChar buffer[64];
  const std::int32_t length = unorm2_normalize(nfkc, &source, 1, buffer, 64, &status);
  std::string out;
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U16_NEXT(buffer, i, length, c);
    AppendUtf8(out, static_cast<char32_t>(c));
  }
  return out;
}

TEST(Fold, ReadsPresentationFormsAsUnicodeDoes) {
  int differ = 0;
  for (char32_t c = 0xFB50; c <= 0xFEFC; ++c) {
    if (c > 0xFDFF && c < 0xFE70) continue;
    const std::string form = EachCodePoint(c);
    std::string letters = Nfkc(form);
    differ += letters != form;
    std::erase(letters, ' ');  // a haraka standing alone is on a space, which goes with it
    for (const FoldTier tier : {FoldTier::kMarks, FoldTier::kSearch}) {
      std::string folded = Fold("ب" + form + "ب", tier);
      std::erase(folded, ' ');
      ASSERT_EQ(folded, Fold("ب" + letters + "ب", tier))
          << "U+" << std::hex << static_cast<unsigned>(c);
    }
  }
  EXPECT_GT(differ, 700);
}

TEST(FoldWithOffsets, AgreesWithFoldAndPointsToTheCharacterEachByteCameFrom) {
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.why);
    const FoldedText folded = FoldWithOffsets(row.text);
    ASSERT_EQ(folded.text, row.search);
    ASSERT_EQ(folded.origin.size(), folded.text.size() + 1);
    EXPECT_EQ(folded.origin.back(), row.text.size());
    for (std::size_t i = 0; i + 1 < folded.origin.size(); ++i) {
      ASSERT_LE(folded.origin[i], folded.origin[i + 1]);
    }
  }
  const FoldedText folded = FoldWithOffsets("بَت\uFEFB");
  EXPECT_EQ(folded.text, "بتلا");
  EXPECT_EQ(folded.origin, (std::vector<std::uint32_t>{0, 0, 4, 4, 6, 6, 6, 6, 9}));
}

TEST(FoldWithOffsets, ForgetsTheOffsetsOfADroppedHamza) {
  const FoldedText folded = FoldWithOffsets("شيء ما");
  EXPECT_EQ(folded.text, "شي ما");
  EXPECT_EQ(folded.origin, (std::vector<std::uint32_t>{0, 0, 2, 2, 6, 7, 7, 9, 9, 11}));
}

TEST(Fold, GrowsAtMostElevenfold) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\uFDFA";  // the longest expansion in Unicode
  EXPECT_EQ(Fold(text).size(), text.size() * 11);
}

}  // namespace
}  // namespace isnad::arabic
