#include "portal/chain_plan.h"

#include <algorithm>
#include <span>

namespace isnad::portal {
namespace {

class Planner {
 public:
  Planner(const news::ChainTree& tree, const ChainPlanLimits& limits)
      : tree_(tree), limits_(limits), accounts_(tree.nodes.size(), 0) {
    // How many accounts each branch holds; children stand behind their parents in from_above.
    for (auto node = tree.from_above.rbegin(); node != tree.from_above.rend(); ++node) {
      accounts_[*node] += tree.nodes[*node].account ? 1 : 0;
      if (const auto parent = tree.nodes[*node].parent) accounts_[*parent] += accounts_[*node];
    }
  }

  std::vector<ChainRow> Plan() {
    const std::vector<bool> shown = ShownRoots();
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < tree_.roots.size(); ++i) {
      if (shown[i] && rows_.size() < limits_.max_rows) {
        AddBranch(tree_.roots[i], 0, ChainRow::kNoRow);
      } else {
        hidden += accounts_[tree_.roots[i]];
      }
    }
    if (hidden > 0) rows_.push_back({.kind = ChainRow::Kind::kMoreRoots, .hidden = hidden});
    return std::move(rows_);
  }

 private:
  [[nodiscard]] std::vector<bool> ShownRoots() const {
    const std::size_t count = tree_.roots.size();
    std::vector<bool> shown(count, count <= limits_.max_roots);
    if (count <= limits_.max_roots) return shown;
    std::size_t left = limits_.max_roots;
    for (const bool with_copies : {true, false}) {
      for (std::size_t i = 0; i < count && left > 0; ++i) {
        if (shown[i] || tree_.nodes[tree_.roots[i]].taken.empty() == with_copies) continue;
        shown[i] = true;
        --left;
      }
    }
    return shown;
  }

  // No deeper than max_depth, which bounds the recursion.
  void AddBranch(std::size_t node, std::size_t depth, std::size_t parent) {
    const news::ChainTreeNode& it = tree_.nodes[node];
    const std::size_t row = rows_.size();
    rows_.push_back({.kind = it.account ? ChainRow::Kind::kAccount : ChainRow::Kind::kSource,
                     .node = node,
                     .depth = depth,
                     .parent = parent});
    std::size_t shown = it.taken.size();
    if (depth >= limits_.max_depth) {
      shown = 0;
    } else if (shown > limits_.max_copies) {
      shown = limits_.max_copies - 1;  // the last place is the counting row's
    }
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < it.taken.size(); ++i) {
      if (i < shown && rows_.size() < limits_.max_rows) {
        AddBranch(it.taken[i], depth + 1, row);
      } else {
        hidden += accounts_[it.taken[i]];
      }
    }
    if (hidden > 0) {
      rows_.push_back({.kind = ChainRow::Kind::kMoreCopies,
                       .depth = depth + 1,
                       .parent = row,
                       .hidden = hidden});
    }
  }

  const news::ChainTree& tree_;
  const ChainPlanLimits& limits_;
  std::vector<std::size_t> accounts_;
  std::vector<ChainRow> rows_;
};

}  // namespace

std::vector<ChainRow> PlanChain(const news::ChainTree& tree, const ChainPlanLimits& limits) {
  return Planner(tree, limits).Plan();
}

}  // namespace isnad::portal
