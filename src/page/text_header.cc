#include "page/text_header.h"

#include <algorithm>

#include "arabic/dates.h"
#include "arabic/name_parts.h"
#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/credit.h"
#include "page/names.h"
#include "page/sections.h"
#include "page/text.h"
#include "page/title.h"

namespace isnad::page {
namespace {

constexpr std::size_t kBefore = 3;  // lines around the title that may belong to it
constexpr std::size_t kAfter = 10;
constexpr std::size_t kMasthead = 2;  // lines at the top of a page
constexpr std::uint32_t kMaxBylineWords = 14;
constexpr std::uint32_t kMaxOutletWords = 5;
constexpr std::size_t kTitleReach = 15;  // lines between title and running text
constexpr std::size_t kLeadLines = 4;
constexpr std::size_t kMaxLeadBytes = 2'000;

constexpr PhraseMask kFurniture =
    static_cast<PhraseMask>(Bit(Phrase::kShare) | Bit(Phrase::kNewsletter) | Bit(Phrase::kNotice) |
                            Bit(Phrase::kFooter) | Bit(Phrase::kControl) | Bit(Phrase::kComment) |
                            Bit(Phrase::kRelated) | Bit(Phrase::kOrigin) | Bit(Phrase::kReadAlso));

// A title that has its dateline below it; dots inside ("…") may make it look like prose.
bool IsDatedTitle(const std::vector<Line>& lines, std::size_t i) {
  const Line& line = lines[i];
  return i + 1 < lines.size() && line.measure.words >= 3 && line.measure.words <= 25 &&
         !line.measure.ends_sentence && !line.ticker && !IsFurniture(line) && !IsDateline(line) &&
         IsDateline(lines[i + 1]);
}

// A title over an aggregator's line, which names the outlet: no reading of the rest says it better.
bool IsRepublished(const std::vector<Line>& lines, std::size_t i) {
  return (lines[i + 1].phrases & Bit(Phrase::kAuthor)) != 0 && IsDatedTitle(lines, i) &&
         !ReadDateline(lines[i + 1].text).outlet.empty();
}

std::size_t FirstProse(const std::vector<Line>& lines) {
  // Prose that is followed by more prose soon: a lone notice is not where an article begins.
  std::size_t lone = lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!ReadsAsProse(lines[i]) || IsFurniture(lines[i])) continue;
    if (lines[i].measure.words <= 25 && (IsDatedTitle(lines, i) || StandsAboveTitle(lines, i))) {
      continue;
    }
    std::size_t more = 0;
    for (std::size_t k = i + 1; k < lines.size() && k <= i + 4; ++k) {
      if (ReadsAsProse(lines[k]) && !IsFurniture(lines[k])) ++more;
    }
    if (more >= 1 || lines[i].measure.words >= 60) return i;
    if (lone == lines.size() && lines[i].measure.words >= 25) lone = i;
  }
  return lone;  // a short article, or one with a list behind its lead
}

// A line that the next one goes on with is the beginning of a paragraph.
bool CouldBeTitle(const std::vector<Line>& lines, std::size_t i) {
  const Line& line = lines[i];
  if (line.ticker || line.glued || line.continues || IsFurniture(line)) return false;
  if (i + 1 < lines.size() && lines[i + 1].continues) return false;
  return line.measure.words >= 3 && line.measure.words <= 40 && line.measure.sentence_ends <= 1 &&
         !OpensAsByline(line.text) &&
         !(IsDateline(line) && (line.phrases & Bit(Phrase::kAuthor)) != 0);
}

// Hashes of the words of the first lines of running text: an article's title shares some of them,
// which captions, slogans and menus hardly do.
std::unordered_set<std::uint64_t> LeadWords(const std::vector<Line>& lines, std::size_t prose) {
  std::unordered_set<std::uint64_t> out;
  std::size_t taken = 0;
  for (std::size_t i = prose; i < lines.size() && taken < kLeadLines; ++i) {
    if (!ReadsAsProse(lines[i])) continue;
    ++taken;
    const std::string folded = FoldedWords(TruncateUtf8(lines[i].text, kMaxLeadBytes));
    for (const std::string_view word : SplitWords(folded)) out.insert(Hash(word));
  }
  return out;
}

