#pragma once

// A story as `isnad story ID --json` prints it, and as the portal answers at /story/ID.json.

#include <string>

#include "news/story.h"

namespace isnad::cli {

// One line, without its end (docs/formats.md). Thread-safe.
[[nodiscard]] std::string StoryToJson(const news::Story& story);

}  // namespace isnad::cli
