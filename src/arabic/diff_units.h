#pragma once

// Two texts as text_diff.h compares them: words with what surrounds them, numbered so that equal
// numbers mean words that fold to the same, and their sentences.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad::arabic {

// One word. The units of a text follow each other without a gap: unit i ends where i + 1 begins.
struct DiffUnit {
  std::uint32_t from = 0;   // with an opening quote or bracket
  std::uint32_t begin = 0;  // of the word itself
  std::uint32_t end = 0;
  std::uint32_t to = 0;  // with the signs and the white space behind it
  std::uint32_t key = 0;
  bool opens_sentence = false;
  bool is_function_word = false;
};

// Units [begin, end) of one text.
struct UnitRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

struct DiffUnits {
  std::vector<DiffUnit> before, after;
  std::vector<UnitRange> before_sentences, after_sentences;  // each without a gap
  // Sentences of the same words have the same number.
  std::vector<std::uint32_t> before_sentence_keys, after_sentence_keys;
  bool is_whole = true;  // false: a text was cut at a limit
};

// A text that has no words is one unit. Cost: O(n log n). Thread-safe.
[[nodiscard]] DiffUnits MakeDiffUnits(std::string_view before, std::string_view after,
                                      std::size_t max_bytes, std::size_t max_words);

using SentencePairs = std::vector<std::pair<UnitRange, UnitRange>>;

// Sentences that stand once in either text, in an order that both keep: the longest such list.
// Cost: O(s log s) for s sentences.
[[nodiscard]] SentencePairs UniqueSentencePairs(const DiffUnits& units);

// Equal sentences in whatever order, each used once at most. Cost: likewise.
[[nodiscard]] SentencePairs EqualSentencePairs(const DiffUnits& units);

// Whether two stretches between words hold the same signs: white space and the form of quotes,
// commas and dashes are all one. Cost: O(bytes).
[[nodiscard]] bool SameSigns(std::string_view a, std::string_view b);

}  // namespace isnad::arabic
