#pragma once

// Boosted decision trees as written by tools/boosted_trees.py: a feature row in, the log odds that
// the block belongs to the article out.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "page/feature_row.h"

namespace isnad::page {

class Forest {
 public:
  // Reads the text form. Errors: kMalformed (unknown line, feature out of range, a node that does
  // not point forward: evaluation therefore always ends).
  [[nodiscard]] static Result<Forest> Parse(std::string_view text);

  // `row` holds features().size() values, none of them NaN. Cost: trees × depth. Thread-safe.
  [[nodiscard]] float Score(const float* row) const;

  // The same for many rows at once, `out` being as long as `rows`. Bit for bit what Score says of
  // each, at a sixth of the cost: the trees of a shallow forest are worked out whole for several
  // rows side by side, without a branch.
  void Score(std::span<const FeatureRow> rows, std::span<float> out) const;

  [[nodiscard]] const std::vector<std::string>& features() const { return features_; }

 private:
  // A leaf is its own left child for every value, so that a walk may go on for as long as the
  // deepest one does.
  struct Node {
    float threshold = 0;
    std::uint16_t feature = 0;
    std::uint16_t left = 0;  // child for row[feature] <= threshold; the other one follows it
  };
  struct Tree {
    std::uint32_t root = 0;   // in nodes_; children count from here
    std::uint32_t depth = 0;  // of the deepest leaf
  };

  // A tree of this depth at most, made whole: what a leaf decides too early is decided once more
  // to the same end. Node i has the children 2i + 1 and 2i + 2; those of the last ones are shares.
  static constexpr std::size_t kShallow = 4;
  struct ShallowTree {
    std::array<std::uint16_t, (1U << kShallow) - 1> features{};
    std::array<float, (1U << kShallow) - 1> thresholds{};
    std::array<float, 1U << kShallow> shares{};
  };
  // A column for each feature, a row in each of its places.
  static constexpr std::size_t kLanes = 8;
  struct Tile;

  void MakeShallow();
  void CompleteTree(const Tree& tree, std::uint32_t from, std::size_t to, ShallowTree& out) const;
  [[nodiscard]] float LeafShare(const Tree& tree, const float* row) const;
  void ScoreTile(std::span<const FeatureRow> rows, std::span<float> out) const;

  std::vector<std::string> features_;
  std::vector<Node> nodes_;
  std::vector<float> shares_;  // by node: what a leaf adds to the score
  std::vector<Tree> trees_;
  std::vector<ShallowTree> shallow_;  // the trees once more, if all of them are
  float bias_ = 0;
};

}  // namespace isnad::page
