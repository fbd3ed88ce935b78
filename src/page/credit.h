#pragma once

// The line in which an article says where its text comes from (data/page/credits.tsv): "(وكالات)",
// «نقلا عن الدار», "Source: AFP".

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "page/blocks.h"
#include "page/tree.h"

namespace isnad::page {

// What a line of its own credits, "" where it is no clear credit line. Brackets around the whole
// and labels ("Source:") are left out. Cost: O(n). Thread-safe.
[[nodiscard]] std::string CreditOfLine(std::string_view line);

// The credit line beside the title or at the end of the kept blocks; "" for none.
[[nodiscard]] std::string FindCredit(const Tree& tree, const std::vector<Block>& blocks,
                                     const std::vector<bool>& keep, std::size_t title_block);

}  // namespace isnad::page
