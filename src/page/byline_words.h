#pragma once

// The words that stand around names in bylines (data/page/bylines.tsv).

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::page {

enum class BylineWord : unsigned char {
  kLead,
  kAnd,
  kNobody,
  kSuffix,
  kOutlet,
  kDay,
  kPublished,
  kUpdated,
  kRole,
  kFront,
  kOriginal,
  kPress,
  kBlog,
  kCount
};

// Is `text` (a word or phrase as published) one of them? Cost: O(n). Thread-safe.
[[nodiscard]] bool IsBylineWord(BylineWord use, std::string_view text);

// Words of a line as views, split at spaces; at most 60.
[[nodiscard]] std::vector<std::string_view> SplitWords(std::string_view text);

// How many leading words (at most three) are a phrase of that use.
[[nodiscard]] std::size_t LeadingWords(BylineWord use, const std::vector<std::string_view>& words);

// The outlet in «نشر في الدار يوم», alone or behind an author's name; "" where the line has none.
[[nodiscard]] std::string OutletOfByline(std::string_view line);

}  // namespace isnad::page
