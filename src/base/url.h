#pragma once

// URLs (RFC 3986 as libcurl's parser reads it, so that what is checked is what is fetched).
// Only http and https are ours; hosts are kept in ASCII (UTS 46 by libidn2), in lower case
// and without the root's dot; IPv4 addresses in dotted decimal, however they were written.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad {

struct UrlLimits {
  std::size_t max_bytes = 4096;
};

class Url {
 public:
  // Absolute http(s) URL; white space around it is dropped, spaces and non-ASCII inside are
  // percent-encoded, "//host" and "host/path" are not accepted here.
  // Errors: kMalformed, kTooLarge, kUnsupported (another scheme: javascript:, data:, file: …).
  // Cost: two passes of libcurl's parser, some µs. Thread-safe.
  [[nodiscard]] static Result<Url> Parse(std::string_view text, const UrlLimits& limits = {});

  // `reference` (absolute or relative, as in an href) against this URL. Errors as Parse.
  [[nodiscard]] Result<Url> Resolve(std::string_view reference, const UrlLimits& limits = {}) const;

  // The same address written one way, for comparing and storing: default port, fragment, user
  // info, dot segments, tracking parameters (utm_*, fbclid, gclid …) dropped; percent-encoding in
  // upper case, unreserved characters decoded; remaining parameters kept in their order.
  [[nodiscard]] Url Canonical() const;

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& scheme() const { return scheme_; }
  [[nodiscard]] const std::string& host() const { return host_; }  // ASCII, lower case
  [[nodiscard]] std::uint16_t port() const { return port_; }  // the scheme's where none is written
  [[nodiscard]] const std::string& path() const { return path_; }    // starts with "/", encoded
  [[nodiscard]] const std::string& query() const { return query_; }  // without "?"

  // "فاس.المغرب" for "xn--…": for display only.
  [[nodiscard]] std::string DisplayHost() const;
  // "news.co.ma" for "www.news.co.ma" (public suffix list, libpsl); the host where it is an
  // address.
  [[nodiscard]] std::string RegistrableDomain() const;

  bool operator==(const Url& other) const { return text_ == other.text_; }

 private:
  Url() = default;
  std::string text_, scheme_, host_, path_, query_;
  std::uint16_t port_ = 0;
};

// Percent-decodes; ill-formed escapes stay as they are. The result may be any bytes.
[[nodiscard]] std::string PercentDecode(std::string_view text);
// Encodes all but RFC 3986 unreserved characters.
[[nodiscard]] std::string PercentEncode(std::string_view text);

}  // namespace isnad
