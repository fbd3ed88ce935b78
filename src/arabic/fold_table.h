#pragma once

// The table behind fold.h: what each code point of the Basic Multilingual Plane becomes.
//
// Built once per tier, at first use, from a short list of our own rules and from ICU's
// compatibility decompositions, so the presentation forms are Unicode's and not a copy that ages.
// Two levels: `page_of[code point / 64]` names a page of 64 slots; page 0 keeps everything.
// A slot holds the UTF-8 bytes to write, so that folding a letter is one load and one store.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "arabic/fold.h"

namespace isnad::arabic {

struct FoldTable {
  // Slot layout: bytes 0..2 the UTF-8 to write (or the index of an expansion), bits 24..25 how many
  // of them, the rest flags.
  static constexpr std::uint32_t kLengthShift = 24;
  static constexpr std::uint32_t kLengthMask = 3;
  static constexpr std::uint32_t kKeep = 1U << 26;        // write the source bytes
  static constexpr std::uint32_t kExpand = 1U << 27;      // longer than its source
  static constexpr std::uint32_t kLetter = 1U << 28;      // an Arabic letter: inside a word
  static constexpr std::uint32_t kFinalHamza = 1U << 29;  // goes when no letter follows
  static constexpr std::uint32_t kComposes = 1U << 30;    // U+0653..0655 joins the letter before
  static constexpr std::uint32_t kIndexMask = 0xFFFFFF;

  using Page = std::array<std::uint32_t, 64>;

  std::array<std::uint8_t, 1024> page_of{};
  std::vector<Page> pages;
  std::vector<std::string> expansions;

  [[nodiscard]] std::uint32_t SlotOf(char32_t code_point) const {
    if (code_point > 0xFFFF) return kKeep;
    return pages[page_of[code_point >> 6]][code_point & 63];
  }
};

// Cost: under a millisecond the first time, then a load. Thread-safe.
[[nodiscard]] const FoldTable& FoldTableFor(FoldTier tier);

}  // namespace isnad::arabic
