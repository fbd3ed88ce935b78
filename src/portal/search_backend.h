#pragma once

// What the search page needs of search, so that tests bring their own.

#include <chrono>
#include <memory>
#include <string_view>

#include "base/clock.h"
#include "search/index.h"
#include "search/saved_searches.h"

namespace isnad::portal {

class SearchBackend {
 public:
  virtual ~SearchBackend() = default;
  // `text` as the reader typed it; where nothing is found, with a better spelling if there is one.
  // Thread-safe. Errors as search::Search.
  virtual Result<search::Answer> Search(std::string_view text,
                                        const search::SearchOptions& options) = 0;
  // Continuations of what is being typed. Thread-safe. Errors as search::SuggestIn.
  virtual Result<std::vector<search::Suggestion>> Suggest(std::string_view typed,
                                                          std::size_t limit) = 0;
  // See search/saved_searches.h. Thread-safe.
  virtual Result<std::vector<search::SavedSearch>> SavedSearches() = 0;
  virtual Result<std::vector<search::SavedHit>> SavedHits(search::SavedSearchId id,
                                                          std::size_t limit) = 0;
};

// Over the store's index; both are borrowed and must outlive it. `clock` tells what today is, at
// `utc_offset`, for those who search for «أمس».
[[nodiscard]] std::unique_ptr<SearchBackend> MakeSearchBackend(store::SqliteStore& store,
                                                               const Clock& clock,
                                                               std::chrono::minutes utc_offset);

}  // namespace isnad::portal
