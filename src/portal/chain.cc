#include "portal/chain.h"

#include <map>

namespace isnad::portal {

std::vector<ChainNode> BuildChains(std::span<const news::Account> accounts) {
  std::vector<ChainNode> nodes(accounts.size());
  std::map<news::ArticleId, std::size_t> earlier;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    nodes[i].account = i;
    if (accounts[i].origin) {
      if (const auto origin = earlier.find(*accounts[i].origin); origin != earlier.end()) {
        nodes[origin->second].relayed.push_back(i);
        nodes[i].is_root = false;
      }
    }
    earlier.emplace(accounts[i].article, i);
  }
  return nodes;
}

}  // namespace isnad::portal