double ShareIn(const std::unordered_set<std::uint64_t>& known, std::string_view text) {
  const std::string folded = FoldedWords(text);
  const std::vector<std::string_view> words = SplitWords(folded);
  const auto shared = std::count_if(words.begin(), words.end(), [&](std::string_view word) {
    return known.count(Hash(word)) > 0;
  });
  return words.empty() ? 0 : static_cast<double>(shared) / static_cast<double>(words.size());
}

// "الرباط - المنبر": where a report was written and for whom, right in front of its first sentence.
bool IsPlaceLine(const std::vector<Line>& lines, std::size_t i) {
  const std::string_view text = lines[i].text;
  const std::size_t dash = text.find(" -");
  return dash != std::string_view::npos && lines[i].measure.words <= 5 && i + 1 < lines.size() &&
         ReadsAsProse(lines[i + 1]) && SplitWords(text.substr(0, dash)).size() <= 2 &&
         ShareIn(LeadWords(lines, i + 1), text) == 0;
}

// Of the lines in front of the running text, the one that is most like a title: near it, not too
// short, and made of its words. lines.size() for none.
std::size_t BestTitle(const std::vector<Line>& lines, std::size_t prose) {
  const std::unordered_set<std::uint64_t> lead = LeadWords(lines, prose);
  std::size_t best = lines.size();
  double best_score = 0;
  const std::size_t end = std::min(prose, lines.size());
  for (std::size_t i = end < kTitleReach ? 0 : end - kTitleReach; i < end; ++i) {
    const Line& line = lines[i];
    if (!CouldBeTitle(lines, i) || IsDateline(line) || !CreditOfLine(line.text).empty() ||
        IsPlaceLine(lines, i)) {
      continue;
    }
    const double sure = std::min(1.0, line.measure.words / 6.0);  // of what few words share
    double score = 0.2 + std::min(line.measure.words, 10U) * 0.04 +
                   sure * ShareIn(lead, line.text) - 0.04 * static_cast<double>(end - i);
    if (line.measure.ends_sentence) score -= 0.2;
    if (line.text.front() == '(' || line.text.front() == '[') score -= 0.6;
    if (line.phrases != 0) score -= 0.2;
    if (ReadsAsCaption(line.text)) score -= 0.6;
    if (score > best_score || best == lines.size()) {
      best = i;
      best_score = score;
    }
  }
  return best;
}

// What kind of date the words in front of it announce.
enum class Label : unsigned char { kNone, kPublished, kUpdated };

Label LabelOf(std::string_view before) {
  const std::vector<std::string_view> words = SplitWords(before);
  for (std::size_t i = words.size(); i-- > 0 && i + 5 > words.size();) {
    if (IsBylineWord(BylineWord::kUpdated, words[i])) return Label::kUpdated;
    if (IsBylineWord(BylineWord::kPublished, words[i])) return Label::kPublished;
  }
  return Label::kNone;
}

class HeaderReader {
 public:
  HeaderReader(const std::vector<Line>& lines, std::size_t title_line)
      : lines_(lines), title_line_(title_line) {}

  TextHeader Read() {
    if (title_line_ >= lines_.size()) {
      ReadOpening();
      return std::move(out_);
    }
    out_.title = CutOutlet(lines_[title_line_].text, {});
    ReadAfter();
    ReadBefore();
    ReadBreadcrumb();
    if (out_.outlet.empty()) out_.outlet = OutletOfPageTitle();
    return std::move(out_);
  }

 private:
  void ReadAfter() {
    const std::size_t end = std::min(lines_.size(), title_line_ + 1 + kAfter);
    for (std::size_t i = title_line_ + 1; i < end; ++i) {
      const Line& line = lines_[i];
      if (line.ticker) continue;
      if (ReadsAsProse(line) && line.measure.words > 25) break;
      if (ReadDates(i, true) || ReadAuthors(i)) out_.lines.insert(i);
    }
    if (out_.authors.empty()) ReadLoneName();
  }

  // A page that begins with its byline: its title was left out.
  void ReadOpening() {
    for (std::size_t i = 0; i < lines_.size() && i < kBefore && !ReadsAsProse(lines_[i]); ++i) {
      if (OpensAsByline(lines_[i].text) && ReadAuthors(i)) out_.lines.insert(i);
    }
  }

