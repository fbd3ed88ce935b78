#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/content_coding.h"

// Whatever the bytes claim, no more comes out than was allowed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxBytes = 1 << 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* codings : {"br", "deflate", "gzip, br"}) {
    const auto decoded = isnad::DecodeContent(bytes, codings, kMaxBytes);
    if (decoded && decoded->size() > kMaxBytes) std::abort();
  }
  return 0;
}
