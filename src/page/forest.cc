#include "page/forest.h"

#include <charconv>
#include <cstddef>

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
  ForEachRow(text, [&](const std::vector<std::string_view>& row) {
    if (row[0] == "features") {
      forest.features_.assign(row.begin() + 1, row.end());
    } else if (row[0] == "bias") {
      good = good && row.size() == 2 && Read(row[1], forest.bias_);
    } else if (row[0] == "tree") {
      good = good && expected == 0 && row.size() == 2 && Read(row[1], size) && size < 60'000;
      expected = size;
      forest.roots_.push_back(static_cast<std::uint32_t>(forest.nodes_.size()));
    } else if (expected == 0) {
      good = false;
    } else {
      Node node;
      const std::uint32_t at = size - expected;
      if (row[0] == "=") {
        good = good && row.size() == 2 && Read(row[1], node.value);
      } else {
        std::uint16_t right = 0;
        good = good && row.size() == 4 && Read(row[0], node.feature) && Read(row[1], node.value) &&
               Read(row[2], node.left) && Read(row[3], right) && node.feature >= 0 &&
               static_cast<std::size_t>(node.feature) < forest.features_.size() && node.left > at &&
               right == node.left + 1 && right < size;
      }
      forest.nodes_.push_back(node);
      --expected;
    }
  });
  if (!good || expected != 0) return Fail(Errc::kMalformed, "decision trees are not well formed");
  return forest;
}

float Forest::Score(const float* row) const {
  float sum = bias_;
  for (const std::uint32_t root : roots_) {
    const Node* tree = nodes_.data() + root;
    const Node* node = tree;
    while (node->feature >= 0) {
      node = tree + node->left + (row[node->feature] <= node->value ? 0 : 1);
    }
    sum += node->value;
  }
  return sum;
}

}  // namespace isnad::page
