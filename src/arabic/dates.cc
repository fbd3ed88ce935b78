// One pass from digit to digit: text without digits costs a byte scan. At each run of digits the
// readings are tried in order of how much they say: three numbers, day + month name + year,
// month name + day + year, ordinal + month name + year, and an hour that may belong to a date
// still to come.

#include "arabic/dates.h"

#include <array>

#include "arabic/char_class.h"
#include "arabic/date_reader.h"
#include "arabic/date_words.h"
#include "arabic/time_of_day.h"
#include "arabic/walk.h"

namespace isnad::arabic {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr std::size_t kMaxTimeGapBytes = 64;

struct Found {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::chrono::year_month_day day{};
};

bool IsYear(const DigitRun& run) {
  return run.digits == 4 && run.value >= kFirstYear && run.value <= kLastYear;
}

std::optional<std::chrono::year_month_day> MakeDay(int year, int month, int day) {
  if (month < 1 || day < 1) return {};
  const std::chrono::year_month_day made{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!made.ok()) return {};
  return made;
}

// A digit glued to a longer token (an address, a file name, a version) starts no date.
bool StandsFree(std::string_view text, std::size_t begin) {
  if (begin == 0) return true;
  const auto is_word = [](char32_t c) {
    return DigitValue(c) >= 0 || ClassOf(c) == CharClass::kLatin;
  };
  const CodePoint before = CodePointBefore(text, begin);
  if (is_word(before.value) || before.value == '_' || before.value == '=') return false;
  if (before.value >= 0x80 ||
      std::string_view("/.-:+").find(static_cast<char>(before.value)) == std::string_view::npos) {
    return true;
  }
  const std::size_t at = begin - before.length_bytes;
  return at == 0 || !is_word(CodePointBefore(text, at).value);
}

// Nothing behind a date may continue its digits.
bool EndsFree(std::string_view text, std::size_t end) {
  if (ReadDigits(text, end)) return false;
  const char next = ByteAt(text, end);
  return !((next == '/' || next == '-' || next == '.') && ReadDigits(text, end + 1));
}

// Behind «م» (anno Domini) after a year; nothing where «هـ» makes it a Hijri year.
std::optional<std::size_t> SkipEra(std::string_view text, std::size_t year_end) {
  const std::optional<TextWord> word = ReadWord(text, SkipBlanks(text, year_end));
  if (!word) return year_end;
  if (word->folded == "ه" || word->folded == "هجري" || word->folded == "هجريه") return {};
  return word->folded == "م" || word->folded == "ميلادي" ? word->end : year_end;
}

// Behind a separator of numeric dates with the blanks around it; `at` where there is none.
std::size_t SkipDateMark(std::string_view text, std::size_t at, char32_t& mark) {
  const std::size_t begin = SkipBlanks(text, at);
  if (begin >= text.size()) return at;
  const CodePoint point = CodePointAt(text, begin);
  const char32_t c = point.value == 0x2013 || point.value == 0x2010 ? U'-'
                     : point.value == 0x060D                        ? U'/'  // Arabic date separator
                                                                    : point.value;
  if (c != '/' && c != '-' && c != '.' && c != '\\') return at;
  if (mark != 0 && c != mark) return at;
  if (c == '.' && begin != at) return at;  // "12. 5. 2025" is a list
  mark = c;
  return SkipBlanks(text, begin + point.length_bytes);
}

struct Triple {
  std::array<DigitRun, 3> parts{};
  std::size_t end = 0;
};

std::optional<Triple> ReadTriple(std::string_view text, const DigitRun& first) {
  Triple triple;
  triple.parts[0] = first;
  char32_t mark = 0;
  for (std::size_t i = 1; i < 3; ++i) {
    const std::size_t from = triple.parts[i - 1].end;
    const std::size_t at = SkipDateMark(text, from, mark);
    const std::optional<DigitRun> run = at == from ? std::nullopt : ReadDigits(text, at);
    if (!run) return {};
    triple.parts[i] = *run;
  }
  triple.end = triple.parts[2].end;
  return triple;
}

// Three numbers. Four digits are the year. ISO order is tried first behind a year, day first before
// one, as Arab outlets write; where that is no day, the other order is.
std::optional<Found> ReadNumeric(std::string_view text, const Triple& triple) {
  const auto& [a, b, c] = triple.parts;
  std::optional<std::chrono::year_month_day> day;
  if (b.digits > 2) return {};
  if (IsYear(a) && c.digits <= 2) {
    day = MakeDay(a.value, b.value, c.value);  // ISO order first
    if (!day) day = MakeDay(a.value, c.value, b.value);
  } else if (IsYear(c) && a.digits <= 2) {
    day = MakeDay(c.value, b.value, a.value);
    if (!day) day = MakeDay(c.value, a.value, b.value);
  }
  if (!day || !EndsFree(text, triple.end)) return {};
  const std::optional<std::size_t> end = SkipEra(text, triple.end);
  if (!end) return {};
  return Found{a.begin, *end, *day};
}

struct MonthAt {
  std::size_t begin = 0;
  std::size_t end = 0;
  int month = 0;
};

// A month name at `at`, of one or two words.
std::optional<MonthAt> ReadMonthName(std::string_view text, std::size_t at) {
  const std::optional<TextWord> first = ReadWord(text, at);
  if (!first) return {};
  if (StartsMonth(first->folded)) {
    const std::optional<TextWord> second = ReadWord(text, SkipBlanks(text, first->end));
    const int month = second ? FindMonth(first->folded + ' ' + second->folded) : 0;
    if (month != 0) return MonthAt{first->begin, second->end, month};
  }
  const int month = FindMonth(first->folded);
  if (month == 0) return {};
  return MonthAt{first->begin, first->end + (ByteAt(text, first->end) == '.' ? 1U : 0U), month};
}

// A month name that ends at `at`.
std::optional<MonthAt> ReadMonthNameBefore(std::string_view text, std::size_t at) {
  if (at > 0 && text[at - 1] == '.') --at;  // "Feb. 21"
  const std::optional<TextWord> last = ReadWordBefore(text, at);
  if (!last) return {};
  const std::optional<TextWord> first = ReadWordBefore(text, SkipBlanksBack(text, last->begin));
  if (first && StartsMonth(first->folded)) {
    const int month = FindMonth(first->folded + ' ' + last->folded);
    if (month != 0) return MonthAt{first->begin, last->end, month};
  }
  const int month = FindMonth(last->folded);
  if (month == 0) return {};
  return MonthAt{last->begin, last->end, month};
}

// A month with its second naming: «أيلول/سبتمبر», «شباط (فبراير)». Two months that differ are
// no month.
std::optional<MonthAt> ReadMonth(std::string_view text, std::size_t at) {
  std::optional<MonthAt> month = ReadMonthName(text, at);
  if (!month) return {};
  const std::size_t next = SkipBlanks(text, month->end);
  const char mark = ByteAt(text, next);
  if (mark != '/' && mark != '(' && mark != '-' && mark != '\\') return month;
  const std::optional<MonthAt> second = ReadMonthName(text, SkipBlanks(text, next + 1));
  if (!second) return month;
  if (second->month != month->month) return {};
  month->end = second->end;
  const std::size_t closing = SkipBlanks(text, second->end);
  if (mark == '(' && ByteAt(text, closing) == ')') month->end = closing + 1;
  return month;
}

// Behind words for which `is` holds, at most `limit` of them, with blanks between.
template <typename Is>
std::size_t SkipWords(std::string_view text, std::size_t at, int limit, Is is) {
  for (int i = 0; i < limit; ++i) {
    const std::optional<TextWord> word = ReadWord(text, at);
    const DateWord* role = word ? FindDateWord(word->folded) : nullptr;
    if (role == nullptr || !is(*role)) break;
    at = SkipBlanks(text, word->end);
  }
  return at;
}

bool IsOf(const DateWord& word) { return word.of; }
bool IsYearWord(const DateWord& word) { return word.year || word.of; }

// The year behind a month or a day: blanks, a comma or dash, «عام», four digits.
std::optional<DigitRun> ReadYear(std::string_view text, std::size_t at, std::size_t& end) {
  const std::size_t words = SkipSeparators(text, at);
  const std::optional<DigitRun> run =
      ReadDigits(text, SkipSeparators(text, SkipWords(text, words, 2, IsYearWord)));
  if (!run || !IsYear(*run) || !EndsFree(text, run->end)) return {};
  const std::optional<std::size_t> era_end = SkipEra(text, run->end);
  if (!era_end) return {};
  end = *era_end;
  return run;
}

// Behind "st", "nd", "rd", "th", "er", "º" after a day.
std::size_t SkipOrdinalSuffix(std::string_view text, std::size_t at) {
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "er", "\u00BA", "\u00B0"}) {
    if (text.substr(at).starts_with(suffix)) return at + suffix.size();
  }
  return at;
}

