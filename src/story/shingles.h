#pragma once

// A text as the set of its four-word shingles (Broder 1997, "On the resemblance and containment of
// documents"): the share of an article's shingles that stand in an earlier one is how much of it
// was copied.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "story/words.h"

namespace isnad::story {

// Hashes of four-word shingles, sorted, each once: a collision of 32 bits within one comparison is
// rarer than one in ten thousand.
using Shingles = std::vector<std::uint32_t>;

// Shingles of the words from `first` up to `end`, at most `max_shingles` (the leading ones). A text
// of fewer than four words is one shingle. In Arabic text those of Latin letters and digits alone
// are left out: what a page's scripts and addresses leave behind is nobody's wording. Cost: O(words
// log words).
[[nodiscard]] Shingles ShinglesOf(const Words& words, std::size_t first, std::size_t max_shingles,
                                  std::size_t end = SIZE_MAX);

// Share of `part` that stands in `whole`, 0..1. Cost: O(both).
[[nodiscard]] double Containment(const Shingles& part, const Shingles& whole);

// A set in ten to eleven bits a shingle, to be compared with whole ones: of each hash the leading
// ⌈log2 n⌉ + 8 bits. A shingle that is not of the set looks as if it were once in 256 times at
// most, one that is always does.
inline constexpr std::size_t kMaxPackedShingles = 1 << 14;

// `shingles`: kMaxPackedShingles at most. Cost: O(shingles).
void AppendPacked(std::string& out, const Shingles& shingles);

// How many shingles the packed set has. Cost: O(1).
[[nodiscard]] std::size_t CountOf(std::string_view packed);

// Whether these bytes, which may be damaged, are a packed set. Cost: O(bytes).
[[nodiscard]] bool IsPackedSet(std::string_view bytes);

// Replaces `cut`, reusing its memory, by what is kept of the packed set's shingles: their leading
// bits. A damaged set holds nothing. Cost: O(shingles).
void Unpack(std::string_view packed, Shingles& cut);

// How many of `part` stand in the set that was unpacked to `cut`: those that look so, less those
// of them that do by chance on the average. Exact where all do. Cost: O(both).
[[nodiscard]] double CountInCut(const Shingles& part, const Shingles& cut);

}  // namespace isnad::story
