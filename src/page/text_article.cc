#include "page/text_article.h"

#include <algorithm>
#include <cassert>
#include <unordered_set>

#include "arabic/dates.h"
#include "base/url.h"
#include "base/utf8.h"
#include "page/byline_words.h"
#include "page/credit.h"
#include "page/dates.h"
#include "page/forest.h"
#include "page/names.h"
#include "page/title.h"

extern "C" {
extern const char isnad_page_lines_model[];
extern const char isnad_page_lines_model_end[];
}

namespace isnad::page {
namespace {

using news::Article;
using news::PageKind;
using news::ParagraphKind;

const Forest& Model() {
  static const Forest forest = [] {
    auto parsed = Forest::Parse({isnad_page_lines_model, isnad_page_lines_model_end});
    assert(parsed.has_value() && "data/page/lines.model is damaged");
    return parsed.has_value() ? std::move(*parsed) : Forest();
  }();
  return forest;
}

constexpr PhraseMask kFurniture = static_cast<PhraseMask>(
    Bit(Phrase::kShare) | Bit(Phrase::kNewsletter) | Bit(Phrase::kNotice) | Bit(Phrase::kFooter) |
    Bit(Phrase::kControl) | Bit(Phrase::kComment) | Bit(Phrase::kRelated) | Bit(Phrase::kOrigin));

bool IsFurniture(const Line& line) {
  return (line.phrases & kFurniture) != 0 && line.measure.words <= 25;
}

// A short line that is there for its date.
bool IsDateline(const Line& line) {
  return line.measure.words <= 18 && line.measure.digits >= 3 &&
         !arabic::FindDates(line.text).empty();
}

// A title that has its dateline below it; dots inside ("…") may make it look like prose.
bool IsDatedTitle(const std::vector<Line>& lines, std::size_t i) {
  const Line& line = lines[i];
  return i + 1 < lines.size() && line.measure.words >= 3 && line.measure.words <= 25 &&
         !line.measure.ends_sentence && !line.ticker && !IsFurniture(line) && !IsDateline(line) &&
         IsDateline(lines[i + 1]);
}

// Does a dated title stand behind line `i`, before any more prose? Then the line is a notice above
// the article: leads have their title in front.
bool StandsAboveTitle(const std::vector<Line>& lines, std::size_t i) {
  for (std::size_t k = i + 1; k < lines.size() && k <= i + 6; ++k) {
    if (IsDatedTitle(lines, k)) return true;
    if (ReadsAsProse(lines[k])) return false;
  }
  return false;
}

std::size_t FirstProse(const std::vector<Line>& lines) {
  // Prose that is followed by more prose soon: a lone notice is not where an article begins.
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
  }
  return lines.size();
}

bool CouldBeTitle(const Line& line) {
  return !line.ticker && !IsFurniture(line) && line.measure.words >= 3 &&
         line.measure.words <= 40 && line.measure.sentence_ends <= 1 && !OpensAsByline(line.text) &&
         !(IsDateline(line) && (line.phrases & Bit(Phrase::kAuthor)) != 0);
}

class TextExtractor {
 public:
  TextExtractor(std::string_view text, const ExtractOptions& options)
      : options_(options), lines_(SplitLines(text)), title_line_(FindTitleLine(lines_)) {}

  Article Run() {
    if (auto url = Url::Parse(options_.url)) article_.url = url->text();
    if (title_line_ < lines_.size()) {
      article_.title = CutOutlet(lines_[title_line_].text, {});
    }
    ReadHeader();
    Select();
    FindCreditLine();
    AddHeadlines();
    article_.kind = words_ >= 40                     ? PageKind::kArticle
                    : article_.headlines.size() >= 8 ? PageKind::kListing
                                                     : PageKind::kOther;
    return std::move(article_);
  }

