#pragma once

// UTF-8 (RFC 3629): check, repair, walk, append. Text is checked or repaired once where it enters;
// inner code may trust it. Lengths here are bytes unless a name says code points.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace isnad {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// True when `text` is well-formed (no overlong forms, surrogates or values over U+10FFFF).
// Cost: O(n), several bytes a cycle for ASCII and for well-formed text. Thread-safe.
[[nodiscard]] bool IsUtf8(std::string_view text);

// `text` with every maximal ill-formed part replaced by U+FFFD (Unicode 15, 3.9, "substitution of
// maximal subparts"), and U+0000 dropped. `*replaced`, when given, counts the replacements.
[[nodiscard]] std::string RepairUtf8(std::string_view text, std::size_t* replaced = nullptr);

// Code point at `text[at]` and its length in bytes. Ill-formed bytes give {U+FFFD, 1}; needs
// at < text.size().
struct CodePoint {
  char32_t value;
  std::uint8_t length_bytes;
};
[[nodiscard]] CodePoint DecodeAt(std::string_view text, std::size_t at);

void AppendUtf8(std::string& out, char32_t code_point);

// Code points of well-formed text. Cost: O(n), vectorised.
[[nodiscard]] std::size_t CountCodePoints(std::string_view text);

// The longest prefix of at most `max_bytes` that ends between code points and not before a
// combining mark.
[[nodiscard]] std::string_view TruncateUtf8(std::string_view text, std::size_t max_bytes);

// Without white space of any kind (ASCII, U+00A0, U+2000..200A, U+3000, zero-width, bidi marks)
// at both ends.
[[nodiscard]] std::string_view TrimSpace(std::string_view text);

// Runs of white space (as above, without zero-width characters) as one ASCII space; ends trimmed.
[[nodiscard]] std::string CollapseSpace(std::string_view text);

}  // namespace isnad
