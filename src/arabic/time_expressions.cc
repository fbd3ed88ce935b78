// One pass over the marked words. At each word that has a role in time the readings are tried from
// the longest to the shortest: spans, then points; complete dates in figures come from dates.h.
// Each reading looks at a bounded number of words, so the whole is linear.

#include "arabic/time_expressions.h"

#include <algorithm>
#include <cstdlib>

#include "arabic/dates.h"
#include "arabic/hijri.h"
#include "arabic/time_words.h"

namespace isnad::arabic {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr int kFirstHijriYear = 1300;
constexpr int kLastHijriYear = 1500;

// Which side of the day of publication: kOpen where the words do not say.
enum class Toward : std::int8_t { kPast = -1, kNow = 0, kFuture = 1, kOpen = 2 };

struct Point {
  std::size_t next = 0;  // word behind it
  year_month_day first;
  year_month_day last;
  Grain grain = Grain::kDay;
  bool relative = false;
  bool weekday_differs = false;
  bool calendars_differ = false;
  bool hijri = false;
};

std::optional<year_month_day> MakeDay(int year, int month, int day) {
  const year_month_day made{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (month < 1 || day < 1 || !made.ok()) return {};
  return made;
}

year_month_day LastOfMonth(year_month_day day) {
  return day.year() / day.month() / std::chrono::last;
}

// In months of other length the day is the last.
year_month_day Clamp(year_month_day day) { return day.ok() ? day : LastOfMonth(day); }

class Finder {
 public:
  Finder(std::string_view text, std::optional<year_month_day> published)
      : text_(text), published_(published), words_(MarkTimeWords(text)), dates_(FindDates(text)) {}

  std::vector<TimeExpression> Run() {
    std::vector<TimeExpression> out;
    for (std::size_t i = 0; i < words_.size();) {
      if (words_[i].roles == 0 && !DateAt(i)) {
        ++i;
        continue;
      }
      const std::optional<Point> found = Read(i);
      if (!found) {
        ++i;
        continue;
      }
      out.push_back({words_[i].begin, EndOf(*found), found->first, found->last, found->grain,
                     found->relative, found->weekday_differs, found->calendars_differ});
      i = found->next;
    }
    return out;
  }

 private:
  std::uint32_t EndOf(const Point& point) const { return words_[point.next - 1].end; }

  // The word at `i` where it follows its predecessor within the sentence.
  [[nodiscard]] const TimeWord* Near(std::size_t i) const {
    return i < words_.size() && words_[i].near ? &words_[i] : nullptr;
  }
  [[nodiscard]] bool NearIs(std::size_t i, TimeRole role) const {
    const TimeWord* word = Near(i);
    return word != nullptr && word->Is(role);
  }

  std::optional<Point> Read(std::size_t i) {
    if (auto span = ReadSpan(i)) return span;
    return ReadPoint(i);
  }

  // "من 17 إلى 19 فبراير", "بين 17 و19 فبراير", "17-19 فبراير", "من يوم الاثنين إلى الأربعاء".
  std::optional<Point> ReadSpan(std::size_t i) {
    const bool from = words_[i].Is(TimeRole::kFrom);
    const bool between = words_[i].Is(TimeRole::kBetween);
    std::size_t at = i + (from || between ? 1 : 0);
    if (at >= words_.size() || (at > i && !words_[at].near)) return {};
    while (NearIs(at + 1, TimeRole::kNumber) && words_[at].Is(TimeRole::kDayWord)) ++at;
    const TimeWord& begin = words_[at];
    const bool bare = begin.Is(TimeRole::kNumber) && begin.value >= 1 && begin.value <= 31;
    std::optional<Point> first;
    std::size_t next = at + 1;
    if (bare && ReadsOn(next, between)) {
      next = BehindLink(next);
    } else {
      first = ReadPoint(at);
      if (!first || !ReadsOn(first->next, between)) return {};
      if (!from && !between && !NearIs(first->next, TimeRole::kTo)) return {};
      next = BehindLink(first->next);
    }
    if (next >= words_.size()) return {};
    std::optional<Point> last = ReadPoint(next);
    if (!last) return {};
    if (first) {
      if (first->grain != last->grain || sys_days(first->first) >= sys_days(last->first)) return {};
      last->first = first->first;
      last->relative = last->relative || first->relative;
      return last;
    }
    if (last->grain != Grain::kDay || last->first != last->last) return {};
    const auto made =
        MakeDay(static_cast<int>(last->first.year()),
                static_cast<int>(static_cast<unsigned>(last->first.month())), begin.value);
    if (last->hijri || !made || sys_days(*made) >= sys_days(last->first)) return {};
    last->first = *made;
    return last;
  }

  // Does a word or dash at `i` lead to the other end of a span?
  [[nodiscard]] bool ReadsOn(std::size_t i, bool between) const {
    if (i >= words_.size()) return false;
    const TimeWord& word = words_[i];
    if (word.near && word.Is(TimeRole::kTo)) return true;
    if (word.dashed && word.near && word.Is(TimeRole::kNumber)) return true;
    return between && word.near && (word.has_and || word.Is(TimeRole::kAnd));
  }
  [[nodiscard]] std::size_t BehindLink(std::size_t i) const {
    const bool link = words_[i].Is(TimeRole::kTo) || words_[i].Is(TimeRole::kAnd);
    std::size_t next = link ? i + 1 : i;
    while (NearIs(next + 1, TimeRole::kNumber) && words_[next].Is(TimeRole::kDayWord)) ++next;
    return next;
  }

  std::optional<Point> ReadPoint(std::size_t i) {
    std::size_t at = i;
    bool led = false;
    while (IsLead(at) && Near(at + 1) != nullptr && at < i + 3) {
      led = true;
      ++at;
    }
    for (const auto read :
         {&Finder::ReadDayAndMonth, &Finder::ReadMonthAndDay, &Finder::ReadHijriNumbers,
          &Finder::ReadComplete, &Finder::ReadDeictic, &Finder::ReadMonth}) {
      if (auto point = (this->*read)(at)) return Joined(*point);
    }
    if (auto point = ReadWeekday(at, led)) return point;
    for (const auto read : {&Finder::ReadDistance, &Finder::ReadUnit}) {
      if (auto point = (this->*read)(i)) return point;
    }
    return {};
  }

  [[nodiscard]] bool IsLead(std::size_t i) const {
    const TimeWord& word = words_[i];
    return word.Is(TimeRole::kPart) || (word.Is(TimeRole::kDayWord) && !word.Is(TimeRole::kDay));
  }

  [[nodiscard]] const DateMatch* DateAt(std::size_t i) const {
    const auto at = std::lower_bound(
        dates_.begin(), dates_.end(), words_[i].begin,
        [](const DateMatch& match, std::uint32_t begin) { return match.begin < begin; });
    return at != dates_.end() && at->begin == words_[i].begin ? &*at : nullptr;
  }

  std::optional<Point> ReadComplete(std::size_t i) {
    const DateMatch* date = DateAt(i);
    if (date == nullptr) return {};
    Point point;
    point.first = point.last = date->value.day;
    const auto behind =
        std::lower_bound(words_.begin() + static_cast<std::ptrdiff_t>(i), words_.end(), date->end,
                         [](const TimeWord& word, std::uint32_t end) { return word.begin < end; });
    point.next = static_cast<std::size_t>(behind - words_.begin());
    if (words_[i].Is(TimeRole::kWeekday)) CheckWeekday(words_[i], point);
    return point;
  }

  static void CheckWeekday(const TimeWord& word, Point& point) {
    point.weekday_differs =
        weekday(sys_days(point.first)).iso_encoding() != static_cast<unsigned>(word.value);
  }

  // "[weekday] 19 [من] [شهر] فبراير [year | الجاري]", "15 شعبان 1446 هـ", "17 من الشهر الجاري".
  std::optional<Point> ReadDayAndMonth(std::size_t i) {
    const TimeWord* named = words_[i].Is(TimeRole::kWeekday) ? &words_[i] : nullptr;
    std::size_t at = i + (named != nullptr ? 1 : 0);
    while (named != nullptr && Near(at) != nullptr && IsLead(at)) ++at;
    if (at >= words_.size() || (at > i && !words_[at].near)) return {};
    const TimeWord& number = words_[at];
    const bool counts = number.Is(TimeRole::kNumber) || number.Is(TimeRole::kOrdinal);
    if (!counts || number.value < 1 || number.value > 31) return {};
    ++at;
    if (NearIs(at, TimeRole::kOf)) ++at;
    if (NearIs(at, TimeRole::kToward)) {
      return Named(named, DayOfThisMonth(number.value, TowardOf(words_[at]), at + 1));
    }
    if (NearIs(at, TimeRole::kUnit) && words_[at].unit == 'm' &&
        NearIs(at + 1, TimeRole::kToward)) {
      return Named(named, DayOfThisMonth(number.value, TowardOf(words_[at + 1]), at + 2));
    }
    if (NearIs(at, TimeRole::kMonthWord)) ++at;
    if (NearIs(at, TimeRole::kHijri)) return Named(named, HijriFrom(number.value, at));
    if (!NearIs(at, TimeRole::kMonth)) return {};
    const int month = words_[at].value;
    at = BehindSecondNaming(at + 1, month);
    if (at == 0) return {};
    return Named(named, WithYear(month, number.value, at));
  }

  // "فبراير 21, 2025".
  std::optional<Point> ReadMonthAndDay(std::size_t i) {
    if (!words_[i].Is(TimeRole::kMonth) || !NearIs(i + 1, TimeRole::kNumber)) return {};
    const int day = words_[i + 1].value;
    if (day < 1 || day > 31 || words_[i + 1].dashed) return {};
    if (!NearIs(i + 2, TimeRole::kNumber) || words_[i + 2].value < kFirstYear) return {};
    return WithYear(words_[i].value, day, i + 2);
  }

  std::optional<Point> Named(const TimeWord* weekday_word, std::optional<Point> point) {
    if (point && weekday_word != nullptr && point->grain == Grain::kDay) {
      CheckWeekday(*weekday_word, *point);
    }
    return point;
  }

  static Toward TowardOf(const TimeWord& word) { return static_cast<Toward>(word.value); }

  // Behind «/سبتمبر» or «(سبتمبر)»; 0 where two namings differ.
  [[nodiscard]] std::size_t BehindSecondNaming(std::size_t at, int month) const {
    if (!NearIs(at, TimeRole::kMonth) || words_[at].joined) return at;
    return words_[at].value == month ? at + 1 : 0;
  }

  struct Year {
    int year = 0;  // 0: not named
    Toward toward = Toward::kOpen;
    std::size_t next = 0;
  };
  // "2025", "عام 2025", "الجاري", "من العام الماضي" at `at`, or nothing.
  [[nodiscard]] Year ReadYear(std::size_t at) const {
    std::size_t number = at;
    if (NearIs(number, TimeRole::kOf)) ++number;
    if (NearIs(number, TimeRole::kYearWord)) ++number;
    if (NearIs(number, TimeRole::kNumber) && words_[number].value >= kFirstHijriYear &&
        words_[number].value <= kLastYear) {
      return {words_[number].value, Toward::kOpen, number + 1};
    }
    if (NearIs(at, TimeRole::kToward)) return {0, TowardOf(words_[at]), at + 1};
    if (number > at && NearIs(number, TimeRole::kToward) && published_) {
      const int year = static_cast<int>(published_->year()) + words_[number].value;
      return {year, Toward::kOpen, number + 1};
    }
    return {0, Toward::kOpen, at};
  }

  std::optional<Point> WithYear(int month, int day, std::size_t at) {
    const Year year = ReadYear(at);
    Point point;
    point.next = year.next;
    if (year.year != 0) {
      const auto made = MakeDay(year.year, month, day);
      if (!made || year.year < kFirstYear) return {};
      point.first = point.last = *made;
      return point;
    }
    const auto made = Resolve(month, day, year.toward);
    if (!made) return {};
    point.first = point.last = *made;
    point.relative = true;
    return point;
  }

  // The year of a day and month that name none.
  [[nodiscard]] std::optional<year_month_day> Resolve(int month, int day, Toward toward) const {
    if (!published_) return {};
    const int year = static_cast<int>(published_->year());
    if (toward == Toward::kNow) return MakeDay(year, month, day);
    std::optional<year_month_day> best;
    for (const int candidate : {year - 1, year, year + 1}) {
      const auto made = MakeDay(candidate, month, day);
      if (!made) continue;
      const days away = sys_days(*made) - sys_days(*published_);
      if (toward == Toward::kPast && away >= days(0)) continue;
      if (toward == Toward::kFuture && away <= days(0)) continue;
      if (!best ||
          std::abs(away.count()) < std::abs((sys_days(*best) - sys_days(*published_)).count())) {
        best = made;
      }
    }
    return best;
  }

  std::optional<Point> DayOfThisMonth(int day, Toward toward, std::size_t next) {
    if (!published_) return {};
    const year_month_day month = Clamp(
        *published_ + months(static_cast<int>(toward == Toward::kOpen ? Toward::kNow : toward)));
    const auto made = MakeDay(static_cast<int>(month.year()),
                              static_cast<int>(static_cast<unsigned>(month.month())), day);
    if (!made) return {};
    Point point;
    point.next = next;
    point.first = point.last = *made;
    point.relative = true;
    return point;
  }

  std::optional<Point> MakeHijri(int year, int month, int day, std::size_t next) {
    const auto made = ToGregorian({year, month, day});
    if (!made) return {};
    Point point;
    point.next = NearIs(next, TimeRole::kEra) ? next + 1 : next;
    point.first = point.last = *made;
    point.hijri = true;
    return point;
  }

  // The month at `at`, a year behind it; without one it is this or the nearest Islamic year.
  std::optional<Point> HijriFrom(int day, std::size_t at) {
    const int month = words_[at].value;
    const Year year = ReadYear(at + 1);
    if (year.year != 0) {
      if (year.year > kLastHijriYear) return {};
      return MakeHijri(year.year, month, day, year.next);
    }
    if (!published_) return {};
    const auto today = ToHijri(*published_);
    if (!today) return {};
    std::optional<Point> best;
    for (const int candidate : {today->year - 1, today->year, today->year + 1}) {
      auto point = MakeHijri(candidate, month, day, year.next);
      if (!point) continue;
      const auto away = [&](const Point& p) {
        return std::abs((sys_days(p.first) - sys_days(*published_)).count());
      };
      if (!best || away(*point) < away(*best)) best = point;
    }
    if (best) best->relative = true;
    return best;
  }

  // "15/8/1446هـ", "1446/8/15".
  std::optional<Point> ReadHijriNumbers(std::size_t i) {
    for (std::size_t k = i; k < i + 3; ++k) {
      if (k >= words_.size() || !words_[k].Is(TimeRole::kNumber)) return {};
      if (k > i && (!words_[k].dashed || !words_[k].near)) return {};
    }
    const int a = words_[i].value;
    const int b = words_[i + 1].value;
    const int c = words_[i + 2].value;
    const bool year_last = c >= kFirstHijriYear && c <= kLastHijriYear;
    const bool year_first = a >= kFirstHijriYear && a <= kLastHijriYear;
    if (year_last == year_first) return {};
    return year_last ? MakeHijri(c, b, a, i + 3) : MakeHijri(a, b, c, i + 3);
  }

  // The same day in the other calendar right behind: «الموافق 14 فبراير 2025», «(15 شعبان 1446)».
  Point Joined(Point point) {
    if (point.grain != Grain::kDay) return point;
    std::size_t at = point.next;
    bool led = false;
    for (int k = 0; k < 3 && Near(at) != nullptr; ++k, ++at) {
      if (!words_[at].Is(TimeRole::kEquals) && !IsLead(at)) break;
      led = led || words_[at].Is(TimeRole::kEquals);
    }
    if (at >= words_.size() || !words_[at].near || (!led && words_[at].joined)) return point;
    std::optional<Point> other = ReadDayAndMonth(at);
    if (!other) other = ReadHijriNumbers(at);
    if (!other) other = ReadComplete(at);
    if (!other || other->hijri == point.hijri || other->grain != Grain::kDay) return point;
    const Point& gregorian = point.hijri ? *other : point;
    const Point& islamic = point.hijri ? point : *other;
    Point out = gregorian;
    out.next = other->next;
    const auto apart = (sys_days(gregorian.first) - sys_days(islamic.first)).count();
    out.calendars_differ = std::abs(apart) > 1;
    out.weekday_differs = gregorian.weekday_differs;
    out.hijri = false;
    return out;
  }

  // «أمس», «اليوم الأحد», «أول من أمس».
  std::optional<Point> ReadDeictic(std::size_t i) {
    const TimeWord& word = words_[i];
    if (!word.Is(TimeRole::kDay) || !published_) return {};
    int offset = word.value;
    if (offset == -1 && i >= 2 && word.joined && words_[i - 1].Is(TimeRole::kOf) &&
        words_[i - 2].Is(TimeRole::kOrdinal) && words_[i - 2].value == 1) {
      offset = -2;
    }
    Point point;
    point.first = point.last = sys_days(*published_) + days(offset);
    point.relative = true;
    point.next = i + 1;
    if (NearIs(i + 1, TimeRole::kWeekday) && HasArticle(words_[i + 1])) {
      CheckWeekday(words_[i + 1], point);
      point.next = i + 2;
    }
    if (NearIs(point.next, TimeRole::kToward) && words_[point.next].value < 0) ++point.next;
    return point;
  }

  [[nodiscard]] bool HasArticle(const TimeWord& word) const {
    const std::string_view surface = text_.substr(word.begin, word.end - word.begin);
    return surface.find("ال") <= 4;
  }

  // «يوم الأحد», «مساء الأربعاء», «الثلاثاء المقبل». «أحد» alone means "somebody".
  std::optional<Point> ReadWeekday(std::size_t i, bool led) {
    const TimeWord& word = words_[i];
    if (!word.Is(TimeRole::kWeekday) || !published_ || (!led && !HasArticle(word))) return {};
    const bool said = NearIs(i + 1, TimeRole::kToward);
    const Toward toward = said ? TowardOf(words_[i + 1]) : Toward::kOpen;
    const auto today = static_cast<int>(weekday(sys_days(*published_)).iso_encoding());
    int back = (today - word.value + 7) % 7;
    if (toward == Toward::kPast && back == 0) back = 7;
    int offset = -back;
    if (toward == Toward::kFuture) offset = back == 0 ? 7 : 7 - back;
    Point point;
    point.first = point.last = sys_days(*published_) + days(offset);
    point.relative = true;
    point.next = i + (said ? 2U : 1U);
    return point;
  }

  // A month with a year or a side, or named as one: «مارس 2025», «شهر مارس», «فبراير الماضي».
  // Alone it may be another word («مارس» also means "practised").
  std::optional<Point> ReadMonth(std::size_t i) {
    std::size_t at = i;
    const bool named = words_[at].Is(TimeRole::kMonthWord) && Near(at + 1) != nullptr;
    if (named) ++at;
    if (!words_[at].Is(TimeRole::kMonth)) return {};
    const int month = words_[at].value;
    const std::size_t behind = BehindSecondNaming(at + 1, month);
    if (behind == 0) return {};
    const Year year = ReadYear(behind);
    const bool twice = behind > at + 1;
    if (year.year == 0 && year.toward == Toward::kOpen && !named && !twice) return {};
    std::optional<year_month_day> first;
    if (year.year != 0) {
      first = year.year >= kFirstYear ? MakeDay(year.year, month, 1) : std::nullopt;
    } else {
      first = ResolveMonth(month, year.toward);
    }
    if (!first) return {};
    Point point;
    point.first = *first;
    point.last = LastOfMonth(*first);
    point.grain = Grain::kMonth;
    point.relative = year.year == 0;
    point.next = year.next;
    return point;
  }

  [[nodiscard]] std::optional<year_month_day> ResolveMonth(int month, Toward toward) const {
    if (!published_) return {};
    const auto this_month = static_cast<int>(static_cast<unsigned>(published_->month()));
    int year = static_cast<int>(published_->year());
    if (toward == Toward::kPast && month >= this_month) --year;
    if (toward == Toward::kFuture && month <= this_month) ++year;
    if (toward == Toward::kOpen) {
      if (month - this_month > 6) --year;
      if (this_month - month > 6) ++year;
    }
    return MakeDay(year, month, 1);
  }

  // «قبل ثلاثة أيام», «منذ أسبوعين», «بعد شهر»; not where another event is the anchor («… من
  // اندلاع»).
  std::optional<Point> ReadDistance(std::size_t i) {
    const bool ago = words_[i].Is(TimeRole::kAgo);
    if ((!ago && !words_[i].Is(TimeRole::kHence)) || !published_) return {};
    std::size_t at = i + 1;
    int count = 1;
    if (NearIs(at, TimeRole::kNumber) || NearIs(at, TimeRole::kCount)) {
      count = words_[at].value;
      ++at;
    }
    const TimeWord* unit = Near(at);
    if (unit == nullptr || count < 1 || count > 400) return {};
    if (unit->Is(TimeRole::kDual)) {
      count = 2;
    } else if (!unit->Is(TimeRole::kUnit) || HasArticle(*unit)) {
      return {};
    }
    if (NearIs(at + 1, TimeRole::kOf)) return {};
    if (unit->Is(TimeRole::kYearWord) && NearIs(at + 1, TimeRole::kNumber)) return {};
    Point point = Away(unit->unit, ago ? -count : count);
    point.next = at + 1;
    return point;
  }

  Point Away(char unit, int count) const {
    Point point;
    point.relative = true;
    year_month_day day = *published_;
    if (unit == 'd') day = sys_days(day) + days(count);
    if (unit == 'w') day = sys_days(day) + days(7 * count);
    if (unit == 'm') day = Clamp(day + months(count));
    if (unit == 'y') day = Clamp(day + years(count));
    point.first = point.last = day;
    point.grain = unit == 'd'   ? Grain::kDay
                  : unit == 'w' ? Grain::kWeek
                  : unit == 'm' ? Grain::kMonth
                                : Grain::kYear;
    Widen(point);
    return point;
  }

  // To the whole week, month or year that its first day is in.
  static void Widen(Point& point) {
    const year_month_day day = point.first;
    if (point.grain == Grain::kWeek) {
      const auto back = weekday(sys_days(day)).iso_encoding() - 1;
      point.first = sys_days(day) - days(back);
      point.last = sys_days(point.first) + days(6);
    } else if (point.grain == Grain::kMonth) {
      point.first = day.year() / day.month() / 1;
      point.last = LastOfMonth(day);
    } else if (point.grain == Grain::kYear) {
      point.first = day.year() / std::chrono::January / 1;
      point.last = day.year() / std::chrono::December / 31;
    }
  }

  // «الأسبوع الماضي», «الشهر الجاري», «العام المقبل», «عام 2024».
  std::optional<Point> ReadUnit(std::size_t i) {
    const TimeWord& word = words_[i];
    if (word.Is(TimeRole::kYearWord) && NearIs(i + 1, TimeRole::kNumber)) {
      const int year = words_[i + 1].value;
      if (year < kFirstYear || year > kLastYear || NearIs(i + 2, TimeRole::kEra)) return {};
      Point point;
      point.first = std::chrono::year(year) / std::chrono::January / 1;
      point.last = std::chrono::year(year) / std::chrono::December / 31;
      point.grain = Grain::kYear;
      point.next = i + 2;
      return point;
    }
    if (!word.Is(TimeRole::kUnit) || !HasArticle(word) || !NearIs(i + 1, TimeRole::kToward) ||
        !published_ || word.unit == 'd') {
      return {};
    }
    Point point = Away(word.unit, words_[i + 1].value);
    point.next = i + 2;
    return point;
  }

  std::string_view text_;
  std::optional<year_month_day> published_;
  std::vector<TimeWord> words_;
  std::vector<DateMatch> dates_;
};

}  // namespace

std::vector<TimeExpression> FindTimeExpressions(std::string_view text,
                                                std::optional<year_month_day> published) {
  return Finder(text, published).Run();
}

}  // namespace isnad::arabic
