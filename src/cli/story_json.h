#pragma once

// A story as `isnad story ID --json` prints it, and as the portal answers at /story/ID.json.

#include <boost/json.hpp>
#include <string>

#include "news/story.h"

namespace isnad::cli {

// What a list of stories says of each: without summary, chain and sagas.
[[nodiscard]] boost::json::object StoryObject(const news::Story& story);

// One line, without its end (docs/formats.md). Thread-safe.
[[nodiscard]] std::string StoryToJson(const news::Story& story);

}  // namespace isnad::cli
