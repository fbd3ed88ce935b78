#include "search/facets.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

#include "store/read.h"

namespace isnad::search {
namespace {

constexpr std::size_t kMaxOutletsShown = 20;

std::string Sql(const MatchExpression& match, const Filter& filter) {
  const std::string counted =
      "SELECT a.outlet, ifnull(a.published_day, a.first_seen / 86400000) AS day, count(*)";
  const std::string grouped = " GROUP BY a.outlet, day";
  if (!match.wanted.empty()) {
    return counted +
           " FROM (SELECT rowid AS id FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT "
           "?2)"
           " AS hit CROSS JOIN articles a ON a.id = hit.id WHERE 1" +
           filter.sql + grouped;
  }
  const std::string excluded =
      match.excluded.empty() ? ""
                             : " AND a.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?1)";
  return counted + " FROM (SELECT * FROM articles a WHERE 1" + filter.sql + excluded +
         " ORDER BY a.time DESC LIMIT ?2) AS a WHERE 1" + grouped;
}

}  // namespace

Result<Facets> CountFacets(store::Connection& connection, const MatchExpression& match,
                           const Filter& filter) {
  auto select = connection.Prepare(Sql(match, filter));
  if (!select) return Fail(select.error());
  const std::string& expression = match.wanted.empty() ? match.excluded : match.wanted;
  if (!expression.empty()) select->Bind(1, expression);
  select->Bind(2, kMaxFaceted);
  Facets facets;
  std::unordered_map<news::OutletId, std::int64_t> outlets;
  std::map<std::int64_t, std::int64_t> days;
  for (;;) {
    const Result<bool> row = select->Step();
    if (!row) return Fail(row.error());
    if (!*row) break;
    outlets[select->Int(0)] += select->Int(2);
    days[select->Int(1)] += select->Int(2);
    facets.counted += select->Int(2);
  }
  for (const auto& [day, count] : days) {
    facets.days.push_back({std::chrono::sys_days(std::chrono::days(day)), count});
  }
  const auto named = store::ReadOutlets(connection, std::numeric_limits<std::size_t>::max());
  if (!named) return Fail(named.error());
  for (const news::Outlet& outlet : *named) {
    const auto count = outlets.find(outlet.id);
    if (count != outlets.end()) {
      facets.outlets.push_back({outlet.name, outlet.slug, count->second});
    }
  }
  std::stable_sort(facets.outlets.begin(), facets.outlets.end(),
                   [](const OutletCount& a, const OutletCount& b) { return a.count > b.count; });
  if (facets.outlets.size() > kMaxOutletsShown) facets.outlets.resize(kMaxOutletsShown);
  return facets;
}

}  // namespace isnad::search
