#pragma once

// The hour as it stands beside a date: "14:05", "14:05:30", "14h05", "2:05 م", "الساعة 2 مساء",
// "الساعة 14 و 5 دقائق", with "GMT+3", "+01:00", "بتوقيت غرينتش" behind it.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace isnad::arabic {

struct TimeMatch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::chrono::seconds since_midnight{};
  std::optional<std::chrono::minutes> utc_offset{};
};

// The time whose first digit stands at `at`. A bare hour counts only after «الساعة»
// (`after_hour_word`) or before a part of the day. Cost: O(1). Thread-safe.
enum class HourWord : bool { kAbsent, kPresent };
[[nodiscard]] std::optional<TimeMatch> ReadTimeOfDay(std::string_view text, std::size_t at,
                                                     HourWord hour_word);

}  // namespace isnad::arabic
