#pragma once

// What a desk follows: outlets' sites, the addresses of theirs that are asked again and again, and
// what is remembered of each between two questions. Plain values, kept by the store.
//
// Texts come from outside (names, troubles): escape them. Addresses are absolute http(s).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace isnad::news {

using SourceId = std::int64_t;  // assigned by the store, from 1
using FeedId = std::int64_t;

// What is behind an address that is asked again and again.
enum class FeedRole : std::uint8_t {
  kSite,       // not looked at yet: feeds are to be found from it first
  kFeed,       // RSS, Atom, RDF, JSON Feed
  kSitemap,    // or an index of sitemaps
  kFrontPage,  // a page with links to articles, where there is nothing better
};

enum class FeedLife : std::uint8_t {
  kActive,
  kFailing,  // the last answer was no feed
  kDormant,  // for a month
  kEnded,    // by 410: not asked again
};

// What is known of one address until it is asked again.
struct FetchState {
  Instant due{};
  FeedLife life = FeedLife::kActive;
  std::string etag = {};
  std::string last_modified = {};
  std::string validators_url = {};  // the address that gave them
  std::string moved_to = {};        // where permanent redirects lead: asked there
  std::string rhythm = {};          // as fetch keeps it; opaque here
  double items_per_day = 0;         // in the last weeks
  std::uint32_t failures = 0;       // in a row
  std::optional<Instant> failing_since = {};
  std::optional<Instant> last_try = {};
  std::optional<Instant> last_success = {};
  std::optional<Instant> last_whole = {};  // a whole body came, not a 304
  std::string trouble = {};                // of the last failure, for people; empty after success
  std::chrono::milliseconds latency{};     // to the first byte, of the last answer
  std::int64_t items = 0;                  // found new until now

  bool operator==(const FetchState&) const = default;
};

// What became of the pages of a feed's items.
struct PageTally {
  std::int64_t whole = 0;   // articles with their text, from the page or the feed
  std::int64_t linked = 0;  // only the headline and its link could be kept

  // Share of `whole`, 0..1; nullopt before the first.
  [[nodiscard]] std::optional<double> WholeShare() const {
    const std::int64_t all = whole + linked;
    if (all == 0) return std::nullopt;
    return static_cast<double>(whole) / static_cast<double>(all);
  }
  bool operator==(const PageTally&) const = default;
};

struct FollowedFeed {
  FeedId id = 0;
  SourceId source = 0;
  std::string url;
  FeedRole role = FeedRole::kFeed;
  FetchState state = {};
  PageTally pages = {};

  bool operator==(const FollowedFeed&) const = default;
};

struct Source {
  SourceId id = 0;
  std::string homepage;
  std::string name;      // as displayed; may be empty until the site was looked at
  std::string language;  // BCP 47; empty: unknown
  std::string country;   // ISO 3166, "pan-arab" …; empty: unknown
  std::string icon;      // address; empty: unknown
  Instant added{};
  bool resting = false;  // set aside by the desk: nothing of it is asked
  std::vector<FollowedFeed> feeds;

  bool operator==(const Source&) const = default;
};

[[nodiscard]] inline const char* Name(FeedRole role) {
  constexpr const char* kNames[] = {"site", "feed", "sitemap", "front page"};
  return kNames[static_cast<std::size_t>(role)];
}

[[nodiscard]] inline const char* Name(FeedLife life) {
  constexpr const char* kNames[] = {"active", "failing", "dormant", "ended"};
  return kNames[static_cast<std::size_t>(life)];
}

}  // namespace isnad::news
