#pragma once

// The deep check: everything that must hold in a store, tried against what is there.

#include <string>
#include <vector>

#include "base/error.h"
#include "store/sqlite.h"

namespace isnad::store {

// One line a finding, at most some hundreds; empty when all is well. Reads the whole store.
// Errors: only when the check itself cannot be made.
[[nodiscard]] Result<std::vector<std::string>> CheckStore(Connection& connection,
                                                          const std::string& pages_folder);

}  // namespace isnad::store
