#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <span>

namespace isnad::fetch {
namespace {

constexpr std::size_t kV4Offset = 12;

struct V4Row {
  std::uint32_t prefix;
  int bits;
  Network network;
};

constexpr std::uint32_t V4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// The first row that fits counts, so narrower ones stand before those around them.
constexpr V4Row kV4Rows[] = {
    {V4(0, 0, 0, 0), 8, Network::kUnspecified},
    {V4(10, 0, 0, 0), 8, Network::kPrivate},
    {V4(100, 100, 100, 200), 32, Network::kMetadata},  // Alibaba Cloud
    {V4(100, 64, 0, 0), 10, Network::kCarrier},
    {V4(127, 0, 0, 0), 8, Network::kLoopback},
    {V4(168, 63, 129, 16), 32, Network::kMetadata},    // Azure, although the range is public
    {V4(169, 254, 169, 254), 32, Network::kMetadata},  // AWS, Google Cloud, Azure and most others
    {V4(169, 254, 170, 2), 32, Network::kMetadata},    // AWS containers
    {V4(169, 254, 0, 0), 16, Network::kLinkLocal},
    {V4(172, 16, 0, 0), 12, Network::kPrivate},
    {V4(192, 0, 0, 192), 32, Network::kMetadata},  // Oracle Cloud
    {V4(192, 0, 0, 0), 24, Network::kReserved},    // IETF protocol assignments
    {V4(192, 0, 2, 0), 24, Network::kDocumentation},
    {V4(192, 31, 196, 0), 24, Network::kReserved},  // AS112
    {V4(192, 52, 193, 0), 24, Network::kReserved},  // AMT
    {V4(192, 88, 99, 0), 24, Network::kTunnel},     // 6to4 relays, deprecated
    {V4(192, 168, 0, 0), 16, Network::kPrivate},
    {V4(192, 175, 48, 0), 24, Network::kReserved},  // AS112
    {V4(198, 18, 0, 0), 15, Network::kBenchmark},
    {V4(198, 51, 100, 0), 24, Network::kDocumentation},
    {V4(203, 0, 113, 0), 24, Network::kDocumentation},
    {V4(224, 0, 0, 0), 4, Network::kMulticast},
    {V4(255, 255, 255, 255), 32, Network::kBroadcast},
    {V4(240, 0, 0, 0), 4, Network::kReserved},
};

struct V6Row {
  std::array<std::uint8_t, 16> prefix;
  int bits;
  Network network;
};

constexpr V6Row kV6Rows[] = {
    {{}, 128, Network::kUnspecified},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, Network::kLoopback},
    {{}, 96, Network::kTunnel},                           // ::a.b.c.d, IPv4-compatible
    {{0, 0x64, 0xFF, 0x9B, 0, 1}, 48, Network::kTunnel},  // NAT64 of a network's own (RFC 8215)
    {{0x01}, 8, Network::kReserved},                      // discard-only
    {{0x20, 0x01, 0, 0}, 32, Network::kTunnel},           // Teredo
    {{0x20, 0x01, 0, 0x02, 0, 0}, 48, Network::kBenchmark},
    {{0x20, 0x01, 0, 0}, 23, Network::kReserved},  // IETF protocol assignments
    {{0x20, 0x01, 0x0D, 0xB8}, 32, Network::kDocumentation},
    {{0x20, 0x02}, 16, Network::kTunnel},                   // 6to4
    {{0x26, 0x20, 0, 0x4F, 0x80}, 48, Network::kReserved},  // AS112
    {{0x3F, 0xFF}, 20, Network::kDocumentation},            // RFC 9637
    {{0xFC}, 7, Network::kPrivate},                         // unique local
    {{0xFE, 0x80}, 10, Network::kLinkLocal},
    {{0xFE, 0xC0}, 10, Network::kPrivate},  // site-local, deprecated
    {{0xFF}, 8, Network::kMulticast},
};

// AWS and Google Cloud also answer here, inside unique local space.
constexpr std::array<std::uint8_t, 16> kAwsMetadata = {0xFD, 0, 0x0E, 0xC2, 0, 0, 0,    0,
                                                       0,    0, 0,    0,    0, 0, 0x02, 0x54};
constexpr std::array<std::uint8_t, 16> kGoogleMetadata = {0xFD, 0x20, 0, 0xCE, 0, 0, 0,    0,
                                                          0,    0,    0, 0,    0, 0, 0x02, 0x54};

using Bytes = std::span<const std::uint8_t>;

bool HasPrefix(Bytes address, Bytes prefix, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(prefix.begin(), prefix.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.begin())) {
    return false;
  }
  const int rest = bits % 8;
  return rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0;
}

