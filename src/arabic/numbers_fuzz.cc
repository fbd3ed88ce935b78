// Numbers found in any bytes lie in order inside the text and are finite and not negative; what
// ParseNumber reads, ParseDecimal does not contradict.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arabic/numbers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t last = 0;
  for (const isnad::arabic::NumberMatch& match : isnad::arabic::FindNumbers(text)) {
    if (match.begin < last || match.end <= match.begin || match.end > size) std::abort();
    if (!std::isfinite(match.value) || match.value < 0) std::abort();
    last = match.end;
  }
  const auto whole = isnad::arabic::ParseNumber(text);
  const auto decimal = isnad::arabic::ParseDecimal(text);
  const bool plain = text.find(',') == std::string_view::npos &&
                     text.find("\xD9\xAC") == std::string_view::npos;  // U+066C
  if (whole && decimal && plain && static_cast<double>(*whole) != *decimal) std::abort();
  return 0;
}
