#include "base/utf8.h"

#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <string>

#include "base/clock.h"

namespace isnad {
namespace {

using namespace std::string_literals;

struct RepairCase {
  const char* why;
  std::string text;
  std::string repaired;
  std::size_t replaced;
};

const std::string kR = "\uFFFD";  // REPLACEMENT CHARACTER

std::string Times(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Utf8, RepairsMaximalSubparts) {
  const RepairCase kCases[] = {
      {"nothing", "", "", 0},
      {"well-formed of every length", "aй—😀", "aй—😀", 0},
      {"Unicode 15, table 3-8: forms longer than needed", "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
       Times(8, kR) + "A", 8},
      {"Unicode 15, table 3-9: surrogates", "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41",
       Times(8, kR) + "A", 8},
      {"Unicode 15, table 3-10: over U+10FFFF", "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42",
       Times(5, kR) + "A" + Times(2, kR) + "B", 7},
      {"Unicode 15, table 3-11: cut sequences", "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41",
       Times(4, kR) + "A", 4},
      {"cut at the end", "\u0627\xD9", "\u0627" + kR, 1},
      {"zero is dropped and not counted", "a\0b"s, "ab", 0},
      {"zero beside ill-formed", "\0\xFF\0"s, kR, 1},
      {"the largest code point", "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF", 0},
      {"noncharacters are well-formed", "\xEF\xBF\xBE", "\xEF\xBF\xBE", 0},
  };
  for (const RepairCase& c : kCases) {
    SCOPED_TRACE(c.why);
    std::size_t replaced = 99;
    EXPECT_EQ(RepairUtf8(c.text, &replaced), c.repaired);
    EXPECT_EQ(replaced, c.replaced);
    EXPECT_EQ(IsUtf8(c.text), c.replaced == 0);
  }
}

// Bytes that are likely to meet as leads, tails and neither.
std::string RandomBytes(SeededRandom& random) {
  constexpr unsigned char kBytes[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                      0xC0, 0xC2, 0xD8, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
                                      0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
  std::string text(random.Below(40), '\0');
  for (char& c : text) c = static_cast<char>(kBytes[random.Below(std::size(kBytes))]);
  return text;
}

TEST(Utf8, RepairsRandomBytesAsIcuDoes) {
  SeededRandom random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = RandomBytes(random);
    std::string expected;
    icu::UnicodeString::fromUTF8(text).toUTF8String(expected);
    const std::string repaired = RepairUtf8(text);
    ASSERT_EQ(repaired, expected);
    ASSERT_TRUE(IsUtf8(repaired));
    ASSERT_EQ(IsUtf8(text), repaired == text);
    ASSERT_EQ(RepairUtf8(repaired), repaired);
  }
}

TEST(Utf8, FindsAnIllFormedByteAtEveryPlace) {
  for (std::size_t size = 1; size < 140; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      ASSERT_TRUE(IsUtf8(text));
      text[at] = '\x80';
      ASSERT_FALSE(IsUtf8(text)) << at << " of " << size;
    }
  }
}

TEST(Utf8, DecodesAndAppendsEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    AppendUtf8(text, c);
    const CodePoint point = DecodeAt(text, 0);
    ASSERT_EQ(point.value, c);
    ASSERT_EQ(point.length_bytes, text.size());
  }
}

TEST(Utf8, AppendsNoIllFormedText) {
  std::string text;
  AppendUtf8(text, 0xD800);
  AppendUtf8(text, 0xDFFF);
  AppendUtf8(text, 0x110000);
  EXPECT_EQ(text, Times(3, kR));
}

TEST(Utf8, DecodesIllFormedBytesOneByOne) {
  const std::string text = "\xE1\x80";
  EXPECT_EQ(DecodeAt(text, 0).value, kReplacementCharacter);
  EXPECT_EQ(DecodeAt(text, 0).length_bytes, 1);
  EXPECT_EQ(DecodeAt(text, 1).length_bytes, 1);
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0U);
  EXPECT_EQ(CountCodePoints("خبر a😀"), 6U);
}

TEST(Utf8, TruncatesBetweenCharacters) {
  struct Case {
    const char* why;
    std::string text;
    std::size_t max_bytes;
    std::string kept;
  };
  const Case kCases[] = {
      {"fits", "خبر", 6, "خبر"},
      {"inside a code point", "خبر", 5, "خب"},
      {"no room at all", "خبر", 1, ""},
      {"zero", "خبر", 0, ""},
      {"before a vowel mark the letter goes too", "ab\u064E", 2, "a"},  // FATHA
      {"two marks", "ab\u0651\u064E", 4, "a"},                          // SHADDA, FATHA
      {"nothing but marks", "\u064E\u064E\u064E", 4, ""},
      {"combining acute accent", "cafe\u0301", 4, "caf"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(TruncateUtf8(c.text, c.max_bytes), c.kept);
  }
}

TEST(Utf8, TrimsSpaceOfEveryKind) {
  struct Case {
    const char* why;
    std::string text;
    std::string trimmed;
  };
  const Case kCases[] = {
      {"nothing", "", ""},
      {"nothing but space", " \t\u00A0\u3000", ""},
      {"ASCII", " \r\n\v\f خبر \t", "خبر"},
      {"no-break and ideographic space", "\u00A0خبر\u3000", "خبر"},
      {"zero-width space and byte order mark", "\uFEFF\u200Bخبر\u200B", "خبر"},
      {"direction marks", "\u200F\u202Bخبر\u202C\u200E", "خبر"},
      {"joiners inside stay", "می\u200Cشود", "می\u200Cشود"},
      {"inner space stays", " a  b ", "a  b"},
      {"ill-formed bytes are no space", "\x80 a \xA0", "\x80 a \xA0"},
      {"a tail byte that looks like a no-break space's", "\xC2\xA0\xA0", "\xA0"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(TrimSpace(c.text), c.trimmed);
  }
}

TEST(Utf8, CollapsesRunsOfSpace) {
  EXPECT_EQ(CollapseSpace("\n أ \u00A0\t ب\u2003ج  "), "أ ب ج");
  EXPECT_EQ(CollapseSpace("می\u200Cشود"), "می\u200Cشود");  // ZERO WIDTH NON-JOINER is no space
  EXPECT_EQ(CollapseSpace(" \n "), "");
}

}  // namespace
}  // namespace isnad
