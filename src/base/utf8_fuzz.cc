#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::size_t replaced = 0;
  const std::string text = isnad::RepairUtf8(bytes, &replaced);
  if (!isnad::IsUtf8(text) || isnad::RepairUtf8(text) != text) std::abort();
  if (isnad::IsUtf8(bytes) != (replaced == 0)) std::abort();
  const std::string collapsed = isnad::CollapseSpace(text);
  if (!isnad::IsUtf8(collapsed) || isnad::CollapseSpace(collapsed) != collapsed) std::abort();
  if (!isnad::IsUtf8(isnad::TruncateUtf8(text, size / 2))) std::abort();
  (void)isnad::TrimSpace(bytes);
  return 0;
}
