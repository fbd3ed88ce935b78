#pragma once

// How the matches of a query spread over outlets, sections, languages and days.

#include <cstdint>
#include <vector>

#include "search/doc_columns.h"
#include "search/index.h"

namespace isnad::search {

// Cost: a few loads a match, and the names of what was met. Errors: those of the store.
[[nodiscard]] Result<Facets> CountFacets(store::Connection& connection, const DocColumns& columns,
                                         const std::vector<std::uint32_t>& matches);

}  // namespace isnad::search
