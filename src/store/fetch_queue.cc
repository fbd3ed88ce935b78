#include "store/fetch_queue.h"

#include <bit>
#include <utility>

#include "store/identity.h"
#include "store/rows.h"

namespace isnad::store {
namespace {

// A listed item's row is written again only when it is older than this, since a poll of a feed
// where nothing is new should write one row and no more.
constexpr std::chrono::hours kListedWithin{7 * 24};

Result<bool> HasArticle(Connection& connection, const Hash& identity) {
  auto select = connection.Cached("SELECT 1 FROM articles WHERE identity = ?1");
  if (!select) return Fail(select.error());
  (*select)->BindBlob(1, View(identity));
  return (*select)->Step();
}

Result<std::int64_t> InsertTask(Connection& connection, BodyEncoder& encoder, news::FeedId feed,
                                const Hash& identity, const PageTask& task) {
  const Result<std::string> body = encoder.Encode(task.item, {});
  if (!body) return Fail(body.error());
  auto insert = connection.Cached(
      "INSERT INTO page_tasks (identity, feed, kind, url, due, tries, has_text, title,"
      " published_day, published_second, published_offset, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10, ?11)"
      " ON CONFLICT (identity) DO NOTHING RETURNING id");
  if (!insert) return Fail(insert.error());
  Statement& s = **insert;
  s.BindBlob(1, View(identity)).Bind(2, feed).Bind(3, static_cast<std::int64_t>(task.kind));
  s.Bind(4, task.url).Bind(5, Millis(task.due)).Bind(6, std::int64_t{task.has_text ? 1 : 0});
  s.Bind(7, task.item.title);
  BindPublished(s, 8, task.item.published);
  s.BindBlob(11, *body);
  const Result<bool> row = s.Step();
  if (!row) return Fail(row.error());
  return *row ? s.Int(0) : 0;
}

Result<PageTask> ReadTask(const Statement& s) {
  auto body = DecodeBody(s.Text(10));
  if (!body) return Fail(body.error());
  PageTask task{.id = s.Int(0),
                .feed = s.Int(1),
                .kind = s.Int(2) == 0 ? PageTask::Kind::kPage : PageTask::Kind::kSitemap,
                .url = std::string(s.Text(3)),
                .due = FromMillis(s.Int(4)),
                .tries = static_cast<int>(s.Int(5)),
                .has_text = s.Int(11) != 0,
                .item = std::move(body->article)};
  task.item.title = s.Text(6);
  task.item.published = ReadPublished(s, 7);
  task.item.url = task.url;
  return task;
}

}  // namespace

Result<Familiarity> FamiliarityOf(Connection& connection, const ListedItem& item) {
  const Hash identity = UrlIdentity(item.url);
  auto select = connection.Cached("SELECT mark, revisions FROM known_items WHERE identity = ?1");
  if (!select) return Fail(select.error());
  (*select)->BindBlob(1, View(identity));
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  if (*row) {
    const bool same = std::bit_cast<std::uint64_t>((*select)->Int(0)) == item.mark ||
                      (!item.endless && (*select)->Int(1) >= kMaxRevisions);
    return same ? Familiarity::kKnown : Familiarity::kChanged;
  }
  const Result<bool> stored = HasArticle(connection, identity);
  if (!stored) return Fail(stored.error());
  return *stored ? Familiarity::kKnown : Familiarity::kUnknown;
}

Result<std::int64_t> RecordItem(Connection& connection, BodyEncoder& encoder, news::FeedId feed,
                                const FoundItem& item, Instant now) {
  const Hash identity = UrlIdentity(item.listed.url);
  {
    auto upsert = connection.Cached(
        "INSERT INTO known_items (identity, feed, mark, listed) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (identity) DO UPDATE SET listed = ?4,"
        " revisions = revisions + (mark <> ?3), mark = ?3 WHERE mark <> ?3 OR listed < ?5");
    if (!upsert) return Fail(upsert.error());
    (*upsert)->BindBlob(1, View(identity)).Bind(2, feed);
    (*upsert)->Bind(3, std::bit_cast<std::int64_t>(item.listed.mark));
    (*upsert)->Bind(4, Millis(now)).Bind(5, Millis(now - kListedWithin));
    if (auto done = (*upsert)->Run(); !done) return Fail(done.error());
  }
  if (!item.task) return 0;
  return InsertTask(connection, encoder, feed, identity, *item.task);
}

Result<std::vector<PageTask>> ReadTasks(Connection& connection, std::size_t limit) {
  std::vector<PageTask> tasks;
  auto select = connection.Cached(
      "SELECT t.id, t.feed, t.kind, t.url, t.due, t.tries, t.title, t.published_day,"
      " t.published_second, t.published_offset, t.body, t.has_text FROM page_tasks t"
      " JOIN feeds f ON f.id = t.feed JOIN sources s ON s.id = f.source"
      " WHERE s.resting = 0 ORDER BY t.due, t.id LIMIT ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, RowLimit(limit));
  for (;;) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return tasks;
    Result<PageTask> task = ReadTask(**select);
    if (!task) return Fail(task.error());
    tasks.push_back(std::move(*task));
  }
}

Result<void> PostponeTask(Connection& connection, std::int64_t id, Instant due, int tries) {
  auto update = connection.Cached("UPDATE page_tasks SET due = ?2, tries = ?3 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, id).Bind(2, Millis(due)).Bind(3, std::int64_t{tries});
  return (*update)->Run();
}

Result<void> RemoveTask(Connection& connection, std::int64_t id) {
  auto remove = connection.Cached("DELETE FROM page_tasks WHERE id = ?1");
  if (!remove) return Fail(remove.error());
  (*remove)->Bind(1, id);
  return (*remove)->Run();
}

Result<std::vector<HostRecord>> ReadHosts(Connection& connection) {
  std::vector<HostRecord> hosts;
  auto select = connection.Cached(
      "SELECT origin, robots, last_good, check_again, unreachable_since, etag, last_modified,"
      " validators_url, hold_until FROM fetch_hosts");
  if (!select) return Fail(select.error());
  Statement& s = **select;
  for (;;) {
    const Result<bool> row = s.Step();
    if (!row) return Fail(row.error());
    if (!*row) return hosts;
    HostRecord host;
    host.origin = s.Text(0);
    host.robots = s.Text(1);
    if (!s.IsNull(2)) host.last_good = std::string(s.Text(2));
    host.check_again = FromMillis(s.Int(3));
    if (!s.IsNull(4)) host.unreachable_since = FromMillis(s.Int(4));
    host.etag = s.Text(5);
    host.last_modified = s.Text(6);
    host.validators_url = s.Text(7);
    host.hold_until = FromMillis(s.Int(8));
    hosts.push_back(std::move(host));
  }
}

Result<void> WriteHost(Connection& connection, const HostRecord& host) {
  auto insert = connection.Cached(
      "INSERT OR REPLACE INTO fetch_hosts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  if (!insert) return Fail(insert.error());
  Statement& s = **insert;
  s.Bind(1, host.origin).Bind(2, host.robots);
  if (host.last_good) {
    s.Bind(3, *host.last_good);
  } else {
    s.BindNull(3);
  }
  s.Bind(4, Millis(host.check_again));
  BindOptional(s, 5,
               host.unreachable_since ? std::optional<std::int64_t>(Millis(*host.unreachable_since))
                                      : std::nullopt);
  s.Bind(6, host.etag).Bind(7, host.last_modified).Bind(8, host.validators_url);
  s.Bind(9, Millis(host.hold_until));
  return s.Run();
}

Result<std::vector<SubscriptionRecord>> ReadSubscriptions(Connection& connection) {
  std::vector<SubscriptionRecord> subscriptions;
  auto select = connection.Cached(
      "SELECT feed, token, topic, hub, secret, asked, expires FROM subscriptions");
  if (!select) return Fail(select.error());
  Statement& s = **select;
  for (;;) {
    const Result<bool> row = s.Step();
    if (!row) return Fail(row.error());
    if (!*row) return subscriptions;
    SubscriptionRecord one{.feed = s.Int(0),
                           .token = std::string(s.Text(1)),
                           .topic = std::string(s.Text(2)),
                           .hub = std::string(s.Text(3)),
                           .secret = std::string(s.Text(4)),
                           .asked = FromMillis(s.Int(5)),
                           .expires = std::nullopt};
    if (!s.IsNull(6)) one.expires = FromMillis(s.Int(6));
    subscriptions.push_back(std::move(one));
  }
}

Result<void> WriteSubscription(Connection& connection, const SubscriptionRecord& subscription) {
  auto insert =
      connection.Cached("INSERT OR REPLACE INTO subscriptions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!insert) return Fail(insert.error());
  Statement& s = **insert;
  s.Bind(1, subscription.feed).Bind(2, subscription.token).Bind(3, subscription.topic);
  s.Bind(4, subscription.hub).Bind(5, subscription.secret).Bind(6, Millis(subscription.asked));
  BindOptional(s, 7,
               subscription.expires ? std::optional<std::int64_t>(Millis(*subscription.expires))
                                    : std::nullopt);
  return s.Run();
}

Result<void> RemoveSubscription(Connection& connection, news::FeedId feed) {
  auto remove = connection.Cached("DELETE FROM subscriptions WHERE feed = ?1");
  if (!remove) return Fail(remove.error());
  (*remove)->Bind(1, feed);
  return (*remove)->Run();
}

Result<void> PruneItems(Connection& connection, Instant before) {
  for (const char* sql : {"DELETE FROM known_items WHERE listed < ?1",
                          "DELETE FROM fetch_hosts WHERE check_again < ?1 AND hold_until < ?1"}) {
    auto remove = connection.Cached(sql);
    if (!remove) return Fail(remove.error());
    (*remove)->Bind(1, Millis(before));
    if (auto done = (*remove)->Run(); !done) return done;
  }
  return {};
}

}  // namespace isnad::store
