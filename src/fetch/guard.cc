#include "fetch/guard.h"

#include <algorithm>

namespace isnad::fetch {
namespace {

// Top-level names that never lead to the public Internet: RFC 6761, 6762, 7686, 8375, 9476, what
// ICANN set aside ("internal"), and what home routers and offices use.
constexpr std::string_view kInsideNames[] = {
    "localhost", "local", "localdomain", "internal", "intranet", "private", "corp",
    "home",      "lan",   "home.arpa",   "onion",    "alt",      "test",    "invalid",
};

bool IsUnder(std::string_view host, std::string_view name) {
  return host.ends_with(name) &&
         (host.size() == name.size() || host[host.size() - name.size() - 1] == '.');
}

std::string_view WithoutBrackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return host;
}

tl::unexpected<Error> Deny(const Url& url, std::string_view why) {
  return Fail(Errc::kDenied,
              url.host() + ":" + std::to_string(url.port()) + ": " + std::string(why),
              "allow this host and port in the configuration if it is meant");
}

tl::unexpected<Error> DenyNetwork(const Url& url, const IpAddress& address, Network network) {
  return Deny(
      url, "not fetched from a " + std::string(Name(network)) + " address, " + address.ToString());
}

bool HasUserInfo(const Url& url) {
  const std::string_view text = url.text();
  const std::size_t begin = text.find("//") + 2;
  const std::string_view authority = text.substr(begin, text.find_first_of("/?#", begin) - begin);
  return authority.find('@') != authority.npos;
}

}  // namespace

bool Guard::IsAllowed(std::string_view host, std::uint16_t port) const {
  return std::any_of(options_.allowed.begin(), options_.allowed.end(), [&](const AllowedHost& a) {
    return a.host == host && (a.port == 0 || a.port == port);
  });
}

Result<Url> Guard::CheckUrl(std::string_view text) const {
  Result<Url> url = Url::Parse(text);
  if (!url) return url;
  if (const auto checked = CheckUrl(*url); !checked) return Fail(checked.error());
  return url;
}

Result<void> Guard::CheckUrl(const Url& url) const {
  // A password in an address is someone's: it was not given to us to use.
  if (HasUserInfo(url)) return Deny(url, "user name in the address");
  if (IsAllowed(url.host(), url.port())) return {};
  if (std::find(options_.ports.begin(), options_.ports.end(), url.port()) == options_.ports.end()) {
    return Deny(url, "not a port of the web");
  }
  if (const auto address = IpAddress::Parse(WithoutBrackets(url.host()))) {
    const Network network = NetworkOf(*address);
    if (network != Network::kPublic) return DenyNetwork(url, *address, network);
    return {};
  }
  // A zone ("[fe80::1%25eth0]") or a future form: only what was read above is an address.
  if (url.host().find_first_of("[]:%") != std::string::npos) {
    return Deny(url, "not a form of address that is known here");
  }
  if (url.host().find('.') == std::string::npos) return Deny(url, "a name of the local network");
  for (const std::string_view name : kInsideNames) {
    if (IsUnder(url.host(), name)) return Deny(url, "a name of the local network");
  }
  return {};
}

Result<void> Guard::CheckAddress(const Url& url, const IpAddress& address,
                                 std::uint16_t port) const {
  if (port != url.port()) return Deny(url, "connects to another port, " + std::to_string(port));
  if (IsAllowed(url.host(), url.port())) return {};
  const Network network = NetworkOf(address);
  if (network != Network::kPublic) return DenyNetwork(url, address, network);
  return {};
}

}  // namespace isnad::fetch
