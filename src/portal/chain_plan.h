#pragma once

// The rows in which a story's chain is drawn: roots in the order of their accounts, what was taken
// from each below it, so that time runs downwards along every line. Large families and many roots
// are folded into rows that only count.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "news/chain_tree.h"

namespace isnad::portal {

struct ChainPlanLimits {
  std::size_t max_copies = 6;  // shown of what was taken from one account; at least 1
  std::size_t max_roots = 12;  // at least 1
  std::size_t max_rows = 36;   // about; rows that only count come on top
  std::size_t max_depth = 5;   // what hangs deeper is counted only
};

struct ChainRow {
  enum class Kind : std::uint8_t {
    kAccount,
    kSource,      // that was not fetched
    kMoreCopies,  // `hidden` accounts more were taken from the parent
    kMoreRoots,   // `hidden` accounts more hang from nothing above, or from those
  };
  static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

  Kind kind = Kind::kAccount;
  std::size_t node = 0;  // of the tree; kAccount and kSource
  std::size_t depth = 0;
  std::size_t parent = kNoRow;  // row, above this one
  std::size_t hidden = 0;

  bool operator==(const ChainRow&) const = default;
};

// Of more roots than are shown those from which something was taken come first, then the earliest.
// Every account of the tree is in a row or counted in one. Cost: O(nodes).
[[nodiscard]] std::vector<ChainRow> PlanChain(const news::ChainTree& tree,
                                              const ChainPlanLimits& limits = {});

}  // namespace isnad::portal
