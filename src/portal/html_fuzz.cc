// Any bytes as text, attribute and address: what comes out holds no markup of theirs.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "portal/html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::portal;  // NOLINT(google-build-using-namespace)
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string text = Text(bytes).markup();
  if (text.find_first_of("<>\"'") != text.npos || !isnad::IsUtf8(text)) std::abort();
  const SafeUrl url = SafeUrl::External(bytes);
  if (!url.empty() && !url.text().starts_with("http://") && !url.text().starts_with("https://")) {
    std::abort();
  }
  return 0;
}
