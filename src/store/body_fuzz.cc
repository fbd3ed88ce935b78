#include <zstd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "store/body.h"

// Whatever stands in the record: it is refused, or what was read writes and reads as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string frame(ZSTD_compressBound(size), '\0');
  frame.resize(ZSTD_compress(frame.data(), frame.size(), data, size, 1));
  const auto body = isnad::store::DecodeBody(frame);
  if (!body) return 0;
  isnad::store::BodyEncoder encoder;
  const auto again = isnad::store::DecodeBody(*encoder.Encode(body->article, body->headlines));
  const bool same = again && again->article == body->article && again->headlines == body->headlines;
  if (!same) std::abort();
  return 0;
}
