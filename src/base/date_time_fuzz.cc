#include <cstdint>
#include <cstdlib>

#include "base/date_time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto date = isnad::DateTime::Parse(text);
  if (!date) return 0;
  const auto again = isnad::DateTime::Parse(date->ToIso8601());
  if (!again || *again != *date) std::abort();
  if (date->utc_offset && again->ToInstant() != date->ToInstant()) std::abort();
  if (!isnad::DateTime::Parse(date->ToString())) std::abort();
  return 0;
}
