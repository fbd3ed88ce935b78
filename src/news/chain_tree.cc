#include "news/chain_tree.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace isnad::news {
namespace {

using Index = std::optional<std::size_t>;

class Builder {
 public:
  explicit Builder(std::span<const Account> accounts) : accounts_(accounts) {
    tree_.nodes.resize(accounts.size());
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      tree_.nodes[i].account = i;
      place_.emplace(accounts[i].article, i);
    }
  }

  ChainTree Build() {
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      const Index parent = ParentOf(i);  // which may add a node
      tree_.nodes[i].parent = parent;
    }
    CutCycles();
    Hang();
    Walk();
    return std::move(tree_);
  }

 private:
  Index OriginOf(std::size_t i) const {
    const auto found = accounts_[i].origin ? place_.find(*accounts_[i].origin) : place_.end();
    return found == place_.end() || found->second == i ? Index() : Index(found->second);
  }

  Index ParentOf(std::size_t i) {
    const Index origin = OriginOf(i);
    const std::string& agency = accounts_[i].agency;
    if (agency.empty()) return origin;
    if (!origin || accounts_[*origin].agency == agency) return AgencyNode(agency);
    // The first account of that source hangs elsewhere by now, and the source was found with it.
    const Index above = OriginOf(*origin);
    return above && *above != i ? above : origin;
  }

  std::size_t AgencyNode(std::string_view agency) {
    const auto [found, is_new] = agencies_.emplace(agency, tree_.nodes.size());
    if (is_new) {
      tree_.nodes.emplace_back();
      tree_.nodes.back().agency = agency;
    }
    return found->second;
  }

  // Going up from any node ends; where it comes round again, the last step is forgotten.
  void CutCycles() {
    std::vector<std::size_t> walk_of(tree_.nodes.size(), SIZE_MAX);
    for (std::size_t start = 0; start < tree_.nodes.size(); ++start) {
      std::size_t at = start;
      while (walk_of[at] == SIZE_MAX) {
        walk_of[at] = start;
        const Index parent = tree_.nodes[at].parent;
        if (!parent) break;
        if (walk_of[*parent] == start) {
          tree_.nodes[at].parent.reset();
          break;
        }
        at = *parent;
      }
    }
  }

  void Hang() {
    std::vector<bool> is_hung(tree_.nodes.size(), false);
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      for (std::size_t at = i; !is_hung[at];) {
        is_hung[at] = true;
        const Index parent = tree_.nodes[at].parent;
        if (!parent) {
          tree_.roots.push_back(at);
          break;
        }
        tree_.nodes[*parent].taken.push_back(at);
        at = *parent;
      }
    }
    for (ChainTreeNode& node : tree_.nodes) std::sort(node.taken.begin(), node.taken.end());
  }

  // From above, a level at a time; what is too deep moves up beside its parent.
  void Walk() {
    std::vector<std::size_t> depth(tree_.nodes.size(), 0);
    tree_.from_above = tree_.roots;
    for (std::size_t next = 0; next < tree_.from_above.size(); ++next) {
      const std::size_t at = tree_.from_above[next];
      ChainTreeNode& node = tree_.nodes[at];
      const bool is_deepest = depth[at] + 1 >= kMaxChainDepth;
      for (const std::size_t child : node.taken) {
        depth[child] = is_deepest ? depth[at] : depth[at] + 1;
        tree_.from_above.push_back(child);
        if (!is_deepest) continue;
        tree_.nodes[child].parent = node.parent;
        tree_.nodes[*node.parent].taken.push_back(child);
      }
      if (is_deepest) node.taken.clear();
    }
  }

  std::span<const Account> accounts_;
  ChainTree tree_;
  std::map<ArticleId, std::size_t> place_;
  std::map<std::string, std::size_t, std::less<>> agencies_;
};

}  // namespace

ChainTree BuildChainTree(std::span<const Account> accounts) { return Builder(accounts).Build(); }

}  // namespace isnad::news
