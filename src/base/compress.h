#pragma once

// gzip (RFC 1952), zlib and zstd (RFC 8878) with a cap on what comes out, since a few bytes in can
// ask for gigabytes.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad {

[[nodiscard]] bool LooksLikeGzip(std::string_view bytes);

// All members of a gzip file, one after another.
// Errors: kMalformed (truncated ones and wrong checksums included), kTooLarge over max_bytes.
[[nodiscard]] Result<std::string> Gunzip(std::string_view bytes, std::size_t max_bytes);

[[nodiscard]] std::string Gzip(std::string_view bytes, int level = 6);

[[nodiscard]] std::string ZstdCompress(std::string_view bytes, int level = 3);

// Errors: kMalformed, kTooLarge over max_bytes.
[[nodiscard]] Result<std::string> ZstdDecompress(std::string_view bytes, std::size_t max_bytes);

}  // namespace isnad
