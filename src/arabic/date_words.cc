#include "arabic/date_words.h"

#include <array>
#include <cassert>
#include <charconv>
#include <vector>

#include "arabic/data.h"
#include "arabic/dates.h"
#include "arabic/fold.h"
#include "arabic/word_table.h"
#include "base/utf8.h"

namespace isnad::arabic {
namespace {

int ToInt(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class Months {
 public:
  Months() {
    ForEachRow(MonthsTsv(), [this](const std::vector<std::string_view>& fields) {
      if (fields.size() < 3) return;
      const int number = ToInt(fields[0]);
      if (number < 1 || number > 12) return;
      std::string_view& display = display_[static_cast<std::size_t>(number)];
      if (display.empty()) display = fields[2];
      const std::string name = Fold(fields[2]);
      names_.Add(name, static_cast<std::uint32_t>(number));
      const std::size_t space = name.find(' ');
      if (space != std::string::npos) first_words_.Add(name.substr(0, space), 1);
    });
  }

  [[nodiscard]] int Find(std::string_view name) const {
    const std::uint32_t number = names_.Find(name);
    return number == WordTable::kMissing ? 0 : static_cast<int>(number);
  }
  [[nodiscard]] bool Starts(std::string_view word) const { return first_words_.Contains(word); }
  [[nodiscard]] std::string_view Display(std::size_t month) const { return display_[month]; }

 private:
  WordTable names_;
  WordTable first_words_;
  std::array<std::string_view, 13> display_{};
};

class Words {
 public:
  Words() {
    ForEachRow(DateWordsTsv(), [this](const std::vector<std::string_view>& fields) {
      if (fields.size() < 3) return;
      const std::string word = Fold(fields[2]);
      std::uint32_t index = table_.Find(word);
      if (index == WordTable::kMissing) {
        index = static_cast<std::uint32_t>(words_.size());
        table_.Add(word, index);
        words_.emplace_back();
      }
      SetRole(words_[index], fields[0], ToInt(fields[1]));
      if (fields[0] != "weekday") return;
      std::string_view& display = weekdays_.at(static_cast<std::size_t>(ToInt(fields[1])));
      if (display.empty()) display = fields[2];
    });
  }

  [[nodiscard]] const DateWord* Find(std::string_view word) const {
    const std::uint32_t index = table_.Find(word);
    return index == WordTable::kMissing ? nullptr : &words_[index];
  }
  [[nodiscard]] std::string_view Display(std::size_t weekday) const { return weekdays_[weekday]; }

 private:
  static void SetRole(DateWord& word, std::string_view role, int value) {
    if (role == "weekday") word.weekday = value;
    if (role == "ordinal") word.ordinal = value;
    if (role == "ordinal_ten") word.ordinal_ten = value;
    if (role == "zone") word.zone_minutes = value;
    if (role == "zoneword") word.zone_word = true;
    if (role == "filler") word.filler = true;
    if (role == "of") word.of = true;
    if (role == "year") word.year = true;
    if (role == "hour") word.hour = true;
    if (role == "minute") word.minute = true;
    if (role == "am") word.part = DateWord::DayPart::kMorning;
    if (role == "pm") word.part = DateWord::DayPart::kEvening;
    if (role == "noon") word.part = DateWord::DayPart::kNoon;
    if (role == "night") word.part = DateWord::DayPart::kNight;
  }

  WordTable table_;
  std::vector<DateWord> words_;
  std::array<std::string_view, 8> weekdays_{};
};

const Months& MonthTable() {
  static const Months months;
  return months;
}

const Words& WordRoles() {
  static const Words words;
  return words;
}

}  // namespace

const DateWord* FindDateWord(std::string_view folded_word) { return WordRoles().Find(folded_word); }

int FindMonth(std::string_view folded_name) { return MonthTable().Find(folded_name); }

bool StartsMonth(std::string_view folded_word) { return MonthTable().Starts(folded_word); }

std::string_view MonthName(unsigned month_1_12) {
  assert(month_1_12 >= 1 && month_1_12 <= 12);
  return MonthTable().Display(month_1_12);
}

std::string_view WeekdayName(unsigned weekday_1_7) {
  assert(weekday_1_7 >= 1 && weekday_1_7 <= 7);
  return WordRoles().Display(weekday_1_7);
}

int MonthFromName(std::string_view name) {
  constexpr std::size_t kMaxNameBytes = 64;
  std::string folded = Fold(CollapseSpace(TruncateUtf8(name, kMaxNameBytes + 1)));
  if (name.size() > kMaxNameBytes) return 0;
  if (!folded.empty() && folded.back() == '.') folded.pop_back();  // "Feb."
  const std::size_t slash = folded.find('/');                      // «أيلول/سبتمبر»
  if (slash == std::string::npos) return FindMonth(folded);
  const int first = FindMonth(TrimSpace(std::string_view(folded).substr(0, slash)));
  const int second = FindMonth(TrimSpace(std::string_view(folded).substr(slash + 1)));
  return first == second ? first : 0;
}

std::string FormatDate(std::chrono::year_month_day day, bool with_weekday) {
  std::string out;
  if (!day.ok()) return out;
  if (with_weekday) {
    out += WeekdayName(std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding());
    out += ' ';
  }
  out += std::to_string(static_cast<unsigned>(day.day()));
  out += ' ';
  out += MonthName(static_cast<unsigned>(day.month()));
  out += ' ';
  out += std::to_string(static_cast<int>(day.year()));
  return out;
}

}  // namespace isnad::arabic
