#include "web/page_cache.h"

#include <utility>

namespace isnad::web {
namespace {

// List node, map node, Response and control blocks: an estimate, rounded up.
constexpr std::size_t kEntryOverhead = 768;

std::size_t SizeOf(std::string_view key, const Response& response) {
  return kEntryOverhead + key.size() + response.body_size() +
         (response.body_gzip ? response.body_gzip->size() : 0);
}

}  // namespace

std::shared_ptr<const Response> PageCache::Get(std::string_view key, std::int64_t generation,
                                               Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const auto entry = found->second;
  if (entry->generation != generation || now >= entry->stale_at) {
    Erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->response;
}

void PageCache::Put(std::string_view key, std::int64_t generation, Instant stale_at,
                    std::shared_ptr<const Response> response) {
  const std::size_t bytes = SizeOf(key, *response);
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) Erase(found->second);
  if (bytes > limits_.max_entry_bytes || bytes > limits_.max_bytes) return;
  while (bytes_ + bytes > limits_.max_bytes) Erase(std::prev(entries_.end()));
  entries_.push_front({std::string(key), generation, stale_at, std::move(response), bytes});
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
}

std::size_t PageCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void PageCache::Erase(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

std::string CacheKey(const Request& request) {
  // Decoded paths and query parts hold no NUL (web/target.h), so it can stand between them.
  std::string key = request.path;
  for (const auto& [name, value] : request.query) {
    key.append(1, '\0').append(name).append(1, '\0').append(value);
  }
  return key;
}

}  // namespace isnad::web
