#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace isnad::page {

// A text in letters of ASCII alone, for a parser whose tables are not made for others: every other
// code point stands as "`hex`", the sign "`" itself too, so that the text can be had back from any
// part of it. A byte order mark at the start is left out.
// Cost: linear. Thread-safe: pure functions and const methods.
class AsciiText {
 public:
  // `utf8` is valid UTF-8.
  explicit AsciiText(std::string_view utf8);

  std::string_view text() const { return text_; }

  // The column in the original, in code points from 1, of a line and column here, from 1.
  std::size_t OriginalColumn(std::size_t line, std::size_t column) const;

  // What `part` of such a text says; a sign that was cut in two stays as it is.
  static std::string Original(std::string_view part);

 private:
  std::string text_;
};

}  // namespace isnad::page
