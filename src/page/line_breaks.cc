#include "page/line_breaks.h"

#include <algorithm>
#include <utility>

#include "arabic/dates.h"
#include "arabic/tokens.h"
#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/sections.h"
#include "page/text.h"

namespace isnad::page {
namespace {

// Breaks at a column.
constexpr std::size_t kMinColumn = 40;  // code points
constexpr std::size_t kMaxColumn = 132;
constexpr std::size_t kMinFull = 4;        // lines that fill the column
constexpr std::size_t kMaxSlack = 2;       // between the longest line and the column
constexpr std::uint32_t kMinWords = 3;     // of a line that a comma goes on from
constexpr std::size_t kMaxJoined = 8'000;  // bytes of a paragraph made of joined lines

// A page in a line.
constexpr std::size_t kFewLines = 8;
constexpr std::size_t kGiantWords = 90;
constexpr std::size_t kHeaderReach = 64'000;  // bytes in which its dateline is looked for
constexpr std::size_t kMaxLeadWords = 12;     // between "published in" and the date

struct Break {
  std::size_t begin;
  std::size_t size;
};

// The next line end: LF, CR, CR LF, VT, FF, and U+0085, U+2028, U+2029.
Break NextBreak(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') return {at, 2};
    if (c == '\n' || c == '\r' || c == '\v' || c == '\f') return {at, 1};
    if (c == '\xC2' && text.substr(at, 2) == "\xC2\x85") return {at, 2};
    if (c == '\xE2' && (text.substr(at, 3) == "\u2028" || text.substr(at, 3) == "\u2029")) {
      return {at, 3};
    }
  }
  return {text.size(), 0};
}

std::vector<RawLine> PhysicalLines(std::string_view page, std::size_t max_lines) {
  std::vector<RawLine> out;
  std::size_t blanks = 0;
  for (std::size_t at = 0; at < page.size() && out.size() < max_lines;) {
    const Break end = NextBreak(page, at);
    const std::string_view raw = page.substr(at, end.begin - at);
    at = end.begin + end.size;
    if (TrimSpace(raw).empty()) {
      ++blanks;
      continue;
    }
    out.push_back({raw, {}, blanks, false});
    blanks = 0;
  }
  return out;
}

// An empty line between (nearly) all lines says nothing.
bool IsDoubleSpaced(const std::vector<RawLine>& lines) {
  std::size_t single = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) single += lines[i].blanks == 1 ? 1 : 0;
  return lines.size() >= 6 && single * 10 >= (lines.size() - 1) * 9;
}

class Joiner {
 public:
  explicit Joiner(std::vector<RawLine> lines)
      : lines_(std::move(lines)), double_spaced_(IsDoubleSpaced(lines_)) {
    for (const RawLine& line : lines_) {
      const std::string_view text = TrimSpace(line.text);
      // Longer ones are no part of a column: their exact length does not matter.
      const std::size_t length = text.size() > 8 * kMaxColumn ? text.size() : CountCodePoints(text);
      const std::size_t space = std::min(text.find(' '), text.size());
      lengths_.push_back(length);
      first_words_.push_back(CountCodePoints(text.substr(0, std::min(space, 4 * kMaxColumn))));
      measures_.push_back(text.size() > 8 * kMaxColumn ? TextMeasure{} : Measure(text));
    }
    column_ = FindColumn();
  }

