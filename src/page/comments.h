#pragma once

// Readers' comments on a page, kept apart from the article: elements that are named as one comment
// each within a part that is named after comments.

#include <vector>

#include "news/article.h"
#include "page/blocks.h"
#include "page/tree.h"

namespace isnad::page {

// At most 500, in the order of the page; forms and invitations to comment left out. `keep` marks
// the article's own blocks. Cost: linear. Thread-safe.
[[nodiscard]] std::vector<news::Comment> FindComments(const Tree& tree,
                                                      const std::vector<Block>& blocks,
                                                      const std::vector<bool>& keep);

}  // namespace isnad::page
