#include "base/url.h"

#include <curl/curl.h>
#include <idn2.h>
#include <libpsl.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

#include "base/url_text.h"
#include "base/utf8.h"

namespace isnad {
namespace {

constexpr std::size_t kShownBytes = 200;

struct CurlFree {
  void operator()(char* text) const { curl_free(text); }
};

struct HandleFree {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};

// For messages only: short and valid.
std::string Shown(std::string_view text) {
  std::string shown = RepairUtf8(text.substr(0, kShownBytes + 4));
  return std::string(TruncateUtf8(shown, kShownBytes));
}

tl::unexpected<Error> Malformed(std::string_view text, std::string_view why) {
  return Fail(Errc::kMalformed, "not an address: \"" + Shown(text) + "\": " + std::string(why));
}

// The scheme in lower case, without its colon; empty where there is none (RFC 3986, 3.1).
std::string SchemeOf(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() &&
         (IsAsciiLetter(text[at]) || (at > 0 && (IsAsciiDigit(text[at]) || text[at] == '+' ||
                                                 text[at] == '-' || text[at] == '.')))) {
    ++at;
  }
  if (at == 0 || at == text.size() || text[at] != ':') return "";
  return AsciiLower(text.substr(0, at));
}

// As browsers read hrefs (WHATWG URL 4.4): white space around and line breaks inside are dropped,
// "\" before the query is "/".
std::string Clean(std::string_view text) {
  text = TrimSpace(text);
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || c == '\n' || c == '\r' || c == '\\';
  });
  if (plain) return std::string(text);
  std::string out;
  out.reserve(text.size());
  bool in_path = true;
  for (const char c : text) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '?' || c == '#') in_path = false;
    out += c == '\\' && in_path ? '/' : c;
  }
  return out;
}

// Characters that RFC 3986 lets stand in a path, query or fragment, and square brackets, which
// live sites leave bare.
constexpr std::array<bool, 256> kMayStand = [] {
  std::array<bool, 256> may{};
  for (std::size_t c = 0; c < 0x80; ++c) {
    may[c] = IsUnreserved(static_cast<char>(c)) ||
             std::string_view("!$&'()*+,;=:@/?%[]#").find(static_cast<char>(c)) !=
                 std::string_view::npos;
  }
  return may;
}();
bool MayStand(char c) { return kMayStand[static_cast<unsigned char>(c)]; }

// Everything behind the authority, with what may not stand there percent-encoded. A second "#"
// would not start another fragment.
std::string EncodeTail(std::string_view tail) {
  const auto stays = [](char c) { return c != '#' && MayStand(c); };
  if (std::all_of(tail.begin(), tail.end(), stays)) return std::string(tail);
  std::string out;
  out.reserve(tail.size() + tail.size() / 4);
  bool in_fragment = false;
  for (const char c : tail) {
    if (MayStand(c) && !(c == '#' && in_fragment)) {
      out += c;
    } else {
      AppendEscape(out, c);
    }
    in_fragment = in_fragment || c == '#';
  }
  return out;
}

