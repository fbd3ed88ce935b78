#pragma once

// Columns that several tables and queries share, read and bound one way.

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "base/date_time.h"
#include "store/sqlite.h"

namespace isnad::store {

[[nodiscard]] inline std::int64_t Millis(Instant instant) {
  return instant.time_since_epoch().count();
}

[[nodiscard]] inline Instant FromMillis(std::int64_t millis) {
  return Instant(std::chrono::milliseconds(millis));
}

// A caller's limit as SQLite takes it, with room for one more.
[[nodiscard]] inline std::int64_t RowLimit(std::size_t limit) {
  constexpr std::size_t kMost = std::size_t{1} << 30;
  return static_cast<std::int64_t>(limit < kMost ? limit : kMost);
}

// Three parameters from `first`: day, second, offset; NULL for what is unknown.
void BindPublished(Statement& statement, int first, const std::optional<DateTime>& published);

// Three columns from `first`.
[[nodiscard]] std::optional<DateTime> ReadPublished(const Statement& statement, int first);

void BindOptional(Statement& statement, int parameter, std::optional<std::int64_t> value);
[[nodiscard]] std::optional<std::int64_t> ReadOptional(const Statement& statement, int column);

// When an article counts as told: when it was published, but never after it was seen, so that a
// wrong or hostile date in the future cannot keep it on top.
[[nodiscard]] Instant TimeOf(const std::optional<DateTime>& published, Instant seen);

}  // namespace isnad::store
