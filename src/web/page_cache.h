#pragma once

// Finished answers by key, least recently used thrown out first, within a budget of bytes (bodies,
// compressed bodies, keys and bookkeeping). Each entry belongs to a generation of what it was made
// from and to a time after which it is stale; either makes it a miss.

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "web/http.h"

namespace isnad::web {

struct PageCacheLimits {
  std::size_t max_bytes = std::size_t{64} << 20;
  std::size_t max_entry_bytes = std::size_t{1} << 20;  // larger answers are not kept
};

class PageCache {
 public:
  explicit PageCache(const PageCacheLimits& limits) : limits_(limits) {}

  // nullptr when absent, of another generation, or past its time. Cost: O(1). Thread-safe.
  [[nodiscard]] std::shared_ptr<const Response> Get(std::string_view key, std::int64_t generation,
                                                    Instant now);

  // Replaces what the key held. Thread-safe.
  void Put(std::string_view key, std::int64_t generation, Instant stale_at,
           std::shared_ptr<const Response> response);

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    std::int64_t generation;
    Instant stale_at;
    std::shared_ptr<const Response> response;
    std::size_t bytes;
  };
  using Entries = std::list<Entry>;  // most recently used first

  void Erase(Entries::iterator entry);

  const PageCacheLimits limits_;
  mutable std::mutex mutex_;  // guards all below
  Entries entries_;
  std::unordered_map<std::string_view, Entries::iterator> by_key_;  // views into entries_
  std::size_t bytes_ = 0;
};

// The key of a request: path and query, in one unambiguous form.
[[nodiscard]] std::string CacheKey(const Request& request);

}  // namespace isnad::web
