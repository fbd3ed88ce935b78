#pragma once

// The article of a page that comes without tags: crawl dumps, pasted pages, mail. Each line is
// scored by boosted trees over line statistics (data/page/lines.model), which need neither a
// language nor a set phrase to be known; phrases (data/page/phrases.tsv) make it surer. Titles of
// other articles, comments and tags are kept apart.

#include <string_view>

#include "news/article.h"
#include "page/extract.h"

namespace isnad::page {

// `text` is valid UTF-8. Cost: linear. Thread-safe.
[[nodiscard]] news::Article ExtractText(std::string_view text, const ExtractOptions& options);

}  // namespace isnad::page
