// Any bytes: no crash, and the verdict does not depend on how the bytes were cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/header_scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using isnad::web::HeaderScanState;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  isnad::web::HeaderScanner whole({.max_target_bytes = 64, .max_header_bytes = 256});
  isnad::web::HeaderScanner pieces({.max_target_bytes = 64, .max_header_bytes = 256});
  auto seen = pieces.Scan({});
  for (std::size_t i = 1; i <= size && seen == HeaderScanState::kNeedMore; ++i) {
    seen = pieces.Scan(bytes.substr(0, i));
  }
  if (whole.Scan(bytes) != seen) std::abort();
  return 0;
}
