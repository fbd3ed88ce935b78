#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fetch/discovery.h"

// The first line is a Link header field, the rest the page. Whatever they say, each address is one
// that Url reads back, comes once, and the best come first.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  static const isnad::Url kPage = *isnad::Url::Parse("https://a.example/b/c?d");
  isnad::fetch::SitePage page;
  page.link_header = input.substr(0, input.find('\n'));
  page.html = input.substr(page.link_header.size());
  int before = 100;
  for (const auto& candidate : isnad::fetch::DiscoverFeeds(kPage, page)) {
    const auto url = isnad::Url::Parse(candidate.url);
    if (!url || url->text() != candidate.url) std::abort();
    if (candidate.score > before || candidate.score < 0) std::abort();
    before = candidate.score;
  }
  return 0;
}
