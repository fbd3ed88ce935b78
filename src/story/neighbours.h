#pragma once

// How much two texts have in common, both ways, with and without what the newer one quotes.

#include <cstdint>
#include <string_view>
#include <vector>

#include "story/chain.h"
#include "story/quotes.h"
#include "story/shingles.h"
#include "story/words.h"

namespace isnad::story {

// A text whose neighbours are looked for.
struct NewText {
  const Shingles& shingles;
  const Shingles& quoted;  // of them, those that stand in quotations
};

// Shingles within the quotations of `words`. Cost: O(quoted words).
[[nodiscard]] Shingles QuotedShingles(const Words& words, const std::vector<QuotedSpan>& quoted,
                                      std::size_t max_shingles);

// `text` beside `article`, whose packed shingles (AppendPacked) are `theirs`; `scratch` is working
// memory. Cost: O(both).
[[nodiscard]] Neighbour CompareTexts(const NewText& text, std::uint32_t article,
                                     std::string_view theirs, Shingles& scratch);

}  // namespace isnad::story
