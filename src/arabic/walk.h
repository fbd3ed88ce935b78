#pragma once

// The step every loop of this folder takes: decode one code point, with the two-byte forms (all of
// Arabic) inline and the rest left to base/utf8.h.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace isnad::arabic {

// Code point at `text[at]`, at < text.size(); ill-formed bytes give {U+FFFD, 1}.
[[nodiscard]] inline CodePoint CodePointAt(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0) == 0x80) {
      return {static_cast<char32_t>(((first & 0x1F) << 6) | (second & 0x3F)), 2};
    }
  }
  return DecodeAt(text, at);
}

// The code point that ends right before `text[at]`, at > 0.
[[nodiscard]] inline CodePoint CodePointBefore(std::string_view text, std::size_t at) {
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) {
    --begin;
  }
  const CodePoint point = CodePointAt(text, begin);
  if (begin + point.length_bytes == at) return point;
  return {kReplacementCharacter, 1};  // ill-formed: the last byte stands for itself
}

}  // namespace isnad::arabic
