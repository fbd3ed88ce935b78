#include "store/cursor.h"

#include <charconv>
#include <cstdio>

namespace isnad::store {
namespace {

template <typename Number>
bool ReadHex(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string WriteCursor(const Position& position) {
  char text[40];
  const int size = std::snprintf(text, sizeof text, "%016llx-%llx",
                                 static_cast<unsigned long long>(position.key),
                                 static_cast<unsigned long long>(position.id));
  return {text, static_cast<std::size_t>(size)};
}

std::optional<Position> ReadCursor(std::string_view cursor) {
  Position position;
  if (cursor.size() < 18 || cursor[16] != '-' || !ReadHex(cursor.substr(0, 16), position.key) ||
      !ReadHex(cursor.substr(17), position.id) || position.id <= 0) {
    return std::nullopt;
  }
  return position;
}

}  // namespace isnad::store
