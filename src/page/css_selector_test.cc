#include "page/css_selector.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "page/css_match.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr const char* kPage = R"(<!doctype html><html lang=ar><head><title>t</title></head>
<body class="single post">
<div id=top class="bar Wide"><a id=l1 href="/a/1" rel="author nofollow">one</a>
<a id=l2 href="https://x.example/2.pdf">two</a></div>
<div id=main><style>p{}</style><p id=p1 class=lead data-role="Intro">first <b id=b1>bold</b></p>
<p id=p2>second</p><h2 id=h class="md:flex">head</h2><p id=p3 lang=ar-MA>third</p><svg></svg>
<p id=p4></p><p id=p5> </p></div>
<ul id=u><li id=i1>a<li id=i2>b<li id=i3>c<li id=i4>d<li id=i5>e</ul>
<font id=f>old</font><section id=s><section id=s2><em id=e>اقرأ   أيضا</em></section></section>
<footer id=end class="عربي"><p id=p6>only</p></footer></body></html>)";

// The ids of what matches, a space between; elements without id by their tag's name.
std::string Ids(std::string_view selector, std::string_view html = kPage) {
  const Tree tree = Tree::Parse(html, {}, Markup::kDetailed);
  SelectorDocument document(tree);
  const auto compiled = CssSelector::Compile(selector);
  if (!compiled) return "error: " + ToString(compiled.error());
  std::string out;
  for (const NodeId id : compiled->Select(document)) {
    const std::string_view name = tree.Get(id, Name::kId);
    if (!out.empty()) out += ' ';
    out += name.empty() ? tree.detail()->NameOf(tree.detail()->Of(id).name) : name;
  }
  return out;
}

struct Case {
  const char* why;
  const char* selector;
  const char* ids;
};

TEST(CssSelector, SelectsWhatABrowserSelects) {
  constexpr Case kCases[] = {
      {"by name", "li", "i1 i2 i3 i4 i5"},
      {"names have no case", "FONT", "f"},
      {"elements that extraction does not tell apart", "font", "f"},
      {"a name that is nowhere", "marquee", ""},
      {"by id", "#p2", "p2"},
      {"by class among several", ".Wide", "top"},
      {"classes have case", ".wide", ""},
      {"no part of a class", ".le", ""},
      {"Arabic class", ".عربي", "end"},
      {"escaped colon", ".md\\:flex", "h"},
      {"escaped by number", "#\\70 2", "p2"},
      {"all together", "a[href].x, p.lead#p1", "p1"},
      {"everything below", "#main *", "p1 b1 p2 h p3 p4 p5"},
      {"has attribute that extraction drops", "[data-role]", "p1"},
      {"equals, unquoted", "[data-role=Intro]", "p1"},
      {"equals, quoted", "[data-role=\"Intro\"]", "p1"},
      {"values have case", "[data-role=intro]", ""},
      {"but for the flag", "[data-role=\"intro\" i]", "p1"},
      {"word", "[rel~=author]", "l1"},
      {"no half word", "[rel~=auth]", ""},
      {"dash", "[lang|=ar]", "html p3"},
      {"starts", "a[href^='/a/']", "l1"},
      {"ends", "a[href$=\".pdf\"]", "l2"},
      {"includes", "a[href*=x\\.example]", "l2"},
      {"an empty value starts nothing", "a[href^='']", ""},
      {"child", "#main > b", ""},
      {"descendant", "#main b", "b1"},
      {"next", "h2 + p", "p3"},
      {"a drawing stands between", "#p3 + p", ""},
      {"later", "h2 ~ p", "p3 p4 p5"},
      {"no space around combinators", "div>p+p", "p2 p5"},
      {"no element twice", "section em, section section em, em", "e"},
      {"document order, not list order", "#p6, #l1", "l1 p6"},
      {"first child, a style counted", "#main > :first-child", ""},
      {"nth child, a style counted", "#main > p:nth-child(2)", "p1"},
      {"first of its type", "#main > p:first-of-type", "p1"},
      {"last of its type", "#main > p:last-of-type", "p5"},
      {"nth of its type", "#main > p:nth-of-type(3)", "p3"},
      {"nth of its type from the end", "#main > p:nth-last-of-type(2)", "p4"},
      {"odd", "li:nth-child(odd)", "i1 i3 i5"},
      {"formula", "li:nth-child( 3n - 1 )", "i2 i5"},
      {"the first three", "li:nth-child(-n+3)", "i1 i2 i3"},
      {"from the fourth on", "li:nth-child(n+4)", "i4 i5"},
      {"from the end", "li:nth-last-child(2)", "i4"},
      {"last child", "li:last-child", "i5"},
      {"only child", "p:only-child", "p6"},
      {"only of its type", "#main > :only-of-type", "h"},
      {"empty but for white space", "#main > p:empty", "p4 p5"},
      {"root", ":root", "html"},
      {"not", "#main > p:not(.lead):not(:empty)", "p2 p3"},
      {"not any of a list", "#main > :not(p, h2)", ""},
      {"not with a way to it", "p:not(div p)", "p6"},
      {"is", ":is(#top, #u) > :is(a, li):first-child", "l1 i1"},
      {"where", ":where(h2, footer)", "h end"},
      {"has", "div:has(h2)", "main"},
      {"has a child", "section:has(> em)", "s2"},
      {"has behind it", "p:has(+ h2)", "p2"},
      {"has later", "p:has(~ h2)", "p1 p2"},
      {"has a way", "body:has(div > p b)", "body"},
      {"has not", "div:not(:has(h2))", "top"},
      {"has in has", "body:has(section:has(section em))", "body"},
      {"contains across elements and spaces", "p:contains(\"first bold\")", "p1"},
      {"contains, innermost too", "section :contains('اقرأ أيضا')", "s2 e"},
      {"contains unquoted", "li:contains(c)", "i3"},
      {"contains what ends in the next", "#p2:contains('second head')", ""},
  };
  for (const auto& [why, selector, ids] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Ids(selector), ids) << selector;
  }
}

