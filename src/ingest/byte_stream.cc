#include "ingest/byte_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

namespace isnad::ingest {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;

// Takes gzip off a stream of bytes: any number of members, one after another (RFC 1952, 2.2). Bytes
// that follow the last member and start no other are ignored, as gzip(1) does.
class Inflater {
 public:
  Inflater() { started_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~Inflater() {
    if (started_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void Feed(std::string_view bytes) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
  }

  [[nodiscard]] bool hungry() const { return stream_.avail_in == 0; }
  // Between members, so that the file may end here.
  [[nodiscard]] bool may_end() const { return between_members_ || finished_; }

  // Appends at most one chunk to `out`; false when the bytes are damaged.
  bool Inflate(std::string& out) {
    if (finished_) {
      stream_.avail_in = 0;
      return true;
    }
    const std::size_t before = out.size();
    out.resize(before + kChunkBytes);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = static_cast<uInt>(kChunkBytes);
    const int code = started_ ? inflate(&stream_, Z_NO_FLUSH) : Z_MEM_ERROR;
    out.resize(before + kChunkBytes - stream_.avail_out);
    if (code == Z_STREAM_END) {
      between_members_ = true;
      any_member_ = true;
      return inflateReset(&stream_) == Z_OK;
    }
    if (code == Z_DATA_ERROR && between_members_ && any_member_) {
      finished_ = true;
      return true;
    }
    if (code == Z_OK && out.size() > before) between_members_ = false;
    return code == Z_OK || code == Z_BUF_ERROR;
  }

 private:
  z_stream stream_{};
  bool started_ = false;
  bool between_members_ = false;
  bool any_member_ = false;
  bool finished_ = false;
};

}  // namespace

struct ByteStream::Impl {
  std::string path;
  int descriptor = -1;
  std::string raw;  // the chunk that the inflater is working on
  std::unique_ptr<Inflater> inflater;
  std::string buffer;  // bytes [head, size) are still to be taken
  std::size_t head = 0;
  std::size_t taken = 0;
  std::size_t file_bytes = 0;
  bool started = false;
  bool at_end = false;
  std::chrono::milliseconds patience{};
  std::function<void()> idle;
  std::optional<Error> pending;  // met while reading ahead; told once the buffer is used up

  ~Impl() {
    if (descriptor >= 0) ::close(descriptor);
  }

  [[nodiscard]] std::size_t available() const { return buffer.size() - head; }
  [[nodiscard]] std::string_view rest() const { return std::string_view(buffer).substr(head); }

  void Take(std::size_t count) {
    head += count;
    taken += count;
    if (head == buffer.size()) {
      buffer.clear();
      head = 0;
    }
  }

  // Is there something to read (or the end) within the time that the caller has patience for?
  [[nodiscard]] bool Ready() const {
    pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(patience.count())) != 0;
  }

  // What the file has ready, onto the end of `out`: a pipe is not waited for beyond its first byte.
  // False at the end.
  bool ReadRaw(std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + kChunkBytes);
    if (idle && !Ready()) idle();
    ssize_t got = 0;
    do {
      got = ::read(descriptor, out.data() + before, kChunkBytes);
    } while (got < 0 && errno == EINTR);
    if (got < 0) pending = FromErrno(errno, path);
    out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    file_bytes += out.size() - before;
    return got > 0;
  }

  // The next `count` bytes of a plain file onto the end of `out`, straight to where they are wanted
  // but for those that are in the buffer; fewer where the file has become shorter.
  void ReadPlain(std::string& out, std::size_t count) {
    const std::string_view buffered = rest().substr(0, count);
    std::size_t size = out.size() + buffered.size();
    const std::size_t wanted = out.size() + count;
    out += buffered;
    Take(buffered.size());
    out.resize(wanted);
    while (size < wanted) {
      const ssize_t got = ::read(descriptor, out.data() + size, wanted - size);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) pending = FromErrno(errno, path);
      if (got <= 0) break;
      size += static_cast<std::size_t>(got);
      taken += static_cast<std::size_t>(got);
      file_bytes += static_cast<std::size_t>(got);
    }
    out.resize(size);
  }

  void End(std::optional<Error> error) {
    at_end = true;
    if (!pending) pending = std::move(error);
  }

  // Reads on until there is something new; false when there is nothing more.
  bool Fill() {
    if (at_end) return false;
    if (head > kChunkBytes && head > buffer.size() / 2) {
      buffer.erase(0, head);
      head = 0;
    }
    if (!started) Start();
    return inflater ? FillInflated() : FillPlain();
  }

  // The first bytes tell whether this is gzip.
  void Start() {
    started = true;
    while (raw.size() < 2 && ReadRaw(raw)) {
    }
    if (raw.size() >= 2 && raw[0] == '\x1F' && raw[1] == '\x8B') {
      inflater = std::make_unique<Inflater>();
      inflater->Feed(raw);
    }
  }

  bool FillPlain() {
    if (!raw.empty()) {
      buffer += raw;
      raw = {};
      return true;
    }
    if (!at_end && !pending && ReadRaw(buffer)) return true;
    End(std::nullopt);
    return false;
  }

  bool FillInflated() {
    const std::size_t before = buffer.size();
    while (buffer.size() == before) {
      if (inflater->hungry()) {
        raw.clear();
        if (pending || !ReadRaw(raw)) {
          End(inflater->may_end()
                  ? std::nullopt
                  : std::optional(Error{Errc::kMalformed, path + ": the gzip file is cut off",
                                        "fetch or copy it again"}));
          return false;
        }
        inflater->Feed(raw);
      }
      if (!inflater->Inflate(buffer)) {
        End(Error{Errc::kMalformed, path + ": damaged gzip", "fetch or copy it again"});
        return buffer.size() > before;
      }
    }
    return true;
  }
};

