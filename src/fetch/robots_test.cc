#include "fetch/robots.h"

#include <gtest/gtest.h>

#include <string>

#include "base/clock.h"

namespace isnad::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Case {
  const char* why;
  const char* text;
  const char* path;
  bool allowed;
};

constexpr Case kCases[] = {
    {"an empty file", "", "/a", true},
    {"not robots.txt at all", "<html><body>404</body></html>", "/a", true},
    {"everyone", "User-agent: *\nDisallow: /a", "/a/b", false},
    {"a prefix, not a folder", "User-agent: *\nDisallow: /a", "/ab", false},
    {"elsewhere", "User-agent: *\nDisallow: /a", "/b", true},
    {"case of a path counts", "User-agent: *\nDisallow: /a", "/A", true},
    {"case of a key does not", "USER-AGENT: *\ndisALLOW: /a", "/a", false},
    {"an empty Disallow forbids nothing", "User-agent: *\nDisallow:", "/a", true},
    {"everything", "User-agent: *\nDisallow: /", "/", false},
    {"robots.txt itself may be read", "User-agent: *\nDisallow: /", "/robots.txt", true},
    {"we are named", "User-agent: isnad\nDisallow: /a", "/a", false},
    {"we are named with a version", "User-agent: Isnad/2.0\nDisallow: /a", "/a", false},
    {"another is named", "User-agent: other\nDisallow: /", "/a", true},
    {"a name that begins like ours", "User-agent: isnadbot\nDisallow: /", "/a", true},
    {"ours before everyone's", "User-agent: *\nDisallow: /\nUser-agent: isnad\nAllow: /", "/a",
     true},
    {"ours counts even if it says nothing", "User-agent: isnad\n\nUser-agent: *\nDisallow: /", "/a",
     false},
    {"ours counts, with an empty rule",
     "User-agent: isnad\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", true},
    {"several agents in one group", "User-agent: a\nUser-agent: isnad\nUser-agent: b\nDisallow: /x",
     "/x", false},
    {"two groups of ours are one",
     "User-agent: isnad\nDisallow: /a\nUser-agent: b\nDisallow: /\n"
     "User-agent: isnad\nDisallow: /c",
     "/c", false},
    {"a group ends where the next begins",
     "User-agent: isnad\nDisallow: /a\nUser-agent: b\n"
     "Disallow: /c",
     "/c", true},
    {"an empty line ends no group", "User-agent: *\n\nDisallow: /a", "/a", false},
    {"a sitemap between ends no group", "User-agent: *\nSitemap: http://a/\nDisallow: /a", "/a",
     false},
    {"rules before any agent", "Disallow: /\nUser-agent: *\nDisallow: /b", "/a", true},
    {"longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
    {"longest wins, other order", "User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", true},
    {"longest wins, forbidding", "User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b", false},
    {"a draw allows", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
    {"a draw allows, other order", "User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
    {"RFC 9309, 5.2",
     "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif",
     "/example/page/disallowed.gif", false},
    {"star", "User-agent: *\nDisallow: /*.php", "/a/b.php?x", false},
    {"star, no match", "User-agent: *\nDisallow: /*.php", "/a/b.html", true},
    {"star and end", "User-agent: *\nDisallow: /*.php$", "/a.php?x", true},
    {"star and end, match", "User-agent: *\nDisallow: /*.php$", "/a.php.php", false},
    {"end", "User-agent: *\nDisallow: /a$", "/a", false},
    {"end, longer path", "User-agent: *\nDisallow: /a$", "/ab", true},
    {"dollar inside means itself", "User-agent: *\nDisallow: /a$b", "/a$b", false},
    {"stars in a row", "User-agent: *\nDisallow: /a***b", "/axb", false},
    {"star may be empty", "User-agent: *\nDisallow: /a*b", "/ab", false},
    {"star and end alone", "User-agent: *\nDisallow: /*$", "/a", false},
    {"pieces in order", "User-agent: *\nDisallow: /*b*a$", "/ab", true},
    {"pieces do not overlap", "User-agent: *\nDisallow: /*aba*aba", "/ababa", true},
    {"last piece at the end, not at its first place", "User-agent: *\nDisallow: /*a$", "/aba",
     false},
    {"query", "User-agent: *\nDisallow: /*?s=", "/?s=x", false},
    {"pattern without its slash fits nothing", "User-agent: *\nDisallow: a", "/a", true},
    {"pattern that begins with a star", "User-agent: *\nDisallow: *a", "/ba", false},
    {"Arabic in the pattern", "User-agent: *\nDisallow: /خبر", "/%D8%AE%D8%A8%D8%B1/1", false},
    {"Arabic in the pattern, encoded in lower case", "User-agent: *\nDisallow: /%d8%ae", "/%D8%AE",
     false},
    {"Arabic in both", "User-agent: *\nDisallow: /خبر", "/خبر", false},
    {"encoded though it need not be", "User-agent: *\nDisallow: /%61", "/a", false},
    {"encoded slash is another thing", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
    {"encoded star means itself", "User-agent: *\nDisallow: /a%2Ab", "/axb", true},
    {"comment", "User-agent: * # all\nDisallow: /a # not here", "/a", false},
    {"comment takes the rest of the pattern", "User-agent: *\nDisallow: /a#b", "/ac", false},
    {"byte order mark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
    {"carriage returns", "User-agent: *\rDisallow: /a\r", "/a", false},
    {"both", "User-agent: *\r\nDisallow: /a\r\n", "/a", false},
    {"spaces everywhere", " \tUser-agent \t: *  \n Disallow\t: /a \t", "/a", false},
    {"no colon", "User-agent *\nDisallow /a", "/a", false},
    {"no colon and more words is prose", "User-agent: *\nDisallow all the robots", "/a", true},
    {"misspelt", "User-agent: *\nDisalow: /a", "/a", false},
    {"nothing asked is the root", "User-agent: *\nDisallow: /$", "", false},
};

TEST(Robots, AllowsAndForbids) {
  for (const auto& [why, text, path, allowed] : kCases) {
    SCOPED_TRACE(why);
    const Robots robots = Robots::Parse(text, "Isnad");
    EXPECT_EQ(robots.Allows(path), allowed);
    EXPECT_EQ(Robots::Parse(robots.ToText(), "Isnad"), robots) << robots.ToText();
  }
}

// The matcher against the plainest one, which tries everything.
bool MatchesSlowly(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return true;
  if (pattern == "$") return path.empty();
  if (pattern[0] == '*') {
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (MatchesSlowly(pattern.substr(1), path.substr(i))) return true;
    }
    return false;
  }
  return !path.empty() && pattern[0] == path[0] && MatchesSlowly(pattern.substr(1), path.substr(1));
}

TEST(Robots, PatternsAgreeWithThePlainestMatcher) {
  SeededRandom random(7);
  int matched = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string pattern, path;
    for (std::uint64_t n = random.Below(8); n > 0; --n) pattern += "/ab*"[random.Below(4)];
    if (random.Below(3) == 0) pattern += '$';
    for (std::uint64_t n = random.Below(9); n > 0; --n) path += "/ab"[random.Below(3)];
    const bool expected = MatchesSlowly(pattern, path);
    matched += expected ? 1 : 0;
    ASSERT_EQ(RobotsPatternMatches(pattern, path), expected) << pattern << " " << path;
  }
  EXPECT_GT(matched, 1000);
}

TEST(Robots, ReadsCrawlDelay) {
  const struct {
    const char* why;
    const char* text;
    std::optional<milliseconds> delay;
  } kDelays[] = {
      {"none", "User-agent: *\nDisallow: /a", std::nullopt},
      {"seconds", "User-agent: *\nCrawl-delay: 10", seconds(10)},
      {"a fraction", "User-agent: *\nCrawl-delay: 0.3", milliseconds(300)},
      {"zero", "User-agent: *\nCrawl-delay: 0", milliseconds(0)},
      {"a unit behind", "User-agent: *\nCrawl-delay: 5s", seconds(5)},
      {"another's", "User-agent: other\nCrawl-delay: 10", std::nullopt},
      {"ours", "User-agent: *\nCrawl-delay: 10\nUser-agent: isnad\nCrawl-delay: 2", seconds(2)},
      {"twice: the more careful", "User-agent: *\nCrawl-delay: 2\nCrawl-delay: 9", seconds(9)},
      {"too long", "User-agent: *\nCrawl-delay: 1e9", seconds(1)},
      {"far too long", "User-agent: *\nCrawl-delay: 99999999999999999999", seconds(3600)},
      {"negative", "User-agent: *\nCrawl-delay: -1", std::nullopt},
      {"no number", "User-agent: *\nCrawl-delay: soon", std::nullopt},
      {"not a number", "User-agent: *\nCrawl-delay: nan", std::nullopt},
      {"infinite", "User-agent: *\nCrawl-delay: inf", std::nullopt},
  };
  for (const auto& c : kDelays) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(Robots::Parse(c.text, "Isnad").crawl_delay(), c.delay);
  }
}

TEST(Robots, CollectsSitemapsOfAllGroups) {
  const Robots robots = Robots::Parse(
      "Sitemap: https://a.example/1.xml\nUser-agent: other\nDisallow: /\nSitemap:\n"
      "sitemap : https://a.example/2.xml # second",
      "Isnad");
  EXPECT_EQ(robots.sitemaps(),
            (std::vector<std::string>{"https://a.example/1.xml", "https://a.example/2.xml"}));
}

TEST(Robots, KeepsToItsLimits) {
  std::string many = "User-agent: *\n";
  for (int i = 0; i < 20'000; ++i) many += "Disallow: /" + std::to_string(i) + "\n";
  EXPECT_EQ(Robots::Parse(many, "Isnad").rule_count(), 5000U);

  const std::string late = "User-agent: *\n" + std::string(600U << 10, '\n') + "Disallow: /a\n";
  EXPECT_TRUE(Robots::Parse(late, "Isnad").Allows("/a")) << "behind 500 KiB";

  std::string arabic = "User-agent: *\nDisallow: /a";
  for (int i = 0; i < 1000; ++i) arabic += "خ";
  const Robots cut = Robots::Parse(arabic, "Isnad");
  EXPECT_EQ(Robots::Parse(cut.ToText(), "Isnad"), cut) << "cut between escapes, not through one";

  const std::string wide = "User-agent: *\nDisallow: /" + std::string(5000, 'a') + "\n";
  const Robots robots = Robots::Parse(wide, "Isnad");
  EXPECT_FALSE(robots.Allows("/" + std::string(5000, 'a'))) << "a cut pattern forbids more";
  EXPECT_TRUE(robots.Allows("/a"));
  EXPECT_EQ(Robots::Parse(robots.ToText(), "Isnad"), robots);
}

TEST(Robots, HostilePatternsCostLittle) {
  std::string text = "User-agent: *\n";
  for (int i = 0; i < 5000; ++i) text += "Disallow: /*a*a*a*a*a*a*a*a*a*b\n";
  // Some 200 million steps if each star tried every place; the test's own timeout is the judge.
  EXPECT_TRUE(Robots::Parse(text, "Isnad").Allows("/" + std::string(4000, 'a')));
}

}  // namespace
}  // namespace isnad::fetch
