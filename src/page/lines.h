#pragma once

// A page without tags as its lines: broken where they were meant to break (page/line_breaks.h), the
// titles of a ticker and the entries of a menu each for themselves (page/ticker.h).

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "page/feature_row.h"
#include "page/lexicon.h"
#include "page/text.h"

namespace isnad::page {

struct Line {
  std::string text;        // white space collapsed
  std::size_t blanks = 0;  // empty lines before it
  bool ticker = false;     // a part of a ticker or menu line
  bool headline = false;   // of a ticker, and long enough to be a title
  bool continues = false;  // goes on with the paragraph of the line before it
  bool glued = false;      // titles without anything between them, as the rest of the page tells
  bool prose = false;      // reads as running text
  PhraseMask phrases = 0;
  TextMeasure measure;
};

struct LineLimits {
  std::size_t max_lines = 30'000;
};

// `text` is valid UTF-8. Cost: linear. Thread-safe.
[[nodiscard]] std::vector<Line> SplitLines(std::string_view text, const LineLimits& limits = {});

// A line that reads as running text: long, or with a sentence's end in it.
[[nodiscard]] inline bool ReadsAsProse(const Line& line) { return line.prose; }

// Names of the features (page/line_features.cc) of a line, in their order in a row.
[[nodiscard]] const std::vector<std::string_view>& LineFeatureNames();

// One row a line; `title_line` is lines.size() where there is none. Cost: linear.
[[nodiscard]] std::vector<FeatureRow> MeasureLines(const std::vector<Line>& lines,
                                                   std::size_t title_line);

}  // namespace isnad::page
