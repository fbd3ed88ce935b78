#include "store/evidence.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <limits>
#include <utility>

#include "base/compress.h"

namespace isnad::store {
namespace {

constexpr std::string_view kFileHeader{"ISNAD PACK 1\n\0\0\0", 16};
constexpr std::string_view kRecordMark = "ISPG";
constexpr std::size_t kRecordHeaderBytes = 4 + 4 + 4 + 32;
constexpr int kLevel = 3;

Error Errno(const std::string& path) {
  Error error = FromErrno(errno, path);
  if (error.code == Errc::kTooLarge) {  // RLIMIT_FSIZE: to the store as good as a full disk
    error.code = Errc::kFull;
  }
  return error;
}

std::string PackPath(const std::string& folder, std::int64_t pack) {
  char name[32];
  std::snprintf(name, sizeof name, "/%06lld.pack", static_cast<long long>(pack));
  return folder + name;
}

// Number of the last pack in `folder`, 0 when there is none.
Result<std::int64_t> LastPack(const std::string& folder) {
  DIR* entries = opendir(folder.c_str());
  if (entries == nullptr) return Fail(Errno(folder));
  std::int64_t last = 0;
  while (const dirent* entry = readdir(entries)) {
    const std::string_view name = entry->d_name;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && std::string_view(end) == ".pack") last = std::max(last, number);
  }
  closedir(entries);
  return last;
}

Result<void> SyncFolder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return Fail(Errno(folder));
  const bool synced = fsync(descriptor) == 0;
  Error error = synced ? Error{Errc::kIo, {}} : Errno(folder);
  close(descriptor);
  if (!synced) return Fail(std::move(error));
  return {};
}

void AppendLittleEndian(std::string& out, std::int64_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xFF);
}

std::int64_t ReadLittleEndian(std::string_view bytes) {
  std::int64_t value = 0;
  for (int i = 3; i >= 0; --i) {
    value = (value << 8) | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  }
  return value;
}

Result<std::string> ReadAt(const std::string& path, std::int64_t offset, std::size_t bytes) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Fail(Errno(path));
  std::string out(bytes, '\0');
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t got = pread(descriptor, out.data() + done, bytes - done,
                              static_cast<off_t>(offset) + static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  close(descriptor);
  if (done < bytes) {
    return Fail(Errc::kMalformed, path + ": ends before byte " + std::to_string(offset) + " + " +
                                      std::to_string(bytes));
  }
  return out;
}

}  // namespace

PageHash HashPage(std::string_view page) {
  PageHash hash;
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(page.data()), page.size(), nullptr, 0);
  return hash;
}

Result<EvidenceWriter> EvidenceWriter::Open(std::string folder) {
  Result<std::int64_t> last = LastPack(folder);
  if (!last) return Fail(last.error());
  EvidenceWriter writer(std::move(folder));
  writer.pack_ = *last;
  return writer;
}

EvidenceWriter::EvidenceWriter(EvidenceWriter&& other) noexcept
    : folder_(std::move(other.folder_)),
      file_(std::exchange(other.file_, -1)),
      pack_(other.pack_),
      end_(other.end_),
      kept_(other.kept_),
      dirty_(other.dirty_) {}

EvidenceWriter& EvidenceWriter::operator=(EvidenceWriter&& other) noexcept {
  if (this != &other) {
    CloseFile();
    folder_ = std::move(other.folder_);
    file_ = std::exchange(other.file_, -1);
    pack_ = other.pack_;
    end_ = other.end_;
    kept_ = other.kept_;
    dirty_ = other.dirty_;
  }
  return *this;
}

EvidenceWriter::~EvidenceWriter() { CloseFile(); }

void EvidenceWriter::CloseFile() {
  if (file_ >= 0) close(file_);
  file_ = -1;
}

