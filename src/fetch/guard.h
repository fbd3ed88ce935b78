#pragma once

// Whom we may talk to: a guard against server-side request forgery (OWASP SSRF; CWE-918).
//
// An address is checked twice. CheckUrl judges what is written, for each hop of a redirect, before
// anything is asked; CheckAddress judges the socket address that is really connected to, so that a
// name which resolves to something else the second time (DNS rebinding) gains nothing.
//
// Only http and https, ports 80 and 443, public addresses, names that the public DNS could know,
// no user info. A configuration may allow named hosts and ports, or more ports for everyone.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/url.h"
#include "fetch/address.h"

namespace isnad::fetch {

// A host as base::Url gives it ("127.0.0.1", "[::1]", "lab.example") for which no address is too
// private. Port 0: any port.
struct AllowedHost {
  std::string host;
  std::uint16_t port = 0;

  bool operator==(const AllowedHost&) const = default;
};

struct GuardOptions {
  std::vector<AllowedHost> allowed;
  std::vector<std::uint16_t> ports = {80, 443};
};

// Immutable: thread-safe.
class Guard {
 public:
  explicit Guard(GuardOptions options) : options_(std::move(options)) {}

  // `text` as Url::Parse reads it, and within the rules. Errors: those of Url::Parse; kDenied.
  [[nodiscard]] Result<Url> CheckUrl(std::string_view text) const;
  [[nodiscard]] Result<void> CheckUrl(const Url& url) const;  // kDenied

  // Whether a connection that is asked of `url` may go to `address`, port `port`. Errors: kDenied.
  [[nodiscard]] Result<void> CheckAddress(const Url& url, const IpAddress& address,
                                          std::uint16_t port) const;

 private:
  [[nodiscard]] bool IsAllowed(std::string_view host, std::uint16_t port) const;

  GuardOptions options_;
};

}  // namespace isnad::fetch
