#pragma once

// When a page was published and changed: from what its head declares and what its readers see, then
// from its address, then from the state its scripts carry; never from sidebars, comments, footers
// or running prose. What is not told is not filled in; an instant in UTC is told on the clock of
// the page's country where that is known for sure.

#include <optional>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "page/blocks.h"
#include "page/date_place.h"
#include "page/date_text.h"
#include "page/metadata.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct PageDates {
  std::optional<DateTime> published;
  std::optional<DateTime> modified;

  bool operator==(const PageDates&) const = default;
};

struct PageView {
  const Tree& tree;
  const std::vector<Block>& blocks;
  const Surroundings& surroundings;
  std::size_t title_block;  // blocks.size() where the title is not shown
  std::string_view title;
  std::string_view url;   // the page's own, absolute or ""
  std::string_view html;  // the whole page, for what the tree leaves out; may be ""
};

// Cost: linear; the raw page is read only where nothing else tells a date. Thread-safe.
[[nodiscard]] PageDates FindPageDates(const Metadata& metadata, const PageView& page);

// A date written alone or within a short text, in any form that pages use.
[[nodiscard]] std::optional<DateTime> ReadDate(std::string_view text);

// The day in a path: /2025/02/21/, /2025-02-21-…, /20250221/, /21-02-2025/.
[[nodiscard]] std::optional<DateTime> DateFromUrl(std::string_view url);

}  // namespace isnad::page
