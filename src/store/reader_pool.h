#pragma once

// Reading connections, kept open and lent one a caller. Each has its own cache of prepared
// statements and pages. Thread-safe.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/sqlite.h"
#include "store/sqlite_store.h"

namespace isnad::store {

class ReaderPool {
 public:
  // `index` (which may be null) is borrowed.
  ReaderPool(std::string path, IndexHook* index, std::size_t max_connections);

  // A connection until the lease ends. Waits when all are lent; opens one when none is idle.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
  };
  // Errors: those of opening a connection.
  [[nodiscard]] Result<Lease> Borrow();

 private:
  [[nodiscard]] Result<std::unique_ptr<Connection>> Open() const;
  void Return(std::unique_ptr<Connection> connection);

  const std::string path_;
  IndexHook* const index_;
  const std::size_t max_connections_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t lent_ = 0;
};

}  // namespace isnad::store
