#pragma once

// Which lines the pages of one host repeat: counts of fingerprints, learned from articles as they
// come in. Compact and ageing: after every few hundred pages of a host all its counts are halved
// and what falls to nothing goes, so that a host has some thousand rows at most and what it no
// longer prints is forgotten.

#include <string_view>

#include "base/error.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace isnad::store {

inline constexpr std::int64_t kHalveLinesAtPages = 400;  // of one host

// Counts one page with its lines, inside the writer's transaction. A line counts once for pages of
// one title after another, so that an article published again is no second witness.
[[nodiscard]] Result<void> RecordHostLines(Connection& connection, const SeenLines& seen);

// The lines of `host` seen on at least `min_pages` pages. Cost: the rows of the host.
[[nodiscard]] Result<HostLines> ReadHostLines(Connection& connection, std::string_view host,
                                              std::int64_t min_pages);

}  // namespace isnad::store
