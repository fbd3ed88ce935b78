#include "ingest/byte_stream.h"

#include <fcntl.h>
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
}

struct ByteStream::Impl {
  std::string path;
  gzFile file = nullptr;
  std::string buffer;         // bytes [head, size) are still to be taken
  std::size_t head = 0;
  std::size_t taken = 0;
  bool at_end = false;
  std::optional<Error> pending;  // met while reading ahead; told once the buffer is used up

  ~Impl() {
    if (file != nullptr) gzclose_r(file);
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

  // Reads one more chunk; false when there is none.
  bool Fill() {
    if (at_end) return false;
    if (head > kChunkBytes && head > buffer.size() / 2) {
      buffer.erase(0, head);
      head = 0;
    }
    const std::size_t before = buffer.size();
    buffer.resize(before + kChunkBytes);
    const int got = gzread(file, buffer.data() + before, static_cast<unsigned>(kChunkBytes));
    buffer.resize(before + static_cast<std::size_t>(std::max(got, 0)));
    if (got == static_cast<int>(kChunkBytes)) return true;
    at_end = true;
    int code = Z_OK;
    const char* message = gzerror(file, &code);
    if (code == Z_ERRNO) {
      pending = FromErrno(errno, path);
    } else if (code == Z_BUF_ERROR) {
      pending = Error{Errc::kMalformed, path + ": the gzip file is cut off", "fetch or copy it again"};
    } else if (code != Z_OK && code != Z_STREAM_END) {
      pending = Error{Errc::kMalformed, path + ": damaged gzip (" + message + ")",
                      "fetch or copy it again"};
    }
    return got > 0;
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
  impl->file = gzdopen(descriptor, "rb");
  if (impl->file == nullptr) {
    ::close(descriptor);
    return Fail(Errc::kIo, path + ": cannot be read");
  }
  gzbuffer(impl->file, static_cast<unsigned>(kChunkBytes));
  return ByteStream(std::move(impl));
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
  const auto count = Read(all, max_bytes + 1);
  if (!count) return Fail(count.error());
  if (*count > max_bytes) {
    return Fail(Errc::kTooLarge,
                impl_->path + ": over " + std::to_string(max_bytes >> 20) + " MiB for one page",
                "split it, or leave it out");
  }
  if (impl_->pending) return Fail(std::exchange(impl_->pending, std::nullopt).value());
  return all;
}

std::size_t ByteStream::bytes_taken() const { return impl_->taken; }

std::size_t ByteStream::file_bytes_read() const {
  const auto at = gzoffset(impl_->file);
  return at > 0 ? static_cast<std::size_t>(at) : 0;
}

}  // namespace isnad::ingest
