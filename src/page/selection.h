#pragma once

// Which blocks of a page are the article. Each block is scored by boosted trees
// (data/page/blocks.model, trained by tools/train_page_models.py); what set phrases, the title and
// repetition say overrules them, and a page whose surest text is doubtful is judged by its own
// measure.

#include <cstddef>
#include <vector>

#include "page/blocks.h"
#include "page/features.h"
#include "page/forest.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct Selection {
  std::vector<bool> keep;     // by block
  std::vector<float> scores;  // log odds
  double words = 0;           // kept
  double doubt = 0;           // 0..1: share of them expected to be wrong or missing
};

// The trees that the program carries, over FeatureNames().
[[nodiscard]] const Forest& ShippedBlockModel();

// Cost: linear in nodes and blocks. Thread-safe.
[[nodiscard]] Selection SelectBlocks(const Tree& tree, const std::vector<Block>& blocks,
                                     const Surroundings& surroundings, const PageHints& hints,
                                     const Forest& model);

}  // namespace isnad::page
