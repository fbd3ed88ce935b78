#pragma once

// Keeps a second process from writing to a store: an open-file-description lock (fcntl(2),
// F_OFD_SETLK) on `writer.lock`, which holds the process id of its owner. The kernel drops the lock
// with the process, however it dies, so a stale file means nothing.

#include <string>

#include "base/error.h"

namespace isnad::store {

class WriterLock {
 public:
  // Errors: kBusy (names the process that has it), kDenied, kFull, kIo.
  [[nodiscard]] static Result<WriterLock> Take(const std::string& path);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;
  ~WriterLock();

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace isnad::store