// "19 فبراير 2025", "19 من شباط/فبراير من عام 2025", "1er février 2025".
std::optional<Found> ReadDayFirst(std::string_view text, const DigitRun& day) {
  if (day.digits > 2) return {};
  std::size_t at = SkipSeparators(text, SkipOrdinalSuffix(text, day.end));
  at = SkipWords(text, at, 2, IsOf);
  const std::optional<MonthAt> month = ReadMonth(text, at);
  std::size_t end = 0;
  const std::optional<DigitRun> year = month ? ReadYear(text, month->end, end) : std::nullopt;
  if (!year) return {};
  const auto made = MakeDay(year->value, month->month, day.value);
  if (!made) return {};
  return Found{day.begin, end, *made};
}

// "2025 فبراير 21".
std::optional<Found> ReadYearFirst(std::string_view text, const DigitRun& year) {
  if (!IsYear(year)) return {};
  const std::optional<MonthAt> month = ReadMonth(text, SkipSeparators(text, year.end));
  const std::optional<DigitRun> day =
      month ? ReadDigits(text, SkipSeparators(text, month->end)) : std::nullopt;
  if (!day || day->digits > 2 || !EndsFree(text, day->end)) return {};
  std::size_t end = 0;
  if (ReadYear(text, day->end, end))
    return {};  // "in 2024 March 5, 2025": the later year is its own
  const auto made = MakeDay(year.value, month->month, day->value);
  if (!made) return {};
  return Found{year.begin, day->end, *made};
}

