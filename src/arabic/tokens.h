#pragma once

// Tokens of Arabic news text: words, numbers, Latin inside Arabic, hashtags, URLs. Follows UAX #29
// word boundaries with what the press needs: harakat and tatweel stay inside their word, «ال24» is
// a word "ال" and a number "24", "1,500" and "3.5" and "١٬٥٠٠" are one number each, a word never
// holds a quote, "«" or "،". Spans are byte offsets into the text as given (unfolded).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace isnad::arabic {

enum class TokenKind : std::uint8_t { kWord, kNumber, kLatin, kHashtag, kUrl };

struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  TokenKind kind = TokenKind::kWord;

  bool operator==(const Token&) const = default;
};

// Next token at or after `at`, which moves behind it; false at the end. `text` is valid UTF-8.
// Cost: O(bytes passed), no allocation. Thread-safe.
[[nodiscard]] bool NextToken(std::string_view text, std::size_t& at, Token& token);

[[nodiscard]] std::vector<Token> Tokenize(std::string_view text);

// Byte spans of the sentences, in order, white space around them left out.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const Span&) const = default;
};
[[nodiscard]] std::vector<Span> Sentences(std::string_view text);

}  // namespace isnad::arabic
