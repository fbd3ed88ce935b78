#pragma once

// The JSON form of a feed: what `isnad feed` prints (the contract is in docs/formats.md).

#include <string>

#include "news/feed.h"

namespace isnad::feed {

// One line without a newline. Dates as DateTime::ToString gives them; unknown things are null.
[[nodiscard]] std::string ToJsonLine(const news::Feed& feed);

}  // namespace isnad::feed
