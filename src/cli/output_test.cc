#include <gtest/gtest.h>

#include "cli/context.h"
#include "cli/json_text.h"
#include "cli/line_text.h"
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

TEST(OneLine, IsOne) { EXPECT_EQ(OneLine("a\nb\tc\x1b"), "a b c\uFFFD"); }

TEST(Counted, AgreesInNumber) {
  EXPECT_EQ(Counted(0, "account"), "0 accounts");
  EXPECT_EQ(Counted(1, "account"), "1 account");
  EXPECT_EQ(Counted(2, "account"), "2 accounts");
}

TEST(TitleOrLead, CutsALeadAtAWord) {
  news::Account account;
  EXPECT_EQ(TitleOrLead(account), "");
  account.lead = "short";
  EXPECT_EQ(TitleOrLead(account), "short");
  for (int i = 0; i < 40; ++i) account.lead += " word";
  const std::string shown = TitleOrLead(account);
  EXPECT_LT(shown.size(), 130U);
  EXPECT_TRUE(shown.ends_with("word …")) << shown;
  account.title = "a\ntitle";
  EXPECT_EQ(TitleOrLead(account), "a title");
}

TEST(CheckShown, RefusesWhatSteersATerminalOrTurnsALine) {
  constexpr struct {
    const char* why;
    const char* text;
    bool fits;
  } kCases[] = {
      {"plain", "كَتَبَ abc «د» 😀", true},
      {"nothing", "", true},
      {"a zero-width non-joiner and a mark of direction", "می\u200Cخواهم\u200F", true},
      {"an isolate that is closed", "\u2067جديد\u2069", true},
      {"one within another", "\u2067a\u202Bb\u202C\u2069", true},
      {"an escape sequence", "a\x1b[31mb", false},
      {"a line feed", "a\nb", false},
      {"DEL", "a\x7f", false},
      {"C1", "a\u009Bb", false},
      {"a line separator", "a\u2028b", false},
      {"an override left open", "a\u202Eb", false},
      {"closed and not opened", "a\u2069b", false},
      {"closed by another's closer", "\u2067a\u202C", false},
      {"not UTF-8", "a\xff", false},
  };
  for (const auto& [why, text, fits] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(CheckShown("the title", text).has_value(), fits);
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
