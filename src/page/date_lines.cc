#include "page/date_lines.h"

#include <algorithm>

#include "page/byline_words.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxWholeBytes = 120;
constexpr std::size_t kMaxWordsBeside = 4;  // "Posted on Monday … EST"

bool SaysOriginal(std::string_view text) {
  const std::vector<std::string_view> words = SplitWords(text);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return IsBylineWord(BylineWord::kOriginal, word);
  });
}

LabelledDate Labelled(const TextDate& date, std::string_view words) {
  const DateLabel label = LabelIn(words);
  return {date, label, label == DateLabel::kPublished && SaysOriginal(words)};
}

}  // namespace

DateLabel LabelIn(std::string_view text) {
  DateLabel out = DateLabel::kNone;
  for (const std::string_view word : SplitWords(text)) {
    if (IsBylineWord(BylineWord::kPublished, word)) return DateLabel::kPublished;
    if (IsBylineWord(BylineWord::kUpdated, word)) out = DateLabel::kUpdated;
  }
  return out;
}

std::vector<LabelledDate> LabelledDates(std::string_view line, const DateHabits& habits) {
  const std::vector<TextDate> dates = FindTextDates(line, habits);
  if (dates.size() == 1) return {Labelled(dates.front(), line)};
  std::vector<LabelledDate> out;
  std::size_t from = 0;
  for (const TextDate& date : dates) {
    out.push_back(Labelled(date, line.substr(from, date.begin - from)));
    from = date.end;
  }
  return out;
}

std::optional<LabelledDate> WholeDate(std::string_view text, const DateHabits& habits) {
  if (text.size() > kMaxWholeBytes) return std::nullopt;
  const std::vector<TextDate> dates = FindTextDates(text, habits);
  if (dates.size() != 1) return std::nullopt;
  const TextDate& date = dates.front();
  const std::size_t beside =
      SplitWords(text.substr(0, date.begin)).size() + SplitWords(text.substr(date.end)).size();
  if (beside > kMaxWordsBeside) return std::nullopt;
  return Labelled(date, text);
}

}  // namespace isnad::page
