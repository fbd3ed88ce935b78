#pragma once

// The name a page's site goes by where the head does not declare it: the part of <title> that the
// page repeats where sites put their names (logo, link to the front page, feed, rights line).

#include <string>
#include <string_view>
#include <vector>

#include "page/blocks.h"
#include "page/metadata.h"
#include "page/tree.h"

namespace isnad::page {

// "" where no part of <title> is confirmed. Cost: linear in the tree. Thread-safe.
[[nodiscard]] std::string FindSiteName(const Metadata& metadata, const Tree& tree,
                                       const std::vector<Block>& blocks);

}  // namespace isnad::page
