#include "fetch/header_field.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace isnad::fetch {
namespace {

std::vector<std::string> Parts(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (const auto part = NextPart(text, separator)) parts.emplace_back(*part);
  return parts;
}

TEST(NextPart, CutsOutsideQuotesAndBrackets) {
  const struct {
    const char* why;
    const char* text;
    std::vector<std::string> parts;
  } kCases[] = {
      {"nothing", "", {}},
      {"one", " a ", {"a"}},
      {"three with an empty one", "a, ,b", {"a", "", "b"}},
      {"comma in quotes", "a=\"x,y\",b", {"a=\"x,y\"", "b"}},
      {"escaped quote", "a=\"x\\\",y\",b", {"a=\"x\\\",y\"", "b"}},
      {"comma in an address",
       "<http://a.example/?x=1,2>; rel=self, b",
       {"<http://a.example/?x=1,2>; rel=self", "b"}},
      {"quote in an address", "<a\"b>, c", {"<a\"b>", "c"}},
      {"quote never closed", "a=\"b, c", {"a=\"b, c"}},
      {"backslash at the end", "\"a\\", {"\"a\\"}},
      {"bracket never closed", "<a, b", {"<a, b"}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(Parts(c.text, ','), c.parts);
  }
}

TEST(ReadParameter, TakesQuotesOff) {
  EXPECT_EQ(ReadParameter("rel = \"a \\\" b\"").value, "a \" b");
  EXPECT_EQ(ReadParameter("rel=hub").value, "hub");
  EXPECT_EQ(ReadParameter(" rel = hub").name, "rel");
  EXPECT_EQ(ReadParameter("no-store").name, "no-store");
  EXPECT_EQ(ReadParameter("a=\"never closed").value, "never closed");
  EXPECT_EQ(ReadParameter("a=\"").value, "");
  EXPECT_EQ(ReadParameter("=x").name, "");
}

TEST(ReadDecimal, ReadsDigitsAlone) {
  EXPECT_EQ(ReadDecimal("120"), 120U);
  EXPECT_EQ(ReadDecimal("18446744073709551615"), 18446744073709551615U);
  EXPECT_EQ(ReadDecimal("18446744073709551616"), 18446744073709551615U) << "the largest";
  EXPECT_EQ(ReadDecimal("99999999999999999999999"), 18446744073709551615U);
  for (const char* text : {"", "-1", "+1", "1.5", "1 ", "a"})
    EXPECT_FALSE(ReadDecimal(text)) << text;
}

TEST(FieldValue, HasNoControlCharacters) {
  EXPECT_EQ(FieldValue(" a\r\nb\t\x7F"), "a  b");
  EXPECT_TRUE(HasControlCharacter(std::string_view("a\0b", 3)));
  EXPECT_FALSE(HasControlCharacter("a\tb \xD8\xA7"));
}

}  // namespace
}  // namespace isnad::fetch
