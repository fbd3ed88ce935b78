#include "arabic/numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace isnad::arabic {
namespace {

using ::testing::ElementsAreArray;

struct Whole {
  const char* why;
  std::string_view text;
  std::uint64_t value;
};

constexpr Whole kWhole[] = {
    {"ascii", "2024", 2024},
    {"persian keyboard", "۲۰۲۴", 2024},
    {"families mixed in one number", "٢0۲4", 2024},
    {"grouped", "1,234,567", 1234567},
    {"Arabic thousands sign", "١٬٥٠٠", 1500},
    {"the largest", "18446744073709551615", 18446744073709551615ULL},
};

TEST(ParseNumber, ReadsEveryDigitFamily) {
  for (const auto& [why, text, value] : kWhole) {
    SCOPED_TRACE(why);
    EXPECT_EQ(ParseNumber(text), value);
  }
}

TEST(ParseNumber, RefusesWhatIsNoNumber) {
  for (const std::string_view text : {"", "12a", " 12", "1,,2", ",1", "1,", "-1", "\xD9"}) {
    EXPECT_EQ(ParseNumber(text).error().code, Errc::kMalformed) << text;
  }
  EXPECT_EQ(ParseNumber("18446744073709551616").error().code, Errc::kTooLarge);
}

TEST(ParseDecimal, TellsThousandsFromDecimals) {
  EXPECT_EQ(ParseDecimal("1.500"), 1500);
  EXPECT_EQ(ParseDecimal("1.50"), 1.5);
  EXPECT_EQ(ParseDecimal("0.500"), 0.5);
  EXPECT_EQ(ParseDecimal("3,5"), 3.5);
  EXPECT_EQ(ParseDecimal("1,234.56"), 1234.56);
  EXPECT_EQ(ParseDecimal("1.234,56"), 1234.56);
  EXPECT_EQ(ParseDecimal("1.234.567"), 1234567);
  EXPECT_EQ(ParseDecimal("٣٫٥٠٠"), 3.5);
  EXPECT_EQ(ParseDecimal("21.2.2025"), std::nullopt);
  EXPECT_EQ(ParseDecimal("192.168.1.1"), std::nullopt);
  EXPECT_EQ(ParseDecimal("1234567890123456789"), std::nullopt);
  EXPECT_EQ(ParseDecimal("1."), std::nullopt);
}

std::vector<std::string> Read(std::string_view text) {
  std::vector<std::string> out;
  for (const NumberMatch& match : FindNumbers(text)) {
    char value[64];
    std::snprintf(value, sizeof value, "%.10g%s", match.value, match.is_percent ? "%" : "");
    out.push_back(std::string(text.substr(match.begin, match.end - match.begin)) + "=" + value);
  }
  return out;
}

struct Case {
  const char* why;
  std::string_view text;
  std::vector<std::string> numbers;
};

const Case kCases[] = {
    {"digits", "قتل 24 شخصا", {"24=24"}},
    {"grouped digits", "بلغ 1,500 درهم", {"1,500=1500"}},
    {"no-break space groups", "17\u00A0500 درهم", {"17\u00A0500=17500"}},
    {"zeros behind a space", "17 000 درهم", {"17 000=17000"}},
    {"two numbers beside each other", "12 345", {"12=12", "345=345"}},
    {"percent sign", "بنسبة 3.5% أو ٤٪", {"3.5%=3.5%", "٤٪=4%"}},
    {"percent in words", "66 في المائة و7 بالمئة", {"66 في المائة=66%", "7 بالمئة=7%"}},
    {"unit, ten, thousand, hundred",
     "ثلاثة وعشرين ألفا وخمسمائة",
     {"ثلاثة وعشرين ألفا وخمسمائة=23500"}},
    {"scale and a half", "مليون ونصف شخص", {"مليون ونصف=1500000"}},
    {"half of a scale", "تسوية نصف مليون مهاجر", {"نصف مليون=500000"}},
    {"half of something else", "نصف الوقت", {}},
    {"dual", "مليونين وثلاثمائة ألف", {"مليونين وثلاثمائة ألف=2300000"}},
    {"teen", "خمسة عشر شخصا", {"خمسة عشر=15"}},
    {"eleven", "أحد عشر كوكبا", {"أحد عشر=11"}},
    {"hundred in two words", "ثلاث مئة وخمسون", {"ثلاث مئة وخمسون=350"}},
    {"hundred, one and twenty", "مائة وواحد وعشرون", {"مائة وواحد وعشرون=121"}},
    {"digits and a scale", "5 ملايين و2.3 مليار", {"5 ملايين=5000000", "2.3 مليار=2300000000"}},
    {"scale and digits", "مليون و200 ألف", {"مليون و200 ألف=1200000"}},
    {"a conjunction in front of the first", "وثلاثة آلاف", {"ثلاثة آلاف=3000"}},
    {"one alone is no number", "أحد المسؤولين قال كل واحد", {}},
    {"two in a list are two", "ثلاثة وأربعة", {"ثلاثة=3", "أربعة=4"}},
    {"not across a comma", "ثلاثة، ألف", {"ثلاثة=3", "ألف=1000"}},
    {"not across a line end", "عشرون\nألف", {"عشرون=20", "ألف=1000"}},
    {"a date without months is no number", "21.2.2025", {}},
    {"an hour", "14:05", {"14=14", "05=5"}},
    {"no words", "نص بلا أرقام", {}},
};

TEST(FindNumbers, ReadsDigitsWordsAndBoth) {
  for (const auto& [why, text, numbers] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_THAT(Read(text), ElementsAreArray(numbers)) << text;
  }
}

}  // namespace
}  // namespace isnad::arabic
