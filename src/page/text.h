#pragma once

// What can be counted in a run of text whatever its language: the measures that tell prose from
// menus. Words are runs of letters or digits between white space; of scripts without spaces (Han,
// kana, Thai) two characters count as a word.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace isnad::page {

struct TextMeasure {
  std::uint32_t words = 0;
  std::uint32_t code_points = 0;
  std::uint32_t digits = 0;         // of any family
  std::uint32_t capitals = 0;       // words that start with a capital (Latin, Greek, Cyrillic)
  std::uint32_t sentence_ends = 0;  // . ! ? … ؟ ۔ 。 before white space, a closing quote or the end
  std::uint32_t commas = 0;         // , ، ؛ ; 、
  std::uint32_t separators = 0;  // | • · » › / between spaces
  bool ends_sentence = false;    // the last character but closing quotes and brackets ends one
  bool ends_colon = false;

  bool operator==(const TextMeasure&) const = default;
};

// Cost: O(n), no allocation. Thread-safe.
[[nodiscard]] TextMeasure Measure(std::string_view text);

// Is `lower` (ASCII, lower case) in `text`, whatever the case there?
[[nodiscard]] bool ContainsIgnoringCase(std::string_view text, std::string_view lower);
[[nodiscard]] bool EqualsIgnoringCase(std::string_view text, std::string_view lower);
[[nodiscard]] std::string AsciiLower(std::string_view text);

// Is `word` one of the words of `list`, white space of markup between them? The empty word is not.
[[nodiscard]] bool HasWord(std::string_view list, std::string_view word);

// FNV-1a (Fowler, Noll, Vo), 64 bits: for tables of our own words, never for hostile keys alone.
[[nodiscard]] constexpr std::uint64_t Hash(std::string_view text,
                                           std::uint64_t seed = 14695981039346656037ULL) {
  for (const char c : text) {
    seed ^= static_cast<unsigned char>(c);
    seed *= 1099511628211ULL;
  }
  return seed;
}

// All of a text of at most eight bytes as one number, two reads that may overlap; texts of one
// length have different numbers.
[[nodiscard]] inline std::uint64_t UpToEightBytes(std::string_view text) {
  if (text.size() >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, text.data(), 4);
    std::memcpy(&last, text.data() + text.size() - 4, 4);
    return std::uint64_t{first} << 32 | last;
  }
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(text[at])};
  };
  return byte(0) << 16 | byte(text.size() / 2) << 8 | byte(text.size() - 1);
}

// A faster hash, eight bytes a step, for tables that live as long as a page. It differs between
// kinds of machines: never store it.
[[nodiscard]] inline std::uint64_t QuickHash(std::string_view text, std::uint64_t seed = 0) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15ULL;
  const auto mix = [](std::uint64_t a) {
    a *= kFactor;
    return a ^ (a >> 29);
  };
  std::uint64_t hash = mix(seed ^ (text.size() * kFactor));
  while (text.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    hash = mix(hash ^ word);
    text.remove_prefix(8);
  }
  return mix(mix(hash ^ UpToEightBytes(text)));
}

// Has it a letter of the Arabic block, U+0600 to U+06FF?
[[nodiscard]] bool HasArabicLetters(std::string_view text);

// The words of a text, folded (arabic/fold.h, kSearch) and without punctuation, one space between:
// for comparing what two places of a page say.
[[nodiscard]] std::string FoldedWords(std::string_view text);

}  // namespace isnad::page
