#pragma once

// Which stories continue which: the rows of story_links, always between stories that are there.

#include <cstddef>
#include <span>
#include <vector>

#include "base/error.h"
#include "news/story.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace isnad::store {

inline constexpr std::size_t kMaxEarlierStories = 4;  // that one story continues; the first stay
inline constexpr std::size_t kMaxLaterStories = 50;   // read of those that continue one

// `story` continues those of `earlier`: their addresses are followed; those that are gone, itself
// and what is linked already are passed over.
[[nodiscard]] Result<void> RecordStoryLinks(Connection& connection, news::StoryId story,
                                            std::span<const StoryContinuation> earlier);

// The links of `from` become those of `into`, which it is now a part of.
[[nodiscard]] Result<void> MoveStoryLinks(Connection& connection, news::StoryId from,
                                          news::StoryId into);

// Fills `story.earlier` and `story.later`, nearest in time first.
[[nodiscard]] Result<void> ReadStoryLinks(Connection& connection, news::Story& story);

}  // namespace isnad::store
