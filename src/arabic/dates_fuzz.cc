// Dates found in any bytes exist, lie in order inside the text and are found again alone.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arabic/dates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t last = 0;
  for (const isnad::arabic::DateMatch& match : isnad::arabic::FindDates(text)) {
    if (match.begin < last || match.end <= match.begin || match.end > size) std::abort();
    if (!match.value.day.ok()) std::abort();
    const int year = static_cast<int>(match.value.day.year());
    if (year < 1900 || year > 2100) std::abort();
    if (match.value.time_of_day &&
        (match.value.time_of_day->count() < 0 || match.value.time_of_day->count() >= 24 * 3600)) {
      std::abort();
    }
    if (match.value.utc_offset && !match.value.time_of_day) std::abort();
    last = match.end;
  }
  (void)isnad::arabic::MonthFromName(text);
  return 0;
}
