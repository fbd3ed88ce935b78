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
  return forest;
}

float Forest::Score(const float* row) const {
  float sum = bias_;
  for (const Tree& tree : trees_) {
    const Node* nodes = nodes_.data() + tree.root;
    std::uint32_t at = 0;
    for (std::uint32_t step = 0; step < tree.depth; ++step) {
      const Node& node = nodes[at];
      at = node.left + (row[node.feature] <= node.threshold ? 0U : 1U);
    }
    sum += shares_[tree.root + at];
  }
  return sum;
}

// The walks of several rows down one tree, step by step side by side: each load waits for the one
// before it, so that alone they would leave the processor idle.
template <int kRows>
void Forest::ScoreGroup(const Tree& tree, const FeatureRow* rows, float* out) const {
  const Node* const nodes = nodes_.data() + tree.root;
  std::array<std::uint32_t, kRows> at{};
  for (std::uint32_t step = 0; step < tree.depth; ++step) {
    for (std::size_t i = 0; i < kRows; ++i) {
      const Node node = nodes[at[i]];
      at[i] = node.left + static_cast<std::uint32_t>(!(rows[i][node.feature] <= node.threshold));
    }
  }
  for (std::size_t i = 0; i < kRows; ++i) out[i] += shares_[tree.root + at[i]];
}

void Forest::Score(std::span<const FeatureRow> rows, std::span<float> out) const {
  constexpr std::size_t kTogether = 8;
  constexpr std::size_t kTile = 32;  // rows that stay in the nearest cache
  assert(rows.size() == out.size());
  std::fill(out.begin(), out.end(), bias_);
  for (std::size_t from = 0; from < rows.size(); from += kTile) {
    const std::size_t to = std::min(from + kTile, rows.size());
    for (const Tree& tree : trees_) {
      std::size_t i = from;
      for (; i + kTogether <= to; i += kTogether) {
        ScoreGroup<kTogether>(tree, &rows[i], &out[i]);
      }
      for (; i < to; ++i) ScoreGroup<1>(tree, &rows[i], &out[i]);
    }
  }
}

}  // namespace isnad::page
