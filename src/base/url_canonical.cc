#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "base/url_text.h"

extern "C" const char isnad_tracking_parameters[];
extern "C" const char isnad_tracking_parameters_end[];

namespace isnad {
namespace {

struct TrackingName {
  std::string_view name;
  bool is_prefix;
};

// The lines of data/url/tracking_parameters.tsv.
std::vector<TrackingName> ReadTrackingNames() {
  std::string_view rest(
      isnad_tracking_parameters,
      static_cast<std::size_t>(isnad_tracking_parameters_end - isnad_tracking_parameters));
  std::vector<TrackingName> names;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    std::string_view name = line.substr(0, line.find('\t'));
    if (name.empty() || name.front() == '#') continue;
    const bool is_prefix = name.back() == '*';
    if (is_prefix) name.remove_suffix(1);
    names.push_back({name, is_prefix});
  }
  return names;
}

bool IsTracking(std::string_view parameter) {
  static const std::vector<TrackingName> kNames = ReadTrackingNames();
  const std::string name = AsciiLower(parameter.substr(0, parameter.find('=')));
  for (const TrackingName& tracking : kNames) {
    const std::string_view head = std::string_view(name).substr(0, tracking.name.size());
    if (head == tracking.name && (tracking.is_prefix || head.size() == name.size())) return true;
  }
  return false;
}

bool IsHex(char c) { return HexValue(c) >= 0; }

// Escapes in upper case, unreserved characters written out (RFC 3986, 6.2.2). A "%" that starts no
// escape stays, and nothing behind it is decoded that would make one of it: otherwise a second
// pass would read another address than the first.
std::string NormalizeEscapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t stray = std::string::npos;  // where in `out` the last lone "%" stands
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];
      continue;
    }
    if (at + 2 >= text.size() || !IsHex(text[at + 1]) || !IsHex(text[at + 2])) {
      stray = out.size();
      out += '%';
      continue;
    }
    const char value = static_cast<char>(HexValue(text[at + 1]) * 16 + HexValue(text[at + 2]));
    const bool completes = stray != std::string::npos && out.size() - stray <= 2 && IsHex(value);
    if (IsUnreserved(value) && !completes) {
      out += value;
    } else {
      AppendEscape(out, value);
    }
    at += 2;
  }
  return out;
}

// RFC 3986, 5.2.4, once more: decoding may have brought new dots to light.
std::string RemoveDotSegments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_folder = false;
  std::size_t at = 1;  // behind the leading "/"
  while (at <= path.size()) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, slash - at);
    at = slash + 1;
    ends_in_folder = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!ends_in_folder) kept.push_back(segment);
  }
  std::string out;
  out.reserve(path.size());
  for (const std::string_view segment : kept) out.append("/").append(segment);
  if (ends_in_folder || out.empty()) out += '/';
  return out;
}

std::string WithoutTracking(std::string_view query) {
  std::string out;
  bool first = true;
  for (std::size_t at = 0; at <= query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view parameter = query.substr(at, end - at);
    at = end + 1;
    if (parameter.empty() || IsTracking(parameter)) continue;
    if (!first) out += '&';
    first = false;
    out.append(parameter);
  }
  return out;
}

}  // namespace

Url Url::Canonical() const {
  Url url;
  url.scheme_ = scheme_;
  url.host_ = host_;
  url.port_ = port_;
  url.path_ = RemoveDotSegments(NormalizeEscapes(path_));
  url.query_ = WithoutTracking(NormalizeEscapes(query_));
  url.text_ = url.scheme_ + "://" + url.host_;
  if (port_ != DefaultPort(scheme_)) url.text_.append(":").append(std::to_string(port_));
  url.text_ += url.path_;
  if (!url.query_.empty()) url.text_.append("?").append(url.query_);
  return url;
}

}  // namespace isnad
