#include "page/date_text.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "arabic/char_class.h"
#include "arabic/date_reader.h"
#include "arabic/dates.h"
#include "arabic/time_of_day.h"
#include "base/utf8.h"
#include "page/month_names.h"
#include "page/text.h"

namespace isnad::page {
namespace {

using std::chrono::year_month_day;

constexpr std::size_t kMaxBytes = 4'096;
constexpr std::size_t kMaxTokens = 600;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

struct Token {
  enum class Kind : unsigned char { kNumber, kWord, kMark } kind = Kind::kMark;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  int value = 0;  // of a number of at most four digits
  int digits = 0;
  char32_t mark = 0;
};

bool IsGap(char32_t c) {
  const arabic::CharClass kind = arabic::ClassOf(c);
  return kind == arabic::CharClass::kSpace || kind == arabic::CharClass::kFormat || c == 0x0640;
}

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size() && out.size() < kMaxTokens;) {
    const CodePoint point = DecodeAt(text, at);
    const int digit = arabic::DigitValue(point.value);
    const arabic::CharClass kind = arabic::ClassOf(point.value);
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(at + point.length_bytes);
    at = end;
    if (digit < 0 && IsGap(point.value)) continue;
    const bool follows = !out.empty() && out.back().end == begin;
    if (digit >= 0) {
      if (!follows || out.back().kind != Token::Kind::kNumber) {
        out.push_back({Token::Kind::kNumber, begin, begin, 0, 0, 0});
      }
      Token& number = out.back();
      number.value = number.digits < 4 ? number.value * 10 + digit : 0;
      ++number.digits;
      number.end = end;
    } else if (kind == arabic::CharClass::kArabic || kind == arabic::CharClass::kLatin ||
               kind == arabic::CharClass::kLetter || kind == arabic::CharClass::kMark) {
      if (!follows || out.back().kind != Token::Kind::kWord || out.back().mark != 0) {
        out.push_back({Token::Kind::kWord, begin, begin, 0, 0, 0});
      }
      out.back().end = end;
    } else {
      // An ideograph is a word of its own that is known by its mark.
      out.push_back(
          {kind == arabic::CharClass::kIdeograph ? Token::Kind::kWord : Token::Kind::kMark, begin,
           end, 0, 0, point.value});
    }
  }
  return out;
}

// A day found at a token, before its hour is looked for.
struct Found {
  std::size_t first = 0;  // tokens, inclusive
  std::size_t last = 0;
  year_month_day day{};
  std::optional<year_month_day> other{};
  bool short_year = false;
  std::optional<DayPlace> order{};
};

class Scanner {
 public:
  Scanner(std::string_view text, const DateHabits& habits)
      : text_(text), habits_(habits), tokens_(Tokens(text)) {}

  std::vector<TextDate> Run() {
    for (std::size_t i = 0; i < tokens_.size();) {
      std::optional<Found> found = At(i);
      if (!found) {
        if (IsClock(i)) clock_ = i;
        ++i;
        continue;
      }
      const std::size_t next = found->last + 1;
      Accept(*found);
      i = next;
    }
    return std::move(out_);
  }

