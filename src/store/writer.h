#pragma once

// The one writer: takes batches of extracted pages and makes each one transaction. Order within a
// batch, so that a crash at any moment loses nothing that was acknowledged:
//   1. BEGIN; rows are written, evidence is appended to its pack (not yet durable);
//   2. the pack is synced;
//   3. COMMIT, which syncs the log of the database.
// A batch that fails at any step leaves no rows, and no evidence that anything refers to.

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "base/error.h"
#include "store/body.h"
#include "store/evidence.h"
#include "store/identity.h"
#include "store/outlets.h"
#include "store/sqlite.h"
#include "store/sqlite_store.h"
#include "store/store.h"
#include "store/stories.h"

namespace isnad::store {

// Not thread-safe: the store guards it by a mutex.
class Writer {
 public:
  // `connection`, `index` and `teller` (which may be null) are borrowed.
  Writer(Connection& connection, EvidenceWriter evidence, IndexHook* index, StoryTeller* teller);

  // See Store::Write.
  [[nodiscard]] Result<std::vector<Stored>> Write(std::span<const Incoming> batch,
                                                  StoryPlacer& placer);

 private:
  struct Known;   // what the store has at an article's address
  struct NewRow;  // an article's values on their way into its row

  // An article whose words the index is still to get.
  struct IndexTask {
    news::ArticleId id;
    const news::Article* article;           // of the batch
    std::optional<news::Article> replaced;  // its earlier version
  };

  [[nodiscard]] Result<std::vector<Stored>> WriteRows(std::span<const Incoming> batch,
                                                      StoryPlacer& placer);
  [[nodiscard]] Result<void> TellStories();
  [[nodiscard]] Result<void> WriteIndex();
  [[nodiscard]] Result<Stored> WriteOne(const Incoming& incoming, StoryPlacer& placer);
  [[nodiscard]] Result<Stored> Add(const Incoming& incoming, const Hash& identity,
                                   const Hash& content, StoryPlacer& placer);
  [[nodiscard]] Result<Stored> Change(const Incoming& incoming, const Known& known,
                                      const Hash& content);

  [[nodiscard]] Result<Instant> TimeOfNew(const Incoming& incoming, news::StoryId story);
  [[nodiscard]] Result<std::optional<Known>> Lookup(const Hash& identity);
  [[nodiscard]] Result<StoryPlacement> Place(news::ArticleId id, const Incoming& incoming,
                                             StoryPlacer& placer);
  [[nodiscard]] Result<bool> IsThere(news::ArticleId id);
  [[nodiscard]] Result<void> Rehang(const news::Rehanging& rehanging);
  [[nodiscard]] Result<void> InsertArticle(const NewRow& row);
  [[nodiscard]] Result<void> InsertBody(news::ArticleId id, const Incoming& incoming);
  [[nodiscard]] Result<void> KeepOldVersion(const Known& known, Instant seen);
  [[nodiscard]] Result<void> UpdateArticle(const Known& known, const Incoming& incoming,
                                           const Hash& content, std::string_view section);
  [[nodiscard]] std::string SectionOf(const news::Article& article, std::string_view country) const;
  [[nodiscard]] Result<std::optional<std::int64_t>> KeepPage(std::string_view page);
  [[nodiscard]] Result<void> KeepReading(news::ArticleId id, const StoryPlacement& placement);
  [[nodiscard]] Result<void> PruneReadings();
  [[nodiscard]] Result<std::int64_t> NextArticleId();
  [[nodiscard]] Result<void> MarkTemplate(news::StoryId story);
  [[nodiscard]] Result<void> NextGeneration();

  Connection& connection_;
  EvidenceWriter evidence_;
  IndexHook* index_;
  StoryTeller* teller_;
  OutletBook outlets_;
  StoryBook stories_;
  BodyEncoder encoder_;
  std::vector<IndexTask> to_index_;     // of the batch under way
  std::set<news::StoryId> to_tell_;     // stories whose accounts the batch changed
  news::ArticleId oldest_reading_ = 0;  // as the placer said last
  bool changed_ = false;                // the transaction has written something
};

}  // namespace isnad::store
