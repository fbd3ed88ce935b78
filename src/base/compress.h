#pragma once

// gzip (RFC 1952) and zstd (RFC 8878) with a cap on what comes out, since a few bytes in can
// ask for gigabytes.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad {

// True for the magic number and method of RFC 1952, 2.3.1.
[[nodiscard]] bool LooksLikeGzip(std::string_view bytes);

// All members of a gzip file, one after another; zeros behind the last one are padding.
// Errors: kMalformed (truncated ones, wrong checksums and other bytes behind a member included),
// kTooLarge over max_bytes. Memory: at most about twice max_bytes, whatever the data claims.
[[nodiscard]] Result<std::string> Gunzip(std::string_view bytes, std::size_t max_bytes);

// Levels outside 0..9 are brought inside.
[[nodiscard]] std::string Gzip(std::string_view bytes, int level = 6);

// One frame with its size and a checksum.
[[nodiscard]] std::string ZstdCompress(std::string_view bytes, int level = 3);

// All frames, one after another. Errors: kMalformed (truncated ones included), kTooLarge over
// max_bytes, or for a window over max(8 MiB, max_bytes) and 128 MiB. Memory: about twice max_bytes
// and the window.
[[nodiscard]] Result<std::string> ZstdDecompress(std::string_view bytes, std::size_t max_bytes);

}  // namespace isnad
