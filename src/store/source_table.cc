#include "store/source_table.h"

#include <string>
#include <unordered_map>

#include "store/rows.h"

namespace isnad::store {
namespace {

constexpr std::int64_t kTallyHalvedAt = 1'000;

std::optional<Instant> ReadInstant(const Statement& s, int column) {
  if (s.IsNull(column)) return std::nullopt;
  return FromMillis(s.Int(column));
}

void BindInstant(Statement& s, int parameter, const std::optional<Instant>& instant) {
  BindOptional(s, parameter,
               instant ? std::optional<std::int64_t>(Millis(*instant)) : std::nullopt);
}

Result<news::SourceId> FindByHomepage(Connection& connection, std::string_view homepage) {
  auto select = connection.Cached("SELECT id FROM sources WHERE homepage = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, homepage);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  return *row ? (*select)->Int(0) : 0;
}

Result<news::SourceId> InsertSource(Connection& connection, const news::Source& source) {
  auto insert = connection.Cached(
      "INSERT INTO sources (homepage, name, language, country, icon, added, resting)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, source.homepage).Bind(2, source.name).Bind(3, source.language);
  (*insert)->Bind(4, source.country).Bind(5, source.icon).Bind(6, Millis(source.added));
  (*insert)->Bind(7, std::int64_t{source.resting ? 1 : 0});
  if (auto done = (*insert)->Run(); !done) return Fail(done.error());
  return connection.LastRowId();
}

Result<void> FillSource(Connection& connection, news::SourceId id, const news::Source& source) {
  auto update = connection.Cached(
      "UPDATE sources SET name = CASE name WHEN '' THEN ?2 ELSE name END,"
      " language = CASE language WHEN '' THEN ?3 ELSE language END,"
      " country = CASE country WHEN '' THEN ?4 ELSE country END,"
      " icon = CASE icon WHEN '' THEN ?5 ELSE icon END WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, id).Bind(2, source.name).Bind(3, source.language);
  (*update)->Bind(4, source.country).Bind(5, source.icon);
  return (*update)->Run();
}

// Whether it was not there before.
Result<bool> InsertFeed(Connection& connection, news::SourceId source,
                        const news::FollowedFeed& feed) {
  auto insert = connection.Cached(
      "INSERT INTO feeds (source, url, role, due) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (url) DO NOTHING RETURNING id");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, source).Bind(2, feed.url).Bind(3, static_cast<std::int64_t>(feed.role));
  (*insert)->Bind(4, Millis(feed.state.due));
  return (*insert)->Step();
}

// The site's own address is only asked until its feeds are known.
Result<void> DropSiteFeed(Connection& connection, news::SourceId source) {
  auto remove = connection.Cached(
      "DELETE FROM feeds WHERE source = ?1 AND role = ?2 AND EXISTS"
      " (SELECT 1 FROM feeds f WHERE f.source = ?1 AND f.role <> ?2)");
  if (!remove) return Fail(remove.error());
  (*remove)->Bind(1, source).Bind(2, static_cast<std::int64_t>(news::FeedRole::kSite));
  return (*remove)->Run();
}

template <typename E>
E ReadEnum(const Statement& s, int column, E last) {
  const std::int64_t value = s.Int(column);
  return value < 0 || value > static_cast<std::int64_t>(last) ? last : static_cast<E>(value);
}

news::FollowedFeed ReadFeed(const Statement& s) {
  const auto text = [&](int column) { return std::string(s.Text(column)); };
  news::FollowedFeed feed;
  feed.id = s.Int(0);
  feed.source = s.Int(1);
  feed.url = text(2);
  feed.role = ReadEnum(s, 3, news::FeedRole::kFrontPage);
  news::FetchState& state = feed.state;
  state.due = FromMillis(s.Int(4));
  state.life = ReadEnum(s, 5, news::FeedLife::kEnded);
  state.etag = text(6);
  state.last_modified = text(7);
  state.validators_url = text(8);
  state.moved_to = text(9);
  state.rhythm = text(10);
  state.items_per_day = s.Real(11);
  state.failures = static_cast<std::uint32_t>(s.Int(12));
  state.failing_since = ReadInstant(s, 13);
  state.last_try = ReadInstant(s, 14);
  state.last_success = ReadInstant(s, 15);
  state.last_whole = ReadInstant(s, 16);
  state.trouble = text(17);
  state.latency = std::chrono::milliseconds(s.Int(18));
  state.items = s.Int(19);
  feed.pages = {.whole = s.Int(20), .linked = s.Int(21)};
  return feed;
}

Result<void> ReadFeedsInto(Connection& connection, std::vector<news::Source>& sources) {
  std::unordered_map<news::SourceId, news::Source*> by_id;
  for (news::Source& source : sources) by_id[source.id] = &source;
  auto select = connection.Cached(
      "SELECT id, source, url, role, due, life, etag, last_modified, validators_url, moved_to,"
      " rhythm, items_per_day, failures, failing_since, last_try, last_success, last_whole,"
      " trouble, latency, items, pages_whole, pages_linked FROM feeds ORDER BY id");
  if (!select) return Fail(select.error());
  for (;;) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return {};
    news::FollowedFeed feed = ReadFeed(**select);
    const auto source = by_id.find(feed.source);
    if (source != by_id.end()) source->second->feeds.push_back(std::move(feed));
  }
}

// kNotFound where the last statement changed nothing.
Result<void> ExpectChange(Connection& connection, news::SourceId id) {
  const auto changes = connection.QueryInt("SELECT changes()");
  if (!changes) return Fail(changes.error());
  if (*changes > 0) return {};
  return Fail(Errc::kNotFound, "source " + std::to_string(id) + ": there is none",
              "isnad source list shows them");
}

}  // namespace

Result<SourceAdded> AddSource(Connection& connection, const news::Source& source) {
  SourceAdded added;
  Result<news::SourceId> known = FindByHomepage(connection, source.homepage);
  if (!known) return Fail(known.error());
  added.is_new = *known == 0;
  if (added.is_new) known = InsertSource(connection, source);
  if (!known) return Fail(known.error());
  added.id = *known;
  if (!added.is_new) {
    if (auto done = FillSource(connection, added.id, source); !done) return Fail(done.error());
  }
  for (const news::FollowedFeed& feed : source.feeds) {
    const Result<bool> is_new = InsertFeed(connection, added.id, feed);
    if (!is_new) return Fail(is_new.error());
    if (*is_new) ++added.new_feeds;
  }
  if (auto done = DropSiteFeed(connection, added.id); !done) return Fail(done.error());
  return added;
}

Result<void> RemoveSource(Connection& connection, news::SourceId id) {
  auto remove = connection.Cached("DELETE FROM sources WHERE id = ?1");
  if (!remove) return Fail(remove.error());
  (*remove)->Bind(1, id);
  if (auto done = (*remove)->Run(); !done) return done;
  return ExpectChange(connection, id);
}

Result<void> SetResting(Connection& connection, news::SourceId id, bool resting) {
  auto update = connection.Cached("UPDATE sources SET resting = ?2 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, id).Bind(2, std::int64_t{resting ? 1 : 0});
  if (auto done = (*update)->Run(); !done) return done;
  return ExpectChange(connection, id);
}

Result<std::vector<news::Source>> ReadSources(Connection& connection, std::size_t limit) {
  std::vector<news::Source> sources;
  auto select = connection.Cached(
      "SELECT id, homepage, name, language, country, icon, added, resting FROM sources"
      " ORDER BY id LIMIT ?1");
  if (!select) return Fail(select.error());
  Statement& s = **select;
  s.Bind(1, RowLimit(limit));
  for (;;) {
    const Result<bool> row = s.Step();
    if (!row) return Fail(row.error());
    if (!*row) break;
    sources.push_back({.id = s.Int(0),
                       .homepage = std::string(s.Text(1)),
                       .name = std::string(s.Text(2)),
                       .language = std::string(s.Text(3)),
                       .country = std::string(s.Text(4)),
                       .icon = std::string(s.Text(5)),
                       .added = FromMillis(s.Int(6)),
                       .resting = s.Int(7) != 0,
                       .feeds = {}});
  }
  if (auto done = ReadFeedsInto(connection, sources); !done) return Fail(done.error());
  return sources;
}

Result<void> UpdateFeed(Connection& connection, const news::FollowedFeed& feed) {
  auto update = connection.Cached(
      "UPDATE feeds SET role = ?2, due = ?3, life = ?4, etag = ?5, last_modified = ?6,"
      " validators_url = ?7, moved_to = ?8, rhythm = ?9, items_per_day = ?10, failures = ?11,"
      " failing_since = ?12, last_try = ?13, last_success = ?14, last_whole = ?15, trouble = ?16,"
      " latency = ?17, items = ?18 WHERE id = ?1");
  if (!update) return Fail(update.error());
  Statement& s = **update;
  const news::FetchState& state = feed.state;
  s.Bind(1, feed.id).Bind(2, static_cast<std::int64_t>(feed.role)).Bind(3, Millis(state.due));
  s.Bind(4, static_cast<std::int64_t>(state.life)).Bind(5, state.etag);
  s.Bind(6, state.last_modified).Bind(7, state.validators_url).Bind(8, state.moved_to);
  s.Bind(9, state.rhythm).Bind(10, state.items_per_day);
  s.Bind(11, static_cast<std::int64_t>(state.failures));
  BindInstant(s, 12, state.failing_since);
  BindInstant(s, 13, state.last_try);
  BindInstant(s, 14, state.last_success);
  BindInstant(s, 15, state.last_whole);
  s.Bind(16, state.trouble).Bind(17, state.latency.count()).Bind(18, state.items);
  return s.Run();
}

Result<void> CountPage(Connection& connection, news::FeedId feed, bool whole) {
  auto update = connection.Cached(
      "UPDATE feeds SET"
      " pages_whole = CASE WHEN pages_whole + pages_linked >= ?4 THEN pages_whole / 2"
      "   ELSE pages_whole END + ?2,"
      " pages_linked = CASE WHEN pages_whole + pages_linked >= ?4 THEN pages_linked / 2"
      "   ELSE pages_linked END + ?3 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, feed).Bind(2, std::int64_t{whole ? 1 : 0});
  (*update)->Bind(3, std::int64_t{whole ? 0 : 1}).Bind(4, kTallyHalvedAt);
  return (*update)->Run();
}

}  // namespace isnad::store
