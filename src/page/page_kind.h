#pragma once

// Is a page an article, a listing of articles, or neither?

#include <cstddef>
#include "news/article.h"
#include "page/kind_features.h"

namespace isnad::page {

// A listing is told from an article by boosted trees over kind_features.h (data/page/kind.model,
// trained by tools/train_kind_model.py), which are held to take hardly any article for a list, be
// it ever so short below ever so many titles of others; a page of the site itself ("About us") and
// one with hardly any text are neither. Cost: linear. Thread-safe.
[[nodiscard]] news::PageKind FindKind(const KindView& page);

}  // namespace isnad::page
