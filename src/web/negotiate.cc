#include "web/negotiate.h"

#include <algorithm>

#include "web/http.h"

namespace isnad::web {
namespace {

constexpr std::string_view kGzipSuffix = "-gz";

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The next piece of a list; `rest` moves behind its separator.
std::string_view NextPiece(std::string_view& rest, char separator) {
  const std::string_view piece = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
  return Trim(piece);
}

// Between the quotes, without W/ and without the suffix of the compressed variant.
std::string_view Opaque(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return {};
  tag = tag.substr(1, tag.size() - 2);
  if (tag.ends_with(kGzipSuffix)) tag.remove_suffix(kGzipSuffix.size());
  return tag;
}

// "0", "0.", "0.000": RFC 9110, 12.4.2.
bool WeightIsZero(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = NextPiece(parameters, ';');
    if (parameter.size() < 2 || (parameter[0] != 'q' && parameter[0] != 'Q')) continue;
    parameter = Trim(parameter.substr(1));
    if (parameter.empty() || parameter[0] != '=') continue;
    const std::string_view value = Trim(parameter.substr(1));
    return value.find_first_not_of("0.") == value.npos;
  }
  return false;
}

}  // namespace

bool EtagMatches(std::string_view if_none_match, std::string_view etag) {
  if (if_none_match.empty() || etag.empty()) return false;
  if (Trim(if_none_match) == "*") return true;
  const std::string_view wanted = Opaque(etag);
  // Our tags hold no comma, so splitting at commas cannot cut one of them.
  while (!if_none_match.empty()) {
    const std::string_view candidate = Opaque(NextPiece(if_none_match, ','));
    if (!candidate.empty() && candidate == wanted) return true;
  }
  return false;
}

bool AcceptsGzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    std::string_view item = NextPiece(accept_encoding, ',');
    const std::string_view coding = NextPiece(item, ';');
    const bool accepted = !WeightIsZero(item);
    if (EqualsIgnoringCase(coding, "gzip") || EqualsIgnoringCase(coding, "x-gzip")) return accepted;
    if (coding == "*") any = accepted;
  }
  return any;
}

}  // namespace isnad::web
