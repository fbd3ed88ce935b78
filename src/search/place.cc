#include "search/place.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "store/cursor.h"

namespace isnad::search {

std::string WritePlace(const Place& place) {
  char last[20];
  std::snprintf(last, sizeof last, "%llx-", static_cast<unsigned long long>(place.last));
  return last +
         store::WriteCursor({std::bit_cast<std::uint64_t>(place.behind.score), place.behind.id});
}

std::optional<Place> ReadPlace(std::string_view cursor) {
  Place place;
  const std::size_t dash = cursor.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const char* end = cursor.data() + dash;
  const auto [stop, error] = std::from_chars(cursor.data(), end, place.last, 16);
  if (error != std::errc() || stop != end || place.last <= 0) return std::nullopt;
  const auto position = store::ReadCursor(cursor.substr(dash + 1));
  if (!position) return std::nullopt;
  place.behind = {std::bit_cast<double>(position->key), position->id};
  if (!std::isfinite(place.behind.score)) return std::nullopt;
  return place;
}

}  // namespace isnad::search
