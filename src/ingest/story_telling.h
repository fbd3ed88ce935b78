#pragma once

// Joins what `story` makes of accounts (section, headline, summary) to the store that keeps them.

#include <memory>

#include "store/story_teller.h"

namespace isnad::ingest {

[[nodiscard]] std::unique_ptr<store::StoryTeller> MakeStoryTeller();

}  // namespace isnad::ingest
