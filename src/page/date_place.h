#pragma once

// Where a page is at home, as far as its dates go: the country decides the order of numeric dates
// and the zone of its clock (data/page/countries.tsv).

#include <optional>
#include <string>
#include <string_view>

#include "base/date_time.h"
#include "page/date_text.h"

namespace isnad::page {

struct DatePlace {
  std::string country;  // ISO 3166-1 alpha-2, "" where it is not known
  DayPlace order = DayPlace::kDayFirst;

  // `instant`, given in UTC, on the clock of the country; as it is where it is not in UTC or the
  // country has no single zone. The rules are those of the installed ICU. Thread-safe.
  [[nodiscard]] DateTime OnLocalClock(const DateTime& instant) const;
};

// `host`: of the page's address, may be "". `language`: primary tag. `region`: what the page
// declares beside its language ("EG" of ar_EG), may be "". The host's country counts before the
// region, which templates get wrong more often. Cost: O(countries). Thread-safe.
[[nodiscard]] DatePlace PlaceOf(std::string_view host, std::string_view language,
                                std::string_view region);

}  // namespace isnad::page
