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
  std::optional<std::int32_t> published_day{};
  std::optional<std::int32_t> event_day{};  // from the words, else the day of publication
  std::optional<std::uint8_t> weekday{};    // of the event, 0 Sunday … 6 Saturday, from the words
  bool preview = false;                     // speaks of something still to come

  bool operator==(const TimeSense&) const = default;
};

// Reads the first `count` words of `text`; `is_date[i]` is set for words that belong to a date or
// name a weekday, which say nothing of the subject.
// Cost: O(count + bytes of these words). Thread-safe.
[[nodiscard]] TimeSense ReadTime(std::string_view text, const Words& words, std::size_t count,
                                 std::optional<Instant> published, std::vector<bool>& is_date);

}  // namespace isnad::story
