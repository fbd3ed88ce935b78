#pragma once

// What a code point does in a word: the reduction of UAX #29's classes that tokens.h needs.

#include <array>
#include <cstddef>
#include <cstdint>

namespace isnad::arabic {

enum class CharClass : std::uint8_t {
  kOther,      // punctuation and symbols
  kSpace,      // white space, line ends included
  kArabic,     // a letter of the Arabic script
  kLatin,      // a letter of the Latin script
  kLetter,     // a letter of another script that spells with letters
  kIdeograph,  // Han, Hiragana and others written without spaces: a token each
  kDigit,      // ASCII, Arabic-Indic, Extended Arabic-Indic
  kMark,       // harakat, tatweel, combining marks: part of the word they follow
  kFormat,     // zero-width and bidi controls: inside a word, but neither first nor last in it
};

// ClassOf for any code point: a load below U+0800, a few look-ups in ICU above. Thread-safe.
[[nodiscard]] CharClass LookUpClass(char32_t code_point);

// What LookUpClass says below U+0080.
inline constexpr std::array<CharClass, 0x80> kAsciiClasses = [] {
  std::array<CharClass, 0x80> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = CharClass::kDigit;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 0x20] = CharClass::kLatin;
  for (std::size_t c = '\t'; c <= '\r'; ++c) classes[c] = CharClass::kSpace;
  classes[' '] = CharClass::kSpace;
  return classes;
}();

// The same, with ASCII and the commonest letters of Arabic text answered in place.
[[nodiscard]] inline CharClass ClassOf(char32_t code_point) {
  if (code_point >= 0x0621 && code_point <= 0x064A &&
      (code_point <= 0x063A || code_point > 0x0640)) {
    return CharClass::kArabic;
  }
  return code_point < kAsciiClasses.size() ? kAsciiClasses[code_point] : LookUpClass(code_point);
}

// Digit value 0..9 of the three families, -1 for anything else.
[[nodiscard]] constexpr int DigitValue(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= 0x0660 && c <= 0x0669) return static_cast<int>(c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<int>(c - 0x06F0);
  return -1;
}

}  // namespace isnad::arabic
