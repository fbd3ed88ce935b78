#pragma once

// The tables of data/fetch, read once. Each file tells its own columns. Not for other folders.
// Thread-safe; views last as long as the program.

#include <string_view>
#include <vector>

namespace isnad::fetch {

struct CommonFeedPath {
  std::string_view path;
  std::string_view platform;  // "*": any
};
[[nodiscard]] const std::vector<CommonFeedPath>& CommonFeedPaths();

struct FeedLinkWord {
  std::string_view meaning;  // "feed", "comments", "partial"
  std::string_view word;
};
[[nodiscard]] const std::vector<FeedLinkWord>& FeedLinkWords();

}  // namespace isnad::fetch
