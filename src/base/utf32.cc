#include "base/utf32.h"

#include "base/utf8.h"

namespace isnad {

std::u32string ToUtf32(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    out += point.value;
    at += point.length_bytes;
  }
  return out;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) AppendUtf8(out, c);
  return out;
}

}  // namespace isnad
