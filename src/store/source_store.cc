#include "store/source_store.h"

#include <utility>

#include "store/body.h"
#include "store/fetch_queue.h"
#include "store/source_table.h"
#include "store/sqlite_store.h"

namespace isnad::store {
namespace {

class SqliteSourceStore final : public SourceStore {
 public:
  explicit SqliteSourceStore(SqliteStore& store) : store_(store) {}

  Result<SourceAdded> AddSource(const news::Source& source) override {
    SourceAdded added;
    const auto done = store_.WithWriter([&](Connection& connection) -> Result<void> {
      auto one = store::AddSource(connection, source);
      if (!one) return Fail(one.error());
      added = *one;
      return {};
    });
    if (!done) return Fail(done.error());
    return added;
  }

  Result<void> RemoveSource(news::SourceId id) override {
    return store_.WithWriter([&](Connection& c) { return store::RemoveSource(c, id); });
  }

  Result<void> SetResting(news::SourceId id, bool resting) override {
    return store_.WithWriter([&](Connection& c) { return store::SetResting(c, id, resting); });
  }

  Result<std::vector<news::Source>> Sources(std::size_t limit) override {
    return store_.Sources(limit);
  }

  Result<std::vector<Familiarity>> Familiar(std::span<const ListedItem> items) override {
    return Read([&](Connection& c) -> Result<std::vector<Familiarity>> {
      std::vector<Familiarity> familiar;
      familiar.reserve(items.size());
      for (const ListedItem& item : items) {
        const auto one = FamiliarityOf(c, item);
        if (!one) return Fail(one.error());
        familiar.push_back(*one);
      }
      return familiar;
    });
  }

  Result<std::vector<std::int64_t>> RecordPoll(const news::FollowedFeed& feed,
                                               std::span<const FoundItem> items,
                                               Instant now) override {
    std::vector<std::int64_t> ids;
    BodyEncoder encoder;
    const auto done = store_.WithWriter([&](Connection& connection) -> Result<void> {
      for (const FoundItem& item : items) {
        const auto id = RecordItem(connection, encoder, feed.id, item, now);
        if (!id) return Fail(id.error());
        if (item.task) ids.push_back(*id);
      }
      return UpdateFeed(connection, feed);
    });
    if (!done) return Fail(done.error());
    return ids;
  }

  Result<std::vector<PageTask>> Tasks(std::size_t limit) override {
    return Read([&](Connection& c) { return ReadTasks(c, limit); });
  }

  Result<void> PostponeTask(std::int64_t id, Instant due, int tries) override {
    return store_.WithWriter([&](Connection& c) { return store::PostponeTask(c, id, due, tries); });
  }

  Result<void> FinishTasks(std::span<const Finished> tasks) override {
    return store_.WithWriter([&](Connection& connection) -> Result<void> {
      for (const Finished& one : tasks) {
        Result<void> done = RemoveTask(connection, one.task);
        if (done && one.counts) done = CountPage(connection, one.feed, one.whole);
        if (!done) return done;
      }
      return {};
    });
  }

  Result<std::int64_t> CountTasks() override {
    return Read([](Connection& c) { return c.QueryInt("SELECT count(*) FROM page_tasks"); });
  }

  Result<std::vector<HostRecord>> Hosts() override { return Read(ReadHosts); }

  Result<void> PutHost(const HostRecord& host) override {
    return store_.WithWriter([&](Connection& c) { return WriteHost(c, host); });
  }

  Result<std::vector<SubscriptionRecord>> Subscriptions() override {
    return Read(ReadSubscriptions);
  }

  Result<void> PutSubscription(const SubscriptionRecord& subscription) override {
    return store_.WithWriter([&](Connection& c) { return WriteSubscription(c, subscription); });
  }

  Result<void> RemoveSubscription(news::FeedId feed) override {
    return store_.WithWriter([&](Connection& c) { return store::RemoveSubscription(c, feed); });
  }

  Result<void> Prune(Instant before) override {
    return store_.WithWriter([&](Connection& c) { return PruneItems(c, before); });
  }

 private:
  template <typename ReadFunction>
  auto Read(ReadFunction read) -> decltype(read(std::declval<Connection&>())) {
    std::optional<decltype(read(std::declval<Connection&>()))> result;
    const Result<void> done = store_.WithReader([&](Connection& connection) -> Result<void> {
      result.emplace(read(connection));
      return {};
    });
    if (!done) return Fail(done.error());
    return std::move(*result);
  }

  SqliteStore& store_;
};

}  // namespace

std::unique_ptr<SourceStore> MakeSourceStore(SqliteStore& store) {
  return std::make_unique<SqliteSourceStore>(store);
}

}  // namespace isnad::store
