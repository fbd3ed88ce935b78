#include "page/text_article.h"

#include <algorithm>
#include <cassert>

#include "base/url.h"
#include "base/utf8.h"
#include "page/credit.h"
#include "page/forest.h"
#include "page/lines.h"
#include "page/names.h"
#include "page/text.h"
#include "page/text_apart.h"
#include "page/text_header.h"

extern "C" {
extern const char isnad_page_lines_model[];
extern const char isnad_page_lines_model_end[];
}

namespace isnad::page {
namespace {

using news::Article;
using news::PageKind;
using news::ParagraphKind;

constexpr double kMinWords = 40;        // of an article
constexpr double kMinSignedWords = 15;  // of one whose title stands over a date
constexpr std::uint32_t kSentenceWords = 6;
constexpr double kFollowing = -1.2;  // score
constexpr std::size_t kListingTitles = 8;
constexpr std::size_t kListingTeasers = 4;
constexpr std::ptrdiff_t kMinRow = 4;  // titles of other articles below one another
constexpr std::uint32_t kMaxCreditWords = 6;
constexpr std::uint32_t kMaxCutWords = 25;  // of a title cut short
constexpr std::uint32_t kMaxLabelWords = 5;
constexpr std::uint32_t kMaxLastByline = 8;  // words

const Forest& Model() {
  static const Forest forest = [] {
    auto parsed = Forest::Parse({isnad_page_lines_model, isnad_page_lines_model_end});
    assert(parsed.has_value() && "data/page/lines.model is damaged");
    return parsed.has_value() ? std::move(*parsed) : Forest();
  }();
  return forest;
}

// Cut short to make the reader click: "…", "[…]", "...".
bool IsTeaser(std::string_view text) {
  for (const char closer : {']', ')'}) {
    if (text.ends_with(closer)) text.remove_suffix(1);
  }
  return text.ends_with("\u2026") || text.ends_with("...");
}

class TextExtractor {
 public:
  TextExtractor(std::string_view text, const ExtractOptions& options)
      : options_(options),
        lines_(SplitLines(text)),
        title_line_(FindTitleLine(lines_)),
        used_(lines_.size()) {}

  Article Run() {
    if (auto url = Url::Parse(options_.url)) article_.url = url->text();
    TakeHeader(ReadTextHeader(lines_, title_line_));
    Select();
    FindLastByline();
    FindCreditLine();
    FindOriginal();
    FindTags();
    article_.comments = FindComments(lines_, last_ + 1, used_);
    article_.headlines = FindHeadlines(lines_, used_, options_.limits.max_headlines);
    article_.kind = FindKind();
    return std::move(article_);
  }

 private:
  void TakeHeader(TextHeader header) {
    article_.title = std::move(header.title);
    article_.outlet = std::move(header.outlet);
    article_.section = std::move(header.section);
    article_.authors = std::move(header.authors);
    article_.published = header.published;
    article_.modified = header.modified;
    for (const std::size_t i : header.lines) used_[i] = true;
    if (title_line_ >= lines_.size()) return;
    // The title is often repeated, in the page's title or over the picture.
    const std::string title = FoldedWords(lines_[title_line_].text);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool near = i < title_line_ + 12 && lines_[i].text.size() < 4 * title.size() + 100;
      if (near && FoldedWords(lines_[i].text) == title) used_[i] = true;
    }
    used_[title_line_] = true;
  }

  // Names, places and numbers between the title and the text, which no model tells from a short
  // first line.
  bool IsLabel(std::size_t i) const {
    return article_.paragraphs.empty() && i > title_line_ &&
           lines_[i].measure.words <= kMaxLabelWords && !lines_[i].measure.ends_sentence &&
           !lines_[i].measure.ends_colon;
  }

  // Above the title: leads have their title in front.
  bool IsNotice(std::size_t i) const {
    const bool republished = !article_.outlet.empty() && article_.published.has_value();
    return republished || (lines_[i].measure.words <= 25 && StandsAboveTitle(lines_, i));
  }

