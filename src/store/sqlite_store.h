#pragma once

// The store in one folder: `isnad.db` (SQLite, WAL) beside `pages/` (evidence, one zstd file a
// page, named by its hash) and `writer.lock`.

#include <functional>
#include <memory>
#include <string>

#include "store/sqlite.h"
#include "store/store.h"

namespace isnad::store {

// How the search index lives inside the same transactions. `search` implements it; the store calls
// it and knows nothing of Arabic.
class IndexHook {
 public:
  virtual ~IndexHook() = default;
  // For every connection that is opened: registers tokenizers and functions.
  virtual Result<void> OnOpen(Connection& connection) = 0;
  // Once, inside the migration transaction, when its tables must exist.
  virtual Result<void> OnCreate(Connection& connection) = 0;
  // Inside the writer's transaction: `article` is new, or replaces its earlier version.
  virtual Result<void> OnWrite(Connection& connection, news::ArticleId id,
                               const news::Article& article, bool replaces) = 0;
  // For Check(): one line a finding.
  virtual Result<std::vector<std::string>> OnCheck(Connection& connection) = 0;
};

struct SqliteOptions {
  std::string folder;
  Access access = Access::kWrite;      // kWrite creates the folder and migrates the schema
  IndexHook* index = nullptr;          // borrowed; must outlive the store
  const Clock* clock = nullptr;        // borrowed
};

class SqliteStore : public Store {
 public:
  // Runs `read` with a pooled read connection inside one read transaction (a consistent snapshot).
  virtual Result<void> WithReader(const std::function<Result<void>(Connection&)>& read) = 0;
};

// Errors: kBusy when another process holds the writer's lock (names it and its process id),
// kNotFound (reading a folder that is no store), kDenied, kFull, kMalformed (damaged, or written
// by a newer version), kIo.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> OpenSqlite(const SqliteOptions& options);

}  // namespace isnad::store