Network V4NetworkOf(std::uint32_t address) {
  for (const auto& [prefix, bits, network] : kV4Rows) {
    if ((address ^ prefix) >> (32 - bits) == 0) return network;
  }
  return Network::kPublic;
}

std::uint32_t LastFourBytes(const IpAddress& address) {
  const auto& b = address.bytes;
  return V4(b[kV4Offset], b[kV4Offset + 1], b[kV4Offset + 2], b[kV4Offset + 3]);
}

Network V6NetworkOf(const IpAddress& address) {
  constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::uint8_t kNat64[12] = {0, 0x64, 0xFF, 0x9B};
  if (HasPrefix(address.bytes, kMapped, 96) || HasPrefix(address.bytes, kNat64, 96)) {
    return V4NetworkOf(LastFourBytes(address));
  }
  if (address.bytes == kAwsMetadata || address.bytes == kGoogleMetadata) return Network::kMetadata;
  for (const auto& [prefix, bits, network] : kV6Rows) {
    if (HasPrefix(address.bytes, prefix, bits)) return network;
  }
  // 2000::/3 is all that was ever given out for the public (RFC 4291, 2.4).
  return address.bytes[0] >> 5 == 1 ? Network::kPublic : Network::kReserved;
}

}  // namespace

Result<IpAddress> IpAddress::Parse(std::string_view text) {
  char copy[INET6_ADDRSTRLEN] = {};
  IpAddress out;
  if (text.size() < sizeof copy && text.find('\0') == text.npos) {
    std::copy(text.begin(), text.end(), copy);
    if (inet_pton(AF_INET, copy, out.bytes.data() + kV4Offset) == 1) return out;
    out.family = Family::kV6;
    if (inet_pton(AF_INET6, copy, out.bytes.data()) == 1) return out;
  }
  return Fail(Errc::kMalformed, "not an IP address");
}

Result<Endpoint> Endpoint::FromSocket(const sockaddr* from, socklen_t size) {
  Endpoint out;
  if (size >= sizeof(sockaddr_in) && from->sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, from, sizeof v4);
    out.port = ntohs(v4.sin_port);
    std::memcpy(out.address.bytes.data() + kV4Offset, &v4.sin_addr, sizeof v4.sin_addr);
    return out;
  }
  if (size >= sizeof(sockaddr_in6) && from->sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, from, sizeof v6);
    out.port = ntohs(v6.sin6_port);
    out.address.family = IpAddress::Family::kV6;
    std::memcpy(out.address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    return out;
  }
  return Fail(Errc::kUnsupported, "an address that is neither IPv4 nor IPv6");
}

std::string IpAddress::ToString() const {
  char text[INET6_ADDRSTRLEN] = {};
  const bool is_v4 = family == Family::kV4;
  inet_ntop(is_v4 ? AF_INET : AF_INET6, bytes.data() + (is_v4 ? kV4Offset : 0), text, sizeof text);
  return text;
}

Network NetworkOf(const IpAddress& address) {
  return address.family == IpAddress::Family::kV4 ? V4NetworkOf(LastFourBytes(address))
                                                  : V6NetworkOf(address);
}

const char* Name(Network network) {
  switch (network) {
    case Network::kPublic:
      return "public";
    case Network::kUnspecified:
      return "unspecified";
    case Network::kLoopback:
      return "loopback";
    case Network::kPrivate:
      return "private";
    case Network::kCarrier:
      return "carrier-internal";
    case Network::kLinkLocal:
      return "link-local";
    case Network::kMetadata:
      return "cloud metadata";
    case Network::kMulticast:
      return "multicast";
    case Network::kBroadcast:
      return "broadcast";
    case Network::kDocumentation:
      return "documentation";
    case Network::kBenchmark:
      return "benchmarking";
    case Network::kReserved:
      return "reserved";
    case Network::kTunnel:
      return "tunnel";
  }
  return "";
}

}  // namespace isnad::fetch
