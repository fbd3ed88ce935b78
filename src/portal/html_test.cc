#include "portal/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace isnad::portal {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Html, EscapesTextAndAttributes) {
  EXPECT_EQ(Text("<b>&\"'").markup(), "&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(Element("p", {{"title", "\"><script>"}}, Text("x")).markup(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">x</p>");
}

TEST(Html, BuildsWellFormedElements) {
  EXPECT_EQ(Element("p", {Class("a"), {"lang", "fr"}}, Text("x"), Bdi("y")).markup(),
            "<p class=\"a\" lang=\"fr\">x<bdi>y</bdi></p>");
  EXPECT_EQ(Element("input", {{"name", "q"}, Attr("required")}).markup(),
            "<input name=\"q\" required>");
  EXPECT_EQ(Element("li", {AttrIf(false, "class", "x")}).markup(), "<li></li>");
}

TEST(Html, DropsWhatReordersOrHidesItsSurroundings) {
  struct Case {
    const char* why;
    std::string text;
    std::string shown;
  };
  const Case cases[] = {
      {"right-to-left override", "a\u202Eb\u202Cc", "abc"},
      {"isolates", "a\u2067b\u2069c", "abc"},
      {"C0 controls but not line ends", "a\x01\x1B\nb\tc", "a\nb\tc"},
      {"C1 controls", "a\u0085b", "ab"},
      {"byte order mark", "\uFEFFa", "a"},
      {"noncharacter", "a\uFFFE", "a"},
      {"tags", "a\U000E0041", "a"},
      {"marks that spelling needs stay", "a\u200Fb\u200Cc", "a\u200Fb\u200Cc"},
      {"ill-formed bytes become U+FFFD", "a\xFF\xD8", "a\uFFFD\uFFFD"},
      {"Arabic is as it was", "مَن روى", "مَن روى"},
  };
  for (const auto& [why, text, shown] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Text(text).markup(), shown);
  }
}

TEST(SafeUrl, TakesOnlyAddressesThatALinkMayHave) {
  for (const char* bad :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\nscript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
        "//evil.example/", "/path", "", "http://", "\x01javascript:alert(1)"}) {
    EXPECT_TRUE(SafeUrl::External(bad).empty()) << bad;
    EXPECT_EQ(Link(SafeUrl::External(bad), Text("x")).markup(), "x") << bad;
  }
  EXPECT_EQ(SafeUrl::External("https://a.example/?x=1&y=2").text(), "https://a.example/?x=1&y=2");
  EXPECT_THAT(Link(SafeUrl::External("https://a.example/\"onclick=\"x"), Text("x")).markup(),
              Not(HasSubstr("\"onclick")));
}

TEST(SafeUrl, EncodesSegmentsAndParameters) {
  EXPECT_EQ(SafeUrl::Local("/outlet/", std::string_view("../a?b#c")).text(),
            "/outlet/..%2Fa%3Fb%23c");
  EXPECT_EQ(SafeUrl::Local("/search").With("q", "a&b=\"c\"").With("page", "2").text(),
            "/search?q=a%26b%3D%22c%22&page=2");
  EXPECT_EQ(SafeUrl::Local("/story/", std::int64_t{12}).text(), "/story/12");
}

}  // namespace
}  // namespace isnad::portal
