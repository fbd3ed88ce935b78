#pragma once

// What a piece of text is about: the keys of its words (story/vocabulary.h: light stems, synonyms
// as one, function words and words of the trade left out) and of its numbers.

#include <cstdint>
#include <string_view>
#include <vector>

namespace isnad::story {

using KeySet = std::vector<std::uint32_t>;  // sorted, each once

struct TextKeys {
  KeySet words;
  KeySet numbers;  // a digit of its own («3») counts, too

  [[nodiscard]] std::size_t size() const { return words.size() + numbers.size(); }
};

// Cost: O(text.size()). Thread-safe.
[[nodiscard]] TextKeys KeysOf(std::string_view text);

[[nodiscard]] std::size_t CountShared(const KeySet& a, const KeySet& b);
[[nodiscard]] inline std::size_t CountShared(const TextKeys& a, const TextKeys& b) {
  return CountShared(a.words, b.words) + CountShared(a.numbers, b.numbers);
}

// Everything of both.
[[nodiscard]] TextKeys Union(const TextKeys& a, const TextKeys& b);

}  // namespace isnad::story
