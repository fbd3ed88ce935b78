// Any bytes as an archive: no crash, an end is reached, and no page is larger than allowed.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/warc.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxPageBytes = 1 << 16;
  int ends[2];
  if (size > kMaxPageBytes / 2 || ::pipe(ends) != 0)
    return 0;  // what a pipe holds without a reader
  if (::write(ends[1], data, size) != static_cast<ssize_t>(size)) std::abort();
  ::close(ends[1]);
  auto stream = isnad::ingest::ByteStream::Open("/dev/fd/" + std::to_string(ends[0]));
  ::close(ends[0]);
  if (!stream) return 0;
  isnad::ingest::WarcReader reader(*stream, kMaxPageBytes);
  isnad::ingest::WarcPage page;
  for (std::size_t i = 0;; ++i) {
    if (i > 2 * size + 10) std::abort();
    const auto got = reader.Next(page);
    if (got && !*got) break;
    if (!got && reader.broken()) break;
    if (got && page.body.size() > kMaxPageBytes) std::abort();
  }
  return 0;
}
