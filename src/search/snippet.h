#pragma once

// Cuts what answers a query out of a text as published, harakat and all, and marks it.

#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/match.h"

namespace isnad::search {

inline constexpr std::size_t kSnippetBytes = 300;

// All of `text` in pieces, hits marked. Cost: O(text).
[[nodiscard]] std::vector<SnippetPiece> Highlight(std::string_view text,
                                                  const std::vector<Needle>& needles);

// The stretch of about kSnippetBytes that answers most of the query, cut at words, with "…" where
// text was left out; the start of the text where nothing in it does. White space is made one
// space. Cost: O(text), at most its first 64 KiB.
[[nodiscard]] std::vector<SnippetPiece> MakeSnippet(std::string_view text,
                                                    const std::vector<Needle>& needles);

}  // namespace isnad::search
