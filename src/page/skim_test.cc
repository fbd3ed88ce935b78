#include "page/skim.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "page/tree.h"

namespace isnad::page {
namespace {

bool Keeps(std::string_view name) { return name == "class" || name == "type"; }

struct Case {
  const char* why;
  std::string_view html;
  std::string_view skimmed;
};

constexpr Case kLeftOut[] = {
    {"scripts", "<p>a<script>if (a<b) f()</script>b", "<p>a<script></script>b"},
    {"an end tag of another name inside", "<script>'</p>'</script>x", "<script></script>x"},
    {"the end tag in capitals and with space", "<SCRIPT>1</Script\n>x", "<SCRIPT></Script\n>x"},
    {"a name that only begins alike", "<style>a</styles>b</style>", "<style></style>"},
    {"comments keep their place", "a<!-- <p> -->b", "a<!---->b"},
    {"drawings with all they hold", "<svg><g><path d='<'/></g><title>x</title></svg>y",
     "<svg></svg>y"},
    {"a drawing in a drawing", "<svg><svg></svg><g></g></svg>y", "<svg></svg>y"},
    {"attributes that nobody reads", "<div data-x='>' class=a onclick=\"b\">c", "<div  class=a >c"},
};

constexpr Case kLeftAlone[] = {
    {"data that is read", "<script type='application/ld+json'>{}</script>", ""},
    {"a type spelt with references", "<script type='application/ld&#43;json'>{}</script>", ""},
    {"a script that writes scripts", "<script><!--<script></script>--></script><!--a-->", ""},
    {"a comment without end", "<p>a<!-- b<script>c</script>", ""},
    {"a comment that \"--!>\" ends", "<!--a--!><p>b<!-- c -->", ""},
    {"a script without end", "<script>a<p>b", ""},
    {"raw text in a list of choices is none", "<select><style><p></style></select><!--a-->", ""},
    {"HTML in a drawing", "<svg><p>a</svg><!--b-->", ""},
    {"HTML in a drawing's title", "<svg><title><g></g></title></svg><!--a-->", ""},
    {"an end tag of what is around the drawing", "<a><svg></a></svg><!--b-->", ""},
    {"formulas", "<math><mi>x</mi></math><!--b-->", ""},
    {"plain text to the end", "<plaintext><!--b-->", ""},
    {"frames", "<frameset><!--b-->", ""},
    {"attributes of formatting elements, which are compared", "<b data-x=1>a", ""},
    {"a tag without end", "<p data-x='1", ""},
    {"an attribute whose slash would close the tag", "<svg/g>7", ""},
};

TEST(Skim, LeavesOutWhatTheTreeDrops) {
  for (const auto& [why, html, skimmed] : kLeftOut) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Skim(html, Keeps).html, skimmed);
  }
}

TEST(Skim, LeavesAloneWhatItCannotTell) {
  for (const auto& [why, html, none] : kLeftAlone) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Skim(html, Keeps).html, html);
  }
}

TEST(Skim, CutsWhatIsTooMuch) {
  const SkimLimits limits{.max_bytes = 40, .max_text = 10};
  struct Row {
    const char* why;
    std::string html;
    std::string skimmed;
    bool cut;
  };
  const Row rows[] = {
      {"text between two tags", "<p>0123456789abc</p><p>d</p>", "<p>0123456789</p><p>d</p>", true},
      {"text as long as may be", "<p>0123456789</p>", "<p>0123456789</p>", false},
      {"text at the end, between two letters", "<p>012345678\u0628", "<p>012345678", true},
      {"a title", "<title>0123456789abc</title>", "<title>0123456789</title>", true},
      {"text before anything", "0123456789abc<p>", "0123456789<p>", true},
      {"all that remains", "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
       "<a><a><a><a><a><a><a><a><a><a><a><a><a><", true},
      {"not what is left out", "<script>" + std::string(500, '1') + "</script>x",
       "<script></script>x", false},
      {"what is not understood", "<plaintext>" + std::string(50, '1'),
       "<plaintext>" + std::string(29, '1'), true},
  };
  for (const auto& [why, html, skimmed, cut] : rows) {
    SCOPED_TRACE(why);
    const Skimmed out = Skim(html, Keeps, limits);
    EXPECT_EQ(out.html, skimmed);
    EXPECT_EQ(out.cut, cut);
  }
}

void ExpectSameTree(const std::string& html) {
  const Tree skimmed = Tree::Parse(html, {}, Markup::kSkimmed);
  const Tree whole = Tree::Parse(html, {}, Markup::kWhole);
  EXPECT_TRUE(skimmed == whole) << html;
}

TEST(Skim, ChangesNoTree) {
  for (const auto& row : kLeftOut) ExpectSameTree(std::string(row.html));
  for (const auto& row : kLeftAlone) ExpectSameTree(std::string(row.html));
}

// Pieces that make the tokenizer change its state, in any order.
TEST(Skim, ChangesNoTreeOfRandomMarkup) {
  constexpr std::string_view kPieces[] = {"<p>",
                                          "</p>",
                                          "<div class=a>",
                                          "</div>",
                                          "<script>",
                                          "</script>",
                                          "<!--",
                                          "-->",
                                          "--!>",
                                          "<style>",
                                          "</style>",
                                          "<svg>",
                                          "</svg>",
                                          "<g>",
                                          "</g>",
                                          "<path/>",
                                          "<title>",
                                          "</title>",
                                          "<textarea>",
                                          "</textarea>",
                                          "<select>",
                                          "</select>",
                                          "<option>",
                                          "<table>",
                                          "<tr>",
                                          "<td>",
                                          "</table>",
                                          "<b x=1>",
                                          "<b x=2>",
                                          "</b>",
                                          "<a href=b>",
                                          "</a>",
                                          "<svg/>",
                                          "<iframe>",
                                          "</iframe>",
                                          "<noscript>",
                                          "</noscript>",
                                          "<head>",
                                          "<body>",
                                          "</body>",
                                          "</html>",
                                          "<!doctype html>",
                                          "<?a?>",
                                          "<![CDATA[",
                                          "]]>",
                                          "text",
                                          " ",
                                          "\"",
                                          "'",
                                          ">",
                                          "<",
                                          "/",
                                          "=",
                                          "<img data-a='>' alt=b>",
                                          "<br/>",
                                          "<math>",
                                          "</math>",
                                          "<template>",
                                          "</template>",
                                          "&lt;",
                                          "<desc>",
                                          "<p a=b/c d>",
                                          "<img src=\"a&amp;b\" alt='c' hidden>",
                                          "<p a=b/>",
                                          "<input type=hidden />",
                                          "<svg / a=b>",
                                          "&amp;x",
                                          "a\r\nb",
                                          "<li class=\"x\"/>",
                                          "<p =a b>",
                                          "<x-y z=1>",
                                          "</p class=a>",
                                          "<pre>\n",
                                          "<form>",
                                          "</desc>",
                                          "<colgroup>",
                                          "<caption>",
                                          "<xmp>",
                                          "</xmp>"};
  std::mt19937 random(7);  // the same in every run
  for (int round = 0; round < 4000; ++round) {
    std::string html;
    for (std::size_t left = 1 + random() % 24; left > 0; --left) {
      html += kPieces[random() % std::size(kPieces)];
    }
    ExpectSameTree(html);
  }
}

}  // namespace
}  // namespace isnad::page