ByteStream::ByteStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ByteStream::ByteStream(ByteStream&&) noexcept = default;
ByteStream& ByteStream::operator=(ByteStream&&) noexcept = default;
ByteStream::~ByteStream() = default;

Result<ByteStream> ByteStream::Open(const std::string& path) {
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Fail(FromErrno(errno, path));
  struct stat info {};
  if (::fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(descriptor);
    return Fail(Errc::kMalformed, path + ": is a folder", "name a file");
  }
  auto impl = std::make_unique<Impl>();
  impl->path = path == "-" ? "standard input" : path;
  impl->descriptor = descriptor;
  return ByteStream(std::move(impl));
}

void ByteStream::OnIdle(std::chrono::milliseconds patience, std::function<void()> idle) {
  impl_->patience = patience;
  impl_->idle = std::move(idle);
}

Result<std::string_view> ByteStream::Peek(std::size_t count) {
  while (impl_->available() < count && impl_->Fill()) {
  }
  if (impl_->available() == 0 && impl_->pending) {
    Error error = std::move(*impl_->pending);
    impl_->pending.reset();
    return Fail(std::move(error));
  }
  return impl_->rest().substr(0, count);
}

Result<bool> ByteStream::ReadLine(std::string& line, std::size_t max_bytes) {
  line.clear();
  bool too_long = false;
  bool any = false;
  for (;;) {
    const auto seen = Peek(1);
    if (!seen) return Fail(seen.error());
    if (seen->empty()) break;
    any = true;
    const std::string_view rest = impl_->rest();
    const std::size_t newline = rest.find('\n');
    const std::string_view part = rest.substr(0, newline);
    if (line.size() + part.size() > max_bytes) {
      too_long = true;
    } else if (!too_long) {
      line += part;
    }
    impl_->Take(part.size() + (newline == std::string_view::npos ? 0 : 1));
    if (newline != std::string_view::npos) break;
  }
  if (too_long) {
    line.clear();
    return Fail(Errc::kTooLarge, "a line is over " + std::to_string(max_bytes) + " bytes",
                "split it, or leave it out");
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return any;
}

Result<std::size_t> ByteStream::Read(std::string& out, std::size_t count) {
  std::size_t done = 0;
  while (done < count) {
    const auto part = Peek(std::min(count - done, kChunkBytes));
    if (!part) return Fail(part.error());
    if (part->empty()) break;
    out += *part;
    done += part->size();
    impl_->Take(part->size());
  }
  return done;
}

Result<std::size_t> ByteStream::Skip(std::size_t count) {
  std::size_t done = 0;
  while (done < count) {
    const auto part = Peek(std::min(count - done, kChunkBytes));
    if (!part) return Fail(part.error());
    if (part->empty()) break;
    done += part->size();
    impl_->Take(part->size());
  }
  return done;
}

void ByteStream::Unread(std::string_view bytes) {
  std::string joined(bytes);
  joined += impl_->rest();
  impl_->buffer = std::move(joined);
  impl_->head = 0;
  impl_->taken -= std::min(impl_->taken, bytes.size());
}

Result<std::string> ByteStream::ReadAll(std::size_t max_bytes) {
  std::string all;
  // Growing would hold the page twice; of what is only reserved nothing is held.
  const auto start = Peek(1);
  if (!start) return Fail(start.error());
  struct stat info {};
  if (impl_->inflater) {
    all.reserve(max_bytes + 1);
  } else if (::fstat(impl_->descriptor, &info) == 0 && S_ISREG(info.st_mode)) {
    const auto size = static_cast<std::size_t>(info.st_size);
    const std::size_t left = size - std::min(size, impl_->taken);
    all.reserve(std::min(left, max_bytes) + 1);
    if (impl_->idle == nullptr && left <= max_bytes) impl_->ReadPlain(all, left);
  }
  const auto rest = Read(all, max_bytes + 1 - all.size());
  if (!rest) return Fail(rest.error());
  if (all.size() > max_bytes) {
    return Fail(Errc::kTooLarge,
                impl_->path + ": over " + std::to_string(max_bytes >> 20) + " MiB for one page",
                "split it, or leave it out");
  }
  if (impl_->pending) return Fail(std::exchange(impl_->pending, std::nullopt).value());
  return all;
}

std::size_t ByteStream::bytes_taken() const { return impl_->taken; }

std::size_t ByteStream::file_bytes_read() const { return impl_->file_bytes; }

}  // namespace isnad::ingest