 private:
  const Token* Get(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  bool IsNumber(std::size_t i) const {
    const Token* token = Get(i);
    return token != nullptr && token->kind == Token::Kind::kNumber;
  }
  bool IsMark(std::size_t i, char32_t mark) const {
    const Token* token = Get(i);
    return token != nullptr && token->mark == mark;
  }
  bool IsShort(std::size_t i) const { return IsNumber(i) && tokens_[i].digits <= 2; }
  bool Touches(std::size_t i) const {
    return i > 0 && i < tokens_.size() && tokens_[i].begin == tokens_[i - 1].end;
  }

  // 0 where the token is no year.
  int YearAt(std::size_t i) const {
    if (!IsNumber(i) || tokens_[i].digits != 4) return 0;
    const int year = tokens_[i].value;
    return year >= kFirstYear && year <= kLastYear ? year : 0;
  }
  // "'19" and "19", in this century or the last decade of the one before.
  int ShortYearAt(std::size_t i) const {
    if (!IsNumber(i) || tokens_[i].digits != 2) return 0;
    const int year = tokens_[i].value;
    return year >= 90 ? 1900 + year : year <= 60 ? 2000 + year : 0;
  }

  // Digits glued to a word or a longer number ("v2.10.2019", "#12") start no date.
  bool StandsFree(std::size_t i) const {
    if (!Touches(i)) return true;
    const Token& before = tokens_[i - 1];
    if (before.kind == Token::Kind::kWord) return before.mark != 0;
    if (before.kind == Token::Kind::kNumber) return false;
    const bool joins = before.mark == '.' || before.mark == '/' || before.mark == '-' ||
                       before.mark == ':' || before.mark == '_' || before.mark == '=' ||
                       before.mark == '#' || before.mark == '$' || before.mark == '+';
    if (!joins) return true;
    return before.mark != '=' && before.mark != '#' && before.mark != '$' && before.mark != '_' &&
           !(i >= 2 && Touches(i - 1) && tokens_[i - 2].kind != Token::Kind::kMark);
  }
  bool EndsFree(std::size_t last) const {
    if (!Touches(last + 1)) return true;
    const Token& next = tokens_[last + 1];
    if (next.kind == Token::Kind::kNumber) return false;
    const bool joins = next.mark == '.' || next.mark == '/' || next.mark == '-' || next.mark == '_';
    return !joins || !(IsNumber(last + 2) && Touches(last + 2));
  }

  std::optional<Found> At(std::size_t i) const {
    std::optional<Found> found;
    if (tokens_[i].kind == Token::Kind::kNumber) {
      if (!StandsFree(i)) return std::nullopt;
      found = Numeric(i);
      if (!found) found = WithSigns(i);
      if (!found) found = DayMonth(i);
      if (!found) found = YearMonth(i);
    } else if (tokens_[i].kind == Token::Kind::kWord && tokens_[i].mark == 0) {
      found = MonthDay(i);
    }
    if (!found || !EndsFree(found->last)) return std::nullopt;
    return found;
  }

  // "12.3.2019", "2019/3/12", "12 / 03 / 19": one mark twice, blanks on both sides or on neither.
  std::optional<Found> Numeric(std::size_t i) const {
    if (!IsNumber(i + 2) || !IsNumber(i + 4)) return std::nullopt;
    const char32_t mark = tokens_[i + 1].mark;
    const bool dash = mark == '-' || mark == 0x2010 || mark == 0x2011 || mark == 0x2013;
    if ((!dash && mark != '/' && mark != '.' && mark != '\\') || tokens_[i + 3].mark != mark) {
      return std::nullopt;
    }
    const Token& a = tokens_[i];
    const Token& b = tokens_[i + 2];
    const Token& c = tokens_[i + 4];
    if (b.digits > 2) return std::nullopt;
    Found found{i, i + 4};
    if (a.digits == 4 && c.digits <= 2) {
      if (const auto day = MakeDay(a.value, b.value, c.value)) return With(found, *day);
      if (const auto day = MakeDay(a.value, c.value, b.value)) return With(found, *day);
      return Solar(found, a.value, b.value, c.value);
    }
    if (a.digits > 2) return std::nullopt;
    int year = YearAt(i + 4);
    if (year == 0 && c.digits == 4) return Solar(found, c.value, b.value, a.value);
    if (year == 0) {
      if (dash || Gap(i, i + 4)) return std::nullopt;  // "3-4-19" counts something else
      year = ShortYearAt(i + 4);
      found.short_year = true;
    }
    if (year == 0) return std::nullopt;
    const auto day_first = MakeDay(year, b.value, a.value);
    const auto month_first = MakeDay(year, a.value, b.value);
    if (!day_first && !month_first) return std::nullopt;
    const bool dots = mark == '.';  // the month first with dots is American, and rare there
    if (dots && !day_first && habits_.order == DayPlace::kDayFirst) return std::nullopt;
    const bool first = day_first && (dots || !month_first || habits_.order == DayPlace::kDayFirst);
    if (day_first && month_first && a.value != b.value) {
      found.other = first ? month_first : day_first;
    } else if (mark == '/' && a.value != b.value) {
      found.order = day_first ? DayPlace::kDayFirst : DayPlace::kMonthFirst;
    }
    return With(found, first ? *day_first : *month_first);
  }

  bool Gap(std::size_t first, std::size_t last) const {
    for (std::size_t i = first + 1; i <= last; ++i) {
      if (!Touches(i)) return true;
    }
    return false;
  }

  // "2019年3月12日", "2019년 3월 12일".
  std::optional<Found> WithSigns(std::size_t i) const {
    const int year = YearAt(i);
    if (year == 0 || !IsShort(i + 2) || !IsShort(i + 4)) return std::nullopt;
    const auto is = [&](std::size_t at, char32_t han, std::string_view hangul) {
      return IsMark(at, han) || WordAt(at) == hangul;
    };
    if (!is(i + 1, 0x5E74, "년") || !is(i + 3, 0x6708, "월") || !is(i + 5, 0x65E5, "일")) {
      return std::nullopt;
    }
    const auto day = MakeDay(year, tokens_[i + 2].value, tokens_[i + 4].value);
    if (!day) return std::nullopt;
    return Found{i, i + 5, *day};
  }

  std::string_view WordAt(std::size_t i) const {
    const Token* token = Get(i);
    if (token == nullptr || token->kind != Token::Kind::kWord) return {};
    return text_.substr(token->begin, token->end - token->begin);
  }

  NamedMonth MonthAt(std::size_t i) const { return FindNamedMonth(WordAt(i), habits_.language); }

  // Behind a comma, a dot, an apostrophe, and one of the short words that stand between the parts
  // of a date ("of", "de", "del", "m." …); at most three tokens.
  std::size_t SkipBetween(std::size_t i) const {
    for (int step = 0; step < 3; ++step) {
      const Token* token = Get(i);
      if (token == nullptr || token->kind == Token::Kind::kNumber) return i;
      if (token->kind == Token::Kind::kMark) {
        constexpr std::u32string_view kMarks = U",.'-/\u2019\u060C\u00BA\u00AA";
        if (kMarks.find(token->mark) == std::u32string_view::npos) return i;
      } else if (!IsBetween(i)) {
        return i;
      }
      ++i;
    }
    return i;
  }

  bool IsBetween(std::size_t i) const {
    static constexpr std::string_view kWords[] = {
        "st", "nd", "rd", "th", "er", "re",  "e",   "o", "a", "de", "del",   "di",
        "d",  "do", "da", "du", "of", "den", "din", "m", "i", "al", "\u0433"};
    constexpr std::size_t kLongest = 3;
    const std::string_view word = WordAt(i);
    if (word.size() > kLongest) return false;
    const std::string key = AsciiLower(word);
    return std::find(std::begin(kWords), std::end(kWords), key) != std::end(kWords);
  }

  // "12. März 2019", "12th of March, 2019", "12-Mar-19".
  std::optional<Found> DayMonth(std::size_t i) const {
    if (!IsShort(i)) return std::nullopt;
    const std::size_t at = SkipBetween(i + 1);
    const std::size_t year_at = SkipBetween(at + 1);
    if (!IsNumber(year_at)) return std::nullopt;  // cheaper to tell than the month's name
    const NamedMonth month = MonthAt(at);
    if (month.number == 0) return std::nullopt;
    return Named({i, year_at}, month, tokens_[i].value, year_at);
  }

  // "March 12, 2019", "Mar-12-2019".
  std::optional<Found> MonthDay(std::size_t i) const {
    const std::size_t day_at = SkipBetween(i + 1);
    if (!IsShort(day_at)) return std::nullopt;
    const std::size_t year_at = SkipBetween(day_at + 1);
    if (!IsNumber(year_at)) return std::nullopt;
    const NamedMonth month = MonthAt(i);
    if (month.number == 0) return std::nullopt;
    return Named({i, year_at}, month, tokens_[day_at].value, year_at);
  }

  // "2019. március 12.", "2019 m. kovo 12 d.", "2019-Mar-12".
  std::optional<Found> YearMonth(std::size_t i) const {
    if (!IsNumber(i) || tokens_[i].digits != 4) return std::nullopt;
    const std::size_t at = SkipBetween(i + 1);
    const std::size_t day_at = SkipBetween(at + 1);
    if (!IsShort(day_at)) return std::nullopt;
    const NamedMonth month = MonthAt(at);
    if (month.number == 0) return std::nullopt;
    // "12 May 2019 … 2020": the numbers behind belong to what follows.
    if (YearAt(SkipBetween(day_at + 1)) != 0 && YearAt(i) != 0 && i > 0) return std::nullopt;
    return Named({i, day_at}, month, tokens_[day_at].value, i);
  }

  std::optional<Found> Named(Found found, const NamedMonth& month, int day,
                             std::size_t year_at) const {
    if (!IsNumber(year_at)) return std::nullopt;
    if (month.solar_hijri) {
      return tokens_[year_at].digits == 4 ? Solar(found, tokens_[year_at].value, month.number, day)
                                          : std::nullopt;
    }
    int year = YearAt(year_at);
    if (year == 0 && (year_at == found.first || IsClock(year_at))) return std::nullopt;
    if (year == 0) {
      year = ShortYearAt(year_at);
      found.short_year = true;
    }
    const auto made = year == 0 ? std::nullopt : MakeDay(year, month.number, day);
    if (!made) return std::nullopt;
    return With(found, *made);
  }

  static std::optional<Found> With(Found found, year_month_day day) {
    found.day = day;
    return found;
  }
  static std::optional<Found> Solar(Found found, int year, int month, int day) {
    if (month < 1 || month > 12) return std::nullopt;
    const auto made = FromSolarHijri(year, month, day);
    if (!made) return std::nullopt;
    return With(found, *made);
  }

  // "14:05" begins here.
  bool IsClock(std::size_t i) const {
    return IsShort(i) && (IsMark(i + 1, ':') || WordAt(i + 1) == "h") && IsShort(i + 2) &&
           Touches(i + 1) && Touches(i + 2);
  }

  void Accept(const Found& found) {
    TextDate date;
    date.begin = tokens_[found.first].begin;
    date.end = tokens_[found.last].end;
    date.value.day = found.day;
    date.other = found.other;
    date.short_year = found.short_year;
    date.order = found.order;
    if (const auto behind = TimeBehind(found.last)) {
      SetTime(date, *behind);
      date.end = static_cast<std::uint32_t>(behind->end);
    } else if (const auto before = TimeBefore(found.first)) {
      SetTime(date, *before);
      date.begin = static_cast<std::uint32_t>(before->begin);
    }
    clock_.reset();
    out_.push_back(std::move(date));
  }

  static void SetTime(TextDate& date, const arabic::TimeMatch& time) {
    date.value.time_of_day = time.since_midnight;
    date.value.utc_offset = time.utc_offset;
  }

  // The hour may follow after marks and two short words: "um 14:05 Uhr", "à 14h05".
  std::optional<arabic::TimeMatch> TimeBehind(std::size_t last) const {
    for (std::size_t i = last + 1; i < tokens_.size() && i <= last + 4; ++i) {
      const Token& token = tokens_[i];
      if (token.kind == Token::Kind::kNumber) {
        auto time = arabic::ReadTimeOfDay(text_, token.begin, arabic::HourWord::kAbsent);
        if (time && !time->utc_offset) ReadOffset(*time);
        return time;
      }
      if (token.kind == Token::Kind::kWord && token.end - token.begin > 12) return std::nullopt;
    }
    return std::nullopt;
  }

  // " +0100" behind an hour, as in RFC 2822 3.3.
  void ReadOffset(arabic::TimeMatch& time) const {
    const std::string_view rest = text_.substr(time.end);
    if (rest.size() < 6 || rest[0] != ' ' || (rest[1] != '+' && rest[1] != '-')) return;
    int value = 0;
    const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + 6, value);
    if (error != std::errc() || end != rest.data() + 6 || value > 1'400 || value % 100 > 59) return;
    const std::chrono::minutes offset(value / 100 * 60 + value % 100);
    time.utc_offset = rest[1] == '-' ? -offset : offset;
    time.end += 6;
  }

  std::optional<arabic::TimeMatch> TimeBefore(std::size_t first) const {
    if (!clock_ || *clock_ + 10 < first) return std::nullopt;
    const auto time =
        arabic::ReadTimeOfDay(text_, tokens_[*clock_].begin, arabic::HourWord::kAbsent);
    // Between the two stand marks and one short word at most.
    if (!time || time->end > tokens_[first].begin || tokens_[first].begin - time->end > 16) {
      return std::nullopt;
    }
    return time;
  }

  std::string_view text_;
  DateHabits habits_;
  std::vector<Token> tokens_;
  std::vector<TextDate> out_;
  std::optional<std::size_t> clock_;  // token at which the last hour without a date began
};

// "1577836800", "1577836800000" (since 1970), "20200101103000".
std::optional<DateTime> FromDigits(std::string_view text) {
  if (text.size() == 14) {
    const std::string spaced = std::string(text.substr(0, 8)) + "T" + std::string(text.substr(8));
    const auto date = DateTime::Parse(spaced);
    return date ? std::optional(*date) : std::nullopt;
  }
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.size() == 13) value /= 1'000;
  const auto seconds = std::chrono::sys_seconds(std::chrono::seconds(value));
  const auto days = std::chrono::floor<std::chrono::days>(seconds);
  const year_month_day day(days);
  const int year = static_cast<int>(day.year());
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  DateTime out;
  out.day = day;
  out.time_of_day = seconds - days;
  out.utc_offset = std::chrono::minutes(0);
  return out;
}

