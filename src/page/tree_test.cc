#include "page/tree.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace isnad::page {
namespace {

std::string Repeat(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Tree, KeepsTextAndTheAttributesThatMatter) {
  const Tree tree = Tree::Parse("<p class=lead onclick=x()>a<b>b</b></p>", {});
  const NodeId p = tree.Find(Tag::kP, 0, tree.size());
  ASSERT_NE(p, kNoNode);
  EXPECT_EQ(tree.Get(p, Name::kClass), "lead");
  EXPECT_EQ(tree[p].attributes, 1);
  EXPECT_EQ(tree.InnerText(p), "ab");
}

TEST(Tree, SubtreesAreRangesOfIndexes) {
  const Tree tree = Tree::Parse("<div><p>a</p><ul><li>b<li>c</ul></div><p>d", {});
  for (NodeId id = 1; id < tree.size(); ++id) {
    const NodeId parent = tree[id].parent;
    ASSERT_LT(parent, id);
    EXPECT_LE(tree[id].end, tree[parent].end);
    EXPECT_EQ(tree[id].depth, tree[parent].depth + 1);
  }
}

TEST(Tree, TakesTheFirstOfDuplicateAttributes) {
  const Tree tree = Tree::Parse("<p id=first id=second>", {});
  EXPECT_EQ(tree.Get(tree.Find(Tag::kP, 0, tree.size()), Name::kId), "first");
}

TEST(Tree, DropsScriptsAndStylesButKeepsJsonLd) {
  const Tree tree = Tree::Parse(
      "<script>var a='<p>x';</script><style>p{}</style>"
      "<script type='application/ld+json'>{\"a\":1}</script><p>y",
      {});
  std::string all;
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (tree[id].tag == Tag::kText) all += tree.Text(id);
  }
  EXPECT_EQ(all, "{\"a\":1}y");
}

TEST(Tree, RepairsReferencesToWhatIsNoCharacter) {
  const Tree tree = Tree::Parse("<p>&#xD800;&#0;&#x110000;&#x80;", {});
  EXPECT_TRUE(IsUtf8(tree.InnerText(0)));
}

TEST(Tree, ReadsADocumentOfNothing) {
  for (const Markup markup : {Markup::kWhole, Markup::kSkimmed, Markup::kDetailed}) {
    EXPECT_EQ(Tree::Parse("", {}, markup).InnerText(0), "");
  }
}

TEST(Tree, SurvivesHostileMarkupInBoundedTimeAndMemory) {
  struct Case {
    const char* why;
    std::string html;
  };
  const Case cases[] = {
      {"a million open tags", Repeat("<b>", 1'000'000)},
      {"a hundred thousand nested parts", Repeat("<div>", 100'000) + "x"},
      {"every paragraph reopens all formatting", Repeat("<b id=1>", 800) + Repeat("<p>x", 50'000)},
      {"fifty thousand attributes", "<p " + Repeat("a=1 ", 50'000) + ">x"},
      {"closers that nothing opened", Repeat("</p></div>", 200'000)},
      {"tables in tables", Repeat("<table><tr><td>", 60'000)},
      {"one script of many megabytes", "<script>" + std::string(40'000'000, 'x') + "</script>"},
      {"an attribute that never ends", "<p class=\"" + std::string(5'000'000, 'x')},
      {"a comment that never ends", "<!--" + std::string(5'000'000, '-')},
      {"forms and selects", Repeat("<form><select><option>", 100'000)},
  };
  const ExtractLimits limits;
  for (const auto& [why, html] : cases) {
    SCOPED_TRACE(why);
    const auto begin = std::chrono::steady_clock::now();
    const Tree tree = Tree::Parse(html, limits);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LE(tree.size(), limits.max_nodes);
    // Far over what it takes, for slow machines and sanitizers; quadratic behaviour takes minutes.
    EXPECT_LT(took.count(), 20.0);
  }
}

TEST(Tree, SaysThatItStoppedAtALimit) {
  EXPECT_TRUE(Tree::Parse(Repeat("<div>", 100'000), {}).truncated());
  EXPECT_FALSE(Tree::Parse(Repeat("<div></div>", 1'000), {}).truncated());
}

}  // namespace
}  // namespace isnad::page
