#include <cstddef>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace isnad {
namespace {

// The characters with the property White_Space (Unicode 15, PropList.txt).
constexpr bool IsSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Zero-width characters and bidirectional controls: nothing to see where they stand at an end.
constexpr bool IsInvisible(char32_t c) {
  return c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

std::size_t StartOfLast(std::string_view text) {
  std::size_t at = text.size() - 1;
  // At most three steps: what is not well-formed is taken byte by byte.
  for (int steps = 0; steps < 3 && at > 0; ++steps, --at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
  }
  const CodePoint last = DecodeAt(text, at);
  return at + last.length_bytes == text.size() ? at : text.size() - 1;
}

}  // namespace

std::string_view TrimSpace(std::string_view text) {
  while (!text.empty()) {
    const CodePoint first = DecodeAt(text, 0);
    if (!IsSpace(first.value) && !IsInvisible(first.value)) break;
    text.remove_prefix(first.length_bytes);
  }
  while (!text.empty()) {
    const std::size_t at = StartOfLast(text);
    const char32_t last = DecodeAt(text, at).value;
    if (!IsSpace(last) && !IsInvisible(last)) break;
    text.remove_suffix(text.size() - at);
  }
  return text;
}

std::string CollapseSpace(std::string_view text) {
  text = TrimSpace(text);
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    if (IsSpace(point.value)) {
      pending = true;
    } else {
      if (pending) out.push_back(' ');
      pending = false;
      out.append(text, at, point.length_bytes);
    }
    at += point.length_bytes;
  }
  return out;
}

}  // namespace isnad
