#include "fetch/guard.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::fetch {
namespace {

struct AddressCase {
  const char* why;
  const char* text;
  Network network;
};

using enum Network;

// Each range with its first, its last and what lies beside it, since masks go wrong at the edges.
constexpr AddressCase kAddresses[] = {
    {"this network", "0.0.0.0", kUnspecified},
    {"this network, a host", "0.0.0.1", kUnspecified},
    {"this network, last", "0.255.255.255", kUnspecified},
    {"after it", "1.0.0.0", kPublic},
    {"a well-known resolver", "1.1.1.1", kPublic},
    {"before RFC 1918", "9.255.255.255", kPublic},
    {"RFC 1918, 10/8, first", "10.0.0.0", kPrivate},
    {"RFC 1918, 10/8", "10.1.2.3", kPrivate},
    {"RFC 1918, 10/8, last", "10.255.255.255", kPrivate},
    {"after 10/8", "11.0.0.0", kPublic},
    {"before CGNAT", "100.63.255.255", kPublic},
    {"CGNAT, first", "100.64.0.0", kCarrier},
    {"CGNAT", "100.100.0.1", kCarrier},
    {"Alibaba metadata", "100.100.100.200", kMetadata},
    {"CGNAT, last", "100.127.255.255", kCarrier},
    {"after CGNAT", "100.128.0.0", kPublic},
    {"before loopback", "126.255.255.255", kPublic},
    {"loopback, first", "127.0.0.0", kLoopback},
    {"loopback", "127.0.0.1", kLoopback},
    {"loopback, less known", "127.0.1.1", kLoopback},
    {"loopback, last", "127.255.255.255", kLoopback},
    {"after loopback", "128.0.0.0", kPublic},
    {"Azure's own", "168.63.129.16", kMetadata},
    {"beside Azure's own", "168.63.129.17", kPublic},
    {"before link-local", "169.253.255.255", kPublic},
    {"link-local, first", "169.254.0.0", kLinkLocal},
    {"metadata of most clouds", "169.254.169.254", kMetadata},
    {"metadata of AWS containers", "169.254.170.2", kMetadata},
    {"beside metadata", "169.254.169.253", kLinkLocal},
    {"link-local, last", "169.254.255.255", kLinkLocal},
    {"after link-local", "169.255.0.0", kPublic},
    {"before 172.16/12", "172.15.255.255", kPublic},
    {"172.16/12, first", "172.16.0.0", kPrivate},
    {"a Docker bridge", "172.17.0.1", kPrivate},
    {"172.16/12, last", "172.31.255.255", kPrivate},
    {"after 172.16/12", "172.32.0.0", kPublic},
    {"before protocol assignments", "191.255.255.255", kPublic},
    {"protocol assignments", "192.0.0.1", kReserved},
    {"Oracle metadata", "192.0.0.192", kMetadata},
    {"protocol assignments, last", "192.0.0.255", kReserved},
    {"after them", "192.0.1.0", kPublic},
    {"documentation 1", "192.0.2.0", kDocumentation},
    {"documentation 1, last", "192.0.2.255", kDocumentation},
    {"after documentation 1", "192.0.3.0", kPublic},
    {"AS112", "192.31.196.1", kReserved},
    {"AMT", "192.52.193.1", kReserved},
    {"6to4 relay", "192.88.99.1", kTunnel},
    {"beside the relays", "192.88.98.255", kPublic},
    {"before 192.168/16", "192.167.255.255", kPublic},
    {"192.168/16, first", "192.168.0.0", kPrivate},
    {"a home router", "192.168.1.1", kPrivate},
    {"192.168/16, last", "192.168.255.255", kPrivate},
    {"after 192.168/16", "192.169.0.0", kPublic},
    {"AS112, second", "192.175.48.1", kReserved},
    {"before benchmarks", "198.17.255.255", kPublic},
    {"benchmarks, first", "198.18.0.0", kBenchmark},
    {"benchmarks, last", "198.19.255.255", kBenchmark},
    {"after benchmarks", "198.20.0.0", kPublic},
    {"documentation 2", "198.51.100.7", kDocumentation},
    {"beside documentation 2", "198.51.101.0", kPublic},
    {"documentation 3", "203.0.113.7", kDocumentation},
    {"beside documentation 3", "203.0.114.0", kPublic},
    {"before multicast", "223.255.255.255", kPublic},
    {"multicast, first", "224.0.0.0", kMulticast},
    {"multicast DNS", "224.0.0.251", kMulticast},
    {"multicast, last", "239.255.255.255", kMulticast},
    {"reserved, first", "240.0.0.0", kReserved},
    {"reserved, last", "255.255.255.254", kReserved},
    {"broadcast", "255.255.255.255", kBroadcast},

    {"unspecified", "::", kUnspecified},
    {"loopback", "::1", kLoopback},
    {"IPv4-compatible, loopback", "::127.0.0.1", kTunnel},
    {"IPv4-compatible, public", "::8.8.8.8", kTunnel},
    {"IPv4-compatible, 2", "::2", kTunnel},
    {"IPv4-mapped, loopback", "::ffff:127.0.0.1", kLoopback},
    {"IPv4-mapped, loopback, in hex", "::ffff:7f00:1", kLoopback},
    {"IPv4-mapped, private", "::ffff:10.0.0.1", kPrivate},
    {"IPv4-mapped, metadata", "::ffff:169.254.169.254", kMetadata},
    {"IPv4-mapped, nothing", "::ffff:0.0.0.0", kUnspecified},
    {"IPv4-mapped, broadcast", "::ffff:255.255.255.255", kBroadcast},
    {"IPv4-mapped, public", "::ffff:8.8.8.8", kPublic},
    {"IPv4-translated (RFC 2765)", "::ffff:0:127.0.0.1", kReserved},
    {"NAT64, loopback", "64:ff9b::127.0.0.1", kLoopback},
    {"NAT64, private", "64:ff9b::192.168.0.1", kPrivate},
    {"NAT64, metadata", "64:ff9b::a9fe:a9fe", kMetadata},
    {"NAT64, CGNAT", "64:ff9b::100.64.0.1", kCarrier},
    {"NAT64, public: how an IPv6-only network sees IPv4", "64:ff9b::8.8.8.8", kPublic},
    {"NAT64, beside the /96", "64:ff9b::1:0:0:1", kReserved},
    {"NAT64 of a network's own", "64:ff9b:1::1", kTunnel},
    {"NAT64 of a network's own, last", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", kTunnel},
    {"discard-only", "100::1", kReserved},
    {"Teredo", "2001::1", kTunnel},
    {"Teredo with an IPv4 address in it", "2001:0:4136:e378:8000:63bf:3fff:fdd2", kTunnel},
    {"benchmarks", "2001:2::1", kBenchmark},
    {"beside the benchmarks", "2001:2:1::1", kReserved},
    {"ORCHIDv2", "2001:20::1", kReserved},
    {"protocol assignments, last", "2001:1ff:ffff::1", kReserved},
    {"after them", "2001:200::1", kPublic},
    {"documentation", "2001:db8::1", kDocumentation},
    {"documentation, last", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", kDocumentation},
    {"beside documentation", "2001:db9::1", kPublic},
    {"a well-known resolver", "2001:4860:4860::8888", kPublic},
    {"6to4 of loopback", "2002:7f00:1::1", kTunnel},
    {"6to4 of a private network", "2002:a00:1::1", kTunnel},
    {"6to4 of a public address", "2002:808:808::1", kTunnel},
    {"after 6to4", "2003::1", kPublic},
    {"AS112", "2620:4f:8000::1", kReserved},
    {"a content network", "2606:4700::6810:1", kPublic},
    {"before the new documentation", "3ffe:ffff::1", kPublic},
    {"documentation, RFC 9637", "3fff::1", kDocumentation},
    {"documentation, RFC 9637, last", "3fff:fff:ffff::1", kDocumentation},
    {"beside it", "3fff:1000::1", kPublic},
    {"first of global unicast", "2000::", kPublic},
    {"never given out", "4000::1", kReserved},
    {"segment routing", "5f00::1", kReserved},
    {"before unique local", "fbff::1", kReserved},
    {"unique local, first", "fc00::", kPrivate},
    {"unique local, in use", "fd12:3456:789a::1", kPrivate},
    {"AWS metadata", "fd00:ec2::254", kMetadata},
    {"Google metadata", "fd20:ce::254", kMetadata},
    {"unique local, last", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", kPrivate},
    {"after unique local", "fe00::1", kReserved},
    {"link-local, first", "fe80::", kLinkLocal},
    {"link-local", "fe80::1", kLinkLocal},
    {"link-local, last", "febf:ffff::1", kLinkLocal},
    {"site-local, first", "fec0::1", kPrivate},
    {"site-local, last", "feff:ffff::1", kPrivate},
    {"multicast", "ff02::1", kMulticast},
    {"multicast, last", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", kMulticast},
};

TEST(NetworkOf, KnowsEveryRangeAndItsEdges) {
  for (const auto& [why, text, network] : kAddresses) {
    SCOPED_TRACE(std::string(why) + ": " + text);
    const auto address = IpAddress::Parse(text);
    ASSERT_TRUE(address);
    EXPECT_STREQ(Name(NetworkOf(*address)), Name(network));
  }
}

// An IPv4 address is judged alike in all clothes through which bytes reach it.
TEST(NetworkOf, MappedAndNat64AgreeWithPlain) {
  for (const auto& [why, text, network] : kAddresses) {
    if (std::string_view(text).find(':') != std::string_view::npos) continue;
    SCOPED_TRACE(text);
    EXPECT_EQ(NetworkOf(*IpAddress::Parse("::ffff:" + std::string(text))), network);
    EXPECT_EQ(NetworkOf(*IpAddress::Parse("64:ff9b::" + std::string(text))), network);
  }
}

TEST(IpAddress, ReadsOnlyPlainForms) {
  for (const char* text : {"", "1", "127.1", "0x7f.0.0.1", "0177.0.0.1.", "1.2.3.4.5", "256.1.1.1",
                           "[::1]", "::1%lo", ":::", "1::2::3", "g::1", " 1.2.3.4", "1.2.3.4 ",
                           "12345678901234567890123456789012345678901234567890"}) {
    EXPECT_FALSE(IpAddress::Parse(text)) << text;
  }
  EXPECT_FALSE(IpAddress::Parse(std::string_view("1.2.3.4\0.5", 10)));
  EXPECT_EQ(IpAddress::Parse("2001:DB8:0::1")->ToString(), "2001:db8::1");
  EXPECT_EQ(IpAddress::Parse("192.0.2.1")->ToString(), "192.0.2.1");
}

struct UrlCase {
  const char* why;
  const char* url;
  const char* outcome;  // "ok", or the error's name
};

constexpr UrlCase kUrls[] = {
    {"an outlet", "https://www.hespress.com/feed", "ok"},
    {"an outlet in plain http", "http://www.maghress.com/", "ok"},
    {"a port that is the scheme's", "https://a.example:443/", "ok"},
    {"https on 80", "https://a.example:80/", "ok"},
    {"an Arabic host", "https://فاس.المغرب/", "ok"},
    {"a public address", "http://8.8.8.8/", "ok"},
    {"a public IPv6 address", "http://[2606:4700::1]/", "ok"},
    {"a name with the root's dot", "http://a.example./", "ok"},
    {"a name that begins like localhost", "http://localhost.example/", "ok"},
    {"a name that ends like local", "http://thelocal/", "denied"},
    {"a name that ends like local, with a dot", "http://a.thelocal.example/", "ok"},
    {"loopback", "http://127.0.0.1/", "denied"},
    {"loopback, short", "http://127.1/", "denied"},
    {"loopback, three parts", "http://127.0.1/", "denied"},
    {"loopback, one number", "http://2130706433/", "denied"},
    {"loopback, hex", "http://0x7f000001/", "denied"},
    {"loopback, hex parts", "http://0x7f.0x0.0x0.0x1/", "denied"},
    {"loopback, octal", "http://0177.0.0.1/", "denied"},
    {"loopback, octal number", "http://017700000001/", "denied"},
    {"loopback, mixed", "http://0177.0x0.1/", "denied"},
    {"loopback, leading zeros", "http://0000177.0.0.1/", "denied"},
    {"loopback, wide digits", "http://１２７.０.０.１/", "denied"},
    {"loopback, ideographic dots",
     "http://127\xE3\x80\x82"
     "0\xE3\x80\x82"
     "0\xE3\x80\x82"
     "1/",
     "denied"},
    {"loopback, percent-encoded", "http://%31%32%37.0.0.1/", "denied"},
    {"loopback, root's dot", "http://127.0.0.1./", "denied"},
    {"nothing at all", "http://0/", "denied"},
    {"nothing at all, four parts", "http://0.0.0.0/", "denied"},
    {"this network", "http://0.1.2.3/", "denied"},
    {"private 10", "http://10.0.0.1/", "denied"},
    {"private 10, short", "http://10.1/", "denied"},
    {"private 10, one number", "http://167772161/", "denied"},
    {"private 172", "http://172.16.0.1/", "denied"},
    {"private 192, hex", "http://0xc0a80101/", "denied"},
    {"link-local", "http://169.254.1.1/", "denied"},
    {"metadata", "http://169.254.169.254/latest/meta-data/", "denied"},
    {"metadata, one number", "http://2852039166/", "denied"},
    {"metadata, hex", "http://0xa9fea9fe/", "denied"},
    {"metadata, octal", "http://0251.0376.0251.0376/", "denied"},
    {"metadata by name", "http://metadata.google.internal/", "denied"},
    {"Azure's own", "http://168.63.129.16/", "denied"},
    {"CGNAT", "http://100.64.0.1/", "denied"},
    {"multicast", "http://224.0.0.1/", "denied"},
    {"broadcast", "http://255.255.255.255/", "denied"},
    {"reserved", "http://250.0.0.1/", "denied"},
    {"documentation", "http://192.0.2.1/", "denied"},
    {"IPv6 loopback", "http://[::1]/", "denied"},
    {"IPv6 loopback, long", "http://[0:0:0:0:0:0:0:1]/", "denied"},
    {"IPv6 unspecified", "http://[::]/", "denied"},
    {"IPv6 mapped", "http://[::ffff:127.0.0.1]/", "denied"},
    {"IPv6 mapped, hex", "http://[::ffff:7f00:1]/", "denied"},
    {"IPv6 compatible", "http://[::127.0.0.1]/", "denied"},
    {"IPv6 NAT64", "http://[64:ff9b::a9fe:a9fe]/", "denied"},
    {"IPv6 6to4", "http://[2002:7f00:1::]/", "denied"},
    {"IPv6 Teredo", "http://[2001::1]/", "denied"},
    {"IPv6 unique local", "http://[fd00::1]/", "denied"},
    {"IPv6 AWS metadata", "http://[fd00:ec2::254]/", "denied"},
    {"IPv6 link-local", "http://[fe80::1]/", "denied"},
    {"IPv6 site-local", "http://[fec0::1]/", "denied"},
    {"IPv6 multicast", "http://[ff02::1]/", "denied"},
    {"localhost", "http://localhost/", "denied"},
    {"localhost, root's dot", "http://localhost./", "denied"},
    {"localhost, capitals", "http://LOCALHOST/", "denied"},
    {"localhost, under it", "http://a.localhost/", "denied"},
    {"localhost, percent-encoded", "http://%6cocalhost/", "denied"},
    {"localhost, circled letters", "http://ⓛocalhost/", "denied"},
    {"a name without a dot", "http://router/", "denied"},
    {"multicast DNS", "http://printer.local/", "denied"},
    {"the inside of a company", "http://wiki.corp/", "denied"},
    {"the inside of a home", "http://nas.home.arpa/", "denied"},
    {"the inside of a home, older", "http://nas.lan/", "denied"},
    {"the hidden web", "http://abcdef.onion/", "denied"},
    {"a database's port", "http://a.example:5432/", "denied"},
    {"a mail port", "http://a.example:25/", "denied"},
    {"ssh", "https://a.example:22/", "denied"},
    {"another web port", "http://a.example:8080/", "denied"},
    {"user and password", "http://user:word@a.example/", "denied"},
    {"user that looks like a host", "http://a.example@127.0.0.1/", "denied"},
    {"user that looks like a host, backslash", "http://a.example\\@127.0.0.1/", "ok"},
    {"file", "file:///etc/passwd", "unsupported"},
    {"ftp", "ftp://a.example/", "unsupported"},
    {"gopher", "gopher://127.0.0.1:6379/_FLUSHALL", "unsupported"},
    {"dict", "dict://127.0.0.1:11211/stat", "unsupported"},
    {"ldap", "ldap://127.0.0.1/", "unsupported"},
    {"script", "javascript:alert(1)", "unsupported"},
    {"data", "data:text/html,x", "unsupported"},
    {"a socket file", "unix:///run/docker.sock", "unsupported"},
    {"a host behind three slashes", "http:///localhost", "denied"},
    {"no host", "http://", "malformed"},
    {"port beyond 16 bits", "http://a.example:65616/", "malformed"},
    {"nothing", "", "malformed"},
};

std::string OutcomeOf(const Guard& guard, const char* text) {
  const auto url = guard.CheckUrl(text);
  return url ? "ok" : Name(url.error().code);
}

TEST(Guard, JudgesAddressesAsWritten) {
  const Guard guard{{}};
  for (const auto& [why, url, outcome] : kUrls) {
    SCOPED_TRACE(std::string(why) + ": " + url);
    EXPECT_EQ(OutcomeOf(guard, url), outcome);
  }
}

TEST(Guard, AllowsWhatTheConfigurationNames) {
  const Guard guard{{{{"127.0.0.1", 8080}, {"intranet.corp", 0}, {"[::1]", 80}}, {80, 443, 8443}}};
  constexpr UrlCase kCases[] = {
      {"host and port", "http://127.0.0.1:8080/", "ok"},
      {"the same written oddly", "http://0x7f.1:8080/", "ok"},
      {"another port of that host", "http://127.0.0.1:22/", "denied"},
      {"the default port of that host", "http://127.0.0.1/", "denied"},
      {"a neighbour", "http://127.0.0.2:8080/", "denied"},
      {"the same host in IPv6 clothes", "http://[::ffff:127.0.0.1]:8080/", "denied"},
      {"any port", "https://intranet.corp:9000/", "ok"},
      {"a name under it is another", "http://a.intranet.corp/", "denied"},
      {"IPv6", "http://[::1]/", "ok"},
      {"a port for everyone", "https://a.example:8443/", "ok"},
      {"but not for private addresses", "https://10.0.0.1:8443/", "denied"},
      {"user info is refused even there", "http://a@127.0.0.1:8080/", "denied"},
  };
  for (const auto& [why, url, outcome] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(OutcomeOf(guard, url), outcome);
  }
}

TEST(Guard, JudgesTheAddressConnectedTo) {
  const Guard guard{{{{"lab.example", 8080}}, {80, 443, 8080}}};
  const auto outcome = [&](const char* url, const char* address, std::uint16_t port) {
    const auto checked = guard.CheckAddress(*Url::Parse(url), *IpAddress::Parse(address), port);
    return std::string(checked ? "ok" : Name(checked.error().code));
  };
  EXPECT_EQ(outcome("http://a.example/", "93.184.216.34", 80), "ok");
  EXPECT_EQ(outcome("http://a.example/", "127.0.0.1", 80), "denied");
  EXPECT_EQ(outcome("http://a.example/", "::ffff:10.0.0.1", 80), "denied");
  EXPECT_EQ(outcome("http://a.example/", "93.184.216.34", 81), "denied") << "another port";
  EXPECT_EQ(outcome("http://lab.example:8080/", "127.0.0.1", 8080), "ok");
  EXPECT_EQ(outcome("http://lab.example/", "127.0.0.1", 80), "denied");
}

TEST(Guard, SaysWhatAndHowToMend) {
  const auto url = Guard{{}}.CheckUrl("http://10.0.0.1/");
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error().detail, "10.0.0.1:80: not fetched from a private address, 10.0.0.1");
  EXPECT_NE(url.error().mend, "");
}

}  // namespace
}  // namespace isnad::fetch
