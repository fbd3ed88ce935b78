#include "store/rows.h"

#include <algorithm>

namespace isnad::store {

void BindPublished(Statement& statement, int first, const std::optional<DateTime>& published) {
  std::optional<std::int64_t> day;
  std::optional<std::int64_t> second;
  std::optional<std::int64_t> offset;
  if (published) {
    day = std::chrono::sys_days(published->day).time_since_epoch().count();
    if (published->time_of_day) second = published->time_of_day->count();
    if (published->utc_offset) offset = published->utc_offset->count();
  }
  BindOptional(statement, first, day);
  BindOptional(statement, first + 1, second);
  BindOptional(statement, first + 2, offset);
}

std::optional<DateTime> ReadPublished(const Statement& statement, int first) {
  if (statement.IsNull(first)) return std::nullopt;
  DateTime published;
  published.day = std::chrono::sys_days(std::chrono::days(statement.Int(first)));
  if (const auto second = ReadOptional(statement, first + 1)) {
    published.time_of_day = std::chrono::seconds(*second);
  }
  if (const auto offset = ReadOptional(statement, first + 2)) {
    published.utc_offset = std::chrono::minutes(*offset);
  }
  return published;
}

void BindOptional(Statement& statement, int parameter, std::optional<std::int64_t> value) {
  if (value) {
    statement.Bind(parameter, *value);
  } else {
    statement.BindNull(parameter);
  }
}

std::optional<std::int64_t> ReadOptional(const Statement& statement, int column) {
  if (statement.IsNull(column)) return std::nullopt;
  return statement.Int(column);
}

Instant TimeOf(const std::optional<DateTime>& published, Instant seen) {
  return published ? std::min(published->ToInstant(), seen) : seen;
}

}  // namespace isnad::store
