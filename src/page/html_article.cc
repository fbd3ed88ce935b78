#include "page/html_article.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/url.h"
#include "base/utf8.h"
#include "page/article_body.h"
#include "page/authors.h"
#include "page/blocks.h"
#include "page/comments.h"
#include "page/credit.h"
#include "page/dates.h"
#include "page/details.h"
#include "page/explain.h"
#include "page/features.h"
#include "page/front_links.h"
#include "page/metadata.h"
#include "page/names.h"
#include "page/page_kind.h"
#include "page/page_rule.h"
#include "page/selection.h"
#include "page/site_name.h"
#include "page/surroundings.h"
#include "page/text.h"
#include "page/text_header.h"
#include "page/title.h"

namespace isnad::page {
namespace {

using news::Article;
using news::PageKind;
using news::Paragraph;
using news::ParagraphKind;

// Share of the words expected to be wrong from which on the operator is told; fitted out of fold.
constexpr double kDoubtful = 0.35;

std::string Joined(const std::vector<Paragraph>& paragraphs) {
  std::string out;
  for (const Paragraph& paragraph : paragraphs) out.append(paragraph.text).push_back('\n');
  return out;
}

class HtmlExtractor {
 public:
  HtmlExtractor(std::string_view html, const ExtractOptions& options, const Forest& model)
      : options_(options),
        html_(html),
        model_(model),
        tree_(Tree::Parse(html, options.limits,
                          NeedsDetail(options) ? Markup::kDetailed : Markup::kSkimmed)),
        metadata_(ReadMetadata(tree_)),
        rule_(PageRule::For(options.rules, options.url, metadata_, tree_)),
        blocks_(rule_ ? rule_->Without(Segment(tree_, 0)) : Segment(tree_, 0)),
        around_(tree_, blocks_) {}

  Article Run() {
    if (tree_.truncated()) article_.warnings.emplace_back("page cut at a limit of its markup");
    base_ = PageAddress(metadata_, options_.url);
    if (base_) article_.url = base_->text();
    article_.outlet = FindOutlet(metadata_);
    if (article_.outlet.empty()) article_.outlet = FindSiteName(metadata_, tree_, blocks_);
    if (article_.outlet.empty()) article_.outlet = FindWeakOutlet(metadata_);
    article_.title = FindTitle(metadata_, blocks_, article_.outlet);
    if (rule_) article_.title = rule_->Title(std::move(article_.title));
    article_.language = metadata_.language;
    PageHints hints;
    hints.title = article_.title;
    hints.title_block = FindTitleBlock(blocks_, article_.title);
    const std::vector<Paragraph> body = BodyParagraphs(metadata_.linked.body, options_.limits);
    const std::string body_text = Joined(body);
    hints.article_body = body_text;
    hints.description = Description(metadata_);
    Selection selection = SelectBlocks(tree_, blocks_, around_, hints, model_);
    if (rule_) rule_->Select(blocks_, hints.title_block, selection);
    AddParagraphs(selection);
    const bool stands_in = !rule_ && BodyStandsIn(body, selection.words);
    if (stands_in) article_.paragraphs = body;
    FillDates(hints.title_block);
    article_.section = FindSection(metadata_);
    article_.authors = FindAuthors(metadata_, tree_, blocks_, around_, hints.title_block);
    DropFalseAuthors();
    FillOrigin(hints.title_block);
    article_.comments = FindComments(tree_, blocks_, selection.keep);
    article_.tags = FindTags(metadata_);
    article_.image = FindImage(metadata_, base_);
    article_.images = FindImages(tree_, blocks_, selection.keep, base_);
    article_.kind = FindKind({metadata_, base_, article_.outlet, tree_, blocks_, around_, selection,
                              hints.title_block, article_.title});
    FillTerms(metadata_, base_, article_);
    if (stands_in) {
      article_.kind = PageKind::kArticle;
      article_.warnings.emplace_back(
          "text taken from the page's JSON-LD, the page shows less of it");
    } else if (!rule_ && article_.kind == PageKind::kArticle && selection.doubt > kDoubtful) {
      article_.warnings.emplace_back("text is uncertain");
    }
    article_.credit = FindCredit(tree_, blocks_, selection.keep, hints.title_block);
    if (rule_) rule_->Fill(base_, article_);
    FillHeadlines(selection);
    if (options_.explain != nullptr) {
      *options_.explain = Explain({tree_, metadata_, rule_.get(), blocks_, around_, selection,
                                   hints.title_block, options_.url, article_});
    }
    return std::move(article_);
  }

