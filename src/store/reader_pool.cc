#include "store/reader_pool.h"

#include <utility>

namespace isnad::store {

ReaderPool::ReaderPool(std::string path, IndexHook* index, std::size_t max_connections)
    : path_(std::move(path)), index_(index), max_connections_(max_connections) {}

ReaderPool::Lease::~Lease() {
  if (connection_ != nullptr) pool_->Return(std::move(connection_));
}

Result<ReaderPool::Lease> ReaderPool::Borrow() {
  {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return lent_ < max_connections_; });
    ++lent_;
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  // Opening reads the disk: not under the mutex.
  Result<std::unique_ptr<Connection>> opened = Open();
  if (!opened) {
    Return(nullptr);
    return Fail(opened.error());
  }
  return Lease(*this, std::move(*opened));
}

Result<std::unique_ptr<Connection>> ReaderPool::Open() const {
  Result<Connection> connection = Connection::Open(path_, Access::kRead);
  if (!connection) return Fail(connection.error());
  auto owned = std::make_unique<Connection>(std::move(*connection));
  if (index_ != nullptr) {
    if (auto done = index_->OnOpen(*owned); !done) return Fail(done.error());
  }
  return owned;
}

void ReaderPool::Return(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (connection != nullptr) idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

}  // namespace isnad::store
