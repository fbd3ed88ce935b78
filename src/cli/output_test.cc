#include <gtest/gtest.h>

#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/progress.h"

namespace isnad::cli {
namespace {

TEST(Printable, LetsNoTextMoveTheCursorOrTurnALine) {
  constexpr struct {
    const char* why;
    const char* text;
    const char* shown;
  } kCases[] = {
      {"plain text stays, harakat too", "كَتَبَ abc\n\tx", "كَتَبَ abc\n\tx"},
      {"escape sequences", "a\x1b[2Jb", "a\uFFFD[2Jb"},
      {"a line that overwrites itself", "good\rbad", "good\uFFFDbad"},
      {"C1 control, which some terminals obey", "a\u009Bb", "a\uFFFDb"},
      {"right-to-left override", "a\u202Eb\u202C", "a\uFFFDb\uFFFD"},
      {"isolates", "\u2066a\u2069", "\uFFFDa\uFFFD"},
  };
  for (const auto& [why, text, shown] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Printable(text), shown);
  }
}

TEST(ToText, PrintsNumbersPlainlyAndTextEscaped) {
  const boost::json::object object{{"share", 0.52},   {"whole", 1.0},
                                   {"none", nullptr}, {"list", {1, true, "a\"\n"}},
                                   {"tiny", 1e-9},    {"nothing", boost::json::object{}}};
  EXPECT_EQ(
      ToText(object),
      R"({"share":0.52,"whole":1,"none":null,"list":[1,true,"a\"\n"],"tiny":0,"nothing":{}})");
}

TEST(ProgressLine, TellsShareCountSpeedAndWhatIsLeft) {
  EXPECT_EQ(ProgressLine(50, 100, 1234, 10, "pages"),
            "[████████████············]  50 %  1,234 pages  123/s  0:10 left");
  EXPECT_EQ(ProgressLine(100, 100, 7, 2, "pages"),
            "[████████████████████████] 100 %  7 pages  3/s");
}

TEST(ProgressLine, OfAPipeHasNoEnd) {
  EXPECT_EQ(ProgressLine(50, 0, 1'234'567, 1000, "articles"), "1,234,567 articles  1,234/s");
}

}  // namespace
}  // namespace isnad::cli