  void Select() {
    const std::vector<FeatureRow> rows = MeasureLines(lines_, title_line_);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (line.ticker || line.glued || used_[i] || IsFurniture(line)) continue;
      // A sentence behind the text that was taken needs less to be taken too.
      const bool follows =
          !kept.empty() && kept.back() + 1 == i && IsSentence(i) && IsText(kept.back());
      if (Model().Score(rows[i].data()) <= (follows ? kFollowing : 0)) continue;
      if (i < title_line_ && IsNotice(i)) continue;
      if (!line.measure.ends_sentence && line.measure.words <= 25 && ReadsAsCaption(line.text)) {
        continue;
      }
      kept.push_back(i);
    }
    DropRowsOfTitles(kept);
    AddParagraphs(kept);
  }

  // Running text, be it short; not a title that was cut short.
  bool IsSentence(std::size_t i) const {
    const Line& line = lines_[i];
    return line.measure.ends_sentence && line.phrases == 0 &&
           (IsText(i) || (line.measure.words >= kSentenceWords && !IsTeaser(line.text)));
  }

  // Running text, not a title that was cut short.
  bool IsText(std::size_t i) const {
    return ReadsAsProse(lines_[i]) &&
           !(lines_[i].measure.words <= kMaxCutWords && IsTeaser(lines_[i].text));
  }

