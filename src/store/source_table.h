#pragma once

// The tables of sources and their feeds. Used by source_store.cc alone; each function runs inside a
// transaction of the caller's. Errors: those of SQLite, and what is named.

#include <cstddef>
#include <vector>

#include "base/error.h"
#include "news/source.h"
#include "store/source_store.h"
#include "store/sqlite.h"

namespace isnad::store {

// See SourceStore for what each promises.
[[nodiscard]] Result<SourceAdded> AddSource(Connection& connection, const news::Source& source);
[[nodiscard]] Result<void> RemoveSource(Connection& connection, news::SourceId id);
[[nodiscard]] Result<void> SetResting(Connection& connection, news::SourceId id, bool resting);
[[nodiscard]] Result<std::vector<news::Source>> ReadSources(Connection& connection,
                                                            std::size_t limit);

// The state of `feed`, role included; its tally stays as it is.
[[nodiscard]] Result<void> UpdateFeed(Connection& connection, const news::FollowedFeed& feed);
// One more page in its tally. Tallies are halved at a thousand, so that they tell of lately.
[[nodiscard]] Result<void> CountPage(Connection& connection, news::FeedId feed, bool whole);

}  // namespace isnad::store
