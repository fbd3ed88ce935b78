#include "store/headlines.h"

#include <optional>

#include "store/identity.h"
#include "store/rows.h"

namespace isnad::store {
namespace {

Result<std::int64_t> RecordOne(Connection& connection, const news::Headline& headline,
                               std::string_view page, Instant seen) {
  auto upsert = connection.Cached(
      "INSERT INTO headlines (hash, title, url, target, page, first_seen, last_seen)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)"
      " ON CONFLICT (hash) DO UPDATE SET"
      "  url = CASE WHEN excluded.url = '' THEN url ELSE excluded.url END,"
      "  target = ifnull(excluded.target, target),"
      "  first_seen = min(first_seen, excluded.first_seen),"
      "  last_seen = max(last_seen, excluded.last_seen)"
      " RETURNING id");
  if (!upsert) return Fail(upsert.error());
  const Hash hash = HashParts({"headline", headline.title});
  std::optional<Hash> target;
  if (!headline.url.empty()) target = UrlIdentity(headline.url);
  Statement& s = **upsert;
  s.BindBlob(1, View(hash)).Bind(2, headline.title).Bind(3, headline.url);
  if (target) {
    s.BindBlob(4, View(*target));
  } else {
    s.BindNull(4);
  }
  s.Bind(5, page).Bind(6, Millis(seen));
  if (const Result<bool> row = s.Step(); !row) return Fail(row.error());
  return s.Int(0);
}

}  // namespace

Result<std::vector<std::int64_t>> RecordHeadlines(Connection& connection,
                                                  const news::Article& article, Instant seen) {
  std::vector<std::int64_t> ids;
  for (const news::Headline& headline : article.headlines) {
    if (ids.size() == kMaxHeadlinesPerPage) break;
    if (headline.title.empty()) continue;
    Result<std::int64_t> id = RecordOne(connection, headline, article.url, seen);
    if (!id) return Fail(id.error());
    ids.push_back(*id);
  }
  return ids;
}

Result<std::vector<news::Headline>> ReadHeadlines(Connection& connection,
                                                  const std::vector<std::int64_t>& ids) {
  std::vector<news::Headline> headlines;
  for (const std::int64_t id : ids) {
    auto select = connection.Cached("SELECT title, url FROM headlines WHERE id = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, id);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (*row)
      headlines.push_back({std::string((*select)->Text(0)), std::string((*select)->Text(1))});
  }
  return headlines;
}

}  // namespace isnad::store
