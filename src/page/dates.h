#pragma once

// When a page was published and changed: from what its head declares, else from what stands beside
// its title, else from its address; never from sidebars, comments, footers or running prose. The
// page's own offset is kept; nothing is converted or filled in.

#include <optional>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "page/blocks.h"
#include "page/metadata.h"
#include "page/surroundings.h"
#include "page/tree.h"

namespace isnad::page {

struct PageDates {
  std::optional<DateTime> published;
  std::optional<DateTime> modified;

  bool operator==(const PageDates&) const = default;
};

// `title_block` is blocks.size() where the title is not shown. Cost: linear. Thread-safe.
[[nodiscard]] PageDates FindPageDates(const Metadata& metadata, const Tree& tree,
                                      const std::vector<Block>& blocks,
                                      const Surroundings& surroundings, std::size_t title_block,
                                      std::string_view url);

// A date written alone or within a short line, in any form that pages use.
[[nodiscard]] std::optional<DateTime> ReadDate(std::string_view text);

// The day in a path: /2025/02/21/, /2025-02-21-…, /20250221/.
[[nodiscard]] std::optional<DateTime> DateFromUrl(std::string_view url);

}  // namespace isnad::page
