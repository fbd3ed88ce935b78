#pragma once

// Content codings of HTTP (RFC 9110, 8.4.1): gzip and x-gzip, deflate (zlib's format, and the bare
// one that some servers send), br (RFC 7932) and zstd (RFC 8878), taken off with a cap on what
// comes out.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad {

// `bytes` without the codings that a Content-Encoding field lists, the last one first; names in any
// case, "identity" and an empty field are nothing.
// Errors: kUnsupported (another coding, or over 4 of them), kMalformed (not in that coding, or
// truncated), kTooLarge over max_bytes. Memory: at most about twice max_bytes. Thread-safe.
[[nodiscard]] Result<std::string> DecodeContent(std::string_view bytes, std::string_view codings,
                                                std::size_t max_bytes);

}  // namespace isnad
