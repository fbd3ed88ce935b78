#pragma once

// The small steps that dates.cc and time_of_day.cc are made of: read a number, a word or a gap at a
// place in the text, forwards or backwards. Every step is bounded, so that trying several readings
// at each digit stays linear.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad::arabic {

struct DigitRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  int digits = 0;
  int value = 0;  // 0 where there are more than four digits
};

// The digits at `at`; nothing where there are none.
[[nodiscard]] std::optional<DigitRun> ReadDigits(std::string_view text, std::size_t at);

struct TextWord {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string folded{};  // fits the small string buffer for most words
};

// The word of Arabic or Latin letters at `at`, or that ends at `at`; nothing where there is none or
// where it is longer than any word of a date.
[[nodiscard]] std::optional<TextWord> ReadWord(std::string_view text, std::size_t at);
[[nodiscard]] std::optional<TextWord> ReadWordBefore(std::string_view text, std::size_t at);

// Behind (before) the blanks at `at`: spaces, no-break spaces, tatweel, marks without width, but
// no line end. At most 8 code points.
[[nodiscard]] std::size_t SkipBlanks(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t SkipBlanksBack(std::string_view text, std::size_t at);

// The same for blanks and the punctuation that stands between the parts of a date line: commas,
// dashes, bars, dots, brackets. At most 12 code points.
[[nodiscard]] std::size_t SkipSeparators(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t SkipSeparatorsBack(std::string_view text, std::size_t at);

// The ASCII byte at `at`, 0 behind the end.
[[nodiscard]] inline char ByteAt(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

}  // namespace isnad::arabic
