#pragma once

// Boosted decision trees as written by tools/boosted_trees.py: a feature row in, the log odds that
// the block belongs to the article out.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace isnad::page {

class Forest {
 public:
  // Reads the text form. Errors: kMalformed (unknown line, feature out of range, a node that does
  // not point forward: evaluation therefore always ends).
  [[nodiscard]] static Result<Forest> Parse(std::string_view text);

  // `row` holds features().size() values. Cost: trees × depth. Thread-safe.
  [[nodiscard]] float Score(const float* row) const;

  [[nodiscard]] const std::vector<std::string>& features() const { return features_; }

 private:
  struct Node {
    float value = 0;            // threshold, or the leaf's share of the score
    std::int16_t feature = -1;  // -1 in leaves
    std::uint16_t left = 0;     // child for row[feature] <= value; the other one follows it
  };

  std::vector<std::string> features_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
  float bias_ = 0;
};

}  // namespace isnad::page
