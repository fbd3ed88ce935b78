#include "portal/search_backend.h"

#include <utility>

#include "search/query.h"

namespace isnad::portal {
namespace {

class IndexBackend final : public SearchBackend {
 public:
  IndexBackend(store::SqliteStore& store, const Clock& clock, std::chrono::minutes utc_offset)
      : store_(store), searcher_(store), clock_(clock), utc_offset_(utc_offset) {}
  Result<search::Answer> Search(std::string_view text,
                                const search::SearchOptions& options) override {
    search::QueryLimits limits;
    limits.today = std::chrono::floor<std::chrono::days>(clock_.Now() + utc_offset_);
    Result<search::Answer> answer = searcher_.Search(search::ParseQuery(text, limits), options);
    if (!answer || answer->total > 0) return answer;
    Result<std::string> spelled = search::SuggestSpelling(store_, text);
    if (!spelled) return Fail(spelled.error());
    answer->did_you_mean = std::move(*spelled);
    return answer;
  }

  Result<std::vector<search::Suggestion>> Suggest(std::string_view typed,
                                                  std::size_t limit) override {
    return searcher_.Suggest(typed, limit);
  }
  Result<std::vector<search::SavedSearch>> SavedSearches() override {
    return search::SavedSearches(store_);
  }
  Result<std::vector<search::SavedHit>> SavedHits(search::SavedSearchId id,
                                                  std::size_t limit) override {
    return search::SavedHits(store_, id, limit);
  }

 private:
  store::SqliteStore& store_;
  search::Searcher searcher_;
  const Clock& clock_;
  const std::chrono::minutes utc_offset_;
};

}  // namespace

std::unique_ptr<SearchBackend> MakeSearchBackend(store::SqliteStore& store, const Clock& clock,
                                                 std::chrono::minutes utc_offset) {
  return std::make_unique<IndexBackend>(store, clock, utc_offset);
}

}  // namespace isnad::portal
