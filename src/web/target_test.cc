#include "web/target.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::web {
namespace {

struct Case {
  const char* why;
  const char* text;
  const char* path;
  NamedValues query;
};

TEST(ParseTarget, DecodesPathAndQueryOnce) {
  const Case cases[] = {
      {"root", "/", "/", {}},
      {"Arabic slug", "/outlet/%D8%A7%D9%84%D8%AF%D8%A7%D8%B1", "/outlet/الدار", {}},
      {"escaped percent stays one level", "/a%2541", "/a%41", {}},
      {"plus is a space in the query only", "/a+b?q=a+b", "/a+b", {{"q", "a b"}}},
      {"escaped plus", "/?q=1%2B1", "/", {{"q", "1+1"}}},
      {"repeated and empty parameters",
       "/?a=1&&a=2&b&c=",
       "/",
       {{"a", "1"}, {"a", "2"}, {"b", ""}, {"c", ""}}},
      {"second question mark is data", "/?q=a?b", "/", {{"q", "a?b"}}},
      {"cut escape in the query is shown as it is", "/?q=%D8%A7%D", "/", {{"q", "ا%D"}}},
      {"ill-formed UTF-8 in the query is repaired", "/?q=%FF", "/", {{"q", "\xEF\xBF\xBD"}}},
      {"NUL in the query is dropped", "/?q=a%00b", "/", {{"q", "ab"}}},
      {"three dots are a name", "/...", "/...", {}},
      {"absolute form", "http://isnad.example/story/1?x=y", "/story/1", {{"x", "y"}}},
      {"absolute form without a path", "http://isnad.example?x=y", "/", {{"x", "y"}}},
  };
  for (const auto& [why, text, path, query] : cases) {
    SCOPED_TRACE(why);
    const auto target = ParseTarget(text);
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->path, path);
    EXPECT_EQ(target->query, query);
  }
}

TEST(ParseTarget, RefusesWhatCouldMeanTwoThings) {
  constexpr std::pair<const char*, const char*> kRefused[] = {
      {"nothing", ""},
      {"no slash", "story"},
      {"asterisk form", "*"},
      {"authority form", "isnad.example:80"},
      {"other scheme", "ftp://isnad.example/"},
      {"absolute form without host", "http:///"},
      {"user info", "http://user@isnad.example/"},
      {"dot segment", "/a/../b"},
      {"encoded dot segment", "/a/%2e%2E/b"},
      {"dot segment at the end", "/a/.."},
      {"single dot", "/./a"},
      {"encoded slash", "/a%2Fb"},
      {"encoded backslash", "/a%5cb"},
      {"cut escape", "/a%D"},
      {"escape that is no number", "/a%zz"},
      {"overlong UTF-8", "/%C0%AF"},
      {"lone surrogate", "/%ED%A0%80"},
      {"encoded NUL", "/a%00"},
      {"encoded line end", "/a%0d%0a"},
      {"fragment", "/a#b"},
  };
  for (const auto& [why, text] : kRefused) {
    SCOPED_TRACE(why);
    const auto target = ParseTarget(text);
    ASSERT_FALSE(target.has_value());
    EXPECT_EQ(target.error().code, Errc::kMalformed);
  }
}

TEST(ParseTarget, HoldsItsLimits) {
  EXPECT_EQ(ParseTarget("/" + std::string(100, 'a'), {.max_bytes = 100}).error().code,
            Errc::kTooLarge);
  EXPECT_EQ(ParseTarget("/?a&b&c", {.max_query_pairs = 2}).error().code, Errc::kTooLarge);
  EXPECT_TRUE(ParseTarget("/?a&b", {.max_query_pairs = 2}).has_value());
}

TEST(IsValidAuthority, KnowsHostsFromOtherThings) {
  for (const char* good : {"a", "isnad.example", "127.0.0.1:8080", "[::1]", "[::1]:80", "a:"}) {
    EXPECT_TRUE(IsValidAuthority(good)) << good;
  }
  for (const char* bad : {"", ":80", "a b", "a/b", "a,b", "user@a", "a:b", "a:123456", "[::1", "[]",
                          "[x]", "[::1]80", "a\tb", "أ"}) {
    EXPECT_FALSE(IsValidAuthority(bad)) << bad;
  }
}

}  // namespace
}  // namespace isnad::web
