#include "search/filter.h"

#include <limits>
#include <vector>

#include "arabic/fold.h"
#include "store/read.h"

namespace isnad::search {
namespace {

constexpr std::size_t kMaxOutlets = 500;  // that one filter may mean

Result<std::vector<news::OutletId>> OutletsNamed(store::Connection& connection,
                                                 const std::string& name) {
  auto outlets = store::ReadOutlets(connection, std::numeric_limits<std::size_t>::max());
  if (!outlets) return Fail(outlets.error());
  const std::string wanted = arabic::Fold(name);
  std::vector<news::OutletId> exact;
  std::vector<news::OutletId> partly;
  for (const news::Outlet& outlet : *outlets) {
    const std::string folded = arabic::Fold(outlet.name);
    if (outlet.slug == name || outlet.host == wanted || folded == wanted) {
      exact.push_back(outlet.id);
    } else if (folded.find(wanted) != std::string::npos && partly.size() < kMaxOutlets) {
      partly.push_back(outlet.id);
    }
  }
  return exact.empty() ? partly : exact;
}

}  // namespace

Result<Filter> FilterOf(store::Connection& connection, const Query& query) {
  Filter filter;
  if (!query.outlet.empty()) {
    const auto outlets = OutletsNamed(connection, query.outlet);
    if (!outlets) return Fail(outlets.error());
    filter.matches_nothing = outlets->empty();
    std::string list;
    for (const news::OutletId id : *outlets) list += (list.empty() ? "" : ",") + std::to_string(id);
    filter.sql += " AND a.outlet IN (" + list + ")";
  }
  const char* day = " AND ifnull(a.published_day, a.first_seen / 86400000)";
  const auto number = [](std::chrono::sys_days d) {
    return std::to_string(d.time_since_epoch().count());
  };
  if (query.from) filter.sql += std::string(day) + " >= " + number(*query.from);
  if (query.to) filter.sql += std::string(day) + " <= " + number(*query.to);
  return filter;
}

}  // namespace isnad::search