  // A name alone between title and text, which the text does not hold: who is spoken of stands
  // there as well, below a picture.
  void ReadLoneName() {
    std::size_t at = title_line_ + 1;
    while (at < lines_.size() && out_.lines.count(at) > 0) ++at;
    if (at + 1 >= lines_.size() || !ReadsAsProse(lines_[at + 1])) return;
    const Line& line = lines_[at];
    if (line.ticker || line.phrases != 0 || line.measure.words > 6 || line.measure.digits > 0)
      return;
    const arabic::NameParts name = arabic::ReadName(line.text);
    if (name.size < 2 || name.size > 4 || name.parts[0].given == arabic::NamePart::kUnknown) return;
    const std::string folded = FoldedWords(line.text);
    const std::string_view last = SplitWords(folded).back();
    if (LeadWords(lines_, at + 1).count(Hash(last)) > 0) return;
    out_.authors = SplitByline(line.text);
    if (!out_.authors.empty()) out_.lines.insert(at);
  }

  void ReadBefore() {
    for (std::size_t i = title_line_; i-- > 0 && i + kBefore >= title_line_;) {
      const Line& line = lines_[i];
      if (line.ticker || ReadsAsProse(line)) break;
      if (ReadDates(i, false)) out_.lines.insert(i);
    }
  }

  // Takes the dates of a line, what labels them and the names beside them.
  bool ReadDates(std::size_t i, bool below) {
    const Line& line = lines_[i];
    if (!IsDateline(line)) return false;
    std::size_t from = 0;
    bool taken = false;
    const auto dates = arabic::FindDates(line.text);
    for (const arabic::DateMatch& match : dates) {
      const std::string_view before = std::string_view(line.text).substr(from, match.begin - from);
      const Label label = LabelOf(before);
      from = match.end;
      if (label == Label::kUpdated) {
        if (!out_.modified) out_.modified = match.value;
        taken = true;
        continue;
      }
      const bool said = label == Label::kPublished || !OutletOfByline(before).empty();
      const bool sure = said || below || IsDayOfTitle(i, match);
      if (out_.published || !sure) continue;
      taken = true;
      out_.published = match.value;
      const Dateline dateline = ReadDateline(line.text);
      if (out_.outlet.empty()) out_.outlet = dateline.outlet;
      if (out_.section.empty()) out_.section = dateline.section;
    }
    if (taken && out_.authors.empty()) {
      ReadNames(TrimSpace(std::string_view(line.text).substr(0, dates.front().begin)));
      if (out_.authors.empty()) ReadNames(TrimSpace(std::string_view(line.text).substr(from)));
    }
    return taken;
  }

  // A day above the title: not the masthead's, which opens the page or names its weekday.
  bool IsDayOfTitle(std::size_t i, const arabic::DateMatch& match) const {
    if (match.value.time_of_day && i + 1 == title_line_) return true;
    const std::string_view text =
        std::string_view(lines_[i].text).substr(match.begin, match.end - match.begin);
    const std::string_view first = text.substr(0, text.find(' '));
    const bool digit = Measure(first).digits > 0;
    return i >= kMasthead && (digit || arabic::MonthFromName(first) != 0);
  }

  void ReadNames(std::string_view text) {
    if (OpensAsByline(text) && Measure(text).words <= 8) out_.authors = SplitByline(text);
  }

  bool ReadAuthors(std::size_t i) {
    const Line& line = lines_[i];
    if (!out_.authors.empty() || line.measure.words > kMaxBylineWords || IsDateline(line)) {
      return false;
    }
    if (OpensAsByline(line.text)) {
      out_.authors = SplitByline(line.text);
      return !out_.authors.empty();
    }
    // «بقلم» alone, and the name below it.
    const std::vector<std::string_view> words = SplitWords(line.text);
    const bool lead = !words.empty() && LeadingWords(BylineWord::kLead, words) == words.size();
    if (!lead || i + 1 >= lines_.size() || lines_[i + 1].measure.words > 5) return false;
    out_.authors = SplitByline(lines_[i + 1].text);
    if (!out_.authors.empty()) out_.lines.insert(i + 1);
    return !out_.authors.empty();
  }

