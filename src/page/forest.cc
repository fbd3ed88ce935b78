#include "page/forest.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <limits>

#include "page/table.h"

namespace isnad::page {
namespace {

template <typename Number>
bool Read(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

Result<Forest> Forest::Parse(std::string_view text) {
  Forest forest;
  bool good = true;
  std::uint32_t expected = 0;  // nodes still to come of the current tree
  std::uint32_t size = 0;
  std::vector<std::uint32_t> depths;  // by node of the current tree
  ForEachRow(text, [&](const std::vector<std::string_view>& row) {
    if (row[0] == "features") {
      forest.features_.assign(row.begin() + 1, row.end());
      good = good && forest.features_.size() <= kMaxFeatures;
    } else if (row[0] == "bias") {
      good = good && row.size() == 2 && Read(row[1], forest.bias_);
    } else if (row[0] == "tree") {
      good = good && expected == 0 && row.size() == 2 && Read(row[1], size) && size < 60'000;
      expected = size;
      depths.assign(size, 0);
      forest.trees_.push_back({static_cast<std::uint32_t>(forest.nodes_.size()), 0});
    } else if (expected == 0) {
      good = false;
    } else {
      Node node;
      float share = 0;
      const std::uint32_t at = size - expected;
      if (row[0] == "=") {
        good = good && row.size() == 2 && Read(row[1], share);
        node = {std::numeric_limits<float>::infinity(), 0, static_cast<std::uint16_t>(at)};
      } else {
        std::uint16_t right = 0;
        good = good && row.size() == 4 && Read(row[0], node.feature) &&
               Read(row[1], node.threshold) && Read(row[2], node.left) && Read(row[3], right) &&
               node.feature < forest.features_.size() && node.left > at && right == node.left + 1 &&
               right < size;
        if (good) depths[node.left] = depths[right] = depths[at] + 1;
      }
      Tree& tree = forest.trees_.back();
      tree.depth = std::max(tree.depth, depths[at]);
      forest.nodes_.push_back(node);
      forest.shares_.push_back(share);
      --expected;
    }
  });
  if (!good || expected != 0) return Fail(Errc::kMalformed, "decision trees are not well formed");
  forest.MakeShallow();
  return forest;
}

void Forest::MakeShallow() {
  if (!std::all_of(trees_.begin(), trees_.end(),
                   [](const Tree& tree) { return tree.depth <= kShallow; })) {
    return;
  }
  shallow_.resize(trees_.size());
  for (std::size_t i = 0; i < trees_.size(); ++i) CompleteTree(trees_[i], 0, 0, shallow_[i]);
}

// What hangs below the node `from` of the tree to the place `to`.
void Forest::CompleteTree(const Tree& tree, std::uint32_t from, std::size_t to,
                          ShallowTree& out) const {
  if (to >= out.features.size()) {
    out.shares[to - out.features.size()] = shares_[tree.root + from];
    return;
  }
  const Node& node = nodes_[tree.root + from];
  out.features[to] = node.feature;
  out.thresholds[to] = node.threshold;
  CompleteTree(tree, node.left, 2 * to + 1, out);
  CompleteTree(tree, node.left == from ? from : node.left + 1U, 2 * to + 2, out);
}

float Forest::LeafShare(const Tree& tree, const float* row) const {
  const Node* nodes = nodes_.data() + tree.root;
  std::uint32_t at = 0;
  for (std::uint32_t step = 0; step < tree.depth; ++step) {
    const Node& node = nodes[at];
    at = node.left + (row[node.feature] <= node.threshold ? 0U : 1U);
  }
  return shares_[tree.root + at];
}

float Forest::Score(const float* row) const {
  float sum = bias_;
  for (const Tree& tree : trees_) sum += LeafShare(tree, row);
  return sum;
}

struct Forest::Tile {
  // A vector of the compiler's (GCC manual, Vector Extensions): its operators work on each place.
  using Lanes [[gnu::vector_size(kLanes * sizeof(float))]] = float;
  std::array<Lanes, kMaxFeatures> columns;
  Lanes sums;

  // What the tree below the node says of each row.
  template <std::size_t kNode>
  [[gnu::always_inline]] void Choose(const ShallowTree& tree, Lanes& out) const {
    constexpr std::size_t kNodes = std::tuple_size_v<decltype(ShallowTree::features)>;
    if constexpr (kNode >= kNodes) {
      out = tree.shares[kNode - kNodes] - Lanes{};
    } else {
      Lanes left;
      Lanes right;
      Choose<2 * kNode + 1>(tree, left);
      Choose<2 * kNode + 2>(tree, right);
      out = columns[tree.features[kNode]] <= tree.thresholds[kNode] ? left : right;
    }
  }

  [[gnu::always_inline]] void Add(std::span<const ShallowTree> trees) {
    for (const ShallowTree& tree : trees) {
      Lanes shares;
      Choose<0>(tree, shares);
      sums += shares;
    }
  }
#if defined(__x86_64__)
  [[gnu::target("avx2")]] void AddWide(std::span<const ShallowTree> trees) { Add(trees); }
#endif
};

void Forest::ScoreTile(std::span<const FeatureRow> rows, std::span<float> out) const {
  Tile tile;
  // Leaves name the first column, whether there is a feature or not.
  const std::size_t columns = std::max<std::size_t>(features_.size(), 1);
  for (std::size_t feature = 0; feature < columns; ++feature) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      tile.columns[feature][i] = rows[std::min(i, rows.size() - 1)][feature];
    }
  }
  tile.sums = bias_ - Tile::Lanes{};
#if defined(__x86_64__)
  __builtin_cpu_supports("avx2") ? tile.AddWide(shallow_) : tile.Add(shallow_);
#else
  tile.Add(shallow_);
#endif
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = tile.sums[i];
}

void Forest::Score(std::span<const FeatureRow> rows, std::span<float> out) const {
  assert(rows.size() == out.size());
  if (shallow_.size() < trees_.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i) out[i] = Score(rows[i].data());
    return;
  }
  for (std::size_t from = 0; from < rows.size(); from += kLanes) {
    const std::size_t count = std::min(kLanes, rows.size() - from);
    ScoreTile(rows.subspan(from, count), out.subspan(from, count));
  }
}

}  // namespace isnad::page
