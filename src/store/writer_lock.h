#pragma once

// Keeps a second process from writing to a store: an open-file-description lock (fcntl(2),
// F_OFD_SETLK) on `writer.lock`, which holds the process id of its owner. The kernel drops the lock
// with the process, however it dies, so a stale file means nothing.
//
// An owner that polls for days writes "yields" behind its process id: who wants to write meanwhile
// takes a shared lock on `writer.wanted`, which the owner looks for between two of its steps, and
// waits. Nothing is polled where there is nobody to yield.

#include <chrono>
#include <cstdint>
#include <string>

#include "base/error.h"

namespace isnad::store {

enum class Manners : std::uint8_t { kKeeps, kYields };

class WriterLock {
 public:
  // Waits up to `patience` where the owner yields, and not at all otherwise.
  // Errors: kBusy (names the process that has it), kDenied, kFull, kIo.
  [[nodiscard]] static Result<WriterLock> Take(const std::string& folder, Manners manners,
                                               std::chrono::milliseconds patience);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;
  ~WriterLock();

  // Whether another process waits for the lock of `folder`. Cost: three system calls.
  [[nodiscard]] static bool IsWanted(const std::string& folder);

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] static Result<WriterLock> TryOnce(const std::string& path, Manners manners,
                                                  bool& owner_yields);
  int descriptor_;
};

}  // namespace isnad::store
