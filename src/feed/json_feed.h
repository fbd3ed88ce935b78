#pragma once

// JSON Feed 1 and 1.1 (jsonfeed.org), RFC 8259 below it; trailing commas and comments are forgiven.

#include <string_view>

#include "feed/feed.h"
#include "feed/warnings.h"

namespace isnad::feed {

// `text` is UTF-8. Errors: kMalformed (not JSON, not an object, nested over 64 deep, no feed).
// Cost: O(n); the whole document as a tree in memory.
[[nodiscard]] Result<news::Feed> ReadJsonFeed(std::string_view text, const ParseOptions& options);

}  // namespace isnad::feed
