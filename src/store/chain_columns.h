#pragma once

// What speaks for an account's place in the chain, as one column: an entry is its kind's letter
// (t text, c credit, d dateline, l link, h time), the quote with line feeds as spaces, and a line
// feed. Unknown letters are skipped, so that an older program reads what a newer one wrote.
// Limits: kMaxChainEvidence entries, kMaxChainQuoteBytes of a quote.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "news/story.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace isnad::store {

inline constexpr std::size_t kMaxChainEvidence = 8;
inline constexpr std::size_t kMaxChainQuoteBytes = 300;

// What is over the limits is left out. Cost: O(quotes).
[[nodiscard]] std::string EncodeChainEvidence(const std::vector<news::ChainEvidence>& evidence);
[[nodiscard]] std::vector<news::ChainEvidence> DecodeChainEvidence(std::string_view column);

// Hangs an account elsewhere; its story's counts are the caller's. Returns whether it was
// independent before; nothing happens, and nullopt is returned, for an article that is not there.
// Cost: O(log n).
struct Rehung {
  news::StoryId story = 0;
  news::OutletId outlet = 0;
  bool was_independent = false;
};
[[nodiscard]] Result<std::optional<Rehung>> RehangAccount(Connection& connection,
                                                          const news::Rehanging& rehanging);

}  // namespace isnad::store
