#pragma once

// Month names of the world's languages (data/page/months.tsv), nominative, genitive and short.

#include <string_view>

namespace isnad::page {

struct NamedMonth {
  int number = 0;            // 1..12, 0 for no month
  bool solar_hijri = false;  // of the Persian calendar
};

// The month that `word` names, whatever its case and accents; where languages share a name, that of
// `language` (primary tag, may be ""). Cost: O(word). Thread-safe.
[[nodiscard]] NamedMonth FindNamedMonth(std::string_view word, std::string_view language);

}  // namespace isnad::page
