#pragma once

// A personal name as parts, for names.cc: fixed sizes, so that comparing allocates nothing.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace isnad::arabic {

// A letter as a small number: 0..27 the letters of the alphabet after folding, 28..53 a..z, 54..
// others.
using Letter = std::uint8_t;
inline constexpr Letter kArabicLetters = 28;
inline constexpr Letter kOtherLetter = 54;
inline constexpr std::size_t kMaxLetters = 24;
inline constexpr std::size_t kMaxParts = 12;

[[nodiscard]] Letter LetterOf(char32_t folded);

struct NamePart {
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  std::array<Letter, kMaxLetters> letters{};
  std::uint8_t size = 0;
  std::uint8_t number = 0;         // of a ruler; such a part has no letters
  bool article = false;            // «ال» was taken off
  bool native = false;             // spelled like an Arabic word
  bool common = false;             // «محمد»: often left out in front
  bool kind = false;               // «وكالة»: what a body is
  bool fathers = false;            // stands after «بن»
  std::uint32_t given = kUnknown;  // which name of given_names.tsv

  auto operator<=>(const NamePart&) const = default;  // an order, of no meaning
};

struct NameParts {
  std::array<NamePart, kMaxParts> parts;
  std::size_t size = 0;
};

// See names.h for the limits. Cost: O(length).
[[nodiscard]] NameParts ReadName(std::string_view name);

}  // namespace isnad::arabic