  // «الرئيسية / سياسة», or the section alone over the title; among others it is a menu's entry.
  void ReadBreadcrumb() {
    if (!out_.section.empty()) return;
    if (title_line_ > 0 && IsSectionName(lines_[title_line_ - 1].text) &&
        (title_line_ < 2 || !IsSectionName(lines_[title_line_ - 2].text))) {
      out_.section = lines_[title_line_ - 1].text;
      return;
    }
    for (std::size_t i = title_line_; i-- > 0 && i + kBefore >= title_line_;) {
      std::string_view text = lines_[i].text;
      if ((lines_[i].measure.words > 20) || lines_[i].measure.separators == 0) continue;
      while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("/|>"), text.size());
        const std::string_view part = TrimSpace(text.substr(0, end));
        if (IsSectionName(part)) {
          out_.section = std::string(part);
          return;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
      }
    }
  }

  // Of a page's first line that is the title and behind it the name of the site.
  std::string OutletOfPageTitle() const {
    const Line& first = lines_.front();
    if (first.ticker || title_line_ == 0) return {};
    const std::string& title = lines_[title_line_].text;
    if (!std::string_view(first.text).starts_with(title)) return {};
    const std::vector<std::string_view> edges = EdgesOfTitle(first.text);
    if (edges.empty()) return {};
    const std::string_view last = edges.front();
    const std::uint32_t words = Measure(last).words;
    const bool behind = last.data() >= first.text.data() + title.size();
    return behind && words >= 1 && words <= kMaxOutletWords && !IsSectionName(last)
               ? std::string(last)
               : std::string();
  }

  const std::vector<Line>& lines_;
  std::size_t title_line_;
  TextHeader out_;
};

}  // namespace

bool IsFurniture(const Line& line) {
  return (line.phrases & kFurniture) != 0 && line.measure.words <= 25;
}

bool IsDateline(const Line& line) {
  return line.measure.words <= 18 && line.measure.digits >= 3 &&
         !arabic::FindDates(line.text).empty();
}

bool ReadsAsCaption(std::string_view text) {
  const std::vector<std::string_view> words = SplitWords(text);
  for (std::size_t half = words.size() / 2; half >= 3; --half) {
    const auto second = words.begin() + static_cast<std::ptrdiff_t>(half);
    if (std::equal(words.begin(), second, second)) return true;
  }
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    const auto at = static_cast<std::size_t>(words[i].data() - text.data());
    const std::string_view rest = text.substr(at);
    const std::size_t colon = rest.find(':');
    if (colon <= words[i].size() + 1 && !CreditOfLine(rest).empty()) return true;
  }
  return false;
}

bool StandsAboveTitle(const std::vector<Line>& lines, std::size_t i) {
  for (std::size_t k = i + 1; k < lines.size() && k <= i + 6; ++k) {
    if (IsDatedTitle(lines, k)) return true;
    if (ReadsAsProse(lines[k])) return false;
  }
  return false;
}

std::size_t FindTitleLine(const std::vector<Line>& lines) {
  const std::size_t prose = FirstProse(lines);
  if (lines.empty()) return 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (IsRepublished(lines, i)) return i;
  }
  // A page's first line is often its <title>: the heading is then the line that it repeats.
  const std::string first = FoldedWords(lines.front().text);
  if (!lines.front().ticker) {
    for (std::size_t i = 1; i < lines.size() && i < prose + 3; ++i) {
      if (!CouldBeTitle(lines, i)) continue;
      const std::string own = FoldedWords(lines[i].text);
      if (own.size() > 15 && own.size() * 2 > first.size() && first.starts_with(own)) return i;
    }
  }
  if (const std::size_t best = BestTitle(lines, prose); best < lines.size()) return best;
  const bool sentence = ReadsAsProse(lines.front()) && lines.front().measure.ends_sentence;
  return CouldBeTitle(lines, 0) && !sentence && !IsPlaceLine(lines, 0) ? 0 : lines.size();
}

Dateline ReadDateline(std::string_view line) {
  Dateline out;
  const auto dates = arabic::FindDates(line);
  if (dates.empty()) return out;
  out.date = dates.front().value;
  std::string name = OutletOfByline(TrimSpace(line.substr(0, dates.front().begin)));
  (IsSectionName(name) ? out.section : out.outlet) = std::move(name);
  return out;
}

TextHeader ReadTextHeader(const std::vector<Line>& lines, std::size_t title_line) {
  return HeaderReader(lines, title_line).Read();
}

}  // namespace isnad::page
