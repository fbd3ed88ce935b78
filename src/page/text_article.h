#pragma once

// The article of a page that comes without tags: crawl dumps, pasted pages, mail. Each line is
// scored by boosted trees over line statistics (data/page/lines.model); tickers become headlines;
// an aggregator's "published in OUTLET on DATE" gives outlet and date.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "news/article.h"
#include "page/extract.h"
#include "page/lines.h"

namespace isnad::page {

// `text` is valid UTF-8. Cost: linear. Thread-safe.
[[nodiscard]] news::Article ExtractText(std::string_view text, const ExtractOptions& options);

// The line that is the article's title, lines.size() where there is none.
[[nodiscard]] std::size_t FindTitleLine(const std::vector<Line>& lines);

// What an aggregator's line says: «نشر في الدار يوم 21 - 02 - 2025».
struct Dateline {
  std::string outlet;
  std::optional<DateTime> date;
};
[[nodiscard]] Dateline ReadDateline(std::string_view line);

}  // namespace isnad::page
