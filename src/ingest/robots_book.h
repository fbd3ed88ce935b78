#pragma once

// What robots.txt of every site says, remembered across restarts, and the rests that servers asked
// for. Not thread-safe. Memory: what is kept of a robots.txt, for each origin asked lately.

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "base/url.h"
#include "fetch/robots_cache.h"
#include "store/source_store.h"

namespace isnad::ingest {

enum class RobotsVerdict : std::uint8_t {
  kAllowed,
  kDenied,
  kUnreachable,  // it cannot be had, and so nothing may be fetched for now
  kAskFirst,     // ask for robots.txt, then again
};

class RobotsBook {
 public:
  // `store` is borrowed; null keeps everything in memory alone. `token` is our product token.
  RobotsBook(store::SourceStore* store, std::string token)
      : store_(store), token_(std::move(token)) {}

  // What the store has. Errors: the store's.
  [[nodiscard]] Result<void> Load();

  [[nodiscard]] RobotsVerdict Judge(const Url& url, Instant now) const;
  [[nodiscard]] fetch::FetchRequest Request(const Url& url) const;
  // After asking. Errors: the store's.
  [[nodiscard]] Result<void> Take(const Url& url, const Result<fetch::FetchResponse>& answer,
                                  Instant now);
  // The server of `url` wants to rest. Errors: the store's.
  [[nodiscard]] Result<void> Hold(const Url& url, Instant until);

  // All of these are about what is known, and empty where nothing is.
  [[nodiscard]] std::optional<std::chrono::milliseconds> CrawlDelay(const Url& url) const;
  [[nodiscard]] std::vector<std::string> Sitemaps(const Url& url) const;
  [[nodiscard]] Instant HoldUntil(const Url& url) const;
  [[nodiscard]] Instant CheckAgain(const Url& url) const;

 private:
  struct Site {
    fetch::RobotsRecord robots;
    Instant hold_until{};
  };

  [[nodiscard]] const Site* Find(const Url& url) const;
  [[nodiscard]] Result<void> Keep(const std::string& origin, const Site& site);

  store::SourceStore* store_;
  const std::string token_;
  std::unordered_map<std::string, Site> sites_;  // by origin
};

// "https://www.a.example", with the port where it is not the scheme's own.
[[nodiscard]] std::string OriginOf(const Url& url);

}  // namespace isnad::ingest
