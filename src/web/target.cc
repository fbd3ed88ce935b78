#include "web/target.h"

#include <algorithm>

#include "base/url.h"
#include "base/utf8.h"

namespace isnad::web {
namespace {

constexpr bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr bool IsAlphanumeric(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

bool EscapesAreWellFormed(std::string_view text) {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    if (at + 2 >= text.size() || !IsHex(text[at + 1]) || !IsHex(text[at + 2])) return false;
  }
  return true;
}

// A "/" that was encoded would be a separator to the router and not to whoever wrote it.
bool EncodesSeparator(std::string_view text) {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    const std::string_view escape = text.substr(at, 3);
    if (EqualsIgnoringCase(escape, "%2f") || EqualsIgnoringCase(escape, "%5c")) return true;
  }
  return false;
}

bool HasDotSegment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);  // the "/"
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment == "." || segment == "..") return true;
    path.remove_prefix(segment.size());
  }
  return false;
}

Result<std::string> DecodePath(std::string_view text) {
  if (text.empty() || text[0] != '/') return Fail(Errc::kMalformed, "the path has no / in front");
  if (!EscapesAreWellFormed(text) || EncodesSeparator(text)) {
    return Fail(Errc::kMalformed, "ill-formed escape in the path");
  }
  std::string path = PercentDecode(text);
  if (!IsUtf8(path) || HasControl(path)) {
    return Fail(Errc::kMalformed, "the path is not readable UTF-8");
  }
  if (HasDotSegment(path)) return Fail(Errc::kMalformed, "dot segment in the path");
  return path;
}

std::string DecodeQueryPart(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return RepairUtf8(PercentDecode(spaced));
}

Result<NamedValues> DecodeQuery(std::string_view text, std::size_t max_pairs) {
  NamedValues pairs;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    if (pairs.size() == max_pairs) return Fail(Errc::kTooLarge, "too many query parameters");
    const std::size_t equals = std::min(pair.find('='), pair.size());
    pairs.emplace_back(DecodeQueryPart(pair.substr(0, equals)),
                       DecodeQueryPart(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return pairs;
}

}  // namespace

Result<Target> ParseTarget(std::string_view text, const TargetLimits& limits) {
  if (text.size() > limits.max_bytes) return Fail(Errc::kTooLarge, "the target is too long");
  Target target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.size() <= scheme.size() ||
        !EqualsIgnoringCase(text.substr(0, scheme.size()), scheme)) {
      continue;
    }
    text.remove_prefix(scheme.size());
    target.authority = text.substr(0, text.find_first_of("/?"));
    text.remove_prefix(target.authority.size());
    if (!IsValidAuthority(target.authority)) return Fail(Errc::kMalformed, "ill-formed authority");
    break;
  }
  if (text.find('#') != text.npos) return Fail(Errc::kMalformed, "fragment in the target");
  const std::size_t mark = std::min(text.find('?'), text.size());
  const bool bare_authority = !target.authority.empty() && mark == 0;
  auto path = DecodePath(bare_authority ? "/" : text.substr(0, mark));
  if (!path) return Fail(path.error());
  target.path = std::move(*path);
  auto query = DecodeQuery(text.substr(std::min(mark + 1, text.size())), limits.max_query_pairs);
  if (!query) return Fail(query.error());
  target.query = std::move(*query);
  return target;
}

bool IsValidAuthority(std::string_view text) {
  std::string_view host = text;
  std::string_view port;
  if (!text.empty() && text[0] == '[') {
    const std::size_t close = text.find(']');
    if (close == text.npos || close < 3) return false;
    host = text.substr(1, close - 1);
    port = text.substr(close + 1);
    if (!std::all_of(host.begin(), host.end(),
                     [](char c) { return IsHex(c) || c == ':' || c == '.'; })) {
      return false;
    }
  } else {
    host = text.substr(0, text.find(':'));
    port = text.substr(host.size());
    // reg-name without percent-escapes and sub-delims: no host that anybody serves has them.
    if (host.empty() || !std::all_of(host.begin(), host.end(), [](char c) {
          return IsAlphanumeric(c) || c == '.' || c == '-' || c == '_';
        })) {
      return false;
    }
  }
  if (port.empty()) return true;
  port.remove_prefix(1);
  return text[text.size() - port.size() - 1] == ':' && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), IsDigit);
}

}  // namespace isnad::web
