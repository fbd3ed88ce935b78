#include "page/plain_text.h"

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

TEST(PlainText, ResolvesWhatWasEscapedTooOften) {
  EXPECT_EQ(PlainText("a &amp;amp; b"), "a & b");
  EXPECT_EQ(PlainText("it&#8217;s &quot;on&quot;"), "it\u2019s \"on\"");
  EXPECT_EQ(PlainText("&#x627;&#1576;"), "\u0627\u0628");
  EXPECT_EQ(PlainText("AT&T; R&D &unknown; &#0; &#xD800;"), "AT&T; R&D &unknown; &#0; &#xD800;");
  EXPECT_EQ(PlainText("  a\n b "), "a b");
}

TEST(WithoutInlineTags, DropsMarkupOnly) {
  EXPECT_EQ(WithoutInlineTags("<em>a</em> &lt; b<br/>"), "a &lt; b");
  EXPECT_EQ(WithoutInlineTags("3 < 4 and <tag>"), "3 < 4 and <tag>");
}

}  // namespace
}  // namespace isnad::page