Result<void> EvidenceWriter::OpenPack(std::int64_t pack) {
  CloseFile();
  const std::string path = PackPath(folder_, pack);
  file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) return Fail(Errno(path));
  struct stat status {};
  Result<void> ready;
  if (fstat(file_, &status) != 0) ready = Fail(Errno(path));
  pack_ = pack;
  end_ = status.st_size;
  if (ready && end_ < static_cast<std::int64_t>(kFileHeader.size())) {  // new, or died at birth
    end_ = 0;
    ready = WriteAll(kFileHeader);
    if (ready) ready = SyncFolder(folder_);
  }
  if (!ready) CloseFile();  // the next Append starts over
  kept_ = end_;
  return ready;
}

Result<void> EvidenceWriter::WriteAll(std::string_view bytes) {
  dirty_ = true;
  while (!bytes.empty()) {
    const ssize_t done = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(end_));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return Fail(Errno(PackPath(folder_, pack_)));
    end_ += done;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

Result<EvidencePlace> EvidenceWriter::Append(std::string_view page, const PageHash& hash) {
  const std::string frame = ZstdCompress(page, kLevel);
  if (page.size() > std::numeric_limits<std::uint32_t>::max() ||
      frame.size() > std::numeric_limits<std::uint32_t>::max()) {
    return Fail(Errc::kTooLarge, "a page of " + std::to_string(page.size()) + " bytes");
  }
  if (file_ < 0) {
    if (auto done = OpenPack(std::max<std::int64_t>(pack_, 1)); !done) return Fail(done.error());
  }
  if (end_ >= kMaxPackBytes) {
    if (auto done = Sync(); !done) return Fail(done.error());
    if (auto done = OpenPack(pack_ + 1); !done) return Fail(done.error());
  }
  EvidencePlace place{pack_, end_, static_cast<std::int64_t>(frame.size()),
                      static_cast<std::int64_t>(page.size())};
  std::string record;
  record.reserve(kRecordHeaderBytes + frame.size());
  record += kRecordMark;
  AppendLittleEndian(record, place.stored);
  AppendLittleEndian(record, place.bytes);
  record.append(hash.data(), hash.size());
  record += frame;
  if (auto done = WriteAll(record); !done) return Fail(done.error());
  return place;
}

Result<void> EvidenceWriter::Sync() {
  if (!dirty_) return {};
  if (fdatasync(file_) != 0) return Fail(Errno(PackPath(folder_, pack_)));
  dirty_ = false;
  return {};
}

void EvidenceWriter::Rollback() {
  if (file_ < 0 || end_ == kept_) return;
  // Should it fail the bytes stay, unread, until the file is checked: harmless.
  if (ftruncate(file_, static_cast<off_t>(kept_)) == 0) end_ = kept_;
}

void EvidenceWriter::Keep() { kept_ = end_; }

Result<std::string> ReadEvidence(const std::string& folder, const EvidencePlace& place,
                                 std::string_view hash, std::size_t max_bytes) {
  if (place.bytes < 0 || place.stored < 0 || place.offset < 0 ||
      static_cast<std::uint64_t>(place.bytes) > max_bytes) {
    return Fail(Errc::kTooLarge, "a page of " + std::to_string(place.bytes) +
                                     " bytes is over the limit of " + std::to_string(max_bytes));
  }
  const std::string path = PackPath(folder, place.pack);
  Result<std::string> record =
      ReadAt(path, place.offset, kRecordHeaderBytes + static_cast<std::size_t>(place.stored));
  if (!record) return record;
  const std::string_view header = *record;
  if (header.substr(0, 4) != kRecordMark || ReadLittleEndian(header.substr(4)) != place.stored ||
      ReadLittleEndian(header.substr(8)) != place.bytes || header.substr(12, 32) != hash) {
    return Fail(Errc::kMalformed,
                path + ": no record of the page at byte " + std::to_string(place.offset));
  }
  Result<std::string> page = ZstdDecompress(header.substr(kRecordHeaderBytes), max_bytes);
  if (!page) return page;
  const PageHash found = HashPage(*page);
  if (std::string_view(found.data(), found.size()) != hash) {
    return Fail(Errc::kMalformed, path + ": the page at byte " + std::to_string(place.offset) +
                                      " does not have its hash");
  }
  return page;
}

}  // namespace isnad::store