TEST(CssSelector, SaysWhereAnErrorStandsAndHowToMendIt) {
  struct Wrong {
    const char* selector;
    Errc code;
    const char* says;
  };
  constexpr Wrong kCases[] = {
      {"", Errc::kMalformed, "character 1: a selector is missing"},
      {"div >", Errc::kMalformed, "character 6: a combinator with nothing behind it"},
      {"> div", Errc::kMalformed, "character 1: a combinator with nothing before it"},
      {"a,,b", Errc::kMalformed, "character 3: a selector is missing"},
      {"فقرة ]", Errc::kMalformed, "character 6: \"]\" cannot stand here"},
      {"a[href", Errc::kMalformed, "character 2: nothing closes this \"[\" (add the \"]\")"},
      {"a[href=/x]", Errc::kMalformed, "character 8: the value is no name (put it in quotation"},
      {"a[b='c]", Errc::kMalformed, "character 5: a quotation mark that nothing closes"},
      {"p:first", Errc::kUnsupported, "use :first-child or :first-of-type"},
      {"p::text", Errc::kUnsupported, "leave it out"},
      {"a::attr(href)", Errc::kUnsupported, "@name"},
      {"a:hover", Errc::kUnsupported, "\":hover\" is not known"},
      {"svg|a", Errc::kUnsupported, "namespaces"},
      {"p:nth-child", Errc::kMalformed, "write :nth-child(2)"},
      {"p:nth-child(2n+)", Errc::kMalformed, "no place among siblings"},
      {"p:nth-child(x)", Errc::kMalformed, "no place among siblings"},
      {"p:not(.a", Errc::kMalformed, "not closed"},
      {"p)", Errc::kMalformed, "closes nothing"},
      {"#1a", Errc::kMalformed, "[id=\"1a\"]"},
      {"a @href x", Errc::kMalformed, "\"@\" is no part of a selector"},
      {"a\\", Errc::kMalformed, "backslash"},
  };
  for (const auto& [selector, code, says] : kCases) {
    SCOPED_TRACE(selector);
    const auto compiled = CssSelector::Compile(selector);
    ASSERT_FALSE(compiled.has_value());
    EXPECT_EQ(compiled.error().code, code);
    EXPECT_NE(ToString(compiled.error()).find(says), std::string::npos)
        << ToString(compiled.error());
  }
}