// "فبراير 21, 2025", "February 21st, 2025": the month stands in front of the day.
std::optional<Found> ReadMonthFirst(std::string_view text, const DigitRun& day) {
  if (day.digits > 2) return {};
  const std::optional<MonthAt> month =
      ReadMonthNameBefore(text, SkipSeparatorsBack(text, day.begin));
  std::size_t end = 0;
  const std::optional<DigitRun> year =
      month ? ReadYear(text, SkipOrdinalSuffix(text, day.end), end) : std::nullopt;
  if (!year) return {};
  const auto made = MakeDay(year->value, month->month, day.value);
  if (!made) return {};
  return Found{month->begin, end, *made};
}

// The role of the word that ends at `at` (blanks skipped); `begin` becomes its start.
const DateWord* RoleBefore(std::string_view text, std::size_t at, std::size_t& begin,
                           bool* has_conjunction = nullptr) {
  std::optional<TextWord> word = ReadWordBefore(text, SkipBlanksBack(text, at));
  if (!word) return nullptr;
  begin = word->begin;
  constexpr std::string_view kAnd = "و";
  if (has_conjunction != nullptr) {
    *has_conjunction = word->folded.starts_with(kAnd);
    if (*has_conjunction) return FindDateWord(std::string_view(word->folded).substr(kAnd.size()));
  }
  return FindDateWord(word->folded);
}

// "فاتح فبراير 2025", "الأول من مايو 2024", "الحادي والعشرين من فبراير 2025": anchored at the year.
std::optional<Found> ReadOrdinalDay(std::string_view text, const DigitRun& year) {
  if (!IsYear(year) || !EndsFree(text, year.end)) return {};
  std::size_t at = SkipSeparatorsBack(text, year.begin);
  std::size_t begin = at;
  const DateWord* role = RoleBefore(text, at, begin);
  for (int i = 0; i < 2 && role != nullptr && IsYearWord(*role); ++i) {  // «من عام»
    at = SkipBlanksBack(text, begin);
    role = RoleBefore(text, at, begin);
  }
  const std::optional<MonthAt> month = ReadMonthNameBefore(text, at);
  if (!month) return {};
  at = month->begin;
  role = RoleBefore(text, at, begin);
  for (int i = 0; i < 2 && role != nullptr && role->of; ++i) {
    at = begin;
    role = RoleBefore(text, at, begin);
  }
  bool joined = false;
  int day = 0;
  const DateWord* ten = RoleBefore(text, at, begin, &joined);
  if (ten != nullptr && ten->ordinal_ten != 0 && (joined || ten->ordinal_ten == 10)) {
    day = ten->ordinal_ten;
    at = begin;
  } else if (role != nullptr && role->ordinal_ten > 10) {  // «العشرين من فبراير»
    const auto made = MakeDay(year.value, month->month, role->ordinal_ten);
    if (!made) return {};
    return Found{begin, year.end, *made};
  }
  role = RoleBefore(text, at, begin);
  if (role == nullptr || role->ordinal == 0) return {};
  day += role->ordinal;
  const auto made = MakeDay(year.value, month->month, day);
  const std::optional<std::size_t> end = SkipEra(text, year.end);
  if (!made || !end) return {};
  return Found{begin, *end, *made};
}

