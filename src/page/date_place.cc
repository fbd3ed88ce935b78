#include "page/date_place.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "page/table.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_countries_tsv[];
extern const char isnad_page_countries_tsv_end[];
}

namespace isnad::page {
namespace {

using std::chrono::minutes;

struct Country {
  std::string_view code;
  std::string_view domain;
  std::string_view zone;
  DayPlace order = DayPlace::kDayFirst;
};

const std::vector<Country>& Countries() {
  static const std::vector<Country> table = [] {
    std::vector<Country> out;
    ForEachRow({isnad_page_countries_tsv, isnad_page_countries_tsv_end},
               [&](const std::vector<std::string_view>& row) {
                 if (row.size() != 4) return;
                 out.push_back({row[0], row[1], row[2],
                                row[3] == "mdy" ? DayPlace::kMonthFirst : DayPlace::kDayFirst});
               });
    return out;
  }();
  return table;
}

template <typename Test>
const Country* FindCountry(const Test& test) {
  const auto at = std::find_if(Countries().begin(), Countries().end(), test);
  return at == Countries().end() ? nullptr : &*at;
}

// Minutes east of UTC at that instant; nothing for an unknown zone.
std::optional<minutes> OffsetAt(std::string_view zone, Instant instant) {
  const std::unique_ptr<icu::TimeZone> rules(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8({zone.data(), static_cast<std::int32_t>(zone.size())})));
  if (!rules || *rules == icu::TimeZone::getUnknown()) return std::nullopt;
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  UErrorCode error = U_ZERO_ERROR;
  const auto since_epoch =
      std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch());
  rules->getOffset(static_cast<UDate>(since_epoch.count()), 0, raw, summer, error);
  if (U_FAILURE(error)) return std::nullopt;
  return minutes((raw + summer) / 60'000);
}

}  // namespace

DatePlace PlaceOf(std::string_view host, std::string_view language, std::string_view region) {
  const std::string_view top = host.substr(host.rfind('.') + 1);
  const Country* country =
      FindCountry([&](const Country& c) { return c.domain == top && top != "-"; });
  if (country == nullptr) {
    country = FindCountry([&](const Country& c) { return c.code == region; });
  }
  DatePlace out;
  if (country != nullptr) {
    out.country = country->code;
    out.order = country->order;
  } else if (language == "en") {
    // English of no country stands mostly on pages of the one that writes the month first.
    out.order = DayPlace::kMonthFirst;
  }
  return out;
}

DateTime DatePlace::OnLocalClock(const DateTime& instant) const {
  if (!instant.time_of_day || instant.utc_offset != minutes(0)) return instant;
  const Country* known = FindCountry([&](const Country& c) { return c.code == country; });
  if (known == nullptr || known->zone == "-") return instant;
  const auto offset = OffsetAt(known->zone, instant.ToInstant());
  if (!offset || *offset == minutes(0)) return instant;
  const auto local = std::chrono::sys_days(instant.day) + *instant.time_of_day + *offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  DateTime out;
  out.day = std::chrono::year_month_day(day);
  out.time_of_day = std::chrono::duration_cast<std::chrono::seconds>(local - day);
  out.utc_offset = *offset;
  return out;
}

}  // namespace isnad::page
