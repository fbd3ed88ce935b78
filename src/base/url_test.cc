#include "base/url.h"

#include <gtest/gtest.h>

#include <random>

#include <string>

namespace isnad {
namespace {

std::string TextOf(const Result<Url>& url) {
  return url ? url->text() : std::string("! ") + Name(url.error().code);
}

std::string CanonicalOf(std::string_view text) {
  const Result<Url> url = Url::Parse(text);
  return url ? url->Canonical().text() : TextOf(url);
}

struct Case {
  const char* why;
  std::string text;
  std::string result;
};

TEST(Url, ReadsAddresses) {
  const Case kCases[] = {
      {"plain", "https://a.example/x?y=1#z", "https://a.example/x?y=1#z"},
      {"no path", "http://a.example", "http://a.example/"},
      {"no path but a query", "http://a.example?q", "http://a.example/?q"},
      {"space around", " \n\u200Fhttps://a.example/\t", "https://a.example/"},
      {"upper case", "HTTPS://A.Example/X", "https://a.example/X"},
      {"line break inside", "https://a.exa\nmple/x", "https://a.example/x"},
      {"Arabic path", "https://a.example/خبر", "https://a.example/%D8%AE%D8%A8%D8%B1"},
      {"encoded already", "https://a.example/%d8%ae", "https://a.example/%d8%ae"},
      {"Arabic query", "https://a.example/?q=خ", "https://a.example/?q=%D8%AE"},
      {"spaces", "https://a.example/a b?c d#e f", "https://a.example/a%20b?c%20d#e%20f"},
      {"ill-formed bytes", "https://a.example/\xE9", "https://a.example/%E9"},
      {"markup", "https://a.example/<b>\"'", "https://a.example/%3Cb%3E%22'"},
      {"lone percent sign", "https://a.example/100%", "https://a.example/100%"},
      {"broken escape", "https://a.example/%zz%", "https://a.example/%zz%"},
      {"Arabic host", "https://فاس.المغرب/", "https://xn--mgby3b.xn--mgbc0a9azcg/"},
      {"host in capitals with accent", "https://ÉCOLE.example/", "https://xn--cole-9oa.example/"},
      {"sharp s stays (UTS 46, non-transitional)", "https://faß.example/",
       "https://xn--fa-hia.example/"},
      {"dot segments", "https://a.example/a/./b/../c", "https://a.example/a/c"},
      {"dots over the root", "https://a.example/../../c", "https://a.example/c"},
      {"port", "https://a.example:8443/", "https://a.example:8443/"},
      {"backslashes", "https:\\\\a.example\\x\\y?z\\", "https://a.example/x/y?z%5C"},
      {"an at sign in the path is no user", "https://a.example\\@b.example/",
       "https://a.example/@b.example/"},
      {"user", "https://user:word@a.example/", "https://user:word@a.example/"},
      {"one slash", "https:/a.example/x", "https://a.example/x"},
      {"IPv6", "http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"},
      {"IPv4 in odd clothes", "http://0x7f.1/", "http://127.0.0.1/"},
      {"IPv4 as one number", "http://2130706433/", "http://127.0.0.1/"},
      {"IPv4 in wide digits", "http://１２７.０.０.１/", "http://127.0.0.1/"},
      {"IPv4 in odd wide digits", "http://０x7f.1/", "http://127.0.0.1/"},
      {"IPv4 with the root's dot", "http://0x7f.1./", "http://127.0.0.1/"},
      {"root's dot", "http://a.example./x", "http://a.example/x"},
      {"underscore in a host", "http://a_b.example/", "http://a_b.example/"},
      {"brackets in a query", "http://a.example/?a[]=1", "http://a.example/?a[]=1"},
      {"second number sign", "http://a.example/#a#b", "http://a.example/#a%23b"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(TextOf(Url::Parse(c.text)), c.result);
  }
}

TEST(Url, RefusesTheRest) {
  const Case kCases[] = {
      {"nothing", "", "! malformed"},
      {"space only", "  ", "! malformed"},
      {"no scheme", "a.example/x", "! malformed"},
      {"no scheme, slashes", "//a.example/x", "! malformed"},
      {"script", "javascript:alert(1)", "! unsupported"},
      {"script, disguised", " JaVa\tScript:alert(1)", "! unsupported"},
      {"data", "data:text/html,x", "! unsupported"},
      {"file", "file:///etc/passwd", "! unsupported"},
      {"mail", "mailto:a@b.example", "! unsupported"},
      {"other protocols of curl", "gopher://a.example/", "! unsupported"},
      {"no host", "http://", "! malformed"},
      {"no host but a path", "http:///", "! malformed"},
      {"no host but a port", "http://:80/", "! malformed"},
      {"space in the host", "http://a b/", "! malformed"},
      {"host of a dot", "http://./", "! malformed"},
      {"host of dots", "http://../", "! malformed"},
      {"empty label", "http://a..example/", "! malformed"},
      {"two dots at the end", "http://a.example../", "! malformed"},
      {"host too long", "http://" + std::string(255, 'a') + "/", "! malformed"},
      {"port too large", "http://a.example:65536/", "! malformed"},
      {"port of letters", "http://a.example:x/", "! malformed"},
      {"ill-formed host", "http://\xFF\xFE/", "! malformed"},
      {"zero byte", std::string("http://a.example\0.b/", 20), "! malformed"},
      {"encoded zero byte in the host", "http://a%00.example/", "! malformed"},
      {"encoded slash in the host", "http://a%2F.example/", "! malformed"},
      {"address with a zone", "http://[fe80::1%25eth0]/", "! malformed"},
      {"too long", "http://a.example/" + std::string(4096, 'x'), "! too large"},
      {"too long once encoded", "http://a.example/" + std::string(2000, '\xE9'), "! too large"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(TextOf(Url::Parse(c.text)), c.result);
  }
}

TEST(Url, SaysWhatIsWrong) {
  EXPECT_EQ(Url::Parse("http://a.example:x/").error().detail.substr(0, 42),
            "not an address: \"http://a.example:x/\": Por");
  EXPECT_EQ(ToString(Url::Parse("file:///x").error()),
            "the scheme of \"file:///x\" is not http or https (give an address that starts with "
            "https://)");
}

TEST(Url, HasParts) {
  const Url url = *Url::Parse("https://News.Example:8443/a/b?c=d&e#f");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_EQ(url.host(), "news.example");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_EQ(url.path(), "/a/b");
  EXPECT_EQ(url.query(), "c=d&e");
  EXPECT_EQ(Url::Parse("http://a.example")->port(), 80);
  EXPECT_EQ(Url::Parse("https://a.example")->port(), 443);
  EXPECT_EQ(Url::Parse("https://a.example")->path(), "/");
}

TEST(Url, ResolvesAsRfc3986Does) {
  // RFC 3986, 5.4, with http://a/b/c/d;p?q as the base.
  constexpr const char* kCases[][2] = {
      {"http://g", "http://g/"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
  };
  const Url base = *Url::Parse("http://a/b/c/d;p?q");
  for (const auto& [reference, resolved] : kCases) {
    EXPECT_EQ(TextOf(base.Resolve(reference)), resolved) << reference;
  }
}

TEST(Url, ResolvesWhatPagesHold) {
  const Url base = *Url::Parse("https://user@a.example:8443/x/y?z#f");
  const Case kCases[] = {
      {"Arabic", " خبر/1 ", "https://user@a.example:8443/x/%D8%AE%D8%A8%D8%B1/1"},
      {"a colon behind a slash is no scheme", "/a:b", "https://user@a.example:8443/a:b"},
      {"backslashes of careless editors", "\\images\\a b.jpg",
       "https://user@a.example:8443/images/a%20b.jpg"},
      {"a host behind two backslashes", "\\\\b.example\\c", "https://b.example/c"},
      {"nothing: the page without its fragment", "", "https://user@a.example:8443/x/y?z"},
      {"script", "javascript:void(0)", "! unsupported"},
      {"slashes only", "//", "! malformed"},
      {"too long", std::string(5000, 'a'), "! too large"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(TextOf(base.Resolve(c.text)), c.result);
  }
}

TEST(Url, HasOneCanonicalForm) {
  const Case kCases[] = {
      {"default port", "http://a.example:80/", "http://a.example/"},
      {"default port of https", "https://a.example:443/", "https://a.example/"},
      {"another port", "http://a.example:443/", "http://a.example:443/"},
      {"fragment", "http://a.example/x#y", "http://a.example/x"},
      {"user", "http://u:p@a.example/", "http://a.example/"},
      {"escapes in upper case", "http://a.example/%d8%ae", "http://a.example/%D8%AE"},
      {"Arabic either way", "http://a.example/خ", "http://a.example/%D8%AE"},
      {"unreserved are decoded", "http://a.example/%7Euser/%61", "http://a.example/~user/a"},
      {"reserved stay encoded", "http://a.example/a%2Fb%3F", "http://a.example/a%2Fb%3F"},
      {"dots that were encoded", "http://a.example/a/%2E%2E/b/%2e", "http://a.example/b/"},
      {"empty segments stay", "http://a.example//a//", "http://a.example//a//"},
      {"lone percent sign", "http://a.example/100%", "http://a.example/100%"},
      {"lone percent sign before an escape", "http://a.example/%%36%31", "http://a.example/%%361"},
      {"trackers", "http://a.example/?utm_source=x&id=7&fbclid=y&UTM_Medium=z&page=2",
       "http://a.example/?id=7&page=2"},
      {"nothing but trackers", "http://a.example/x?gclid=1&mc_cid=2", "http://a.example/x"},
      {"names that only start like a tracker", "http://a.example/?gclid2=1&utm=2&s=3&ref=4",
       "http://a.example/?gclid2=1&utm=2&s=3&ref=4"},
      {"a tracker in disguise", "http://a.example/?%66bclid=1&a", "http://a.example/?a"},
      {"order and repetition stay", "http://a.example/?b=1&a=2&b=3",
       "http://a.example/?b=1&a=2&b=3"},
      {"empty query and parameters", "http://a.example/?&&a&", "http://a.example/?a"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(CanonicalOf(c.text), c.result);
    EXPECT_EQ(CanonicalOf(c.result), c.result) << "a canonical form is its own";
  }
}

TEST(Url, KnowsRegistrableDomains) {
  constexpr const char* kCases[][2] = {
      {"https://www.news.co.ma/", "news.co.ma"},
      {"https://www.hespress.com/", "hespress.com"},
      {"https://a.b.gov.eg/", "b.gov.eg"},
      {"https://someone.blogspot.com/", "someone.blogspot.com"},
      {"https://www.example.co.uk./", "example.co.uk"},
      {"https://xn--mgby3b.xn--mgbc0a9azcg/", "xn--mgby3b.xn--mgbc0a9azcg"},
      {"https://co.uk/", "co.uk"},
      {"http://127.0.0.1/", "127.0.0.1"},
      {"http://[::1]/", "[::1]"},
      {"http://localhost/", "localhost"},
  };
  for (const auto& [text, domain] : kCases) {
    EXPECT_EQ(Url::Parse(text)->RegistrableDomain(), domain) << text;
  }
}

TEST(Url, ShowsHostsInTheirOwnLetters) {
  EXPECT_EQ(Url::Parse("https://xn--mgby3b.xn--mgbc0a9azcg/")->DisplayHost(), "فاس.المغرب");
  EXPECT_EQ(Url::Parse("https://www.a.example/")->DisplayHost(), "www.a.example");
  EXPECT_EQ(Url::Parse("https://xn--zzzzzzzz--/")->DisplayHost(), "xn--zzzzzzzz--");
}

TEST(Percent, DecodesWhatIsWellFormed) {
  EXPECT_EQ(PercentDecode("%D8%AE%2f%zz%4"), "خ/%zz%4");
  EXPECT_EQ(PercentDecode(""), "");
}

TEST(Percent, EncodesAllButUnreserved) {
  EXPECT_EQ(PercentEncode("aZ9-._~ /خ"), "aZ9-._~%20%2F%D8%AE");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(PercentDecode(PercentEncode(all)), all);
}

// Plain addresses take a shorter way; a host in capitals does not.
TEST(Url, ReadsPlainAddressesAsTheLongWayDoes) {
  constexpr std::string_view kPieces[] = {"/",      "a",   ".", "..", "?", "#", "%2e",
                                          "%d9%85", "%zz", "&", "=",  "é", "[", " ",
                                          ";",      ":",   "@", "//", "-", "~"};
  std::mt19937 random(5);  // the same in every run
  for (int round = 0; round < 5000; ++round) {
    std::string tail;
    for (std::size_t left = random() % 9; left > 0; --left) {
      tail += kPieces[random() % std::size(kPieces)];
    }
    if (!tail.empty() && tail[0] != '?' && tail[0] != '#') tail.insert(0, "/");
    const auto plain = Url::Parse("https://news.example.com" + tail);
    const auto long_way = Url::Parse("https://NEWS.example.com" + tail);
    ASSERT_EQ(plain.has_value(), long_way.has_value()) << tail;
    if (!plain) continue;
    EXPECT_EQ(plain->text(), long_way->text()) << tail;
    EXPECT_EQ(plain->path(), long_way->path()) << tail;
    EXPECT_EQ(plain->query(), long_way->query()) << tail;
  }
}

}  // namespace
}  // namespace isnad
