#pragma once

// The words of data/feed/date_words.tsv: zones, halves of the day, month names.

#include <cstdint>
#include <string_view>

namespace isnad::feed {

enum class DateWordKind : std::uint8_t { kNone, kZone, kHalf, kMonth };

struct DateWord {
  DateWordKind kind = DateWordKind::kNone;
  int value = 0;  // minutes east of UTC; 0 or 12 hours; 1..12
};

// `word` as the file writes it (Latin in lower case). Cost: a hash lookup. Thread-safe.
[[nodiscard]] DateWord FindDateWord(std::string_view word);

}  // namespace isnad::feed
