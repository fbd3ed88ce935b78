#pragma once

// Saved searches: questions that are kept in the store and asked of each article as it comes in, in
// the writer's own transaction (standing_queries.h), with what answered them. For desks that must
// not miss a thing; alerts are to be made of them.
//
// Errors: those of the store; kNotFound for an unknown id.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "news/story.h"
#include "search/standing_queries.h"
#include "store/sqlite_store.h"

namespace isnad::search {

using SavedSearchId = std::int64_t;

struct SavedSearch {
  SavedSearchId id = 0;
  std::string name;
  std::string query;
  Instant created{};
  std::int64_t hits = 0;
  std::optional<Instant> last_hit = {};
};

struct SavedHit {
  news::Account account;
  news::StoryId story = 0;
  Instant seen{};  // when it answered the search
};

inline constexpr std::size_t kMaxSavedSearches = 100'000;
inline constexpr std::size_t kMaxSavedNameBytes = 200;

// Articles that come in from now on are asked; those before are what searching is for.
// Errors: kMalformed where the query asks for nothing, kTooLarge for one search too many.
[[nodiscard]] Result<SavedSearchId> SaveSearch(store::SqliteStore& store, std::string_view name,
                                               std::string_view query, Instant now);
[[nodiscard]] Result<void> RemoveSavedSearch(store::SqliteStore& store, SavedSearchId id);
[[nodiscard]] Result<std::vector<SavedSearch>> SavedSearches(store::SqliteStore& store);
// Newest first.
[[nodiscard]] Result<std::vector<SavedHit>> SavedHits(store::SqliteStore& store, SavedSearchId id,
                                                      std::size_t limit);

// The writer's side. Not thread-safe.
class SavedSearchMatcher {
 public:
  // Before the first article of a batch: takes over what was saved or removed since.
  // Cost: one row, unless something was; then O(saved searches).
  [[nodiscard]] Result<void> Refresh(store::Connection& connection);
  // The article's row is written, and it is new or changed.
  [[nodiscard]] Result<void> Match(store::Connection& connection, news::ArticleId id,
                                   const news::Article& article);

 private:
  std::int64_t generation_ = -1;
  StandingQueries queries_;
};

}  // namespace isnad::search
