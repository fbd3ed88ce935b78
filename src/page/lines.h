#pragma once

// A page without tags as its lines. What crawl dumps flatten into one line is taken apart: a line
// of several titles held apart by runs of white space is a ticker, and its parts are headlines.

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
  bool ticker = false;     // a part of a ticker line
  PhraseMask phrases = 0;
  TextMeasure measure;
};

struct LineLimits {
  std::size_t max_lines = 30'000;
};

// `text` is valid UTF-8. Cost: linear. Thread-safe.
[[nodiscard]] std::vector<Line> SplitLines(std::string_view text, const LineLimits& limits = {});

// A line that reads as running text.
[[nodiscard]] bool ReadsAsProse(const Line& line);

// Names of the features of a line, in their order in a row.
[[nodiscard]] const std::vector<std::string_view>& LineFeatureNames();

// One row a line; `title_line` is lines.size() where there is none. Cost: linear.
[[nodiscard]] std::vector<FeatureRow> MeasureLines(const std::vector<Line>& lines,
                                                   std::size_t title_line);

}  // namespace isnad::page
