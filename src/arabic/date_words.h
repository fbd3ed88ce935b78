#pragma once

// The words of data/arabic/months.tsv and date_words.tsv, looked up by folded form.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad::arabic {

// What a word does around a date. A word may do several things («من»), hence the bits.
struct DateWord {
  int weekday = 0;                    // 1 Monday .. 7 Sunday
  int ordinal = 0;                    // 1..10
  int ordinal_ten = 0;                // 10, 20 or 30
  std::optional<int> zone_minutes{};  // east of UTC
  bool filler = false;
  bool of = false;
  bool year = false;
  bool hour = false;
  bool minute = false;
  bool zone_word = false;
  enum class DayPart : std::uint8_t { kNone, kMorning, kEvening, kNoon, kNight } part{};
};

// Roles of a folded word; nullptr where it has none. Static storage. Thread-safe.
[[nodiscard]] const DateWord* FindDateWord(std::string_view folded_word);

// Month 1..12 of a folded name (one space between its words), else 0. Thread-safe.
[[nodiscard]] int FindMonth(std::string_view folded_name);

// True for the first word of a two-word month, such as «تشرين», given folded.
[[nodiscard]] bool StartsMonth(std::string_view folded_word);

// The names that Isnad writes. Precondition: in range.
[[nodiscard]] std::string_view MonthName(unsigned month_1_12);
[[nodiscard]] std::string_view WeekdayName(unsigned weekday_1_7);

}  // namespace isnad::arabic
