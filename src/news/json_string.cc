#include "news/json_string.h"

#include "base/utf8.h"

namespace isnad::news {
namespace {

constexpr bool NeedsEscape(unsigned char byte) {
  return byte < 0x20 || byte == '"' || byte == '\\';
}

// The first byte from `at` on that needs an escape, or the end. Whole stretches are looked through
// without a branch, so that it runs in vector registers.
std::size_t NextEscape(std::string_view text, std::size_t at) {
  constexpr std::size_t kStretch = 32;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  for (; at + kStretch <= text.size(); at += kStretch) {
    unsigned char found = 0;
    for (std::size_t i = at; i < at + kStretch; ++i) {
      const unsigned char byte = bytes[i];
      found = static_cast<unsigned char>(found | static_cast<unsigned char>(byte < 0x20) |
                                         static_cast<unsigned char>(byte == '"') |
                                         static_cast<unsigned char>(byte == '\\'));
    }
    if (found != 0) break;
  }
  while (at < text.size() && !NeedsEscape(bytes[at])) ++at;
  return at;
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string repaired;
  if (!IsUtf8(text)) text = repaired = RepairUtf8(text);
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = NextEscape(text, 0); at < text.size(); at = NextEscape(text, at + 1)) {
    const auto c = static_cast<unsigned char>(text[at]);
    out.append(text, copied, at - copied);
    copied = at + 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  out.append(text, copied, text.size() - copied);
  out += '"';
}

}  // namespace isnad::news
