#pragma once

// The number of a story, an article or a saved search on the command line.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace isnad::cli {

// Adds a positional argument that takes digits alone. One that is over the largest number is told
// of as it was typed; CLI11 by itself would take the largest.
CLI::Option* AddNumber(CLI::App& command, const std::string& name, std::int64_t& number,
                       const std::string& about);
CLI::Option* AddNumbers(CLI::App& command, const std::string& name,
                        std::vector<std::int64_t>& numbers, const std::string& about);

}  // namespace isnad::cli
