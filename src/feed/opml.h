#pragma once

// Lists of feeds as readers exchange them: OPML 1.0, 1.1 and 2.0 (opml.org), read with the same
// tolerance as feeds and written as 2.0.
//
// An outline with an xmlUrl is a feed; one with an htmlUrl alone is a site whose feed is still to
// be found; one with neither is a folder, and its text becomes part of the path of what is inside.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "feed/feed.h"

namespace isnad::feed {

struct OpmlFeed {
  std::string title;
  std::string feed_url;  // absolute http(s); empty for a site without a feed
  std::string site_url;  // absolute http(s) or empty; one of the two is there
  std::string language;
  std::vector<std::string> folders;  // outermost first
  std::string category = {};         // as written: "MA", "/press/MA"

  bool operator==(const OpmlFeed&) const = default;
};

struct Opml {
  std::string title;
  std::vector<OpmlFeed> feeds;        // a feed given twice stands once, where it came first
  std::vector<std::string> warnings;  // not written

  bool operator==(const Opml&) const = default;
};

// Errors: kTooLarge over max_bytes, kMalformed where there is no outline in it. Feeds without an
// address of ours, and those over max_items, are dropped with a warning.
// Cost: O(n log n). Thread-safe.
[[nodiscard]] Result<Opml> ParseOpml(std::string_view bytes, const FeedLimits& limits = {});

// OPML 2.0, folders nested. ParseOpml gives back an equal value where addresses are absolute and
// texts hold no control characters or white space to collapse, and feeds of a folder stand
// together.
[[nodiscard]] std::string WriteOpml(const Opml& opml);

}  // namespace isnad::feed
