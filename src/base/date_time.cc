#include "base/date_time.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"

namespace isnad {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxBytes = 64;  // the longest form met is 35; fractions may be long

// A cursor over the text; each Take… moves on only when it succeeds.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool AtEnd() const { return at_ == text_.size(); }
  [[nodiscard]] char Peek() const { return AtEnd() ? '\0' : text_[at_]; }

  bool Take(char c) {
    if (Peek() != c || AtEnd()) return false;
    ++at_;
    return true;
  }

  // Exactly `count` ASCII digits.
  bool TakeNumber(std::size_t count, int& value) {
    if (text_.size() - at_ < count) return false;
    int sum = 0;
    for (std::size_t i = at_; i < at_ + count; ++i) {
      if (text_[i] < '0' || text_[i] > '9') return false;
      sum = sum * 10 + (text_[i] - '0');
    }
    at_ += count;
    value = sum;
    return true;
  }

  void SkipDigits() {
    while (Peek() >= '0' && Peek() <= '9') ++at_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool ReadDay(Reader& reader, std::chrono::year_month_day& day) {
  int year = 0;
  int month = 0;
  int day_of_month = 0;
  if (!reader.TakeNumber(4, year)) return false;
  const bool dashes = reader.Take('-');
  if (!reader.TakeNumber(2, month)) return false;
  if (dashes && !reader.Take('-')) return false;
  if (!reader.TakeNumber(2, day_of_month)) return false;
  day = std::chrono::year(year) / month / day_of_month;
  return day.ok() && year > 0;
}

// "14:05:59.25", "14:05", "140559", "1405".
bool ReadTime(Reader& reader, seconds& time) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!reader.TakeNumber(2, hour)) return false;
  const bool colons = reader.Take(':');
  if (!reader.TakeNumber(2, minute)) return false;
  const bool has_second = colons ? reader.Take(':') : true;
  if (has_second && !reader.TakeNumber(2, second) && colons) return false;
  if (reader.Take('.') || reader.Take(',')) {
    if (reader.Peek() < '0' || reader.Peek() > '9') return false;
    reader.SkipDigits();
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  if (second == 60) second = 59;
  time = hours(hour) + minutes(minute) + seconds(second);
  return true;
}

// "Z", "+01:00", "+0100", "+01".
bool ReadOffset(Reader& reader, minutes& offset) {
  offset = {};
  if (reader.Take('Z') || reader.Take('z')) return true;
  const bool west = reader.Peek() == '-';
  if (!reader.Take('+') && !reader.Take('-')) return false;
  int hour = 0;
  int minute = 0;
  if (!reader.TakeNumber(2, hour)) return false;
  const bool colon = reader.Take(':');
  if (!reader.TakeNumber(2, minute) && colon) return false;
  if (hour > 23 || minute > 59) return false;
  offset = hours(hour) + minutes(minute);
  if (west) offset = -offset;
  return true;
}

bool Read(std::string_view text, DateTime& out) {
  Reader reader(text);
  if (!ReadDay(reader, out.day)) return false;
  if (reader.AtEnd()) return true;
  if (!reader.Take('T') && !reader.Take('t') && !reader.Take(' ')) return false;
  seconds time{};
  if (!ReadTime(reader, time)) return false;
  out.time_of_day = time;
  if (reader.AtEnd()) return true;
  reader.Take(' ');
  minutes offset{};
  if (!ReadOffset(reader, offset)) return false;
  out.utc_offset = offset;
  return reader.AtEnd();
}

}  // namespace

Result<DateTime> DateTime::Parse(std::string_view text) {
  const std::string_view trimmed = TrimSpace(text);
  DateTime value;
  if (trimmed.size() <= kMaxBytes && Read(trimmed, value)) return value;
  return Fail(Errc::kMalformed,
              "not an ISO 8601 date: \"" + RepairUtf8(TruncateUtf8(trimmed, kMaxBytes)) + "\"");
}

DateTime DateTime::FromInstant(Instant instant, minutes utc_offset) {
  // Years 1 to 9999: what four digits can write, and far inside what chrono can count.
  constexpr Instant kFirst = std::chrono::sys_days(std::chrono::year(1) / 1 / 2);
  constexpr Instant kLast = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
  const Instant local = std::clamp(instant, kFirst, kLast) + utc_offset;
  const auto day = std::chrono::floor<days>(local);
  return {std::chrono::year_month_day(day), std::chrono::floor<seconds>(local - day), utc_offset};
}

std::string DateTime::ToString() const {
  DateTime shown = *this;
  if (!utc_offset) shown.time_of_day.reset();
  return shown.ToIso8601();
}

std::string DateTime::ToIso8601() const {
  char text[64];
  int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                           static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  std::string out(text, static_cast<std::size_t>(size));
  if (!time_of_day) return out;
  const std::chrono::hh_mm_ss time(*time_of_day);
  size = std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                       static_cast<int>(time.minutes().count()),
                       static_cast<int>(time.seconds().count()));
  out.append(text, static_cast<std::size_t>(size));
  if (!utc_offset) return out;
  if (*utc_offset == minutes(0)) return out + "Z";
  const int offset = static_cast<int>(std::abs(utc_offset->count()));
  size = std::snprintf(text, sizeof text, "%c%02d:%02d", utc_offset->count() < 0 ? '-' : '+',
                       offset / 60, offset % 60);
  out.append(text, static_cast<std::size_t>(size));
  return out;
}

Instant DateTime::ToInstant() const {
  return std::chrono::sys_days(day) + time_of_day.value_or(seconds(0)) -
         utc_offset.value_or(minutes(0));
}

}  // namespace isnad
