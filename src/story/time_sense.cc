#include "story/time_sense.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string>

#include "arabic/date_words.h"
#include "arabic/dates.h"
#include "story/cue_words.h"

namespace isnad::story {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// An event is reported within days: what lies further back is history, further ahead a plan.
constexpr std::int32_t kOldestNews = 6;
constexpr std::int32_t kFurthestNews = 2;
constexpr std::size_t kLead = 30;        // words of the title and the first sentence
constexpr std::int32_t kMoreDays = 2;    // of a meeting "of some days" after its first
constexpr std::int32_t kSilentDays = 2;  // between event and report where the words name no day

std::int32_t DayNumber(sys_days day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

int WeekdayOf(std::int32_t day) {
  return static_cast<int>(std::chrono::weekday(sys_days(days(day))).c_encoding());
}

// Weekday 0 Sunday … 6 of a word with its article, proclitics looked through; -1 for other words.
// Without the article these words are names of people as well («خميس», «جمعة»).
int WeekdayName(std::string_view folded) {
  for (const std::string_view proclitic : {"", "و", "ف", "ب", "ل"}) {
    if (!folded.starts_with(proclitic)) continue;
    const std::string_view word = folded.substr(proclitic.size());
    if (!word.starts_with("ال")) continue;
    const arabic::DateWord* date_word = arabic::FindDateWord(word);
    if (date_word != nullptr && date_word->weekday != 0) return date_word->weekday % 7;
  }
  return -1;
}

constexpr int kMonthDays = 31;
constexpr int kYearDays = 12 * kMonthDays;

std::uint16_t MonthDay(int day, int month) {
  return static_cast<std::uint16_t>((month - 1) * kMonthDays + day - 1);
}

std::uint16_t MonthDayOf(std::int32_t day) {
  const std::chrono::year_month_day date{sys_days(days(day))};
  return MonthDay(static_cast<int>(static_cast<unsigned>(date.day())),
                  static_cast<int>(static_cast<unsigned>(date.month())));
}

// The day of that name nearest to `around`; 0 for days that do not exist.
std::int32_t NearestDay(int day, int month, std::int32_t around) {
  const std::chrono::year_month_day near{sys_days(days(around))};
  std::int32_t best = 0;
  for (const int offset : {-1, 0, 1}) {
    const std::chrono::year_month_day date(near.year() + std::chrono::years(offset),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) continue;
    const std::int32_t number = DayNumber(sys_days(date));
    if (best == 0 || std::abs(number - around) < std::abs(best - around)) best = number;
  }
  return best;
}

// Around the year's end, too. Months of 31 days make it right to a day or two.
std::int32_t DaysApart(std::uint16_t a, std::uint16_t b) {
  const std::int32_t gap = std::abs(a - b);
  return std::min(gap, kYearDays - gap);
}

// How much a day that the words name tells of the event itself.
enum class Rank : std::uint8_t { kNone, kToday, kPlain, kMarked };

class Reader {
 public:
  Reader(std::string_view text, const Words& words, std::size_t count,
         std::optional<Instant> published, std::vector<bool>& is_date)
      : words_(words), count_(std::min(count, words.size())), is_date_(is_date) {
    is_date_.assign(count_, false);
    if (published) sense_.published_day = DayNumber(std::chrono::floor<days>(*published));
    if (count_ > 0) dates_ = arabic::FindDates(text.substr(0, words_[count_ - 1].end));
  }

  TimeSense Read() {
    // Twice, because a dateline at the end of the text still says what "Sunday" at its head means.
    if (!sense_.published_day) {
      for (std::size_t i = 0; i < count_; ++i) SkipDateline(i);
      next_date_ = 0;
    }
    for (std::size_t i = 0; i < count_;) i += ReadAt(i);
    Conclude();
    return sense_;
  }

 private:
  void Conclude() {
    if (rank_ != Rank::kNone) {
      // The day named may be the first of several or the last.
      sense_.first_day = said_day_ - more_days_;
      sense_.last_day = said_day_ + more_days_;
      sense_.month_day = MonthDayOf(said_day_);
      if (sense_.published_day && said_day_ > *sense_.published_day) sense_.preview = true;
      if (!sense_.weekday) sense_.weekday = static_cast<std::uint8_t>(WeekdayOf(said_day_));
    } else if (sense_.published_day) {
      sense_.first_day = *sense_.published_day - (sense_.preview ? 0 : kSilentDays);
      sense_.last_day = *sense_.published_day + (sense_.preview ? kSilentDays : 0);
    }
  }

  // Words eaten at `i`, at least one.
  std::size_t ReadAt(std::size_t i) {
    if (const std::size_t eaten = SkipDateline(i)) return eaten;
    if (const std::size_t eaten = ReadCompleteDate(i)) return eaten;
    if (const std::size_t eaten = ReadDayAndMonth(i)) return eaten;
    const std::string_view word = words_.Folded(i);
    if (const int weekday = WeekdayName(word); weekday >= 0) {
      is_date_[i] = true;
      ReadWeekday(i, weekday);
      return 1;
    }
    ReadCue(i, FindCue(word));
    return 1;
  }

  // The complete date that begins with word `i`, if one does.
  const arabic::DateMatch* DateAt(std::size_t i) {
    while (next_date_ < dates_.size() && dates_[next_date_].end <= words_[i].begin) ++next_date_;
    if (next_date_ == dates_.size() || dates_[next_date_].begin > words_[i].begin) return nullptr;
    return &dates_[next_date_];
  }

  std::size_t MarkDate(std::size_t i, const arabic::DateMatch& date) {
    std::size_t eaten = 0;
    while (i + eaten < count_ && words_[i + eaten].begin < date.end) is_date_[i + eaten++] = true;
    return eaten;
  }

  // A date with an hour, or behind "published on": the page's, not the event's.
  std::size_t SkipDateline(std::size_t i) {
    const arabic::DateMatch* date = DateAt(i);
    if (date == nullptr || !(date->value.time_of_day || Follows(i, Cue::kDateline))) return 0;
    if (!sense_.published_day) sense_.published_day = DayNumber(sys_days(date->value.day));
    return MarkDate(i, *date);
  }

  std::size_t ReadCompleteDate(std::size_t i) {
    const arabic::DateMatch* date = DateAt(i);
    if (date == nullptr) return 0;
    const std::size_t eaten = MarkDate(i, *date);
    if (eaten == 0) return 0;
    const std::int32_t day = DayNumber(sys_days(date->value.day));
    // Written out in full and equal to the date of publication, it may be a dateline without a
    // word.
    ReadDay(day, sense_.published_day == day ? Rank::kToday : RankOf(i, i + eaten));
    return eaten;
  }

  // One of the few words before `i` is such a cue.
  [[nodiscard]] bool Follows(std::size_t i, Cue cue) const {
    constexpr std::size_t kReach = 4;
    for (std::size_t k = i - std::min(i, kReach); k < i; ++k) {
      if (FindCue(words_.Folded(k)) != cue) continue;
      if (cue != Cue::kBackground || FindCue(words_.Folded(k + 1)) != Cue::kNoon) return true;
    }
    return false;
  }

  [[nodiscard]] Cue CueAt(std::size_t i) const {
    return i < count_ ? FindCue(words_.Folded(i)) : Cue::kNone;
  }

  // Of a day named by the words [begin, end).
  [[nodiscard]] Rank RankOf(std::size_t begin, std::size_t end) const {
    const auto marks = [](Cue cue) {
      return cue == Cue::kToday || cue == Cue::kYesterday || cue == Cue::kTomorrow;
    };
    if (marks(CueAt(begin - std::min<std::size_t>(begin, 1))) || marks(CueAt(end)))
      return Rank::kMarked;
    if (Follows(begin, Cue::kBackground) || Follows(begin, Cue::kBirth)) return Rank::kNone;
    return Rank::kPlain;
  }

  // "17 فبراير", "15 أغسطس/آب", the year being that of publication.
  std::size_t ReadDayAndMonth(std::size_t i) {
    if (words_[i].kind != arabic::TokenKind::kNumber) return 0;
    const std::string_view digits = words_.Folded(i);
    int day = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), day);
    if (parsed.ptr != digits.data() + digits.size() || day < 1 || day > 31) return 0;
    std::size_t eaten = 1;
    int month = 0;
    for (int names = 0; names < 2; ++names) {  // the second is the other naming of the month
      const auto [value, length] = MonthAt(i + eaten);
      if (value == 0) break;
      month = value;
      eaten += length;
    }
    if (month == 0) return 0;
    for (std::size_t k = 0; k < eaten; ++k) is_date_[i + k] = true;
    const Rank rank = RankOf(i, i + eaten);
    if (sense_.published_day) {
      ReadDay(NearestDay(day, month, *sense_.published_day), rank);
    } else if (rank > rank_without_year_) {
      sense_.month_day = MonthDay(day, month);
      rank_without_year_ = rank;
    }
    return eaten;
  }

