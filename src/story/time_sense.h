#pragma once

// When the event that an article tells of took place, as far as its words and its date of
// publication say: "اليوم الأربعاء", "أمس (الأحد)", "17 فبراير", "الجمعة المقبل". Two events of one
// affair on neighbouring days (a request and the answer to it) differ in little else.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "story/words.h"

namespace isnad::story {

// Days are counted from 1970-01-01, UTC.
struct TimeSense {
  std::optional<std::int32_t> published_day{};  // as given, else of a dateline in the text
  // The event was on one of these days: one and the same where the words say it, the days before
  // publication where they are silent.
  std::optional<std::int32_t> first_day{};
  std::optional<std::int32_t> last_day{};
  // Day of the year that the words name, counted as if every month had 31; also where no year is
  // known.
  std::optional<std::uint16_t> month_day{};
  std::optional<std::uint8_t> weekday{};  // of the event, 0 Sunday … 6 Saturday, from the words
  bool preview = false;                   // speaks of something still to come
  bool awaits = false;  // in so many words («المرتقب», «غدا»), not by a date

  bool operator==(const TimeSense&) const = default;
};

// Fewest days between what is known of two events' days; nullopt where nothing is.
[[nodiscard]] std::optional<std::int32_t> DaysBetween(const TimeSense& a, const TimeSense& b);

// Reads the first `count` words of `text`; `is_date[i]` is set for words that belong to a date or
// name a weekday, which say nothing of the subject.
// Cost: O(count + bytes of these words). Thread-safe.
[[nodiscard]] TimeSense ReadTime(std::string_view text, const Words& words, std::size_t count,
                                 std::optional<Instant> published, std::vector<bool>& is_date);

}  // namespace isnad::story
