#pragma once

// Feeds and sitemaps to values. Reads RSS 0.90 to 2.0 (and what calls itself so), RSS 1.0 (RDF),
// Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1 and 1.1, sitemaps and sitemap indexes (sitemaps.org 0.9,
// as XML or as lines of addresses, with Google's news, image and video extensions), each plain or
// gzipped. Modules: content, Dublin Core and its terms, Media RSS, iTunes, GeoRSS, slash, Creative
// Commons, syndication, atom inside rss, FeedBurner, feed paging (RFC 5005), WebSub links.
//
// XML is read by expat: no external entity is ever fetched and entities are not expanded beyond a
// few hundred bytes each. What expat refuses is read again by our own lenient pass (xml_lenient.h)
// as far as that goes; the feed then says `well_formed = false` and a warning names the fault.
//
// Relative links are resolved against xml:base, then the document's address, then the feed's own
// declared address. Content is kept as it was written: sanitise it before showing.

#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "news/feed.h"

namespace isnad::feed {

struct FeedLimits {
  std::size_t max_bytes = std::size_t{64} << 20;  // also of what a gzip file unpacks to
  std::size_t max_items = 10'000;                 // the rest is dropped with a warning
  std::size_t max_depth = 256;                    // of elements; nothing deeper is read
  std::size_t max_values = 256;                   // authors, tags, enclosures of one item
  std::size_t max_title_bytes = 16'384;           // longer titles are cut
  std::size_t max_warnings = 64;
};

struct ParseOptions {
  std::string_view content_type = {};      // HTTP Content-Type
  std::string_view content_language = {};  // HTTP Content-Language
  std::string_view url = {};               // where the document came from (after redirects)
  FeedLimits limits = {};
};

// Errors: kTooLarge over max_bytes (looked at before any work), kMalformed where there is no feed
// in the bytes, kUnsupported for what is well known and no feed (an HTML page, OPML).
// Cost: O(bytes); see docs/benchmarks.md. Thread-safe.
[[nodiscard]] Result<news::Feed> Parse(std::string_view bytes, const ParseOptions& options = {});

}  // namespace isnad::feed
