#include <array>
#include <cstddef>
#include <cstring>
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
  // The common ends: nothing to trim, or ASCII.
  const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && !plain(text.front())) {
    if (blank(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    const CodePoint first = DecodeAt(text, 0);
    if (!IsSpace(first.value) && !IsInvisible(first.value)) break;
    text.remove_prefix(first.length_bytes);
  }
  while (!text.empty() && !plain(text.back())) {
    if (blank(text.back())) {
      text.remove_suffix(1);
      continue;
    }
    const std::size_t at = StartOfLast(text);
    const char32_t last = DecodeAt(text, at).value;
    if (!IsSpace(last) && !IsInvisible(last)) break;
    text.remove_suffix(text.size() - at);
  }
  return text;
}

namespace {

// Lead bytes of the white space beyond ASCII.
constexpr bool MayLeadSpace(unsigned char byte) {
  return byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3;
}

// By byte: white space, or the lead byte of some.
constexpr std::array<bool, 256> kMayBeSpace = [] {
  std::array<bool, 256> may{};
  for (std::size_t byte = 0; byte < may.size(); ++byte) {
    may[byte] = MayLeadSpace(static_cast<unsigned char>(byte)) ||
                (byte < 0x80 && IsSpace(static_cast<char32_t>(byte)));
  }
  return may;
}();

// True only where no white space but single ASCII spaces is inside; a look at each byte and the two
// behind it, without branches, so that it runs in vector registers.
bool IsCollapsed(std::string_view text) {
  if (text.size() < 3) return false;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  unsigned char found = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const unsigned char a = bytes[i];
    const unsigned char b = bytes[i + 1];
    const unsigned char c = bytes[i + 2];
    const auto control = static_cast<unsigned char>(a < 0x20);
    const auto two_spaces = static_cast<unsigned char>((a == ' ') & (b == ' '));
    const auto two_bytes = static_cast<unsigned char>((a == 0xC2) & ((b == 0x85) | (b == 0xA0)));
    const auto general =  // U+2000 to 206F; its quotes, dashes and dots are no spaces
        static_cast<unsigned char>((a == 0xE2) & ((b == 0x80) | (b == 0x81)) &
                                   ((c <= 0x8A) | (c == 0x9F) | (c >= 0xA8)));
    const auto other = static_cast<unsigned char>((a == 0xE1) | ((a == 0xE3) & (b == 0x80)));
    found = static_cast<unsigned char>(found | control | two_spaces | two_bytes | general | other);
  }
  // Trimmed text does not end in a space; what is left is in one of the last two bytes.
  const unsigned char a = bytes[text.size() - 2];
  const unsigned char b = bytes[text.size() - 1];
  return found == 0 && a >= 0x20 && b >= 0x20 && a != 0xC2;
}

}  // namespace

std::string CollapseSpace(std::string_view text) {
  text = TrimSpace(text);
  if (IsCollapsed(text)) return std::string(text);
  std::string out(text.size(), '\0');
  char* end = out.data();
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    while (next < text.size() && !kMayBeSpace[static_cast<unsigned char>(text[next])]) ++next;
    if (next == at) {
      const CodePoint point = DecodeAt(text, at);
      next = at + point.length_bytes;
      if (IsSpace(point.value)) {
        pending = true;
        at = next;
        continue;
      }
    }
    if (pending) *end++ = ' ';
    pending = false;
    std::memcpy(end, text.data() + at, next - at);
    end += next - at;
    at = next;
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

}  // namespace isnad