bool IsInRange(year_month_day day) {
  return static_cast<int>(day.year()) >= kFirstYear && static_cast<int>(day.year()) <= kLastYear;
}

}  // namespace

std::vector<TextDate> FindTextDates(std::string_view text, const DateHabits& habits) {
  text = TruncateUtf8(text, kMaxBytes);
  std::vector<TextDate> out = Scanner(text, habits).Run();
  if (!HasArabicLetters(text)) return out;
  // Arabic months, hours and number words are the other reader's; what it leaves may be Persian.
  std::vector<TextDate> read;
  for (const arabic::DateMatch& match : arabic::FindDates(text)) {
    if (IsInRange(match.value.day)) {
      read.push_back({match.begin, match.end, match.value});
    }
  }
  return read.empty() ? out : read;
}

std::optional<TextDate> ReadTextDate(std::string_view text, const DateHabits& habits) {
  text = TrimSpace(text);
  if (text.empty() || text.size() > 300) return std::nullopt;
  if (const auto date = DateTime::Parse(text)) {
    if (!IsInRange(date->day)) return std::nullopt;
    return TextDate{0, static_cast<std::uint32_t>(text.size()), *date};
  }
  if (const auto date = FromDigits(text); date && IsInRange(date->day)) {
    return TextDate{0, static_cast<std::uint32_t>(text.size()), *date};
  }
  std::vector<TextDate> dates = FindTextDates(text, habits);
  if (dates.empty()) return std::nullopt;
  return std::move(dates.front());
}

}  // namespace isnad::page
