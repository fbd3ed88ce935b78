#pragma once

// How the matches of a query spread over outlets and days.

#include "search/filter.h"
#include "search/index.h"
#include "search/match.h"

namespace isnad::search {

// Over the newest kMaxFaceted matches, or articles where nothing but filters was asked for.
// Cost: one row of `articles` a match. Errors: those of the store.
[[nodiscard]] Result<Facets> CountFacets(store::Connection& connection,
                                         const MatchExpression& match, const Filter& filter);

}  // namespace isnad::search
