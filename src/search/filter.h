#pragma once

// The filters of a query as SQL on `articles a`.

#include <string>

#include "base/error.h"
#include "search/query.h"
#include "store/sqlite.h"

namespace isnad::search {

struct Filter {
  std::string sql;  // " AND …", "" when there are none; nothing but numbers of ours goes into it
  bool matches_nothing = false;
};

// Cost: the names of all outlets where one is asked for. Errors: those of the store.
[[nodiscard]] Result<Filter> FilterOf(store::Connection& connection, const Query& query);

}  // namespace isnad::search
