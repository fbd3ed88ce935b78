#include "portal/search_backend.h"

#include <utility>

#include "search/query.h"

namespace isnad::portal {
namespace {

class IndexBackend final : public SearchBackend {
 public:
  explicit IndexBackend(store::SqliteStore& store) : store_(store) {}
  Result<search::Answer> Search(std::string_view text,
                                const search::SearchOptions& options) override {
    Result<search::Answer> answer = search::Search(store_, search::ParseQuery(text), options);
    if (!answer || answer->total > 0) return answer;
    Result<std::string> spelled = search::SuggestSpelling(store_, text);
    if (!spelled) return Fail(spelled.error());
    answer->did_you_mean = std::move(*spelled);
    return answer;
  }

 private:
  store::SqliteStore& store_;
};

}  // namespace

std::unique_ptr<SearchBackend> MakeSearchBackend(store::SqliteStore& store) {
  return std::make_unique<IndexBackend>(store);
}

}  // namespace isnad::portal
