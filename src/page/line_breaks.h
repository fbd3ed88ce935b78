#pragma once

// Where the lines of a page without tags really begin and end. Mail and old pages break their
// paragraphs at a column, some dumps put an empty line between all lines, and others hold a whole
// page in one line: the first two are joined again, the last is cut into sentences.
//
// Breaks at a column are told by the greedy rule that makes them: the first word of the next line
// would not have fitted into this one (as fmt(1), fold(1) and mail programs fill lines).

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::page {

struct RawLine {
  std::string_view text;   // of the page
  std::string joined;      // what stands instead of `text` where lines were joined; else empty
  std::size_t blanks = 0;  // empty lines before it
  bool continues = false;  // goes on with the paragraph of the line before it

  [[nodiscard]] std::string_view Text() const { return joined.empty() ? text : joined; }
};

// Lines that are not blank, at most `max_lines` as they stand in the page. `page` is valid UTF-8
// and must outlive them. Cost: linear. Thread-safe.
[[nodiscard]] std::vector<RawLine> BreakLines(std::string_view page, std::size_t max_lines);

}  // namespace isnad::page
