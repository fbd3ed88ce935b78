#include "search/saved_searches.h"

#include <limits>
#include <utility>

#include "arabic/language.h"
#include "base/utf8.h"
#include "search/filter.h"
#include "search/vocabulary.h"
#include "store/read.h"

namespace isnad::search {
namespace {

// What the row of `meta` that counts changes is called.
constexpr const char* kCountChange =
    "INSERT INTO meta VALUES ('saved_searches', 1)"
    " ON CONFLICT (name) DO UPDATE SET value = value + 1";

std::int64_t Millis(Instant instant) { return instant.time_since_epoch().count(); }
Instant FromMillis(std::int64_t millis) { return Instant(std::chrono::milliseconds(millis)); }

tl::unexpected<Error> NoSuchSearch(SavedSearchId id) {
  return Fail(Errc::kNotFound, "there is no saved search " + std::to_string(id),
              "isnad watch list shows them");
}

Result<void> CountChange(store::Connection& connection) {
  auto update = connection.Cached(kCountChange);
  if (!update) return Fail(update.error());
  return (*update)->Run();
}

}  // namespace

Result<SavedSearchId> SaveSearch(store::SqliteStore& store, std::string_view name,
                                 std::string_view query, Instant now) {
  const Query parsed = ParseQuery(query);
  if (!StandingQueries().Set(1, parsed)) {
    return Fail(Errc::kMalformed, "the search asks for nothing", "give it a word or a filter");
  }
  const std::string written = ToText(parsed);
  std::string shown(TrimSpace(TruncateUtf8(name, kMaxSavedNameBytes)));
  shown = RepairUtf8(shown.empty() ? query.substr(0, kMaxSavedNameBytes) : shown);
  SavedSearchId id = 0;
  const Result<void> done = store.WithWriter([&](store::Connection& connection) -> Result<void> {
    const Result<std::int64_t> count = connection.QueryInt("SELECT count(*) FROM saved_searches");
    if (!count) return Fail(count.error());
    if (*count >= static_cast<std::int64_t>(kMaxSavedSearches)) {
      return Fail(Errc::kTooLarge, "there are too many saved searches", "remove some");
    }
    auto insert =
        connection.Cached("INSERT INTO saved_searches (name, query, created) VALUES (?1, ?2, ?3)");
    if (!insert) return Fail(insert.error());
    (*insert)->Bind(1, shown).Bind(2, written).Bind(3, Millis(now));
    if (auto inserted = (*insert)->Run(); !inserted) return inserted;
    id = connection.LastRowId();
    return CountChange(connection);
  });
  if (!done) return Fail(done.error());
  return id;
}

Result<void> RemoveSavedSearch(store::SqliteStore& store, SavedSearchId id) {
  return store.WithWriter([id](store::Connection& connection) -> Result<void> {
    const Result<std::int64_t> there =
        connection.QueryInt("SELECT count(*) FROM saved_searches WHERE id = " + std::to_string(id));
    if (!there) return Fail(there.error());
    if (*there == 0) return NoSuchSearch(id);
    for (const char* sql :
         {"DELETE FROM saved_hits WHERE search = ?1", "DELETE FROM saved_searches WHERE id = ?1"}) {
      auto remove = connection.Cached(sql);
      if (!remove) return Fail(remove.error());
      (*remove)->Bind(1, id);
      if (auto done = (*remove)->Run(); !done) return done;
    }
    return CountChange(connection);
  });
}

Result<std::vector<SavedSearch>> SavedSearches(store::SqliteStore& store) {
  std::vector<SavedSearch> searches;
  const Result<void> done = store.WithReader([&](store::Connection& connection) -> Result<void> {
    auto select = connection.Cached(
        "SELECT id, name, query, created, (SELECT count(*) FROM saved_hits WHERE search = s.id),"
        " (SELECT max(seen) FROM saved_hits WHERE search = s.id) FROM saved_searches s ORDER BY "
        "id");
    if (!select) return Fail(select.error());
    for (;;) {
      const Result<bool> row = (*select)->Step();
      if (!row) return Fail(row.error());
      if (!*row) return {};
      SavedSearch search{.id = (*select)->Int(0),
                         .name = std::string((*select)->Text(1)),
                         .query = std::string((*select)->Text(2)),
                         .created = FromMillis((*select)->Int(3)),
                         .hits = (*select)->Int(4)};
      if (!(*select)->IsNull(5)) search.last_hit = FromMillis((*select)->Int(5));
      searches.push_back(std::move(search));
    }
  });
  if (!done) return Fail(done.error());
  return searches;
}

Result<std::vector<SavedHit>> SavedHits(store::SqliteStore& store, SavedSearchId id,
                                        std::size_t limit) {
  std::vector<SavedHit> hits;
  const Result<void> done = store.WithReader([&](store::Connection& connection) -> Result<void> {
    const Result<std::int64_t> there =
        connection.QueryInt("SELECT count(*) FROM saved_searches WHERE id = " + std::to_string(id));
    if (!there) return Fail(there.error());
    if (*there == 0) return NoSuchSearch(id);
    auto select = connection.Cached(
        "SELECT article, seen FROM saved_hits WHERE search = ?1 ORDER BY seen DESC, article DESC"
        " LIMIT ?2");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, id).Bind(2, static_cast<std::int64_t>(limit));
    for (;;) {
      const Result<bool> row = (*select)->Step();
      if (!row) return Fail(row.error());
      if (!*row) return {};
      auto listed = store::ReadListed(connection, (*select)->Int(0));
      if (!listed) return Fail(listed.error());
      hits.push_back({.account = std::move(listed->account),
                      .story = listed->story,
                      .seen = FromMillis((*select)->Int(1))});
    }
  });
  if (!done) return Fail(done.error());
  return hits;
}

