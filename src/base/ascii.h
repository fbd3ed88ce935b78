#pragma once

// ASCII letters without the machine's locale: what names in HTTP, WARC, URLs and markup are
// compared by.

namespace isnad {

// Lower case for A to Z; every other byte as it is, those of UTF-8 included.
[[nodiscard]] constexpr char AsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace isnad
