#pragma once

// What is measured of every block of a page, for the decision whether it belongs to the article:
// its own text, the names and kinds of the elements around it, how its surroundings read, where it
// stands against the title and the densest part of the page, and how often its kind repeats.
// Nothing here depends on the language but through the lexicon's categories.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "page/blocks.h"
#include "page/feature_row.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

// What is known of the page besides its blocks.
struct PageHints {
  std::string_view title;
  std::string_view description;   // og:description or the like
  std::string_view article_body;  // of JSON-LD
  std::size_t title_block = 0;    // blocks.size() where the title is not shown
};

// Names of the features, in their order in a row.
[[nodiscard]] const std::vector<std::string_view>& FeatureNames();

// One row a block. Cost: linear in nodes and blocks (walks to the root are cut at 48 steps).
[[nodiscard]] std::vector<FeatureRow> MeasureBlocks(const Tree& tree,
                                                    const std::vector<Block>& blocks,
                                                    const Surroundings& surroundings,
                                                    const PageHints& hints);

// The same a part of the page at a time, so that no more than a few rows are held: `use` is called
// with the first block of each part and the rows of its blocks.
using RowsUser = std::function<void(std::size_t first, std::span<const FeatureRow> rows)>;
void MeasureBlocks(const Tree& tree, const std::vector<Block>& blocks,
                   const Surroundings& surroundings, const PageHints& hints, const RowsUser& use);

// The block that shows the title, or blocks.size().
[[nodiscard]] std::size_t FindTitleBlock(const std::vector<Block>& blocks, std::string_view title);

}  // namespace isnad::page
