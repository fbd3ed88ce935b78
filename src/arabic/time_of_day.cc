#include "arabic/time_of_day.h"

#include "arabic/date_reader.h"
#include "arabic/date_words.h"
#include "arabic/walk.h"

namespace isnad::arabic {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using DayPart = DateWord::DayPart;

// ":05" or "h05" at `at`, moving it behind; nothing where there is none.
std::optional<int> ReadMinutePart(std::string_view text, std::size_t& at, std::string_view marks) {
  if (marks.find(ByteAt(text, at)) == std::string_view::npos || at >= text.size()) return {};
  const std::optional<DigitRun> run = ReadDigits(text, at + 1);
  if (!run || run->digits != 2 || run->value > 59) return {};
  at = run->end;
  return run->value;
}

// « و 5 دقائق» behind an hour.
std::optional<int> ReadMinutesInWords(std::string_view text, std::size_t& at) {
  std::size_t next = SkipBlanks(text, at);
  if (next == at || !text.substr(next).starts_with("و")) return {};
  next = SkipBlanks(text, next + std::string_view("و").size());
  const std::optional<DigitRun> run = ReadDigits(text, next);
  if (!run || run->digits > 2 || run->value > 59) return {};
  const std::optional<TextWord> word = ReadWord(text, SkipBlanks(text, run->end));
  const DateWord* role = word ? FindDateWord(word->folded) : nullptr;
  if (role == nullptr || !role->minute) return {};
  at = word->end;
  return run->value;
}

// "a.m." and "p.m.", which are no single word; "am" and the Arabic parts are.
DayPart ReadDayPart(std::string_view text, std::size_t& at) {
  const std::size_t begin = SkipBlanks(text, at);
  const char first = static_cast<char>(ByteAt(text, begin) | 0x20);
  if ((first == 'a' || first == 'p') && ByteAt(text, begin + 1) == '.' &&
      (ByteAt(text, begin + 2) | 0x20) == 'm') {
    at = begin + (ByteAt(text, begin + 3) == '.' ? 4 : 3);
    return first == 'a' ? DayPart::kMorning : DayPart::kEvening;
  }
  const std::optional<TextWord> word = ReadWord(text, begin);
  const DateWord* role = word ? FindDateWord(word->folded) : nullptr;
  if (role == nullptr || role->part == DayPart::kNone) return DayPart::kNone;
  at = word->end;
  return role->part;
}

int HourOf(int hour, DayPart part) {
  switch (part) {
    case DayPart::kMorning:
      return hour == 12 ? 0 : hour;
    case DayPart::kEvening:
      return hour < 12 ? hour + 12 : hour;
    case DayPart::kNoon:
      return hour < 6 ? hour + 12 : hour;
    case DayPart::kNight:
      return hour == 12 ? 0 : hour >= 7 && hour < 12 ? hour + 12 : hour;
    case DayPart::kNone:
      break;
  }
  return hour;
}

// "+01:00", "+0100", "+3" at `at`.
std::optional<minutes> ReadOffset(std::string_view text, std::size_t& at) {
  const char sign = ByteAt(text, at);
  if (sign != '+' && sign != '-') return {};
  const std::optional<DigitRun> run = ReadDigits(text, at + 1);
  if (!run || run->digits > 4 || run->digits == 3) return {};
  std::size_t end = run->end;
  int hour = run->value;
  int minute = 0;
  if (run->digits == 4) {
    minute = hour % 100;
    hour /= 100;
  } else if (const std::optional<int> part = ReadMinutePart(text, end, ":")) {
    minute = *part;
  }
  if (hour > 14 || minute > 59) return {};
  at = end;
  const minutes offset = hours(hour) + minutes(minute);
  return sign == '-' ? -offset : offset;
}

// A zone behind the time: "Z", an offset, "GMT+3", «بتوقيت غرينتش», «(ت.غ)».
std::optional<minutes> ReadZone(std::string_view text, std::size_t& at) {
  if (ByteAt(text, at) == 'Z') {
    ++at;
    return minutes(0);
  }
  if (const std::optional<minutes> offset = ReadOffset(text, at)) return offset;
  std::size_t next = SkipBlanks(text, at);
  if (ByteAt(text, next) == '(') ++next;
  constexpr std::string_view kGreenwich = "ت.غ";
  if (text.substr(next).starts_with(kGreenwich)) {
    at = next + kGreenwich.size();
    return minutes(0);
  }
  std::optional<TextWord> word = ReadWord(text, next);
  const DateWord* role = word ? FindDateWord(word->folded) : nullptr;
  for (int i = 0; i < 2 && role != nullptr && role->zone_word; ++i) {  // «حسب توقيت مكة»
    word = ReadWord(text, SkipBlanks(text, word->end));
    role = word ? FindDateWord(word->folded) : nullptr;
  }
  if (role == nullptr || !role->zone_minutes) return {};
  at = word->end;
  std::size_t offset_at = SkipBlanks(text, at);
  if (const std::optional<minutes> offset = ReadOffset(text, offset_at)) {
    at = offset_at;
    return minutes(*role->zone_minutes) + *offset;
  }
  return minutes(*role->zone_minutes);
}

}  // namespace

std::optional<TimeMatch> ReadTimeOfDay(std::string_view text, std::size_t at, HourWord hour_word) {
  const std::optional<DigitRun> hour = ReadDigits(text, at);
  if (!hour || hour->digits > 2 || hour->value > 23) return {};
  TimeMatch match{at, hour->end};
  const bool named = hour_word == HourWord::kPresent;
  std::optional<int> minute = ReadMinutePart(text, match.end, named ? ":hH." : ":hH");
  int second = 0;
  if (minute) {
    if (ReadDigits(text, match.end)) return {};
    second = ReadMinutePart(text, match.end, ":").value_or(0);
    const std::optional<DigitRun> fraction =
        ByteAt(text, match.end) == '.' ? ReadDigits(text, match.end + 1) : std::nullopt;
    if (fraction && text[match.end] == '.' && fraction->digits <= 9) match.end = fraction->end;
  } else if (named) {
    minute = ReadMinutesInWords(text, match.end);
  }
  const DayPart part = ReadDayPart(text, match.end);
  if (!minute && !named) return {};
  const int hour_value = HourOf(hour->value, part);
  match.since_midnight = hours(hour_value) + minutes(minute.value_or(0)) + seconds(second);
  match.utc_offset = ReadZone(text, match.end);
  return match;
}

}  // namespace isnad::arabic
