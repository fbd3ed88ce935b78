#include "store/writer_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

namespace isnad::store {
namespace {

// What the owner wrote of itself; it may be half-written, or not a number at all.
std::string OwnerOf(int descriptor) {
  char bytes[16];
  const ssize_t got = pread(descriptor, bytes, sizeof bytes, 0);
  std::string_view text(bytes, got > 0 ? static_cast<std::size_t>(got) : 0);
  text = text.substr(0, text.find_first_not_of("0123456789"));
  return text.empty() ? "another process" : "process " + std::string(text);
}

}  // namespace

Result<WriterLock> WriterLock::Take(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return Fail(FromErrno(errno, path));
  WriterLock lock(descriptor);
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (fcntl(descriptor, F_OFD_SETLK, &whole) != 0) {
    if (errno != EAGAIN && errno != EACCES) return Fail(FromErrno(errno, path));
    return Fail(Errc::kBusy, path + ": " + OwnerOf(descriptor) + " writes to this store",
                "wait for it or stop it; reading works meanwhile");
  }
  const std::string owner = std::to_string(getpid()) + "\n";
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, owner.data(), owner.size(), 0) != static_cast<ssize_t>(owner.size())) {
    return Fail(FromErrno(errno, path));
  }
  return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

// The file stays: removing it would let two processes lock two files of one name.
WriterLock::~WriterLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace isnad::store
