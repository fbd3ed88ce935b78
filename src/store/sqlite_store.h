#pragma once

// The store in one folder: `isnad.db` (SQLite, WAL) beside `pages/` (evidence, packs of zstd
// frames: store/evidence.h) and `writer.lock`. docs/store.md is the manual.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "store/sqlite.h"
#include "store/store.h"
#include "store/story_teller.h"
#include "store/writer_lock.h"

namespace isnad::store {

// How the search index lives inside the same transactions. `search` implements it; the store calls
// it and knows nothing of Arabic.
class IndexHook {
 public:
  virtual ~IndexHook() = default;
  // Names what OnWrite makes of a text. A store written under another name has its index made anew
  // when it is opened for writing, and does not open for reading.
  [[nodiscard]] virtual std::string Version() const = 0;
  // For every connection that is opened: registers tokenizers and functions.
  virtual Result<void> OnOpen(Connection& connection) = 0;
  // Inside a transaction: makes its tables, empty, in the place of what there was.
  virtual Result<void> OnCreate(Connection& connection) = 0;
  // Inside the writer's transaction: `article` is new, or takes the place of `replaced`, which is
  // as it was given when it was written.
  virtual Result<void> OnWrite(Connection& connection, news::ArticleId id,
                               const news::Article& article, const news::Article* replaced) = 0;
  // Inside the writer's transaction, before the first and behind the last OnWrite of a batch.
  virtual Result<void> OnBatchBegin(Connection& /*connection*/) { return {}; }
  virtual Result<void> OnBatchEnd(Connection& /*connection*/) { return {}; }
  // For Check(): one line a finding. The connection may be a reading one.
  virtual Result<std::vector<std::string>> OnCheck(Connection& connection) = 0;
};

struct SqliteOptions {
  std::string folder;
  Access access = Access::kWrite;  // kWrite creates the folder and migrates the schema
  IndexHook* index = nullptr;      // borrowed; must outlive the store
  StoryTeller* teller = nullptr;   // likewise: stories have no sections and summaries without
  const Clock* clock = nullptr;    // borrowed; not needed so far
  std::int64_t max_bytes = 0;      // of the database; 0: as much as the disk takes
  // Of the writer's lock (store/writer_lock.h): whether to give it up to who asks, which the owner
  // does by looking at WriterWanted, and how long to wait for an owner who does.
  Manners manners = Manners::kKeeps;
  std::chrono::milliseconds patience{0};
};

class SqliteStore : public Store {
 public:
  // Runs `read` with a pooled read connection inside one read transaction (a consistent snapshot).
  virtual Result<void> WithReader(const std::function<Result<void>(Connection&)>& read) = 0;
  // Runs `write` with the writer's connection inside one transaction, which is rolled back when it
  // fails. Errors: kDenied for a store opened for reading; those of `write` and of SQLite.
  virtual Result<void> WithWriter(const std::function<Result<void>(Connection&)>& write) = 0;
  // Whether another process waits to write. Cost: three system calls. Thread-safe.
  virtual bool WriterWanted() = 0;
};

// Errors: kBusy when another process holds the writer's lock (names it and its process id),
// kNotFound (reading a folder that is no store), kDenied, kFull, kMalformed (damaged, or written
// by a newer version), kIo.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> OpenSqlite(const SqliteOptions& options);

}  // namespace isnad::store
