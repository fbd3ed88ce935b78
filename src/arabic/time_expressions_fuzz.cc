// Expressions found in any bytes lie in order inside the text and span days that exist.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arabic/time_expressions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::chrono::year_month_day published{std::chrono::year(2024), std::chrono::February,
                                              std::chrono::day(29)};
  std::size_t last = 0;
  for (const auto& found : isnad::arabic::FindTimeExpressions(text, published)) {
    if (found.begin < last || found.end <= found.begin || found.end > size) std::abort();
    if (!found.first.ok() || !found.last.ok()) std::abort();
    if (std::chrono::sys_days(found.last) < std::chrono::sys_days(found.first)) std::abort();
    last = found.end;
  }
  return 0;
}
