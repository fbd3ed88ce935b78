#include "page/lines.h"

#include <algorithm>

#include "base/utf8.h"
#include "page/line_breaks.h"
#include "page/ticker.h"

namespace isnad::page {
namespace {

constexpr std::uint32_t kProseWords = 10;
constexpr std::uint32_t kLongWords = 25;       // running text without a sentence's end
constexpr std::uint32_t kBareProseWords = 18;  // on a page without any
constexpr std::uint32_t kGluedWords = 30;      // titles run together make at least this many words

// Two dots are how Arab headlines write a dash («طهران تدفن عالمها.. وتتهم المعارضة»): no end.
std::uint32_t DashesOfDots(std::string_view text) {
  std::uint32_t out = 0;
  for (std::size_t at = text.find(".. "); at != std::string_view::npos;
       at = text.find(".. ", at + 3)) {
    if (at == 0 || text[at - 1] != '.') ++out;
  }
  return out;
}

// For its length it has neither enough commas nor ends of sentences.
bool IsUnpunctuated(const Line& line) {
  const TextMeasure& m = line.measure;
  return m.words >= kGluedWords && !m.ends_colon && (m.commas + 3 * m.sentence_ends) * 25 < m.words;
}

// A page whose writer knew no punctuation shows its text by its length alone.
void MarkProse(std::vector<Line>& lines) {
  double words = 0;
  double ended = 0;
  for (const Line& line : lines) {
    if (line.ticker || line.measure.words < kProseWords) continue;
    words += line.measure.words;
    if (line.measure.sentence_ends > 0) ended += line.measure.words;
  }
  const std::uint32_t long_enough = ended * 5 < words ? kBareProseWords : kLongWords;
  for (Line& line : lines) {
    line.prose = !line.ticker && !line.glued && line.measure.words >= kProseWords &&
                 (line.measure.sentence_ends > 0 || line.measure.words >= long_enough);
  }
}

// A long line without punctuation on a page that has it elsewhere is a row of titles.
void MarkGlued(std::vector<Line>& lines) {
  double punctuated = 0;
  double bare = 0;
  for (const Line& line : lines) {
    if (line.ticker || line.measure.words < kProseWords) continue;
    if (IsUnpunctuated(line)) {
      bare += line.measure.words;
    } else if (line.measure.sentence_ends > 0) {
      punctuated += line.measure.words;
    }
  }
  if (bare == 0 || punctuated < bare) return;
  for (Line& line : lines) line.glued = !line.ticker && IsUnpunctuated(line);
}

}  // namespace

std::vector<Line> SplitLines(std::string_view text, const LineLimits& limits) {
  std::vector<Line> out;
  const auto add = [&](std::string_view part, const RawLine& raw) -> Line* {
    std::string collapsed = CollapseSpace(part);
    if (collapsed.empty() || out.size() >= limits.max_lines) return nullptr;
    Line& line = out.emplace_back();
    line.text = std::move(collapsed);
    line.measure = Measure(line.text);
    line.measure.sentence_ends -= std::min(line.measure.sentence_ends, DashesOfDots(line.text));
    line.phrases = PhrasesOf(line.text);
    line.blanks = raw.blanks;
    return &line;
  };
  for (const RawLine& raw : BreakLines(text, limits.max_lines)) {
    const SplitLine split = TakeApart(raw.Text());
    if (split.kind == LineParts::kOne) {
      Line* line = add(raw.Text(), raw);
      if (line != nullptr) line->continues = raw.continues;
    }
    for (const std::string_view part : split.parts) {
      Line* line = add(part, raw);
      if (line == nullptr || split.kind == LineParts::kFields) continue;
      line->ticker = true;
      line->headline = split.kind == LineParts::kTitles && line->measure.words >= 3;
    }
  }
  MarkGlued(out);
  MarkProse(out);
  return out;
}

}  // namespace isnad::page
