#pragma once

// Text for tests. Test code only.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace isnad::story {

// `seed` decides its words, none of which other seeds share.
inline std::string Prose(std::uint64_t seed, std::size_t words) {
  static constexpr std::string_view kLetters[] = {"ب", "ت", "ج", "د", "ر", "س",
                                                  "ف", "ك", "ل", "م", "ن"};
  SeededRandom random(seed);
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    for (int letter = 0; letter < 6; ++letter) text += kLetters[random.Below(std::size(kLetters))];
  }
  return text;
}

}  // namespace isnad::story