 private:
  static bool NeedsDetail(const ExtractOptions& options) {
    return options.rules != nullptr || options.explain != nullptr;
  }

  void AddParagraphs(const Selection& selection) {
    Cell last;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!selection.keep[i]) continue;
      if (article_.paragraphs.size() >= options_.limits.max_paragraphs) {
        article_.warnings.emplace_back("article cut at the limit of paragraphs");
        return;
      }
      const Block& block = blocks_[i];
      const Cell cell = CellOf(block);
      if (cell.row != kNoNode && cell.row == last.row && cell.cell != last.cell) {
        article_.paragraphs.back().text += " | " + block.text;
      } else {
        article_.paragraphs.push_back({block.kind, block.text});
      }
      last = cell;
    }
  }

  // Cells of a data table's row make one line; those of a layout table hold whole paragraphs.
  struct Cell {
    NodeId row = kNoNode;
    NodeId cell = kNoNode;
  };
  Cell CellOf(const Block& block) const {
    Cell out;
    if (block.kind != ParagraphKind::kTable || block.measure.words > 25) return out;
    NodeId at = block.node;
    for (int step = 0; step < 6 && at != kNoNode; ++step, at = tree_[at].parent) {
      if (tree_[at].tag == Tag::kTd || tree_[at].tag == Tag::kTh) out.cell = at;
      if (tree_[at].tag == Tag::kTr) {
        out.row = at;
        return out;
      }
    }
    return {};
  }

  // What an aggregator says of where its article comes from.
  void FillOrigin(std::size_t title_block) {
    for (const Block& block : blocks_) {
      if ((block.phrases & Bit(Phrase::kOrigin)) == 0 || block.first_link == kNoNode) continue;
      const std::string_view href = tree_.Get(block.first_link, Name::kHref);
      const auto url = base_ ? base_->Resolve(href) : Url::Parse(href);
      if (url) article_.source_url = url->text();
    }
    for (std::size_t i = title_block; i < blocks_.size() && i <= title_block + 4; ++i) {
      if (blocks_[i].measure.words > 16) continue;
      Dateline dateline = ReadDateline(blocks_[i].text);
      if (!dateline.outlet.empty()) article_.outlet = std::move(dateline.outlet);
    }
  }

  // Of a listing the links that lead to articles are what it says.
  void FillHeadlines(const Selection& selection) {
    if (article_.kind == PageKind::kListing && base_) {
      for (FrontLink& link : FindFrontLinks(tree_, *base_, rule_.get())) {
        if (article_.headlines.size() >= options_.limits.max_headlines) break;
        if (link.headline.empty()) continue;
        article_.headlines.push_back({std::move(link.headline), std::move(link.url)});
      }
      if (!article_.headlines.empty()) return;
    }
    const std::vector<bool> none(blocks_.size(), false);
    article_.headlines =
        FindHeadlines(tree_, blocks_, article_.kind == PageKind::kListing ? none : selection.keep,
                      base_, options_.limits.max_headlines);
  }

  // The section in the place of a name. And what Arabic outlets write there where they name nobody:
  // their own name, in whole or in part, or their host's. Elsewhere an outlet stays where the page
  // says that it is the author.
  void DropFalseAuthors() {
    std::string host = base_ ? base_->RegistrableDomain() : std::string();
    host.resize(std::min(host.find('.'), host.size()));
    const bool in_arabic = HasArabicLetters(article_.title) || HasArabicLetters(article_.outlet);
    const std::string section = FoldedWords(article_.section);
    std::erase_if(article_.authors, [&](const std::string& name) {
      const std::string folded = FoldedWords(name);
      if (folded == section) return true;
      return in_arabic && (folded == host || IsOutletsOwn(name, article_.outlet));
    });
  }

  void FillDates(std::size_t title_block) {
    const PageDates dates = FindPageDates(
        metadata_, {tree_, blocks_, around_, title_block, article_.title, article_.url, html_});
    article_.published = dates.published;
    article_.modified = dates.modified;
  }

  const ExtractOptions& options_;
  std::string_view html_;
  const Forest& model_;
  Tree tree_;
  Metadata metadata_;
  std::unique_ptr<PageRule> rule_;  // what is known of this source; null for most
  std::vector<Block> blocks_;
  Surroundings around_;
  std::optional<Url> base_;
  Article article_;
};

}  // namespace

Article ExtractHtml(std::string_view html, const ExtractOptions& options, const Forest& model) {
  return HtmlExtractor(html, options, model).Run();
}

}  // namespace isnad::page
