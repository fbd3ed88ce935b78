#pragma once

// From a site's page to its feeds: what the page declares, what it links to, what robots.txt names,
// and where such sites usually keep them (data/fetch/common_feed_paths.tsv), best first.
//
// Source: RSS and Atom autodiscovery as browsers did it (<link rel="alternate">), RFC 8288 for Link
// header fields. A pure function: nothing is fetched, and what it names is still to be tried.
// Addresses are http(s) and absolute, but not checked by the guard: the client does that.
// Cost: O(html.size()). Thread-safe.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace isnad::fetch {

enum class FeedSource : std::uint8_t {
  kDeclared,  // <link rel=alternate> of a feed's type
  kHeader,    // the same in a Link header field
  kLinked,    // an <a> that looks like it
  kSitemap,   // a Sitemap line of robots.txt
  kGuessed,   // a usual place
};

struct FeedCandidate {
  std::string url;
  std::string title;  // as declared; may be empty
  std::string type;   // media type as declared, in lower case; may be empty
  FeedSource source = FeedSource::kDeclared;
  int score = 0;  // 0..100, higher is likelier to be the feed of all news

  bool operator==(const FeedCandidate&) const = default;
};

struct SitePage {
  std::string_view html;
  std::string_view link_header;       // of the answer, may be empty
  std::vector<std::string> sitemaps;  // of robots.txt (Robots::sitemaps)
};

struct DiscoveryLimits {
  std::size_t max_candidates = 60;
};

// Each address once, under its best score; of equal ones, the page's order.
[[nodiscard]] std::vector<FeedCandidate> DiscoverFeeds(const Url& page, const SitePage& content,
                                                       const DiscoveryLimits& limits = {});

// "application/rss+xml; charset=…" and the like.
[[nodiscard]] bool IsFeedType(std::string_view media_type);

}  // namespace isnad::fetch
