// Any bytes as OPML: what was read, written and read again is the same list.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "feed/opml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto opml = isnad::feed::ParseOpml({reinterpret_cast<const char*>(data), size});
  if (!opml) return 0;
  const auto again = isnad::feed::ParseOpml(isnad::feed::WriteOpml(*opml));
  if (!again || again->feeds.size() != opml->feeds.size()) std::abort();
  for (std::size_t i = 0; i < opml->feeds.size(); ++i) {
    if (again->feeds[i].feed_url != opml->feeds[i].feed_url) std::abort();
  }
  return 0;
}
