#pragma once

// The filters of a query, resolved against a store: which articles may be answers. The meaning of
// one value is the same for searches and for saved ones (standing_queries.h).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "news/story.h"
#include "search/doc_columns.h"
#include "search/query.h"
#include "store/sqlite.h"

namespace isnad::search {

// Whether an outlet is the one meant: by slug, host, name or whole words of its name.
[[nodiscard]] bool IsOutletNamed(const news::Outlet& outlet, std::string_view value);
// Whole words of the section's name, folded like the names of outlets; or a slug of news/section.h.
[[nodiscard]] bool IsSectionNamed(std::string_view section, std::string_view value);
// ISO 3166 code, in small letters, of a country by its name, adjective or code; other values as
// they are ("pan-arab").
[[nodiscard]] std::string CountryCode(std::string_view value);
// Language tag of a language by its tag or its Arabic name; "" for no language.
[[nodiscard]] std::string LanguageTag(std::string_view value);

// The country an outlet publishes in, as its source was entered or as its host's ending says;
// "" where neither tells. Cost: a look-up in the sources.
[[nodiscard]] Result<std::string> CountryOfOutlet(store::Connection& connection,
                                                  const news::Outlet& outlet);

// What passes a filter of stories.
struct StoriesFilter {
  bool any_wanted = false;
  std::vector<news::ArticleId> wanted;  // articles, ascending
  std::vector<news::ArticleId> unwanted;
};

class Filter {
 public:
  // Cost: all outlets where outlet or country is asked for. Errors: those of the store.
  [[nodiscard]] static Result<Filter> Of(store::Connection& connection, const Query& query);

  [[nodiscard]] bool lets_all_pass() const {
    return !outlets_ && !sections_ && !languages_ && !stories_ && first_day_ == 0 &&
           last_day_ == kLastDay;
  }
  // Cost: a few loads.
  [[nodiscard]] bool Passes(news::ArticleId id, const DocRecord& record) const;

 private:
  static constexpr std::uint16_t kLastDay = 0xFFFF;
  // Of a filter with values wanted and values not wanted: what passes.
  struct Languages {
    std::vector<std::uint16_t> wanted;
    std::vector<std::uint16_t> unwanted;
  };

  Result<void> AddOutlets(store::Connection& connection, const Query& query);
  Result<void> AddSections(store::Connection& connection, const Query& query);
  Result<void> AddStories(store::Connection& connection, const Query& query);
  void AddLanguages(const Query& query);

  std::optional<std::vector<bool>> outlets_;   // by id
  std::optional<std::vector<bool>> sections_;  // by id
  std::optional<Languages> languages_;
  std::optional<StoriesFilter> stories_;
  std::uint16_t first_day_ = 0;
  std::uint16_t last_day_ = kLastDay;
};

// Whether values pass a filter of several: any wanted one, and no unwanted one. `has(value)` tells
// of each. The meaning of filters with several values, for all of them.
template <typename Has>
[[nodiscard]] bool PassesField(const Query& query, Field field, Has&& has) {
  bool wanted = false;
  bool met = false;
  for (const FieldFilter& filter : query.filters) {
    if (filter.field != field) continue;
    const bool is = has(filter.value);
    if (filter.excluded && is) return false;
    wanted = wanted || !filter.excluded;
    met = met || (!filter.excluded && is);
  }
  return !wanted || met;
}

}  // namespace isnad::search