  std::vector<RawLine> Run() {
    std::vector<RawLine> out;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0 && GoesOn(i - 1, !out.back().joined.empty()) &&
          out.back().Text().size() < kMaxJoined) {
        RawLine& open = out.back();
        if (open.joined.empty()) open.joined = std::string(TrimSpace(open.text));
        open.joined += ' ';
        open.joined += TrimSpace(lines_[i].text);
      } else {
        out.push_back(std::move(lines_[i]));
      }
    }
    return out;
  }

 private:
  bool Adjacent(std::size_t i) const {
    const std::size_t blanks = lines_[i + 1].blanks;
    return blanks == 0 || (double_spaced_ && blanks == 1);
  }

  bool Fills(std::size_t i, std::size_t column) const {
    return lengths_[i] + 1 + first_words_[i + 1] + kMaxSlack > column;
  }

  // The column that this page breaks at, 0 for none: the text stands in lines that are no longer
  // than it, and of those over half of it most fill it, inside sentences.
  std::size_t FindColumn() const {
    std::size_t column = 0;
    std::size_t wide = 0;
    std::size_t narrow = 0;
    for (const std::size_t length : lengths_) {
      (length > kMaxColumn ? wide : narrow) += length;
      if (length <= kMaxColumn) column = std::max(column, length);
    }
    if (column < kMinColumn || wide * 5 > narrow) return 0;
    std::size_t full = 0;
    std::size_t loose = 0;
    std::size_t inside = 0;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      if (!Adjacent(i) || lengths_[i] > column || lengths_[i] * 2 < column) continue;
      if (Fills(i, column)) {
        ++full;
        inside += measures_[i].ends_sentence ? 0 : 1;
      } else {
        ++loose;
      }
    }
    const bool greedy = full >= kMinFull && full * 2 >= loose * 3 && inside * 10 >= full * 6;
    return greedy ? column : 0;
  }

  // Does the line behind line `i` go on with its paragraph? `open`: line `i` did.
  bool GoesOn(std::size_t i, bool open) const {
    if (lengths_[i] > kMaxColumn * 2 || lengths_[i + 1] > kMaxColumn * 2) return false;
    if (column_ != 0) {
      return Adjacent(i) && lengths_[i] <= column_ && lengths_[i] * 2 >= column_ &&
             Fills(i, column_);
    }
    // A break behind a comma is inside a sentence, whatever made it.
    return lines_[i + 1].blanks == 0 && (open || measures_[i].words >= kMinWords) &&
           measures_[i + 1].words >= 2 && EndsInComma(lines_[i].text);
  }

  static bool EndsInComma(std::string_view text) {
    text = TrimSpace(text);
    return text.ends_with(',') || text.ends_with("\u060C");
  }

  std::vector<RawLine> lines_;
  bool double_spaced_;
  std::size_t column_ = 0;
  std::vector<std::size_t> lengths_;  // code points; bytes of very long lines
  std::vector<std::size_t> first_words_;
  std::vector<TextMeasure> measures_;  // empty for very long lines
};

// Where the dateline of a page in a line stands: from "published" or the weekday to the date's end.
std::pair<std::size_t, std::size_t> FindDateline(std::string_view line) {
  const std::string_view head = TruncateUtf8(line, kHeaderReach);
  for (const arabic::DateMatch& date : arabic::FindDates(head)) {
    const std::size_t from = date.begin > 300 ? date.begin - 300 : 0;
    std::string_view before = head.substr(from, date.begin - from);
    // The last words before the date, longest phrase first.
    std::vector<std::string_view> words;
    while (words.size() < kMaxLeadWords) {
      before = TrimSpace(before);
      const std::size_t space = before.rfind(' ');
      if (space == std::string_view::npos) break;
      words.insert(words.begin(), before.substr(space + 1));
      before = before.substr(0, space);
      const bool outlet = LeadingWords(BylineWord::kOutlet, words) > 0;
      const bool label = IsBylineWord(BylineWord::kPublished, words.front()) && words.size() <= 4;
      if (outlet || label) {
        return {static_cast<std::size_t>(words.front().data() - line.data()), date.end};
      }
    }
    if (date.value.time_of_day) return {date.begin, date.end};
  }
  return {0, 0};
}

void AddSentences(std::string_view text, std::size_t blanks, bool continues, std::size_t max_lines,
                  std::vector<RawLine>& out) {
  for (const arabic::Span& span : arabic::Sentences(text)) {
    if (out.size() >= max_lines) return;
    out.push_back({text.substr(span.begin, span.end - span.begin), {}, blanks, continues});
    blanks = 0;
    continues = true;
  }
}

void CutGiant(const RawLine& line, std::size_t max_lines, std::vector<RawLine>& out) {
  const auto [begin, end] = FindDateline(line.text);
  if (end > begin) {
    // In front of it: notices, menus, and last the title.
    const std::size_t from = out.size();
    const std::size_t menu = MenuPrefix(line.text.substr(0, begin));
    if (menu > 0) out.push_back({line.text.substr(0, menu), {}, line.blanks, false});
    AddSentences(line.text.substr(menu, begin - menu), line.blanks, false, max_lines, out);
    for (std::size_t i = from; i < out.size(); ++i) out[i].continues = false;
    out.push_back({line.text.substr(begin, end - begin), {}, 0, false});
    AddSentences(line.text.substr(end), 0, false, max_lines, out);
  } else {
    AddSentences(line.text, line.blanks, false, max_lines, out);
  }
}

}  // namespace

std::vector<RawLine> BreakLines(std::string_view page, std::size_t max_lines) {
  std::vector<RawLine> lines = Joiner(PhysicalLines(page, max_lines)).Run();
  if (lines.size() > kFewLines) return lines;
  std::vector<RawLine> out;
  for (RawLine& line : lines) {
    const bool giant = line.joined.empty() && line.text.size() * 2 > page.size() &&
                       Measure(line.text).words >= kGiantWords;
    if (giant) {
      CutGiant(line, max_lines, out);
    } else {
      out.push_back(std::move(line));
    }
  }
  if (out.size() > max_lines) out.resize(max_lines);
  return out;
}

}  // namespace isnad::page
