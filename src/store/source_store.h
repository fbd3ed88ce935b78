#pragma once

// What is followed and what is still to be fetched: sources, their feeds with what is remembered
// of each, the pages that wait to be fetched, the items that are known, robots.txt of each site and
// WebSub subscriptions. Beside store.h, in the same database and under the same one writer.
//
// Why nothing that a feed said is lost: RecordPoll writes the feed's new state (with its ETag) and
// the tasks for its new items in one transaction, and a task goes only by FinishTasks, which is
// called after its article is on the disk. What dies in between is done again, and the store knows
// the article by its address.
//
// Times are absolute UTC, so a queue survives a restart; a due time further off than its reader's
// longest wait (a clock that was wrong) is the reader's to mend. Errors everywhere: those of the
// store (kFull, kIo, kBusy, kMalformed) and what is named. Thread-safe as Store is.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "news/article.h"
#include "news/source.h"

namespace isnad::store {

class SqliteStore;

struct SourceAdded {
  news::SourceId id = 0;
  bool is_new = false;
  std::size_t new_feeds = 0;
};

// Where an item's page may be asked for, and what its feed said of it.
struct PageTask {
  enum class Kind : std::uint8_t { kPage, kSitemap };

  std::int64_t id = 0;
  news::FeedId feed = 0;
  Kind kind = Kind::kPage;
  std::string url;
  Instant due{};
  int tries = 0;            // that failed
  bool has_text = false;    // `item` holds the whole text: nothing needs to be fetched
  news::Article item = {};  // from the feed: title, date, authors; paragraphs where it has any
};

// An item as a feed lists it. `mark` is anything that changes when the item does.
struct ListedItem {
  std::string url;
  std::uint64_t mark = 0;
  bool endless = false;  // changes count however many there were (a sitemap of an index)
};

enum class Familiarity : std::uint8_t { kUnknown, kChanged, kKnown };

// A new or changed item on its way in. Without a task it is only marked as known.
struct FoundItem {
  ListedItem listed;
  std::optional<PageTask> task;  // its id and feed are given by the store
};

struct HostRecord {
  std::string origin;  // "https://www.a.example"
  std::string robots;  // as fetch::Robots::ToText
  std::optional<std::string> last_good;
  Instant check_again{};
  std::optional<Instant> unreachable_since;
  std::string etag;
  std::string last_modified;
  std::string validators_url;
  Instant hold_until{};  // nothing is asked before (Retry-After)

  bool operator==(const HostRecord&) const = default;
};

struct SubscriptionRecord {
  news::FeedId feed = 0;
  std::string token;  // last part of our callback address
  std::string topic = {};
  std::string hub = {};
  std::string secret = {};
  Instant asked{};                      // when the hub was last asked
  std::optional<Instant> expires = {};  // once it confirmed

  bool operator==(const SubscriptionRecord&) const = default;
};

inline constexpr int kMaxRevisions = 20;  // of one item that are fetched anew

class SourceStore {
 public:
  virtual ~SourceStore() = default;

  // A source is known by its homepage, a feed by its address: what is there stays, what is new
  // comes to it, and empty texts of the source are filled in. A feed that another source has stays
  // there. kSite feeds go once another role is there.
  virtual Result<SourceAdded> AddSource(const news::Source& source) = 0;
  virtual Result<void> RemoveSource(news::SourceId id) = 0;              // kNotFound; articles stay
  virtual Result<void> SetResting(news::SourceId id, bool resting) = 0;  // kNotFound

  // In the order they were added, with their feeds.
  virtual Result<std::vector<news::Source>> Sources(std::size_t limit) = 0;

  // How the items stand to what is known, in their order.
  virtual Result<std::vector<Familiarity>> Familiar(std::span<const ListedItem> items) = 0;
  // One transaction; see above. The ids of the tasks that were made, in the order of the items
  // that ask for one: 0 where the page has a task already.
  virtual Result<std::vector<std::int64_t>> RecordPoll(const news::FollowedFeed& feed,
                                                       std::span<const FoundItem> items,
                                                       Instant now) = 0;

  // The tasks due first, of sources that do not rest.
  virtual Result<std::vector<PageTask>> Tasks(std::size_t limit) = 0;
  virtual Result<void> PostponeTask(std::int64_t id, Instant due, int tries) = 0;
  struct Finished {
    std::int64_t task = 0;
    news::FeedId feed = 0;
    bool counts = true;  // in its feed's tally (a sitemap does not)
    bool whole = false;
  };
  virtual Result<void> FinishTasks(std::span<const Finished> tasks) = 0;
  virtual Result<std::int64_t> CountTasks() = 0;

  virtual Result<std::vector<HostRecord>> Hosts() = 0;
  virtual Result<void> PutHost(const HostRecord& host) = 0;

  virtual Result<std::vector<SubscriptionRecord>> Subscriptions() = 0;
  virtual Result<void> PutSubscription(const SubscriptionRecord& subscription) = 0;
  virtual Result<void> RemoveSubscription(news::FeedId feed) = 0;

  // Forgets items not listed since `before`, and what was known of hosts not asked since.
  virtual Result<void> Prune(Instant before) = 0;
};

// `store` is borrowed and must outlive it.
[[nodiscard]] std::unique_ptr<SourceStore> MakeSourceStore(SqliteStore& store);

}  // namespace isnad::store
