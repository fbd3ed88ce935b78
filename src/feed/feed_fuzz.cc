// Any bytes as a feed: no crash, within the limits, and all text that comes out is UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "feed/feed.h"
#include "feed/feed_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  isnad::feed::ParseOptions options;
  options.url = "https://a.example/feed/";
  options.limits.max_items = 50;
  const auto feed = isnad::feed::Parse({reinterpret_cast<const char*>(data), size}, options);
  if (!feed) return 0;
  if (feed->items.size() > options.limits.max_items) std::abort();
  for (const auto& item : feed->items) {
    if (!item.link.empty() && !item.link.starts_with("http")) std::abort();
  }
  if (!isnad::IsUtf8(isnad::feed::ToJsonLine(*feed))) std::abort();
  return 0;
}