  // For each line, how many lines that read as titles stand together there.
  std::vector<std::size_t> FindRows() const {
    std::vector<std::size_t> out(lines_.size());
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t titles = 0;
      std::size_t end = i;
      for (; end < lines_.size() && !IsText(end) && !IsDateline(lines_[end]); ++end) {
        if (ReadsAsTitle(lines_[end]) || IsTeaser(lines_[end].text)) ++titles;
      }
      for (std::size_t k = i; k < end; ++k) out[k] = titles;
      i = std::max(end, i + 1);
    }
    return out;
  }

  // Titles of other articles in front of the text or behind it, which the model may take for the
  // items of a list.
  void DropRowsOfTitles(std::vector<std::size_t>& kept) const {
    const auto text = [&](std::size_t i) { return IsText(i); };
    if (std::none_of(kept.begin(), kept.end(), text)) return;
    const std::vector<std::size_t> rows = FindRows();
    const auto first = std::find_if(kept.begin(), kept.end(), text) - kept.begin();
    const auto is_row = [&](std::size_t i) { return rows[i] >= kMinRow; };
    kept.erase(
        std::remove_if(std::find_if(kept.rbegin(), kept.rend(), text).base(), kept.end(), is_row),
        kept.end());
    kept.erase(std::remove_if(kept.begin(), kept.begin() + first, is_row), kept.begin() + first);
    DropLastLabels(kept);
  }

  // Tags and names below the text: short lines behind nothing but running text.
  void DropLastLabels(std::vector<std::size_t>& kept) const {
    const auto label = [&](std::size_t i) {
      const Line& line = lines_[i];
      return line.measure.words <= kMaxLabelWords && !line.measure.ends_sentence &&
             CreditOfLine(line.text).empty();
    };
    const auto end = std::find_if_not(kept.rbegin(), kept.rend(), label).base();
    const bool prose = end - kept.begin() >= 2 && std::all_of(end - 2, end, [&](std::size_t i) {
                         return ReadsAsProse(lines_[i]);
                       });
    if (prose) kept.erase(end, kept.end());
  }

  void AddParagraphs(const std::vector<std::size_t>& kept) {
    std::size_t before = lines_.size();
    for (const std::size_t i : kept) {
      const Line& line = lines_[i];
      if (IsLabel(i)) continue;
      used_[i] = true;
      last_ = i;
      words_ += line.measure.words;
      if (line.continues && before + 1 == i) {
        article_.paragraphs.back().text += ' ' + line.text;
      } else if (article_.paragraphs.size() < options_.limits.max_paragraphs) {
        article_.paragraphs.push_back({ParagraphKind::kText, line.text});
      } else {
        article_.warnings.emplace_back("article cut at the limit of paragraphs");
        return;
      }
      before = i;
    }
  }

  // «بقلم: فلان» below the text, or as its last paragraph, which it is then no more.
  void FindLastByline() {
    if (!article_.authors.empty()) return;
    for (std::size_t i = last_; i < lines_.size() && i <= last_ + 2; ++i) {
      const Line& line = lines_[i];
      if (line.ticker || line.measure.words > kMaxLastByline || !OpensAsByline(line.text)) continue;
      article_.authors = SplitByline(line.text);
      if (article_.authors.empty()) continue;
      used_[i] = true;
      if (i == last_ && article_.paragraphs.size() > 1 &&
          article_.paragraphs.back().text == line.text) {
        article_.paragraphs.pop_back();
      }
      return;
    }
  }

  // Beside the title, or as the last paragraph, which it is then no more.
  void FindCreditLine() {
    const std::size_t first = title_line_ < lines_.size() ? title_line_ + 1 : 0;
    for (std::size_t i = first; i < lines_.size() && i <= first + 3; ++i) {
      if (ReadsAsProse(lines_[i]) || lines_[i].ticker) break;
      if (lines_[i].measure.words > kMaxCreditWords) continue;
      article_.credit = CreditOfLine(lines_[i].text);
      if (!article_.credit.empty()) return;
    }
    for (std::size_t i = last_; i < lines_.size() && i <= last_ + 2; ++i) {
      if (lines_[i].ticker) break;
      article_.credit = CreditOfLine(lines_[i].text);
      if (article_.credit.empty()) continue;
      const bool paragraph = i == last_ && article_.paragraphs.size() > 1 &&
                             article_.paragraphs.back().text == lines_[i].text;
      if (paragraph) article_.paragraphs.pop_back();
      return;
    }
  }

  // Where an aggregator took the article from.
  void FindOriginal() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if ((lines_[i].phrases & Bit(Phrase::kOrigin)) == 0) continue;
      article_.source_url = AddressIn(lines_[i].text);
      if (article_.source_url.empty() && i + 1 < lines_.size()) {
        const std::string& next = lines_[i + 1].text;
        if (next.starts_with("http")) article_.source_url = AddressIn(next);
      }
      if (article_.source_url.empty()) {
        article_.warnings.emplace_back(
            "taken from another outlet; the text does not hold the address of the original");
      }
      return;
    }
  }

  void FindTags() {
    for (std::size_t i = 0; i < lines_.size() && article_.tags.empty(); ++i) {
      if (lines_[i].ticker || lines_[i].measure.words > 40) continue;
      article_.tags = TagsOfLine(lines_[i]);
    }
  }

  PageKind FindKind() const {
    std::size_t teasers = 0;
    for (const news::Paragraph& paragraph : article_.paragraphs) {
      teasers += IsTeaser(paragraph.text) ? 1 : 0;
    }
    if (teasers >= kListingTeasers && teasers * 2 >= article_.paragraphs.size()) {
      return PageKind::kListing;
    }
    const bool dated = !article_.title.empty() && article_.published.has_value();
    if (words_ >= (dated ? kMinSignedWords : kMinWords)) return PageKind::kArticle;
    return article_.headlines.size() >= kListingTitles ? PageKind::kListing : PageKind::kOther;
  }

  const ExtractOptions& options_;
  std::vector<Line> lines_;
  std::size_t title_line_;
  std::vector<bool> used_;  // lines of the article and its header
  std::size_t last_ = 0;    // line of the article
  double words_ = 0;
  Article article_;
};

}  // namespace

Article ExtractText(std::string_view text, const ExtractOptions& options) {
  return TextExtractor(text, options).Run();
}

}  // namespace isnad::page
