#pragma once

// What a feed or a sitemap says: plain values, filled by feed::Parse and handed on to ingest.
// Texts are valid UTF-8 as published; titles are plain text (entities decoded, tags taken off);
// URLs are absolute http(s) or empty. Unknown things are empty or nullopt, never guessed.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date_time.h"

namespace isnad::news {

enum class FeedKind : std::uint8_t { kRss, kAtom, kJson, kRdf, kSitemap };

// kHtml is what the publisher wrote and is hostile: sanitise it before showing.
enum class FeedTextKind : std::uint8_t { kText, kHtml };

struct FeedText {
  FeedTextKind kind = FeedTextKind::kText;
  std::string value;
  std::string base;      // what relative links in `value` are relative to
  std::string language;  // xml:lang in force

  [[nodiscard]] bool empty() const { return value.empty(); }
  bool operator==(const FeedText&) const = default;
};

struct Enclosure {
  std::string url;
  std::string type;                     // media type as declared
  std::optional<std::uint64_t> length;  // bytes

  bool operator==(const Enclosure&) const = default;
};

struct GeoPoint {
  double latitude = 0;
  double longitude = 0;

  bool operator==(const GeoPoint&) const = default;
};

struct FeedItem {
  std::string id;     // guid, atom:id, rdf:about or a sitemap's loc, as written
  std::string link;   // the item's page; the publisher's own where a proxy's is given beside it
  std::string title;  // plain text
  std::optional<DateTime> published;
  std::optional<DateTime> updated;
  std::vector<std::string> authors;
  FeedText summary;
  FeedText content;
  std::string image;
  std::vector<Enclosure> enclosures;
  std::vector<std::string> tags;
  std::string language;
  std::string source_title;  // where the item was republished from
  std::string source_link;
  std::string comments_link;
  std::string rights;  // text, or the address of a licence
  std::optional<std::uint64_t> comment_count;
  std::optional<GeoPoint> place;

  bool operator==(const FeedItem&) const = default;
};

// Links between the documents of one feed (RFC 5005).
struct FeedPaging {
  std::string first;
  std::string previous;
  std::string next;
  std::string last;
  std::string current;
  std::string previous_archive;
  std::string next_archive;
  bool complete = false;  // fh:complete: what is not here was removed
  bool archive = false;   // fh:archive: this document never changes

  bool operator==(const FeedPaging&) const = default;
};

struct Feed {
  FeedKind kind = FeedKind::kRss;
  std::string version;  // "2.0", "0.91", "1.0", "1.1"; empty where none is declared
  std::string id;
  std::string title;
  std::string link;  // the site
  FeedText description;
  std::string language;  // as declared, "_" written "-"
  std::optional<DateTime> published;
  std::optional<DateTime> updated;
  std::string image;
  std::vector<std::string> authors;
  std::vector<std::string> tags;
  std::string rights;
  std::string generator;
  std::string self;               // the feed's own address
  std::vector<std::string> hubs;  // WebSub
  FeedPaging paging;
  std::optional<std::chrono::minutes> update_interval;  // ttl, or sy:updatePeriod / Frequency
  std::vector<FeedItem> items;
  bool is_index = false;              // a sitemap index: the items are sitemaps
  bool well_formed = true;            // false: read by the lenient pass
  std::string charset = "utf-8";      // what the bytes were in
  std::vector<std::string> warnings;  // English, for the operator

  bool operator==(const Feed&) const = default;
};

[[nodiscard]] inline const char* Name(FeedKind kind) {
  switch (kind) {
    case FeedKind::kRss:
      return "rss";
    case FeedKind::kAtom:
      return "atom";
    case FeedKind::kJson:
      return "json";
    case FeedKind::kRdf:
      return "rdf";
    case FeedKind::kSitemap:
      return "sitemap";
  }
  return "";
}

}  // namespace isnad::news
