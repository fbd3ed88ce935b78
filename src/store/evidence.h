#pragma once

// Pages as they came, kept as evidence in append-only pack files: pages/000001.pack and so on. A
// file a page would cost an fsync a page (about a millisecond each) and an inode each; a pack costs
// one fdatasync a batch.
//
// Format of a pack: 16 bytes "ISNAD PACK 1\n" and zeros, then records, each
//   "ISPG"  stored:u32le  bytes:u32le  hash:32 (BLAKE2b-256 of the page)  zstd frame of `stored`
//   bytes
// The database knows where each record starts; the headers let a pack be checked and read without
// it.
//
// Crash safety: a batch's records are on the disk before the transaction that refers to them
// commits. What a crash leaves behind the last referred-to record is never read; later records go
// after it. Nothing that was written is ever changed.
// Limits: a pack is closed at kMaxPackBytes; a page holds under 4 GiB.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad::store {

inline constexpr std::int64_t kMaxPackBytes = std::int64_t{1} << 30;

struct EvidencePlace {
  std::int64_t pack = 0;
  std::int64_t offset = 0;  // of the record
  std::int64_t stored = 0;  // bytes of the zstd frame
  std::int64_t bytes = 0;   // bytes of the page

  bool operator==(const EvidencePlace&) const = default;
};

using PageHash = std::array<char, 32>;
[[nodiscard]] PageHash HashPage(std::string_view page);

// Appends to the packs of one folder. One owner, under the store's writer lock. Not thread-safe.
class EvidenceWriter {
 public:
  // `folder` must exist. Errors: kDenied, kIo.
  [[nodiscard]] static Result<EvidenceWriter> Open(std::string folder);
  EvidenceWriter(EvidenceWriter&&) noexcept;
  EvidenceWriter& operator=(EvidenceWriter&&) noexcept;
  ~EvidenceWriter();

  // Not durable before Sync. Errors: kFull, kTooLarge, kIo. After an error call Rollback.
  [[nodiscard]] Result<EvidencePlace> Append(std::string_view page, const PageHash& hash);
  // Everything appended is on the disk. Errors: kFull, kIo.
  [[nodiscard]] Result<void> Sync();
  // The records since the last Keep are wanted no more: gives their space back.
  void Rollback();
  // What was appended is referred to by a committed transaction: Rollback no longer reaches it.
  void Keep();

 private:
  explicit EvidenceWriter(std::string folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Result<void> OpenPack(std::int64_t pack);
  [[nodiscard]] Result<void> WriteAll(std::string_view bytes);
  void CloseFile();

  std::string folder_;
  int file_ = -1;
  std::int64_t pack_ = 0;
  std::int64_t end_ = 0;   // where the next record goes
  std::int64_t kept_ = 0;  // end of what Rollback leaves
  bool dirty_ = false;
};

// The page itself. Errors: kNotFound (the pack is gone), kMalformed (the record is not what the
// place says, or its bytes do not have `hash`), kTooLarge over max_bytes, kIo. Thread-safe.
[[nodiscard]] Result<std::string> ReadEvidence(const std::string& folder,
                                               const EvidencePlace& place, std::string_view hash,
                                               std::size_t max_bytes);

}  // namespace isnad::store
