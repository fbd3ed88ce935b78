#pragma once

// A row of numbers for the decision trees, and the way it is filled: each value is added with its
// name, so that names and columns cannot part; the names cost nothing where nobody asks for them.

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

#include "page/text.h"

namespace isnad::page {

inline constexpr std::size_t kMaxFeatures = 160;
using FeatureRow = std::array<float, kMaxFeatures>;

class RowWriter {
 public:
  // Both must outlive it; `names` may be null.
  RowWriter(FeatureRow& row, std::vector<std::string_view>* names) : row_(row), names_(names) {
    row_.fill(0.0F);
  }
  void Add(std::string_view name, double value) {
    assert(at_ < kMaxFeatures);
    row_[at_++] = static_cast<float>(value);
    if (names_ != nullptr) [[unlikely]]
      names_->push_back(name);
  }

 private:
  FeatureRow& row_;
  std::vector<std::string_view>* names_;
  std::size_t at_ = 0;
};

// log(1 + value): counts matter by their order of size.
// Most are small and whole: those are looked up.
[[nodiscard]] inline double LogCount(double value) {
  constexpr int kKnown = 2048;
  static const std::array<double, kKnown> known = [] {
    std::array<double, kKnown> logs{};
    for (int i = 0; i < kKnown; ++i) logs[static_cast<std::size_t>(i)] = std::log1p(i);
    return logs;
  }();
  if (value >= 0 && value < kKnown) {
    const auto whole = static_cast<int>(value);
    if (whole == value) return known[static_cast<std::size_t>(whole)];
  }
  return std::log1p(std::max(0.0, value));
}
[[nodiscard]] inline double ShareOf(double part, double whole) {
  return whole > 0 ? part / whole : 0.0;
}

// What a text's own punctuation and letters say of it, but for its length.
inline void AddTextMeasure(const TextMeasure& measure, RowWriter& row) {
  row.Add("sentence_ends", std::min(measure.sentence_ends, 12U));
  row.Add("ends_sentence", measure.ends_sentence ? 1 : 0);
  row.Add("ends_colon", measure.ends_colon ? 1 : 0);
  row.Add("commas", ShareOf(measure.commas, measure.words));
  row.Add("separators", measure.separators);
  row.Add("digits", ShareOf(measure.digits, measure.code_points));
  row.Add("word_length", ShareOf(measure.code_points, measure.words));
  row.Add("capitals", ShareOf(measure.capitals, measure.words));
}

}  // namespace isnad::page
