#include "web/request_check.h"

#include <algorithm>

#include "web/target.h"

namespace isnad::web {
namespace {

struct Seen {
  std::size_t count = 0;
  std::string_view value;

  void Add(std::string_view text) {
    ++count;
    value = text;
  }
};

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

HeadVerdict CheckHead(int version, const NamedValues& headers, std::string_view authority,
                      std::size_t max_fields) {
  if (headers.size() > max_fields) return {431, "too many fields"};
  Seen host, length, coding, expect;
  for (const auto& [name, value] : headers) {
    if (name == "host") host.Add(value);
    if (name == "content-length") length.Add(value);
    if (name == "transfer-encoding") coding.Add(value);
    if (name == "expect") expect.Add(value);
  }
  if (host.count > 1) return {400, "more than one Host"};
  if (host.count == 0 && version >= 11) return {400, "no Host"};
  if (host.count == 1 && !IsValidAuthority(host.value)) return {400, "ill-formed Host"};
  if (host.count == 1 && !authority.empty() && !EqualsIgnoringCase(host.value, authority)) {
    return {400, "Host and target disagree"};
  }
  // A list of equal lengths is allowed to be repaired (RFC 9110, 8.6); nobody honest sends one.
  if (length.count > 1) return {400, "more than one Content-Length"};
  if (length.count == 1 && !IsDigits(length.value)) return {400, "ill-formed Content-Length"};
  if (coding.count > 0 && length.count > 0) return {400, "Transfer-Encoding with Content-Length"};
  if (coding.count > 0 && version < 11) return {400, "Transfer-Encoding in HTTP/1.0"};
  if (coding.count > 1) return {400, "more than one Transfer-Encoding"};
  if (coding.count == 1 && !EqualsIgnoringCase(coding.value, "chunked")) {
    return {501, "transfer coding other than chunked"};
  }
  if (expect.count == 0 || version < 11) return {};
  if (expect.count > 1 || !EqualsIgnoringCase(expect.value, "100-continue")) {
    return {417, "unknown expectation"};
  }
  return {0, {}, true};
}

}  // namespace isnad::web