std::string Part(CURLU* handle, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return "";
  const std::unique_ptr<char, CurlFree> owned(text);
  return text;
}

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// A host in ASCII and lower case (UTS 46, non-transitional, as browsers do), or "".
std::string AsciiHost(const std::string& host) {
  if (IsAscii(host)) return AsciiLower(host);
  if (!IsUtf8(host)) return "";
  char* ascii = nullptr;
  const int status = idn2_to_ascii_8z(host.c_str(), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, decltype(&idn2_free)> owned(ascii, [](void* p) { idn2_free(p); });
  return status == IDN2_OK ? AsciiLower(ascii) : "";
}

// Length and labels as the name system allows (RFC 1035, 2.3.4).
bool IsHostName(std::string_view host) {
  return !host.empty() && host.size() <= 253 && host.front() != '.' && host.back() != '.' &&
         host.find("..") == std::string_view::npos;
}

// As written, except that the host is in its final form.
struct Parts {
  std::string scheme, user, password, host, port, path, query, fragment;
};

std::string Join(const Parts& parts) {
  std::string text = parts.scheme + "://";
  if (!parts.user.empty()) {
    text += EncodeTail(parts.user);
    if (!parts.password.empty()) text.append(":").append(EncodeTail(parts.password));
    text += "@";
  }
  text += parts.host;
  if (!parts.port.empty()) text.append(":").append(parts.port);
  text += parts.path;
  if (!parts.query.empty()) text.append("?").append(parts.query);
  if (!parts.fragment.empty()) text.append("#").append(parts.fragment);
  return text;
}

// Why it is none, where it is none.
tl::expected<Parts, std::string> Split(const std::string& encoded, const std::string& scheme) {
  const std::unique_ptr<CURLU, HandleFree> handle(curl_url());
  const CURLUcode status = curl_url_set(handle.get(), CURLUPART_URL, encoded.c_str(), 0);
  if (status != CURLUE_OK) return tl::unexpected(std::string(curl_url_strerror(status)));
  const auto part = [&](CURLUPart which) { return Part(handle.get(), which); };
  if (!part(CURLUPART_ZONEID).empty()) return tl::unexpected(std::string("it has a zone"));
  Parts parts{scheme,
              part(CURLUPART_USER),
              part(CURLUPART_PASSWORD),
              AsciiHost(part(CURLUPART_HOST)),
              part(CURLUPART_PORT),
              part(CURLUPART_PATH),
              part(CURLUPART_QUERY),
              part(CURLUPART_FRAGMENT)};
  // The root's dot (RFC 1034, 3.1) changes nothing about which host is meant.
  if (parts.host.ends_with('.')) parts.host.pop_back();
  if (!IsHostName(parts.host)) return tl::unexpected(std::string("its host is no host name"));
  return parts;
}

// The same, taking nothing for granted.
tl::expected<Parts, std::string> SplitWell(const std::string& scheme, std::string_view host,
                                           const std::string& tail) {
  const std::string encoded = scheme + "://" + std::string(host) + tail;
  if (encoded.find('\0') != std::string::npos) {
    return tl::unexpected(std::string("it holds a zero byte"));
  }
  auto parts = Split(encoded, scheme);
  // A host in other letters, or without its last dot, may turn out to be an IPv4 address in odd
  // clothes: the parser has to see it as the fetcher will.
  if (parts && Join(*parts) != encoded) parts = Split(Join(*parts), scheme);
  return parts;
}

// The parts of an address that reads the same to every parser: a plain name for a host, no port, no
// dot segments (RFC 3986, 5.2.4). Nearly all links of a page are such, and there are hundreds.
std::optional<Parts> SplitPlain(const std::string& scheme, std::string_view host,
                                std::string_view tail) {
  const auto is_label = [](char c) {
    return (c >= 'a' && c <= 'z') || IsAsciiDigit(c) || c == '-';
  };
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || host.size() > 200) return std::nullopt;
  for (std::size_t i = 0; i < host.size(); ++i) {
    const bool between = i > 0 && host[i - 1] != '.' && i + 1 < host.size();
    if (!is_label(host[i]) && !(host[i] == '.' && between)) return std::nullopt;
  }
  // A last label of letters: no IPv4 address in any clothes.
  const std::string_view last = host.substr(dot + 1);
  if (last.size() < 2 || !std::all_of(last.begin(), last.end(), IsAsciiLetter)) return std::nullopt;
  Parts parts;
  parts.scheme = scheme;
  parts.host = host;
  if (const std::size_t at = tail.find('#'); at != std::string_view::npos) {
    parts.fragment = tail.substr(at + 1);
    tail = tail.substr(0, at);
  }
  if (const std::size_t at = tail.find('?'); at != std::string_view::npos) {
    parts.query = tail.substr(at + 1);
    tail = tail.substr(0, at);
  }
  const bool dots = tail.find("/.") != std::string_view::npos ||
                    tail.find("%2e") != std::string_view::npos ||
                    tail.find("%2E") != std::string_view::npos;
  if (dots) return std::nullopt;
  parts.path = tail.empty() ? "/" : tail;
  return parts;
}

