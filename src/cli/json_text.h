#pragma once

// JSON as our commands print it: numbers in plain decimal ("0.52", not "5.2E-1"), one line.

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/date_time.h"

namespace isnad::cli {

[[nodiscard]] std::string ToText(const boost::json::value& value);

// What is not known is null, an empty text among it.
[[nodiscard]] boost::json::value OrNull(const std::string& text);
[[nodiscard]] boost::json::value OrNull(const std::optional<DateTime>& time);
[[nodiscard]] boost::json::value OrNull(const std::optional<Instant>& instant);
[[nodiscard]] boost::json::value OrNull(const std::optional<std::int64_t>& id);

// In UTC, as RFC 3339 writes it.
[[nodiscard]] std::string Stamp(Instant instant);

}  // namespace isnad::cli
