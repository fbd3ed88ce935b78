#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>

#include "base/clock.h"

namespace isnad {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;

// Owns a descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }

  // 0, or errno: a network file system may tell of a failed write only here.
  [[nodiscard]] int Close() {
    const int result = close(fd_);
    fd_ = -1;
    return result == 0 || errno == EINTR ? 0 : errno;
  }

 private:
  int fd_;
};

// Removes a temporary file unless it was renamed away.
class Temporary {
 public:
  explicit Temporary(std::string path) : path_(std::move(path)) {}
  ~Temporary() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  void Keep() { path_.clear(); }

 private:
  std::string path_;
};

template <typename Call>
auto RetryInterrupted(Call call) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

Error Refused(int error_number, const std::string& what, const std::string& path) {
  return FromErrno(error_number, what + " " + path);
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Where a symbolic link leads, so that the link itself survives the rename.
std::string ResolveLink(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path;
  char target[PATH_MAX];
  return realpath(path.c_str(), target) == nullptr ? path : target;
}

Result<void> WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = RetryInterrupted([&] { return write(fd, bytes.data(), bytes.size()); });
    if (written < 0) return Fail(Refused(errno, "cannot write", path));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> SyncFolder(const std::string& folder) {
  const Descriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return Fail(Refused(errno, "cannot open the folder", folder));
  // EINVAL: a file system that cannot sync folders, and needs no telling.
  if (RetryInterrupted([&] { return fsync(fd.get()); }) != 0 && errno != EINVAL) {
    return Fail(Refused(errno, "cannot sync the folder", folder));
  }
  return {};
}

}  // namespace

Result<std::string> ReadFile(const std::string& path, std::size_t max_bytes) {
  const Descriptor fd(RetryInterrupted([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
  if (fd.get() < 0) return Fail(Refused(errno, "cannot open", path));
  struct stat status {};
  if (fstat(fd.get(), &status) != 0) return Fail(Refused(errno, "cannot read", path));
  if (S_ISDIR(status.st_mode)) {
    return Fail(Errc::kMalformed, path + " is a folder", "name a file");
  }
  const auto too_large = [&] {
    return Fail(Errc::kTooLarge, path + " is over " + std::to_string(max_bytes) + " bytes",
                "raise the limit, or split the file");
  };
  const std::size_t promised =
      S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
  if (promised > max_bytes) return too_large();
  // One byte more than promised, so that the end of the file is seen without another buffer.
  std::string bytes(std::min(std::max(promised, kChunkBytes - 1), max_bytes) + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    const ssize_t got =
        RetryInterrupted([&] { return read(fd.get(), bytes.data() + size, bytes.size() - size); });
    if (got < 0) return Fail(Refused(errno, "cannot read", path));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > max_bytes) return too_large();
    if (size == bytes.size())
      bytes.resize(std::min(size + std::max(size, kChunkBytes), max_bytes + 1));
  }
  bytes.resize(size);
  if (bytes.capacity() > 2 * size + kChunkBytes) bytes.shrink_to_fit();
  return bytes;
}

Result<void> WriteFileAtomic(const std::string& path, std::string_view bytes) {
  const std::string target = ResolveLink(path);
  const std::string folder = FolderOf(target);
  char name[40];
  // Not made from the file's own name, which may be as long as names can be already.
  std::snprintf(name, sizeof name, "/.isnad-%016llx.tmp",
                static_cast<unsigned long long>(SystemRandom().Next()));
  const std::string temporary_path = folder + name;
  Descriptor fd(RetryInterrupted(
      [&] { return open(temporary_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); }));
  if (fd.get() < 0) return Fail(Refused(errno, "cannot write", path));
  Temporary temporary(temporary_path);

  struct stat status {};
  if (stat(target.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      return Fail(Errc::kMalformed, path + " is a folder", "name a file");
    }
    if (fchmod(fd.get(), status.st_mode & 07777) != 0) {
      return Fail(Refused(errno, "cannot keep the permissions of", path));
    }
  }
  if (auto written = WriteAll(fd.get(), bytes, path); !written) return written;
  if (RetryInterrupted([&] { return fsync(fd.get()); }) != 0) {
    return Fail(Refused(errno, "cannot sync", path));
  }
  if (const int error_number = fd.Close(); error_number != 0) {
    return Fail(Refused(error_number, "cannot write", path));
  }
  if (rename(temporary.path().c_str(), target.c_str()) != 0) {
    return Fail(Refused(errno, "cannot replace", path));
  }
  temporary.Keep();
  return SyncFolder(folder);
}

}  // namespace isnad