bool IsTimeFiller(const DateWord& word) {
  return word.filler || word.hour || word.zone_word || word.weekday != 0;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<DateMatch> Run() {
    while (SeekDigit()) Step(*ReadDigits(text_, at_));
    return std::move(matches_);
  }

 private:
  // Moves to the next digit. Digits of the Arabic families are D9 A0..A9 and DB B0..B9.
  bool SeekDigit() {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte >= '0' && byte <= '9') return true;
      if ((byte == 0xD9 || byte == 0xDB) && DigitValue(CodePointAt(text_, at_).value) >= 0) {
        return true;
      }
      ++at_;
    }
    return false;
  }

  void Step(const DigitRun& run) {
    at_ = run.end;
    if (run.digits > 4 || !StandsFree(text_, run.begin)) return;
    const std::optional<Triple> triple = ReadTriple(text_, run);
    if (triple) {
      if (const std::optional<Found> found = ReadNumeric(text_, *triple)) {
        return Accept(*found);
      }
      // "15/8/1446": a Hijri date or a version number. No part of it is a date of its own.
      if (triple->parts[1].digits <= 2 && !ReadDayFirst(text_, triple->parts[2])) {
        at_ = triple->end;
        return;
      }
    }
    for (const auto read : {ReadDayFirst, ReadMonthFirst, ReadYearFirst, ReadOrdinalDay}) {
      const std::optional<Found> found = read(text_, run);
      if (found && found->begin >= floor_) return Accept(*found);
    }
    RememberTime(run);
  }

  // An hour may stand in front of its date: "14:05 - 21/02/2025".
  void RememberTime(const DigitRun& run) {
    std::size_t begin = run.begin;
    std::size_t word_begin = run.begin;
    const DateWord* role = RoleBefore(text_, SkipSeparatorsBack(text_, run.begin), word_begin);
    const bool named = role != nullptr && role->hour;
    if (named) begin = word_begin;
    time_ = ReadTimeOfDay(text_, run.begin, named ? HourWord::kPresent : HourWord::kAbsent);
    if (!time_) return;
    time_->begin = begin;
    at_ = time_->end;
  }

  void Accept(const Found& found) {
    DateMatch match;
    std::size_t begin = found.begin;
    std::size_t end = found.end;
    match.value.day = found.day;
    WidenByWeekday(begin);
    std::optional<TimeMatch> time = TimeBehind(end);
    if (time) {
      end = time->end;
    } else if (TimeIsInFront(begin)) {
      time = time_;
      begin = time->begin;
    }
    if (time) {
      match.value.time_of_day = time->since_midnight;
      match.value.utc_offset = time->utc_offset;
    }
    time_.reset();
    match.begin = static_cast<std::uint32_t>(begin);
    match.end = static_cast<std::uint32_t>(end);
    matches_.push_back(match);
    at_ = floor_ = end;
  }

  void WidenByWeekday(std::size_t& begin) const {
    std::size_t word_begin = begin;
    const DateWord* role = RoleBefore(text_, SkipSeparatorsBack(text_, begin), word_begin);
    if (role != nullptr && role->weekday != 0 && word_begin >= floor_) begin = word_begin;
  }

  [[nodiscard]] std::optional<TimeMatch> TimeBehind(std::size_t end) const {
    if (ByteAt(text_, end) == 'T') return ReadTimeOfDay(text_, end + 1, HourWord::kAbsent);
    std::size_t at = SkipSeparators(text_, end);
    HourWord hour_word = HourWord::kAbsent;
    for (int i = 0; i < 4; ++i) {
      const std::optional<TextWord> word = ReadWord(text_, at);
      const DateWord* role = word ? FindDateWord(word->folded) : nullptr;
      if (role == nullptr || !IsTimeFiller(*role)) break;
      if (role->hour) hour_word = HourWord::kPresent;
      at = SkipSeparators(text_, word->end);
    }
    std::optional<TimeMatch> time = ReadTimeOfDay(text_, at, hour_word);
    if (!time) return {};
    // "21/02/2025 14:05 22/02/2025" would be read as both; an hour belongs to the date before it.
    return time;
  }

  // Between the remembered hour and `begin` only separators and words that lead to a date.
  [[nodiscard]] bool TimeIsInFront(std::size_t begin) const {
    if (!time_ || time_->end > begin || begin - time_->end > kMaxTimeGapBytes) return false;
    if (time_->begin < floor_) return false;
    std::size_t at = time_->end;
    while (at < begin) {
      const std::size_t next = SkipSeparators(text_, at);
      if (next >= begin) return true;
      const std::optional<TextWord> word = ReadWord(text_, next);
      const DateWord* role = word ? FindDateWord(word->folded) : nullptr;
      if (role == nullptr || !IsTimeFiller(*role)) return false;
      at = word->end;
    }
    return true;
  }

  std::string_view text_;
  std::vector<DateMatch> matches_;
  std::optional<TimeMatch> time_;
  std::size_t at_ = 0;
  std::size_t floor_ = 0;  // end of the last match; nothing reaches back over it
};

}  // namespace

std::vector<DateMatch> FindDates(std::string_view text) { return Scanner(text).Run(); }

}  // namespace isnad::arabic
