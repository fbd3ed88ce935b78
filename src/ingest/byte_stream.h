#pragma once

// A file, or standard input, read once from front to back with a small buffer; gzip (any number of
// members) is taken off on the way. Memory is the buffer plus what a caller asks to see at once.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad::ingest {

class ByteStream {
 public:
  // `path` "-" is standard input. Errors: kNotFound, kDenied, kIo, kMalformed (a folder).
  [[nodiscard]] static Result<ByteStream> Open(const std::string& path);

  ByteStream(ByteStream&&) noexcept;
  ByteStream& operator=(ByteStream&&) noexcept;
  ~ByteStream();

  // `idle` is called before a read that would wait longer than `patience`: a pipe whose writer has
  // nothing more for now. Never for files.
  void OnIdle(std::chrono::milliseconds patience, std::function<void()> idle);

  // Up to `count` of the next bytes without taking them; fewer only at the end. The view lives
  // until the next call. Errors: kMalformed (truncated or damaged gzip; what stands before the
  // damage is handed out first), kIo.
  [[nodiscard]] Result<std::string_view> Peek(std::size_t count);

  // Takes the next line into `line`, without its "\n" or "\r\n"; false at the end.
  // Errors: as Peek, and kTooLarge over `max_bytes`: the line is then passed over, and the next
  // call goes on behind it.
  [[nodiscard]] Result<bool> ReadLine(std::string& line, std::size_t max_bytes);

  // Takes up to `count` bytes onto the end of `out`; fewer only at the end.
  [[nodiscard]] Result<std::size_t> Read(std::string& out, std::size_t count);

  // Passes over up to `count` bytes; the number passed over.
  [[nodiscard]] Result<std::size_t> Skip(std::size_t count);

  // Puts bytes back in front of what comes next.
  void Unread(std::string_view bytes);

  // Everything up to the end. Errors: as Peek, and kTooLarge over `max_bytes`.
  [[nodiscard]] Result<std::string> ReadAll(std::size_t max_bytes);

  [[nodiscard]] std::size_t bytes_taken() const;      // after decompression
  [[nodiscard]] std::size_t file_bytes_read() const;  // of the file itself, for progress

 private:
  struct Impl;
  explicit ByteStream(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isnad::ingest
