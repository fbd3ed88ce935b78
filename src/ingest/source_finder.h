#pragma once

// From a site's address to what is worth asking again and again: a feed that was tried and read,
// else a sitemap, else the front page itself. What was tried is told, so that a desk can judge.
//
// At most FinderOptions::max_requests requests, one after the other, each allowed by robots.txt.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "feed/feed.h"
#include "fetch/discovery.h"
#include "fetch/fetch.h"
#include "news/source.h"
#include "page/extract.h"

namespace isnad::ingest {

struct FinderOptions {
  std::string robots_token = "Isnad";
  std::size_t max_requests = 14;  // robots.txt included
  std::chrono::seconds per_request{25};
  std::size_t fewest_front_links = 5;
  feed::FeedLimits feeds = {};
  page::ExtractLimits pages = {};
  const page::SourceRules* rules = nullptr;  // of front pages; must outlive the call
};

struct TriedFeed {
  std::string url;
  fetch::FeedSource where = fetch::FeedSource::kDeclared;
  news::FeedRole role = news::FeedRole::kFeed;
  std::string title;
  std::string language;
  std::size_t items = 0;
  std::optional<Instant> newest;
  std::string trouble;  // empty: it was read
  bool chosen = false;
  int score = 0;  // 0..100 and a little more: what it was chosen by
};

struct FoundSite {
  news::Source source;  // its feeds are the chosen ones, due at once
  std::vector<TriedFeed> tried;
};

// One search, a request at a time, for callers that have other things to do while a server thinks:
// make what is wanted, give its answer, until nothing is wanted.
//
//   SiteSearch search("example.org", now, {});
//   while (const fetch::FetchRequest* request = search.wanted()) search.Take(Answer(*request));
//   Result<FoundSite> found = search.TakeResult();   // errors: as FindSource
class SiteSearch {
 public:
  SiteSearch(std::string address, Instant now, FinderOptions options);
  SiteSearch(SiteSearch&&) noexcept;
  ~SiteSearch();

  [[nodiscard]] const fetch::FetchRequest* wanted() const;  // nullptr: it has ended
  void Take(Result<fetch::FetchResponse> answer);
  [[nodiscard]] Result<FoundSite> TakeResult();  // once, when it has ended

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The whole of it, waiting for each answer. `address` may lack its scheme, and may be a feed's own.
// Errors: kMalformed (no address), kDenied (the guard, or robots.txt), kNotFound (nothing to
// follow; the detail says what was tried), and those of fetching the page.
[[nodiscard]] Result<FoundSite> FindSource(fetch::Fetcher& fetcher, const std::string& address,
                                           Instant now, const FinderOptions& options = {});

[[nodiscard]] const char* Name(fetch::FeedSource where);  // "declared by the page" …

}  // namespace isnad::ingest