 private:
  // The lines beside the title: outlet, date and author.
  void ReadHeader() {
    if (title_line_ >= lines_.size()) return;
    const std::size_t from = title_line_ < 3 ? 0 : title_line_ - 3;
    const std::size_t to = std::min(lines_.size(), title_line_ + 8);
    std::size_t prose = 0;
    for (std::size_t k = 0; k < to - from; ++k) {
      // After the title first, then before it.
      const std::size_t span = to - title_line_;
      const std::size_t i = k < span ? title_line_ + k : title_line_ - (k - span + 1);
      const Line& line = lines_[i];
      if (line.ticker || i == title_line_) continue;
      if (ReadsAsProse(line) && line.measure.words > 25) {
        if (i > title_line_) ++prose;
        continue;
      }
      if (prose > 0 && i > title_line_) continue;
      if (!article_.published && IsDateline(line)) {
        Dateline dateline = ReadDateline(line.text);
        if (dateline.date) {
          article_.published = dateline.date;
          if (article_.outlet.empty()) article_.outlet = std::move(dateline.outlet);
          header_.insert(i);
        }
      }
      if (article_.authors.empty() && line.measure.words <= 14 && i > title_line_ &&
          OpensAsByline(line.text) && !IsDateline(line)) {
        article_.authors = SplitByline(line.text);
        if (!article_.authors.empty()) header_.insert(i);
      }
    }
  }

  void Select() {
    const std::vector<FeatureRow> rows = MeasureLines(lines_, title_line_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (line.ticker || i == title_line_ || header_.count(i) > 0 || IsFurniture(line)) continue;
      if (Model().Score(rows[i].data()) <= 0) continue;
      if (i < title_line_ && line.measure.words <= 25 && StandsAboveTitle(lines_, i)) continue;
      if (article_.paragraphs.size() >= options_.limits.max_paragraphs) {
        article_.warnings.emplace_back("article cut at the limit of paragraphs");
        break;
      }
      article_.paragraphs.push_back({ParagraphKind::kText, line.text});
      words_ += line.measure.words;
    }
  }

  // Beside the title, or as the last paragraph.
  void FindCreditLine() {
    for (std::size_t i = title_line_ + 1; i < lines_.size() && i <= title_line_ + 4; ++i) {
      if (ReadsAsProse(lines_[i]) || lines_[i].ticker) break;
      article_.credit = CreditOfLine(lines_[i].text);
      if (!article_.credit.empty()) return;
    }
    if (!article_.paragraphs.empty()) {
      article_.credit = CreditOfLine(article_.paragraphs.back().text);
    }
  }

  void AddHeadlines() {
    for (const Line& line : lines_) {
      if (article_.headlines.size() >= options_.limits.max_headlines) return;
      if (line.ticker) article_.headlines.push_back({line.text, {}});
    }
  }

  const ExtractOptions& options_;
  std::vector<Line> lines_;
  std::size_t title_line_;
  std::unordered_set<std::size_t> header_;
  double words_ = 0;
  Article article_;
};

}  // namespace

std::size_t FindTitleLine(const std::vector<Line>& lines) {
  const std::size_t prose = FirstProse(lines);
  if (lines.empty()) return 0;
  // A page's first line is often its <title>: the heading is then the line that it repeats.
  const std::string first = FoldedWords(lines.front().text);
  if (!lines.front().ticker) {
    for (std::size_t i = 1; i < lines.size() && i < prose + 3; ++i) {
      if (!CouldBeTitle(lines[i])) continue;
      const std::string own = FoldedWords(lines[i].text);
      if (own.size() > 15 && own.size() * 2 > first.size() && first.find(own) == 0) return i;
    }
    if (CouldBeTitle(lines.front()) && (prose >= lines.size() || prose <= 4)) return 0;
  }
  for (std::size_t i = std::min(prose, lines.size()); i-- > 0;) {
    if (CouldBeTitle(lines[i]) && !IsDateline(lines[i])) return i;
    if (i + 12 < prose) break;
  }
  return CouldBeTitle(lines.front()) ? 0 : lines.size();
}

Dateline ReadDateline(std::string_view line) {
  Dateline out;
  const auto dates = arabic::FindDates(line);
  if (dates.empty()) return out;
  out.date = dates.front().value;
  const std::string_view before = TrimSpace(line.substr(0, dates.front().begin));
  out.outlet = OutletOfByline(before);
  return out;
}

Article ExtractText(std::string_view text, const ExtractOptions& options) {
  return TextExtractor(text, options).Run();
}

}  // namespace isnad::page