bool IsAddress(std::string_view host) {
  if (host.empty() || host.front() == '[') return true;
  const std::size_t dot = host.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  return !last.empty() && last.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Result<Url> Url::Parse(std::string_view text, const UrlLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return Fail(Errc::kTooLarge, "an address is over " + std::to_string(limits.max_bytes) +
                                     " bytes: \"" + Shown(text) + "\"");
  }
  const std::string clean = Clean(text);
  const std::string scheme = SchemeOf(clean);
  if (scheme.empty()) return Malformed(text, "it has no scheme");
  if (scheme != "http" && scheme != "https") {
    return Fail(Errc::kUnsupported, "the scheme of \"" + Shown(text) + "\" is not http or https",
                "give an address that starts with https://");
  }
  std::size_t authority = scheme.size() + 1;
  while (authority < clean.size() && clean[authority] == '/') ++authority;
  const std::size_t tail = std::min(clean.find_first_of("/?#", authority), clean.size());
  const std::string_view host = std::string_view(clean).substr(authority, tail - authority);
  const std::string encoded_tail = EncodeTail(std::string_view(clean).substr(tail));
  tl::expected<Parts, std::string> parts;
  if (auto plain = SplitPlain(scheme, host, encoded_tail)) {
    parts = std::move(*plain);
  } else {
    parts = SplitWell(scheme, host, encoded_tail);
  }
  if (!parts) return Malformed(text, parts.error());

  Url url;
  url.text_ = Join(*parts);
  url.scheme_ = scheme;
  url.host_ = parts->host;
  url.port_ = parts->port.empty() ? DefaultPort(scheme)
                                  : static_cast<std::uint16_t>(std::atoi(parts->port.c_str()));
  url.path_ = parts->path;
  url.query_ = parts->query;
  // Escapes make it longer: up to three times.
  if (url.text_.size() > limits.max_bytes) {
    return Fail(Errc::kTooLarge, "an address is over " + std::to_string(limits.max_bytes) +
                                     " bytes once encoded: \"" + Shown(text) + "\"");
  }
  return url;
}

Result<Url> Url::Resolve(std::string_view reference, const UrlLimits& limits) const {
  if (reference.size() > limits.max_bytes) return Parse(reference, limits);
  const std::string clean = Clean(reference);
  if (!SchemeOf(clean).empty()) return Parse(clean, limits);
  // RFC 3986, 5.2.2; dot segments are removed by Parse.
  const std::size_t authority = scheme_.size() + 3;
  const std::size_t path = text_.find('/', authority);
  if (clean.starts_with("//")) return Parse(scheme_ + ":" + clean, limits);
  if (clean.starts_with("/")) return Parse(text_.substr(0, path) + clean, limits);
  std::string base = text_.substr(0, path) + path_;
  if (clean.starts_with("?")) return Parse(base + clean, limits);
  if (clean.empty() || clean.starts_with("#")) {
    if (!query_.empty()) base.append("?").append(query_);
    return Parse(base + clean, limits);
  }
  base.resize(base.rfind('/') + 1);
  return Parse(base + clean, limits);
}

std::string Url::DisplayHost() const {
  char* display = nullptr;
  const int status = idn2_to_unicode_8z8z(host_.c_str(), &display, 0);
  const std::unique_ptr<char, decltype(&idn2_free)> owned(display, [](void* p) { idn2_free(p); });
  return status == IDN2_OK && IsUtf8(display) ? display : host_;
}

std::string Url::RegistrableDomain() const {
  if (IsAddress(host_)) return host_;
  const psl_ctx_t* list = psl_builtin();
  const char* domain = list == nullptr ? nullptr : psl_registrable_domain(list, host_.c_str());
  return domain == nullptr ? host_ : domain;
}

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && HexValue(text[at + 1]) >= 0 &&
        HexValue(text[at + 2]) >= 0) {
      out += static_cast<char>(HexValue(text[at + 1]) * 16 + HexValue(text[at + 2]));
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string PercentEncode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (IsUnreserved(c)) {
      out += c;
    } else {
      AppendEscape(out, c);
    }
  }
  return out;
}

}  // namespace isnad
