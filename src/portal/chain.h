#pragma once

// Who relayed from whom, among the accounts at hand: a forest whose roots are the independent
// accounts and those copied from an account that is not at hand.

#include <cstddef>
#include <span>
#include <vector>

#include "news/story.h"

namespace isnad::portal {

struct ChainNode {
  std::size_t account = 0;           // index into the accounts
  std::vector<std::size_t> relayed;  // indexes of those copied from it, in their order
  bool is_root = true;

  bool operator==(const ChainNode&) const = default;
};

// One node an account, in the same order. An origin that does not stand earlier in the list (which
// is earliest first) is treated as not at hand, so there are no cycles whatever the data says.
// Cost: O(n log n).
[[nodiscard]] std::vector<ChainNode> BuildChains(std::span<const news::Account> accounts);

}  // namespace isnad::portal
