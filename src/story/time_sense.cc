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

class Reader {
 public:
  Reader(std::string_view text, const Words& words, std::size_t count,
         std::optional<Instant> published, std::vector<bool>& is_date)
      : words_(words), count_(std::min(count, words.size())), is_date_(is_date) {
    is_date_.assign(count_, false);
    if (published) {
      sense_.published_day = DayNumber(std::chrono::floor<days>(*published));
    }
    if (count_ > 0) dates_ = arabic::FindDates(text.substr(0, words_[count_ - 1].end));
  }

  TimeSense Read() {
    for (std::size_t i = 0; i < count_;) i += ReadAt(i);
    if (!sense_.weekday && said_day_) {
      sense_.weekday = static_cast<std::uint8_t>(WeekdayOf(*said_day_));
    }
    sense_.event_day = said_day_ ? said_day_ : sense_.published_day;
    return sense_;
  }

 private:
  // Words eaten at `i`, at least one.
  std::size_t ReadAt(std::size_t i) {
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

  std::size_t ReadCompleteDate(std::size_t i) {
    while (next_date_ < dates_.size() && dates_[next_date_].end <= words_[i].begin) ++next_date_;
    if (next_date_ == dates_.size() || dates_[next_date_].begin > words_[i].begin) return 0;
    const arabic::DateMatch& date = dates_[next_date_];
    std::size_t eaten = 0;
    while (i + eaten < count_ && words_[i + eaten].begin < date.end) is_date_[i + eaten++] = true;
    if (eaten > 0) ReadDay(DayNumber(sys_days(date.value.day)));
    // The weekday in front belongs to the match; it is known from the day.
    return eaten;
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
    if (sense_.published_day) ReadDay(NearestDay(day, month));
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

  // The year is the one that puts the day nearest to publication; 0 for days that do not exist.
  [[nodiscard]] std::int32_t NearestDay(int day, int month) const {
    const std::chrono::year_month_day around{sys_days(days(*sense_.published_day))};
    std::int32_t best = 0;
    for (const int offset : {-1, 0, 1}) {
      const std::chrono::year_month_day date(around.year() + std::chrono::years(offset),
                                             std::chrono::month(static_cast<unsigned>(month)),
                                             std::chrono::day(static_cast<unsigned>(day)));
      if (!date.ok()) continue;
      const std::int32_t number = DayNumber(sys_days(date));
      if (best == 0 ||
          std::abs(number - *sense_.published_day) < std::abs(best - *sense_.published_day)) {
        best = number;
      }
    }
    return best;
  }

  void ReadWeekday(std::size_t i, int weekday) {
    if (!sense_.weekday) sense_.weekday = static_cast<std::uint8_t>(weekday);
    if (!sense_.published_day) return;
    const std::int32_t published = *sense_.published_day;
    const Cue before = i > 0 ? FindCue(words_.Folded(i - 1)) : Cue::kNone;
    const Cue behind = i + 1 < count_ ? FindCue(words_.Folded(i + 1)) : Cue::kNone;
    const std::int32_t back = (WeekdayOf(published) - weekday + 7) % 7;
    if (behind == Cue::kNext || before == Cue::kTomorrow) {
      ReadDay(published + (7 - back) % 7);
    } else {
      ReadDay(published - back);
    }
  }

  void ReadCue(std::size_t i, Cue cue) {
    switch (cue) {
      case Cue::kPreview:
      case Cue::kNext:
        sense_.preview = true;
        break;
      case Cue::kTomorrow:
        sense_.preview = true;
        if (sense_.published_day) ReadDay(*sense_.published_day + 1);
        break;
      case Cue::kYesterday:
        if (sense_.published_day && (i + 1 == count_ || WeekdayName(words_.Folded(i + 1)) < 0)) {
          ReadDay(*sense_.published_day - 1);
        }
        break;
      case Cue::kBirth:
        birth_at_ = i;
        break;
      default:
        break;
    }
  }

  // Takes the first day that can be news.
  void ReadDay(std::int32_t day) {
    if (said_day_ || day == 0) return;
    if (sense_.published_day) {
      const std::int32_t age = *sense_.published_day - day;
      if (age > kOldestNews || age < -kFurthestNews) return;
    } else if (birth_at_) {
      birth_at_.reset();
      return;
    }
    said_day_ = day;
  }

  const Words& words_;
  std::size_t count_;
  std::vector<bool>& is_date_;
  std::vector<arabic::DateMatch> dates_;
  std::size_t next_date_ = 0;
  std::optional<std::size_t> birth_at_{};
  std::optional<std::int32_t> said_day_{};
  TimeSense sense_{};
};

}  // namespace

TimeSense ReadTime(std::string_view text, const Words& words, std::size_t count,
                   std::optional<Instant> published, std::vector<bool>& is_date) {
  return Reader(text, words, count, published, is_date).Read();
}

}  // namespace isnad::story
