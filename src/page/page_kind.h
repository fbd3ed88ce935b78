#pragma once

// Is a page an article, a listing of articles, or neither?

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "news/article.h"
#include "page/blocks.h"
#include "page/metadata.h"
#include "page/selection.h"

namespace isnad::page {

// What counts is prose that stands together: each paragraph of a listing is the teaser of another
// title that links away, however long they all are; an article stays one below any ticker. What the
// head declares, the address and the dates on the page weigh in. `address`: the page's own, if
// known. `title_block` may be blocks.size(). Cost: linear. Thread-safe.
[[nodiscard]] news::PageKind FindKind(const Metadata& metadata, const std::optional<Url>& address,
                                      std::string_view outlet, const std::vector<Block>& blocks,
                                      const Selection& selection, std::size_t title_block,
                                      std::string_view title);

}  // namespace isnad::page
