#pragma once

// Whether what was read may be shown again.

#include "news/article.h"

namespace isnad::news {

// Whether the page lets its text be shown by others: it neither forbids a copy or an extract
// (robots directives), nor wants to be left out of indexes, nor reserves text and data mining
// (TDMRep). Where it does not, its title with a link to it is what may be shown. Thread-safe.
[[nodiscard]] bool MayBeRepublished(const Article& article);

}  // namespace isnad::news
