#pragma once

// The article of an HTML page: joins the tree, what the head declares, the blocks and what is
// found about title, authors and dates.

#include <string_view>

#include "news/article.h"
#include "page/extract.h"
#include "page/selection.h"
#include "page/tree.h"

namespace isnad::page {

// `html` is valid UTF-8. Cost: linear. Thread-safe.
[[nodiscard]] news::Article ExtractHtml(std::string_view html, const ExtractOptions& options,
                                        const Forest& model = ShippedBlockModel());

}  // namespace isnad::page
