#include "store/writer_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>

namespace isnad::store {
namespace {

constexpr std::chrono::milliseconds kLookAgain{20};
constexpr char kYields[] = " yields";

std::string LockPath(const std::string& folder) { return folder + "/writer.lock"; }
std::string WantedPath(const std::string& folder) { return folder + "/writer.wanted"; }

// What the owner wrote of itself; it may be half-written, or not a number at all.
std::string OwnerOf(int descriptor, bool& yields) {
  char bytes[32];
  const ssize_t got = pread(descriptor, bytes, sizeof bytes, 0);
  std::string_view text(bytes, got > 0 ? static_cast<std::size_t>(got) : 0);
  yields = text.find(kYields) != text.npos;
  text = text.substr(0, text.find_first_not_of("0123456789"));
  return text.empty() ? "another process" : "process " + std::string(text);
}

bool Lock(int descriptor, short type) {
  struct flock whole {};
  whole.l_type = type;
  whole.l_whence = SEEK_SET;
  return fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

// Says that somebody waits, as long as it lives.
class Want {
 public:
  explicit Want(const std::string& folder)
      : descriptor_(open(WantedPath(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (descriptor_ >= 0) Lock(descriptor_, F_RDLCK);
  }
  ~Want() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Want(const Want&) = delete;
  Want& operator=(const Want&) = delete;

 private:
  int descriptor_;
};

}  // namespace

Result<WriterLock> WriterLock::TryOnce(const std::string& path, Manners manners,
                                       bool& owner_yields) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return Fail(FromErrno(errno, path));
  WriterLock lock(descriptor);
  if (!Lock(descriptor, F_WRLCK)) {
    if (errno != EAGAIN && errno != EACCES) return Fail(FromErrno(errno, path));
    return Fail(Errc::kBusy,
                path + ": " + OwnerOf(descriptor, owner_yields) + " writes to this store",
                "wait for it or stop it; reading works meanwhile");
  }
  const std::string owner =
      std::to_string(getpid()) + (manners == Manners::kYields ? kYields : "") + "\n";
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, owner.data(), owner.size(), 0) != static_cast<ssize_t>(owner.size())) {
    return Fail(FromErrno(errno, path));
  }
  return lock;
}

Result<WriterLock> WriterLock::Take(const std::string& folder, Manners manners,
                                    std::chrono::milliseconds patience) {
  bool owner_yields = false;
  const std::string path = LockPath(folder);
  auto lock = TryOnce(path, manners, owner_yields);
  if (lock || lock.error().code != Errc::kBusy || !owner_yields || patience.count() <= 0) {
    return lock;
  }
  const Want want(folder);
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    std::this_thread::sleep_for(kLookAgain);
    auto again = TryOnce(path, manners, owner_yields);
    const bool busy = !again && again.error().code == Errc::kBusy;
    if (!busy || std::chrono::steady_clock::now() >= until) return again;
  }
}

bool WriterLock::IsWanted(const std::string& folder) {
  const int descriptor = open(WantedPath(folder).c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  const bool wanted = fcntl(descriptor, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
  close(descriptor);
  return wanted;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

// The file stays: removing it would let two processes lock two files of one name.
WriterLock::~WriterLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace isnad::store
