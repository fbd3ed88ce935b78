#pragma once

// Which network an IP address belongs to, so that nothing outside can make us talk to what is
// inside: an outlet's page may link to, redirect to or resolve to any address it likes.
//
// Source: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890, with RFC 8190 and
// RFC 9637), RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), RFC 4291 (mapped, compatible),
// and the addresses where clouds serve credentials to their machines.

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad::fetch {

enum class Network : std::uint8_t {
  kPublic,
  kUnspecified,    // "this network": 0.0.0.0/8, ::
  kLoopback,       // 127.0.0.0/8, ::1
  kPrivate,        // RFC 1918, unique local (fc00::/7), site-local (fec0::/10)
  kCarrier,        // shared by a carrier's customers: 100.64.0.0/10
  kLinkLocal,      // 169.254.0.0/16, fe80::/10
  kMetadata,       // where clouds serve a machine's own data
  kMulticast,      // 224.0.0.0/4, ff00::/8
  kBroadcast,      // 255.255.255.255
  kDocumentation,  // examples in documents
  kBenchmark,      // 198.18.0.0/15, 2001:2::/48
  kReserved,       // 240.0.0.0/4, protocol assignments, all IPv6 outside 2000::/3
  kTunnel,         // an IPv4 address in IPv6 clothes that no outlet has: 6to4, Teredo, compatible
};

// 16 bytes of IPv6, or an IPv4 address in the last four.
struct IpAddress {
  enum class Family : std::uint8_t { kV4, kV6 };
  Family family = Family::kV4;
  std::array<std::uint8_t, 16> bytes{};

  // "127.0.0.1" in four decimal numbers, "::1", "fe80::1" (no zone, no brackets). Odd forms of
  // IPv4 (octal, hex, short) are for base/url to read. Errors: kMalformed.
  [[nodiscard]] static Result<IpAddress> Parse(std::string_view text);

  [[nodiscard]] std::string ToString() const;
  bool operator==(const IpAddress&) const = default;
};

struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  // Errors: kUnsupported for another family than AF_INET and AF_INET6, or too few bytes.
  [[nodiscard]] static Result<Endpoint> FromSocket(const sockaddr* address, socklen_t size);
};

// The network of `address`. IPv4-mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96) addresses are
// judged by the IPv4 address in them, since that is where the bytes go. Cost: some 40 comparisons,
// no allocation. Thread-safe.
[[nodiscard]] Network NetworkOf(const IpAddress& address);

[[nodiscard]] const char* Name(Network network);  // "loopback", "private" …

}  // namespace isnad::fetch
