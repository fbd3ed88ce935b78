#pragma once

// The tables of what is to be fetched: known items, page tasks, hosts, subscriptions. Used by
// source_store.cc alone; each function runs inside a transaction of the caller's. See SourceStore
// for what each promises.

#include <cstddef>
#include <span>
#include <vector>

#include "base/error.h"
#include "store/body.h"
#include "store/source_store.h"
#include "store/sqlite.h"

namespace isnad::store {

[[nodiscard]] Result<Familiarity> FamiliarityOf(Connection& connection, const ListedItem& item);
// The task's id, or 0 where none was asked for or the page has one.
[[nodiscard]] Result<std::int64_t> RecordItem(Connection& connection, BodyEncoder& encoder,
                                              news::FeedId feed, const FoundItem& item,
                                              Instant now);

[[nodiscard]] Result<std::vector<PageTask>> ReadTasks(Connection& connection, std::size_t limit);
[[nodiscard]] Result<void> PostponeTask(Connection& connection, std::int64_t id, Instant due,
                                        int tries);
[[nodiscard]] Result<void> RemoveTask(Connection& connection, std::int64_t id);

[[nodiscard]] Result<std::vector<HostRecord>> ReadHosts(Connection& connection);
[[nodiscard]] Result<void> WriteHost(Connection& connection, const HostRecord& host);

[[nodiscard]] Result<std::vector<SubscriptionRecord>> ReadSubscriptions(Connection& connection);
[[nodiscard]] Result<void> WriteSubscription(Connection& connection,
                                             const SubscriptionRecord& subscription);
[[nodiscard]] Result<void> RemoveSubscription(Connection& connection, news::FeedId feed);

[[nodiscard]] Result<void> PruneItems(Connection& connection, Instant before);

}  // namespace isnad::store
