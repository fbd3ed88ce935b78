#pragma once

// Words by which a sentence does not stand on its own: data/story/summary_words.tsv.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "story/words.h"

namespace isnad::story {

enum class SentenceWord : std::uint8_t { kNone, kHangs, kPoints, kFurniture, kAgency };

// Of the phrase that starts at word `at`, the longest that is listed. Cost: up to three hash
// look-ups. Thread-safe.
[[nodiscard]] SentenceWord FindSentenceWord(const Words& words, std::size_t at);

}  // namespace isnad::story
