#pragma once

// Titles seen on pages that are not the page's own: each title is kept once, however many pages
// show it, and an article keeps the numbers of its headlines.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "news/article.h"
#include "store/sqlite.h"

namespace isnad::store {

inline constexpr std::size_t kMaxHeadlinesPerPage = 2'000;

// Records the headlines of `article`, seen at `seen`, and returns their ids in order. Inside the
// writer's transaction.
[[nodiscard]] Result<std::vector<std::int64_t>> RecordHeadlines(Connection& connection,
                                                                const news::Article& article,
                                                                Instant seen);

// The headlines with these ids; ids that are not there are passed over.
[[nodiscard]] Result<std::vector<news::Headline>> ReadHeadlines(
    Connection& connection, const std::vector<std::int64_t>& ids);

}  // namespace isnad::store
