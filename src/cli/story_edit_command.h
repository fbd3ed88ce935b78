#pragma once

// isnad story merge, split, rename, pin, unpin, changes: what an editor does to stories.

#include <CLI/CLI.hpp>
#include <string>

#include "cli/context.h"

namespace isnad::cli {

// Adds them to `isnad story`; `folder` and `json` are that command's options and live as long.
void AddStoryEdits(CLI::App& story, Context& context, const std::string& folder, const bool& json);

}  // namespace isnad::cli
