#pragma once

#include <cstddef>
#include <string>

#include "base/error.h"

namespace isnad::cli {

// The file at `path`, or standard input for "-". One byte over the limit is enough for a parser to
// refuse it. Errors: those of ReadFile, naming the path or "standard input".
[[nodiscard]] Result<std::string> ReadInput(const std::string& path, std::size_t max_bytes);

}  // namespace isnad::cli
