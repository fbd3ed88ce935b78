#pragma once

// Who took what from whom among the accounts of a story, as a forest: an account hangs below its
// origin, and one that was taken from a source which was not fetched below a node that stands for
// that source (news::Account says how both are told). Whatever the data says there are no cycles,
// and no branch is deeper than kMaxChainDepth: what would be, hangs beside its origin.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "news/story.h"

namespace isnad::news {

inline constexpr std::size_t kMaxChainDepth = 32;

struct ChainTreeNode {
  std::optional<std::size_t> account;  // index into the accounts; none for a source not fetched
  std::string agency;                  // its name, for such a source
  std::optional<std::size_t> parent;   // index of a node
  std::vector<std::size_t> taken;      // nodes taken from it, in the order of the accounts

  bool operator==(const ChainTreeNode&) const = default;
};

struct ChainTree {
  std::vector<ChainTreeNode> nodes;  // one an account, in their order, then the sources not fetched
  std::vector<std::size_t> roots;    // in the order of the accounts that stand first in them
  // The nodes with every parent before what hangs below it, roots in their order.
  std::vector<std::size_t> from_above;
};

// An origin that is not among `accounts` counts as none. Cost: O(n log n).
[[nodiscard]] ChainTree BuildChainTree(std::span<const Account> accounts);

}  // namespace isnad::news