Result<void> SavedSearchMatcher::Refresh(store::Connection& connection) {
  const Result<std::int64_t> generation = connection.QueryInt(
      "SELECT ifnull((SELECT value FROM meta WHERE name = 'saved_searches'), 0)");
  if (!generation) return Fail(generation.error());
  if (*generation == generation_) return {};
  queries_ = {};
  Vocabulary vocabulary(connection);
  auto select = connection.Cached("SELECT id, query FROM saved_searches");
  if (!select) return Fail(select.error());
  for (;;) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) break;
    const Query query = ParseQuery((*select)->Text(1));
    QueryNeedles needles = NeedlesOf(query);
    if (auto done = vocabulary.Expand(needles); !done) return done;
    queries_.Set((*select)->Int(0), query, std::move(needles));
  }
  generation_ = *generation;
  return {};
}

Result<void> SavedSearchMatcher::Match(store::Connection& connection, news::ArticleId id,
                                       const news::Article& article) {
  if (queries_.size() == 0) return {};
  const std::string text = article.Text();
  StandingArticle asked{.title = article.title, .text = text};
  std::int64_t seen = 0;
  {
    auto select = connection.Cached(
        "SELECT o.id, o.slug, o.name, o.host, a.story,"
        " ifnull(a.published_day, a.first_seen / 86400000), a.first_seen"
        " FROM articles a JOIN outlets o ON o.id = a.outlet WHERE a.id = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, id);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return {};
    asked.outlet.id = (*select)->Int(0);
    asked.outlet.slug = (*select)->Text(1);
    asked.outlet.name = (*select)->Text(2);
    asked.outlet.host = (*select)->Text(3);
    asked.story = (*select)->Int(4);
    asked.day = std::chrono::sys_days(std::chrono::days((*select)->Int(5)));
    seen = (*select)->Int(6);
  }
  Result<std::string> country = CountryOfOutlet(connection, asked.outlet);
  if (!country) return Fail(country.error());
  asked.country = std::move(*country);
  asked.section = article.section;
  asked.language =
      article.language.empty() ? std::string(arabic::DetectLanguage(text)) : article.language;
  for (const SavedSearchId search : queries_.Match(asked)) {
    auto insert = connection.Cached("INSERT OR IGNORE INTO saved_hits VALUES (?1, ?2, ?3)");
    if (!insert) return Fail(insert.error());
    (*insert)->Bind(1, search).Bind(2, id).Bind(3, seen);
    if (auto done = (*insert)->Run(); !done) return done;
  }
  return {};
}

}  // namespace isnad::search