  struct MonthMatch {
    int month = 0;
    std::size_t length = 0;
  };
  [[nodiscard]] MonthMatch MonthAt(std::size_t i) const {
    if (i >= count_ || words_[i].kind == arabic::TokenKind::kNumber) return {};
    const std::string_view word = words_.Folded(i);
    if (i + 1 < count_ && arabic::StartsMonth(word)) {
      const int month =
          arabic::FindMonth(std::string(word) + ' ' + std::string(words_.Folded(i + 1)));
      if (month != 0) return {month, 2};
    }
    return {arabic::FindMonth(word), 1};
  }

  void ReadWeekday(std::size_t i, int weekday) {
    const Rank rank = RankOf(i, i + 1);
    if (rank > weekday_rank_) {
      sense_.weekday = static_cast<std::uint8_t>(weekday);
      weekday_rank_ = rank;
    }
    if (!sense_.published_day) return;
    const std::int32_t published = *sense_.published_day;
    const std::int32_t back = (WeekdayOf(published) - weekday + 7) % 7;
    const bool to_come = CueAt(i + 1) == Cue::kNext || (i > 0 && CueAt(i - 1) == Cue::kTomorrow);
    ReadDay(to_come ? published + (7 - back) % 7 : published - back, rank);
  }

  void ReadCue(std::size_t i, Cue cue) {
    const bool names_weekday = i + 1 < count_ && WeekdayName(words_.Folded(i + 1)) >= 0;
    const bool follows_weekday = i > 0 && WeekdayName(words_.Folded(i - 1)) >= 0;
    const bool looks_ahead =
        cue == Cue::kPreview || cue == Cue::kTomorrow || (cue == Cue::kNext && follows_weekday);
    // Further down the press tells what comes next of whatever has happened.
    if (looks_ahead && i < kLead) sense_.preview = true;
    if ((cue == Cue::kPreview || cue == Cue::kTomorrow) && i < kLead) sense_.awaits = true;
    if (cue == Cue::kDays && Follows(i, Cue::kLasting)) more_days_ = kMoreDays;
    if (!sense_.published_day || names_weekday) return;
    if (cue == Cue::kTomorrow) ReadDay(*sense_.published_day + 1, Rank::kPlain);
    if (cue == Cue::kYesterday) ReadDay(*sense_.published_day - 1, Rank::kPlain);
    if (cue == Cue::kToday) ReadDay(*sense_.published_day, Rank::kToday);
  }

