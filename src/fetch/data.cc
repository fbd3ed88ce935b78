#include "fetch/data.h"

#include <algorithm>
#include <array>

extern "C" const char isnad_common_feed_paths[];
extern "C" const char isnad_common_feed_paths_end[];
extern "C" const char isnad_feed_link_words[];
extern "C" const char isnad_feed_link_words_end[];

namespace isnad::fetch {
namespace {

std::string_view Take(std::string_view& rest, char separator) {
  const std::string_view field = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(field.size() + 1, rest.size()));
  return field;
}

// The first two fields of each line that is no comment.
template <typename Row>
std::vector<Row> ReadRows(const char* begin, const char* end) {
  std::string_view rest(begin, static_cast<std::size_t>(end - begin));
  std::vector<Row> rows;
  while (!rest.empty()) {
    std::string_view line = Take(rest, '\n');
    if (line.empty() || line.front() == '#') continue;
    const std::string_view first = Take(line, '\t');
    rows.push_back({first, Take(line, '\t')});
  }
  return rows;
}

}  // namespace

const std::vector<CommonFeedPath>& CommonFeedPaths() {
  static const auto kRows =
      ReadRows<CommonFeedPath>(isnad_common_feed_paths, isnad_common_feed_paths_end);
  return kRows;
}

const std::vector<FeedLinkWord>& FeedLinkWords() {
  static const auto kRows =
      ReadRows<FeedLinkWord>(isnad_feed_link_words, isnad_feed_link_words_end);
  return kRows;
}

}  // namespace isnad::fetch
