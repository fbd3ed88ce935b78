#pragma once

// Which blocks of a page are the article. Each block is scored by boosted trees
// (data/page/blocks.model, trained by tools/train_page_models.py); what set phrases and the title
// say overrules them, and where hardly any prose is left the densest part of the page stands in.

#include <cstddef>
#include <vector>

#include "page/blocks.h"
#include "page/features.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct Selection {
  std::vector<bool> keep;     // by block
  std::vector<float> scores;  // log odds
  double words = 0;           // kept
};

[[nodiscard]] Selection SelectBlocks(const Tree& tree, const std::vector<Block>& blocks,
                                     const Surroundings& surroundings, const PageHints& hints);

}  // namespace isnad::page
