#include "news/json_string.h"

#include "base/utf8.h"

namespace isnad::news {
namespace {

bool NeedsEscape(std::string_view text) {
  unsigned char found = 0;  // without branches, so that it runs in vector registers
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    found = static_cast<unsigned char>(found | (byte < 0x20) | (byte == '"') | (byte == '\\'));
  }
  return found != 0;
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string repaired;
  if (!IsUtf8(text)) text = repaired = RepairUtf8(text);
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = NeedsEscape(text) ? 0 : text.size(); at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
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
