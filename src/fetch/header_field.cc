#include "fetch/header_field.h"

#include <algorithm>
#include <limits>

#include "base/url_text.h"

namespace isnad::fetch {
namespace {

bool IsControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

}  // namespace

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), IsControl);
}

std::string FieldValue(std::string_view text) {
  std::string value(text);
  std::replace_if(value.begin(), value.end(), IsControl, ' ');
  return std::string(TrimField(value));
}

std::string_view TrimField(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool SameToken(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> NextPart(std::string_view& rest, char separator) {
  if (rest.empty()) return std::nullopt;
  bool quoted = false;
  bool bracketed = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"' && !bracketed) {
      quoted = !quoted;
    } else if (!quoted && c == '<') {
      bracketed = true;
    } else if (!quoted && c == '>') {
      bracketed = false;
    } else if (!quoted && !bracketed && c == separator) {
      break;
    }
  }
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return TrimField(part);
}

Parameter ReadParameter(std::string_view part) {
  const std::size_t equals = part.find('=');
  if (equals == part.npos) return {TrimField(part), ""};
  std::string_view text = TrimField(part.substr(equals + 1));
  Parameter out{TrimField(part.substr(0, equals)), ""};
  if (text.empty() || text.front() != '"') {
    out.value = text;
    return out;
  }
  for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out.value += text[i];
  }
  return out;
}

std::optional<std::uint64_t> ReadDecimal(std::string_view text) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!IsAsciiDigit(c)) return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    value = value > (kMost - digit) / 10 ? kMost : value * 10 + digit;
  }
  return value;
}

}  // namespace isnad::fetch