  // Keeps the first of the best rank among days that can be news.
  void ReadDay(std::int32_t day, Rank rank) {
    if (rank <= rank_ || day == 0) return;
    if (sense_.published_day) {
      const std::int32_t age = *sense_.published_day - day;
      if (age > kOldestNews || age < -kFurthestNews) return;
    }
    said_day_ = day;
    rank_ = rank;
  }

  const Words& words_;
  std::size_t count_;
  std::vector<bool>& is_date_;
  std::vector<arabic::DateMatch> dates_;
  std::size_t next_date_ = 0;
  std::int32_t said_day_ = 0;
  std::int32_t more_days_ = 0;
  Rank rank_ = Rank::kNone;
  Rank rank_without_year_ = Rank::kNone;
  Rank weekday_rank_ = Rank::kNone;
  TimeSense sense_{};
};

}  // namespace

std::optional<std::int32_t> DaysBetween(const TimeSense& a, const TimeSense& b) {
  if (a.first_day && b.first_day) {
    return std::max({0, *a.first_day - *b.last_day, *b.first_day - *a.last_day});
  }
  const auto name_of = [](const TimeSense& time) {
    return time.first_day ? std::optional(MonthDayOf(*time.last_day)) : time.month_day;
  };
  const auto name_a = name_of(a);
  const auto name_b = name_of(b);
  if (!name_a || !name_b) return std::nullopt;
  const std::int32_t gap = DaysApart(*name_a, *name_b);
  // A day that the words leave open is one of some days.
  const bool open = (a.first_day && !a.month_day) || (b.first_day && !b.month_day);
  return open ? std::max(0, gap - kSilentDays) : gap;
}

TimeSense ReadTime(std::string_view text, const Words& words, std::size_t count,
                   std::optional<Instant> published, std::vector<bool>& is_date) {
  return Reader(text, words, count, published, is_date).Read();
}

}  // namespace isnad::story