TEST(CssSelector, HoldsItsLimits) {
  const std::string names(3'000, 'a');
  EXPECT_EQ(CssSelector::Compile(names).error().code, Errc::kTooLarge);
  std::string parts, nested = "p";
  for (int i = 0; i < 200; ++i) parts += ".a";
  for (int i = 0; i < 20; ++i) nested = ":is(" + nested + ")";
  EXPECT_EQ(CssSelector::Compile(parts).error().code, Errc::kTooLarge);
  EXPECT_EQ(CssSelector::Compile(nested).error().code, Errc::kTooLarge);
}

// Selectors with many combinators over deep and broad pages: what a matcher that backtracks or
// that asks every ancestor of every node never comes back from.
TEST(CssSelector, CostsNoMoreOnHostilePages) {
  std::string deep, broad = "<div>", selector = "div";
  for (int i = 0; i < 500; ++i) deep += "<div class='a b'>";
  for (int i = 0; i < 30'000; ++i) broad += "<p>x";
  for (int i = 0; i < 40; ++i) selector += " div";
  const std::string asked_for[] = {selector + " .never",           "p ~ p ~ p ~ p ~ b",
                                   "p:nth-last-of-type(3n+1) ~ p", "div:has(p ~ p ~ b)",
                                   ":contains('x x x y')",         ":not(:has(p + p)) *"};
  for (const std::string& html : {deep + broad, broad + deep}) {
    for (const std::string& asked : asked_for) {
      const auto begin = std::chrono::steady_clock::now();
      Ids(asked, html);
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
      // Far over what it takes, for slow machines and sanitizers; quadratic behaviour takes hours.
      EXPECT_LT(took.count(), 20.0) << asked;
    }
  }
}

// The set-wise matcher against one that asks node by node, over random trees and selectors.
class Slow {
 public:
  explicit Slow(const Tree& tree) : tree_(tree) {}

  bool Matches(NodeId id, const std::vector<std::pair<char, std::string>>& chain,
               std::size_t last) const {
    if (tree_[id].tag == Tag::kText || tree_.Get(id, Name::kClass) != chain[last].second) {
      return false;
    }
    if (last == 0) return true;
    const char combinator = chain[last].first;
    if (combinator == '>' || combinator == ' ') {
      for (NodeId at = tree_[id].parent; at != kNoNode; at = tree_[at].parent) {
        if (Matches(at, chain, last - 1)) return true;
        if (combinator == '>') return false;
      }
      return false;
    }
    for (NodeId at = Before(id); at != kNoNode; at = Before(at)) {
      if (Matches(at, chain, last - 1)) return true;
      if (combinator == '+') return false;
    }
    return false;
  }

 private:
  NodeId Before(NodeId id) const {
    NodeId found = kNoNode;
    for (NodeId at = 0; at < id; ++at) {
      if (tree_[at].parent == tree_[id].parent && tree_[at].tag != Tag::kText) found = at;
    }
    return found;
  }

  const Tree& tree_;
};

TEST(CssSelector, AgreesWithASlowMatcherOnRandomTrees) {
  std::uint32_t seed = 7;
  const auto next = [&](std::uint32_t below) {
    seed = seed * 1'664'525 + 1'013'904'223;
    return (seed >> 16) % below;
  };
  for (int round = 0; round < 60; ++round) {
    std::string html;
    std::size_t open = 0;
    for (int i = 0; i < 40; ++i) {
      if (open > 0 && next(2) == 0) {
        html += "</div>";
        --open;
      } else {
        html += std::string("<div class=") + static_cast<char>('a' + next(3)) + ">";
        ++open;
      }
    }
    const Tree tree = Tree::Parse(html, {}, Markup::kDetailed);
    SelectorDocument document(tree);
    for (int i = 0; i < 20; ++i) {
      std::vector<std::pair<char, std::string>> chain;
      std::string selector;
      for (std::uint32_t length = 1 + next(4); chain.size() < length;) {
        const char combinator = " >+~"[next(4)];
        const std::string name(1, static_cast<char>('a' + next(3)));
        if (!chain.empty()) selector += std::string(" ") + combinator + " ";
        selector += "." + name;
        chain.emplace_back(combinator, name);
      }
      std::vector<NodeId> expected;
      for (NodeId id = 0; id < tree.size(); ++id) {
        if (Slow(tree).Matches(id, chain, chain.size() - 1)) expected.push_back(id);
      }
      EXPECT_EQ(CssSelector::Compile(selector)->Select(document), expected) << selector << html;
    }
  }
}

TEST(CssSelector, FindsNothingInATreeWithoutDetail) {
  const Tree tree = Tree::Parse(kPage, {});
  SelectorDocument document(tree);
  EXPECT_TRUE(CssSelector::Compile("p")->Select(document).empty());
}

}  // namespace
}  // namespace isnad::page
