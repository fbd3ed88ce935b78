#pragma once

// Files: bounded reads, and writes that are either wholly there after a power cut or not at all.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad {

// Whole file. Errors: kNotFound, kDenied, kIo, kTooLarge over max_bytes (also for a file that
// grows while it is read). A directory is kMalformed. Messages name the path.
[[nodiscard]] Result<std::string> ReadFile(const std::string& path, std::size_t max_bytes);

// Writes beside `path`, syncs the file, renames over `path`, syncs the folder. On failure `path`
// is what it was and no temporary stays. Errors: kFull, kDenied, kIo, kNotFound (no such folder).
[[nodiscard]] Result<void> WriteFileAtomic(const std::string& path, std::string_view bytes);

}  // namespace isnad
