#include "feed/dates.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "arabic/dates.h"
#include "base/utf8.h"
#include "feed/date_words.h"
#include "feed/text.h"

namespace isnad::feed {
namespace {

using std::string_view;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxBytes = 128;
constexpr std::size_t kMaxTokens = 48;

enum class TokenKind : std::uint8_t { kNumber, kWord, kSign };

struct Token {
  TokenKind kind;
  std::string text;
  int value = 0;              // of a number of at most nine digits
  bool touches_next = false;  // no space behind it
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Arabic-Indic, extended Arabic-Indic and full-width digits as ASCII; other text as it is, Latin in
// lower case.
std::string Fold(string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    const char32_t c = point.value;
    if (c >= 0x0660 && c <= 0x0669) {
      out += static_cast<char>('0' + (c - 0x0660));
    } else if (c >= 0x06F0 && c <= 0x06F9) {
      out += static_cast<char>('0' + (c - 0x06F0));
    } else if (c >= 0xFF10 && c <= 0xFF19) {
      out += static_cast<char>('0' + (c - 0xFF10));
    } else if (c == 0x2212 || c == 0x2010 || c == 0x2011 || c == 0x2013) {  // minus, hyphens, dash
      out += '-';
    } else if (c == 0xA0 || c == 0x202F || c == 0x2009) {
      out += ' ';
    } else if (c == 0x060C) {  // Arabic comma
      out += ',';
    } else if (c >= 0x200B && c <= 0x200F) {
      // zero-width and direction marks: nothing
    } else {
      out.append(text, at, point.length_bytes);
    }
    at += point.length_bytes;
  }
  return LowerAscii(out);
}

std::vector<Token> Split(string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size() && tokens.size() < kMaxTokens) {
    const char c = text[at];
    const std::size_t begin = at;
    TokenKind kind = TokenKind::kSign;
    if (IsDigit(c)) {
      kind = TokenKind::kNumber;
      while (at < text.size() && IsDigit(text[at])) ++at;
    } else if ((c >= 'a' && c <= 'z') || (c & 0x80) != 0) {
      kind = TokenKind::kWord;
      while (at < text.size() &&
             ((text[at] >= 'a' && text[at] <= 'z') || (text[at] & 0x80) != 0 ||
              (text[at] == '.' && at + 1 < text.size() && text[at + 1] == 'm'))) {  // "p.m"
        ++at;
      }
    } else {
      ++at;
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    }
    Token token{kind, std::string(text.substr(begin, at - begin))};
    if (kind == TokenKind::kNumber) {
      std::from_chars(token.text.data(),
                      token.text.data() + std::min<std::size_t>(token.text.size(), 9), token.value);
    }
    token.touches_next = at < text.size() && text[at] != ' ';
    tokens.push_back(std::move(token));
  }
  return tokens;
}

int FullYear(const Token& token) {
  if (token.text.size() >= 4) return token.value;
  if (token.text.size() == 3) return 1900 + token.value;  // RFC 2822, 4.3
  return token.value + (token.value < 50 ? 2000 : 1900);
}

// What the tokens said, piece by piece.
struct Pieces {
  std::vector<const Token*> numbers;  // outside the time and the zone
  std::string separators;             // the sign behind each of `numbers`, ' ' for none
  int month = 0;
  std::optional<int> hour, minute, second, half;
  std::optional<minutes> offset;
};

class PieceReader {
 public:
  explicit PieceReader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  Pieces Read() {
    while (at_ < tokens_.size()) {
      if (TakeTime() || TakeOffset() || TakeWord()) continue;
      const Token& token = tokens_[at_];
      if (token.kind == TokenKind::kNumber) {
        pieces_.numbers.push_back(&token);
        const bool sign = at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == TokenKind::kSign;
        pieces_.separators += sign ? tokens_[at_ + 1].text[0] : ' ';
      }
      ++at_;
    }
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] const Token* Peek(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  [[nodiscard]] bool IsNumber(std::size_t ahead, std::size_t min_digits,
                              std::size_t max_digits) const {
    const Token* token = Peek(ahead);
    return token != nullptr && token->kind == TokenKind::kNumber &&
           token->text.size() >= min_digits && token->text.size() <= max_digits;
  }
  [[nodiscard]] bool Is(std::size_t ahead, string_view text) const {
    const Token* token = Peek(ahead);
    return token != nullptr && token->text == text;
  }

  // 14:05, 9:15:00, 14:05:59.25, 14h05
  bool TakeTime() {
    if (pieces_.hour || !IsNumber(0, 1, 2) || !IsNumber(2, 1, 2)) return false;
    if (!Is(1, ":") && !Is(1, "h")) return false;
    pieces_.hour = Peek(0)->value;
    pieces_.minute = Peek(2)->value;
    at_ += 3;
    if (!(Is(0, ":") && IsNumber(1, 1, 2))) return true;
    pieces_.second = Peek(1)->value;
    at_ += 2;
    if ((Is(0, ".") || Is(0, ",") || Is(0, ":")) && IsNumber(1, 1, 12) && Peek(0)->touches_next) {
      at_ += 2;
    }
    return true;
  }

  // +0100, +01:00, -5; only behind a time, where a sign is no separator.
  bool TakeOffset() {
    if (!pieces_.hour || !(Is(0, "+") || Is(0, "-")) || !Peek(0)->touches_next) return false;
    const bool colon = IsNumber(1, 1, 2) && Is(2, ":") && IsNumber(3, 2, 2);
    if (!colon && !IsNumber(1, 4, 4) && !IsNumber(1, 1, 2)) return false;
    const int number = Peek(1)->value;
    const bool four = Peek(1)->text.size() == 4;
    const int hours = four ? number / 100 : number;
    const int minute = four ? number % 100 : colon ? Peek(3)->value : 0;
    if (hours > 14 || minute > 59) return false;
    pieces_.offset = minutes((Is(0, "-") ? -1 : 1) * (hours * 60 + minute));
    // RFC 2822, 3.3: "-0000" says that the zone is not known.
    if (Is(0, "-") && four && number == 0) pieces_.offset.reset();
    at_ += colon ? 4 : 2;
    return true;
  }

  bool TakeWord() {
    const Token* word = Peek(0);
    if (word->kind != TokenKind::kWord) return false;
    const DateWord meaning = FindDateWord(word->text);
    if (meaning.kind == DateWordKind::kHalf && (pieces_.hour || word->text.size() > 2)) {
      pieces_.half = meaning.value;  // Korean puts it in front of the hour; a lone letter is behind
    } else if (meaning.kind == DateWordKind::kZone && pieces_.hour) {
      if (!pieces_.offset) pieces_.offset = minutes(meaning.value);
    } else if (pieces_.month == 0) {
      return TakeMonth(meaning);
    }
    ++at_;
    return true;
  }

  bool TakeMonth(const DateWord& meaning) {
    if (meaning.kind == DateWordKind::kMonth) {
      pieces_.month = meaning.value;
    } else if (Peek(1) != nullptr && Peek(1)->kind == TokenKind::kWord &&
               arabic::MonthFromName(Peek(0)->text + " " + Peek(1)->text) != 0) {
      pieces_.month = arabic::MonthFromName(Peek(0)->text + " " + Peek(1)->text);
      ++at_;
    } else {
      pieces_.month = arabic::MonthFromName(Peek(0)->text);
    }
    ++at_;
    return true;
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  Pieces pieces_;
};

std::optional<std::chrono::year_month_day> MakeDay(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const auto made = std::chrono::year(year) / month / day;
  return made.ok() ? std::optional(made) : std::nullopt;
}

std::optional<std::chrono::year_month_day> DayBesideMonth(const Pieces& pieces) {
  const Token* year = nullptr;
  const Token* day = nullptr;
  for (const Token* number : pieces.numbers) {
    if (number->text.size() == 4 && year == nullptr) {
      year = number;
    } else if (day == nullptr && number->text.size() <= 2) {
      day = number;
    } else if (year == nullptr && number->text.size() <= 3) {
      year = number;  // RFC 822: "31 Dec 03"
    }
  }
  if (year == nullptr || day == nullptr) return std::nullopt;
  return MakeDay(FullYear(*year), pieces.month, day->value);
}

std::optional<std::chrono::year_month_day> DayOfNumbers(const Pieces& pieces) {
  if (pieces.numbers.size() < 3) return std::nullopt;
  const Token& a = *pieces.numbers[0];
  const Token& b = *pieces.numbers[1];
  const Token& c = *pieces.numbers[2];
  if (b.text.size() > 2) return std::nullopt;
  if (a.text.size() == 4 && c.text.size() <= 2) return MakeDay(a.value, b.value, c.value);
  // "03-12-31" may be read three ways; with slashes or dots the year stands last.
  const bool short_year = c.text.size() == 2 && pieces.separators[0] != '-';
  if (a.text.size() > 2 || (c.text.size() != 4 && !short_year)) return std::nullopt;
  const bool month_first = b.value > 12 && a.value <= 12;
  return month_first ? MakeDay(FullYear(c), a.value, b.value)
                     : MakeDay(FullYear(c), b.value, a.value);
}

// Puts hour and offset beside the day; an hour that does not exist stays unknown.
DateTime WithTime(std::chrono::year_month_day day, const Pieces& pieces) {
  DateTime result{day, {}, {}};
  if (!pieces.hour) return result;
  int hour = *pieces.hour;
  const int minute = *pieces.minute;
  const int second = std::min(pieces.second.value_or(0), 59);  // a leap second
  if (pieces.half && hour >= 1 && hour <= 12) hour = hour % 12 + *pieces.half;
  if (hour == 24 && minute == 0 && second == 0) {  // ISO 8601: the end of the day
    hour = 0;
    result.day = std::chrono::sys_days(day) + days(1);
  }
  if (hour > 23 || minute > 59) return result;
  result.time_of_day = seconds(hour * 3600 + minute * 60 + second);
  result.utc_offset = pieces.offset;
  return result;
}

bool AllDigits(string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

int ToInt(string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// W3C-DTF's bare years and months, ISO 8601's ordinal days, seconds since 1970.
std::optional<FeedDate> ParseBare(string_view text) {
  const bool year = text.size() >= 4 && AllDigits(text.substr(0, 4));
  if (!year) return std::nullopt;
  const int year_value = ToInt(text.substr(0, 4));
  const auto whole = [&](int month, DatePrecision precision) -> std::optional<FeedDate> {
    const auto day = MakeDay(year_value, month, 1);
    return day ? std::optional(FeedDate{{*day, {}, {}}, precision}) : std::nullopt;
  };
  if (text.size() == 4) return whole(1, DatePrecision::kYear);
  if (text.size() == 7 && text[4] == '-' && AllDigits(text.substr(5))) {
    return whole(ToInt(text.substr(5)), DatePrecision::kMonth);
  }
  if (text.size() == 8 && text[4] == '-' && AllDigits(text.substr(5))) {
    const int ordinal = ToInt(text.substr(5));
    const std::chrono::year_month_day day =
        std::chrono::sys_days(std::chrono::year(year_value) / 1 / 1) + days(ordinal - 1);
    if (ordinal < 1 || day.year() != std::chrono::year(year_value)) return std::nullopt;
    return FeedDate{{day, {}, {}}, DatePrecision::kDay};
  }
  if ((text.size() == 10 || text.size() == 13) && AllDigits(text)) {
    std::int64_t since_1970 = 0;
    std::from_chars(text.data(), text.data() + 10, since_1970);
    return FeedDate{DateTime::FromInstant(Instant(seconds(since_1970))), DatePrecision::kDay};
  }
  return std::nullopt;
}

}  // namespace

Result<FeedDate> ParseFeedDate(string_view text) {
  text = TrimSpace(text);
  if (text.empty() || text.size() > kMaxBytes) return Fail(Errc::kMalformed, "not a date");
  if (const auto iso = DateTime::Parse(text)) return FeedDate{*iso, DatePrecision::kDay};
  const std::string folded = Fold(text);
  if (const auto iso = DateTime::Parse(TrimSpace(folded))) {
    return FeedDate{*iso, DatePrecision::kDay};
  }
  if (const auto bare = ParseBare(TrimSpace(folded))) return *bare;
  const std::vector<Token> tokens = Split(folded);
  const Pieces pieces = PieceReader(tokens).Read();
  const auto day = pieces.month != 0 ? DayBesideMonth(pieces) : DayOfNumbers(pieces);
  if (day) return FeedDate{WithTime(*day, pieces), DatePrecision::kDay};
  // Dates inside other words ("نشر يوم الخميس 14 شباط"); Hijri ones are left alone there. Numbers
  // alone were read above, or are no date.
  const bool words = std::any_of(tokens.begin(), tokens.end(),
                                 [](const Token& token) { return token.kind == TokenKind::kWord; });
  if (!words) return Fail(Errc::kMalformed, "not a date");
  const std::vector<arabic::DateMatch> found = arabic::FindDates(text);
  if (found.size() == 1) return FeedDate{found.front().value, DatePrecision::kDay};
  return Fail(Errc::kMalformed, "not a date");
}

}  // namespace isnad::feed
