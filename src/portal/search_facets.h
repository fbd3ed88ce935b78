#pragma once

// How the matches of a search spread over outlets and time, as links that narrow it.

#include "portal/html.h"
#include "portal/pages.h"
#include "search/index.h"

namespace isnad::portal {

// Where a search like `request` for `text` is found, from its first page.
[[nodiscard]] SafeUrl ResultsUrl(const SearchRequest& request, std::string_view text);

// Empty where there is nothing to narrow: one outlet and one day at most.
[[nodiscard]] Html FacetsHtml(const Words& words, const SearchRequest& request,
                              const search::Facets& facets);

}  // namespace isnad::portal
