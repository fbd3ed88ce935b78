#pragma once

// Boosted decision trees as written by tools/boosted_trees.py: a feature row in, the log odds that
// the block belongs to the article out.

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

  // The same for many rows at once, `out` being as long as `rows`: some trees and rows stay in the
  // nearest cache, and no step waits for a branch. Bit for bit what Score says of each.
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

  template <int kRows>
  void ScoreGroup(const Tree& tree, const FeatureRow* rows, float* out) const;
  std::vector<std::string> features_;
  std::vector<Node> nodes_;
  std::vector<float> shares_;  // by node: what a leaf adds to the score
  std::vector<Tree> trees_;
  float bias_ = 0;
};

}  // namespace isnad::page
