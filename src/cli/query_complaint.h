#pragma once

// What search::FindProblems finds in a query, said to the one who typed it.

#include <string>
#include <vector>

#include "cli/context.h"
#include "search/query_check.h"

namespace isnad::cli {

// Complains, with exit code 2, of each problem that makes the query another one than was meant;
// true where there is one.
[[nodiscard]] bool ComplainOfQuery(Context& context,
                                   const std::vector<search::QueryProblem>& problems);

// For a query that found nothing: which of its words look like filters and are none, and which
// filters there are; "" where no word does.
[[nodiscard]] std::string UnknownFilters(const std::vector<search::QueryProblem>& problems);

}  // namespace isnad::cli
