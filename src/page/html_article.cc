#include "page/html_article.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/url.h"
#include "base/utf8.h"
#include "page/authors.h"
#include "page/blocks.h"
#include "page/dates.h"
#include "page/details.h"
#include "page/features.h"
#include "page/metadata.h"
#include "page/selection.h"
#include "page/surroundings.h"
#include "page/title.h"

namespace isnad::page {
namespace {

using news::Article;
using news::PageKind;
using news::Paragraph;
using news::ParagraphKind;

class HtmlExtractor {
 public:
  HtmlExtractor(std::string_view html, const ExtractOptions& options)
      : options_(options),
        tree_(Tree::Parse(html, options.limits)),
        metadata_(ReadMetadata(tree_)),
        blocks_(Segment(tree_, 0)),
        around_(tree_, blocks_) {}

  Article Run() {
    if (tree_.truncated()) article_.warnings.emplace_back("page cut at a limit of its markup");
    base_ = PageAddress(metadata_, options_.url);
    if (base_) article_.url = base_->text();
    article_.outlet = FindOutlet(metadata_);
    article_.title = FindTitle(metadata_, blocks_, article_.outlet);
    article_.language = metadata_.language;
    PageHints hints;
    hints.title_block = FindTitleBlock(blocks_, article_.title);
    hints.article_body = metadata_.linked.body;
    hints.description = Description(metadata_);
    const Selection selection = SelectBlocks(tree_, blocks_, around_, hints);
    AddParagraphs(selection);
    FillDates(hints.title_block);
    article_.authors = FindAuthors(metadata_, tree_, blocks_, around_, hints.title_block);
    article_.section = FindSection(metadata_);
    article_.tags = FindTags(metadata_);
    article_.image = FindImage(metadata_, base_);
    article_.images = FindImages(tree_, blocks_, selection.keep, base_);
    article_.headlines =
        FindHeadlines(tree_, blocks_, selection.keep, base_, options_.limits.max_headlines);
    article_.kind = KindOf(selection);
    return std::move(article_);
  }

 private:
  void AddParagraphs(const Selection& selection) {
    NodeId row = kNoNode;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!selection.keep[i]) continue;
      if (article_.paragraphs.size() >= options_.limits.max_paragraphs) {
        article_.warnings.emplace_back("article cut at the limit of paragraphs");
        return;
      }
      const Block& block = blocks_[i];
      const NodeId own_row = RowOf(block);
      if (own_row != kNoNode && own_row == row && !article_.paragraphs.empty()) {
        article_.paragraphs.back().text += " | " + block.text;  // cells of one row
        continue;
      }
      row = own_row;
      article_.paragraphs.push_back({block.kind, block.text});
    }
  }

  // The table row around a cell's block; kNoNode outside tables and for layout tables' long cells.
  NodeId RowOf(const Block& block) const {
    if (block.kind != ParagraphKind::kTable || block.measure.words > 40) return kNoNode;
    NodeId at = block.node;
    for (int step = 0; step < 6 && at != kNoNode; ++step, at = tree_[at].parent) {
      if (tree_[at].tag == Tag::kTr) return at;
    }
    return kNoNode;
  }

  void FillDates(std::size_t title_block) {
    const PageDates dates =
        FindPageDates(metadata_, tree_, blocks_, around_, title_block, article_.url);
    article_.published = dates.published;
    article_.modified = dates.modified;
  }

  PageKind KindOf(const Selection& selection) const {
    const bool declared =
        metadata_.linked.article || metadata_.First("og:type") == std::string_view("article");
    if (declared && selection.words >= 30) return PageKind::kArticle;
    const double headline_words = static_cast<double>(article_.headlines.size()) * 8;
    if (metadata_.linked.listing && article_.headlines.size() >= 5) return PageKind::kListing;
    if (article_.headlines.size() >= 8 && selection.words < headline_words) {
      return PageKind::kListing;
    }
    return selection.words >= 40 ? PageKind::kArticle : PageKind::kOther;
  }

  const ExtractOptions& options_;
  Tree tree_;
  Metadata metadata_;
  std::vector<Block> blocks_;
  Surroundings around_;
  std::optional<Url> base_;
  Article article_;
};

}  // namespace

Article ExtractHtml(std::string_view html, const ExtractOptions& options) {
  return HtmlExtractor(html, options).Run();
}

}  // namespace isnad::page
