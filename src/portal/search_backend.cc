#include "portal/search_backend.h"

#include "search/query.h"

namespace isnad::portal {
namespace {

class IndexBackend final : public SearchBackend {
 public:
  explicit IndexBackend(store::SqliteStore& store) : store_(store) {}
  Result<search::Answer> Search(std::string_view text,
                                const search::SearchOptions& options) override {
    return search::Search(store_, search::ParseQuery(text), options);
  }

 private:
  store::SqliteStore& store_;
};

}  // namespace

std::unique_ptr<SearchBackend> MakeSearchBackend(store::SqliteStore& store) {
  return std::make_unique<IndexBackend>(store);
}

}  // namespace isnad::portal
