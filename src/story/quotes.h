#pragma once

// Which words of a text stand in quotation marks. A statement that two articles quote is common to
// both without either being a copy.

#include <cstddef>
#include <string_view>
#include <vector>

#include "story/words.h"

namespace isnad::story {

inline constexpr std::size_t kMaxQuotedWords = 200;  // between two marks; more is a mark forgotten

// Quoted stretches of `words`, in order, of the text they were read from. A quotation ends at its
// closing mark, and none reaches over a line's end. Marks: « » “ ” „ and ". Cost: O(text).
struct QuotedSpan {
  std::size_t begin = 0;  // words
  std::size_t end = 0;
};
[[nodiscard]] std::vector<QuotedSpan> QuotedSpans(std::string_view text, const Words& words,
                                                  std::size_t first_word);

}  // namespace isnad::story
