#include <cstdint>
#include <cstdlib>

#include "base/compress.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxBytes = 1 << 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto gzip = isnad::Gunzip(bytes, kMaxBytes);
  const auto zstd = isnad::ZstdDecompress(bytes, kMaxBytes);
  if ((gzip && gzip->size() > kMaxBytes) || (zstd && zstd->size() > kMaxBytes)) std::abort();
  if (isnad::Gunzip(isnad::Gzip(bytes), size) != bytes) std::abort();
  if (isnad::ZstdDecompress(isnad::ZstdCompress(bytes), size) != bytes) std::abort();
  return 0;
}
