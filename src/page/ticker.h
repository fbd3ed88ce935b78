#pragma once

// What dumps flatten into one line, taken apart: titles of a ticker, entries of a menu, fields of a
// header ("21 February 2025    By ..."). They are held apart by runs of white space, or by bars,
// bullets and the like.

#include <string_view>
#include <vector>

namespace isnad::page {

enum class LineParts : unsigned char {
  kOne,     // a line of text; no parts
  kTitles,  // headlines
  kMenu,    // words to click on
  kFields,  // short lines of their own
};

struct SplitLine {
  LineParts kind = LineParts::kOne;
  std::vector<std::string_view> parts;  // of the line; empty for kOne
};

// `line` is valid UTF-8 without line ends. Cost: linear. Thread-safe.
[[nodiscard]] SplitLine TakeApart(std::string_view line);

}  // namespace isnad::page
