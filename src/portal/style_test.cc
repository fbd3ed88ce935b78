// Rules that the style sheet and the strings must keep, held by reading the files.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "base/file.h"
#include "portal/words.h"

namespace isnad::portal {
namespace {

std::string ReadData(const std::string& name) {
  auto text = ReadFile(std::string(ISNAD_SOURCE_DIR) + "/data/portal/" + name, 1 << 20);
  EXPECT_TRUE(text.has_value());
  return text.value_or("");
}

std::string StyleWithoutComments() {
  return std::regex_replace(ReadData("portal.css"), std::regex(R"(/\*[^]*?\*/)"), "");
}

// Properties and values that know a left and a right.
TEST(Style, HasLogicalPropertiesOnly) {
  const std::string style = StyleWithoutComments();
  const std::regex physical(
      R"((margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)\b)"
      R"(|[;{\s](left|right|top|bottom)\s*:)"
      R"(|(text-align|float|clear)\s*:\s*(left|right)\b)"
      R"(|border-(top|bottom)-(left|right)-radius)"
      R"(|[;{\s](width|height|min-width|max-width|min-height|max-height)\s*:)");
  for (std::sregex_iterator hit(style.begin(), style.end(), physical), end; hit != end; ++hit) {
    ADD_FAILURE() << "physical: " << hit->str();
  }
}

// The test above must be able to fail.
TEST(Style, WouldNoticeAPhysicalProperty) {
  const std::regex physical(R"([;{\s](left|right|top|bottom)\s*:)");
  EXPECT_TRUE(std::regex_search(std::string("a { left: 0 }"), physical));
  EXPECT_FALSE(std::regex_search(std::string("a { inset-inline-start: 0 }"), physical));
}

TEST(Style, SetsNothingThatBreaksArabicScript) {
  const std::string style = StyleWithoutComments();
  for (const char* bad : {"letter-spacing", "italic", "oblique", "text-transform", "@import",
                          "http:", "https:", "word-break: break-all"}) {
    EXPECT_EQ(style.find(bad), style.npos) << bad;
  }
}

TEST(Style, StopsTheTickerForThoseWhoAskForIt) {
  const std::string style = StyleWithoutComments();
  for (const char* rule :
       {"prefers-reduced-motion: reduce", ".ticker-pause:checked", ".ticker-window:focus-within",
        ".ticker-window:hover", "prefers-color-scheme: dark", "@media print", ":focus-visible"}) {
    EXPECT_NE(style.find(rule), style.npos) << rule;
  }
}

using Colours = std::map<std::string, std::string>;

// The custom properties of the n-th ":root" block that are colours.
Colours RootColours(const std::string& style, int n) {
  std::size_t at = 0;
  for (int i = 0; i <= n; ++i) at = style.find(":root {", at) + 1;
  const std::string block = style.substr(at, style.find('}', at) - at);
  const std::regex colour(R"(--([a-z-]+): (#[0-9a-f]{6});)");
  Colours colours;
  for (std::sregex_iterator hit(block.begin(), block.end(), colour), end; hit != end; ++hit) {
    colours[(*hit)[1]] = (*hit)[2];
  }
  return colours;
}

// WCAG 2.1, relative luminance and contrast ratio.
double Luminance(const std::string& hex) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double Contrast(const std::string& a, const std::string& b) {
  const double x = Luminance(a), y = Luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Style, KeepsTextReadableInLightAndDark) {
  EXPECT_NEAR(Contrast("#000000", "#ffffff"), 21.0, 0.01);
  const std::string style = StyleWithoutComments();
  constexpr std::pair<const char*, const char*> kPairs[] = {
      // text, ground
      {"ink", "paper"},  {"ink", "sheet"},    {"ink", "mark"},     {"soft", "paper"},
      {"soft", "sheet"}, {"rubric", "paper"}, {"rubric", "sheet"}, {"on-rubric", "rubric"},
      {"ink", "added"},  {"ink", "removed"},
  };
  for (const int scheme : {0, 1}) {
    Colours colours = RootColours(style, scheme);
    for (const auto& [text, ground] : kPairs) {
      ASSERT_TRUE(colours.contains(text) && colours.contains(ground)) << text << ground;
      EXPECT_GE(Contrast(colours[text], colours[ground]), 4.5)
          << text << " on " << ground << (scheme == 0 ? ", light" : ", dark");
    }
  }
}

// A counted noun without one of its forms would show its key to the reader.
TEST(Strings, HaveAllSixFormsOfWhatIsCounted) {
  const Words words = Words::Embedded(Digits::kWestern);
  for (const char* key :
       {"story.accounts", "story.independent", "story.outlets", "outlet.articles", "search.results",
        "compare.removed.words", "compare.added.words", "compare.moved.words",
        "compare.respelled.words", "compare.unchanged", "chain.copies", "chain.roots"}) {
    for (const int n : {0, 1, 2, 3, 11, 100}) {
      EXPECT_EQ(words.Count(key, n).find(key), std::string::npos) << key << " " << n;
    }
  }
  for (const char* key : {"time.minutes", "time.hours"}) {
    for (const int n : {1, 2, 3, 11}) {
      EXPECT_EQ(words.Count(key, n).find(key), std::string::npos) << key << " " << n;
    }
  }
}

}  // namespace
}  // namespace isnad::portal
