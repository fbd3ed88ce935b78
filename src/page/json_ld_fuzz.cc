#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "page/json_ld.h"

// Never fails, and what it finds is text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  const std::string script = RepairUtf8({reinterpret_cast<const char*>(data), size});
  const page::LinkedData found = page::ReadJsonLd({script}, {"title", "https://a.example/1"});
  if (!IsUtf8(found.headline) || !IsUtf8(found.body)) std::abort();
  return 0;
}
