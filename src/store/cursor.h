#pragma once

// Where a listing goes on: the sort key and id of its last item (a keyset, so that what arrives
// meanwhile neither repeats nor skips items), written as "<key in hex>-<id in hex>".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad::store {

struct Position {
  std::uint64_t key = 0;  // the bits of an integer or of a double
  std::int64_t id = 0;

  bool operator==(const Position&) const = default;
};

[[nodiscard]] std::string WriteCursor(const Position& position);

// nullopt for anything that WriteCursor did not write: listings then start over.
[[nodiscard]] std::optional<Position> ReadCursor(std::string_view cursor);

}  // namespace isnad::store
