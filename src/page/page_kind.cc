#include "page/page_kind.h"

#include "page/lexicon.h"

namespace isnad::page {
namespace {

using news::PageKind;

constexpr double kMinProse = 40;          // words of an article
constexpr double kMinDeclaredProse = 30;  // of one that says that it is an article
constexpr std::size_t kTeaserReach = 4;   // blocks from a title to its teaser: author, date between
constexpr double kTitlesOfListing = 5;

struct Contents {
  double prose = 0;   // kept words that lead nowhere
  double linked = 0;  // kept words that only lead elsewhere
  double teasers = 0;
  double teaser_words = 0;
  double titles = 0;  // links anywhere that read as titles
};

bool ReadsAsTitle(const Block& block) {
  return block.measure.words >= 3 && block.measure.words <= 35 && block.LinkShare() > 0.7 &&
         block.phrases == 0;
}

Contents Count(const std::vector<Block>& blocks, const std::vector<bool>& keep,
               std::size_t title_block) {
  Contents out;
  std::size_t since_title = kTeaserReach;  // blocks since the last link that reads as a title
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const double words = block.measure.words;
    const bool title = ReadsAsTitle(block) && i != title_block;
    if (title && words >= 4) ++out.titles;
    if (keep[i]) {
      out.linked += words * block.LinkShare();
      out.prose += words * (1 - block.LinkShare());
    }
    if (title) {
      since_title = 0;
    } else if (keep[i] && words >= 6) {
      if (since_title < kTeaserReach) {
        ++out.teasers;
        out.teaser_words += words * (1 - block.LinkShare());
      }
      since_title = kTeaserReach;
    } else {
      ++since_title;
    }
  }
  return out;
}

// "About us", "Contact": pages that stand at the foot of every other one.
bool IsStandingPage(std::string_view title) {
  return (PhrasesOf(title) & Bit(Phrase::kFooter)) != 0 && Measure(title).words <= 4;
}

}  // namespace

PageKind FindKind(const Metadata& metadata, const std::vector<Block>& blocks,
                  const Selection& selection, std::size_t title_block, std::string_view title) {
  const Contents contents = Count(blocks, selection.keep, title_block);
  const bool declared =
      metadata.linked.article || metadata.First("og:type") == std::string_view("article");
  if (declared && contents.prose >= kMinDeclaredProse) return PageKind::kArticle;
  if (IsStandingPage(title)) return PageKind::kOther;
  if (contents.titles >= kTitlesOfListing) {
    if (metadata.linked.listing || contents.linked > contents.prose) return PageKind::kListing;
    // One paragraph below a ticker is not yet a teaser.
    const double teased = contents.teasers >= 3 ? contents.teaser_words : 0;
    const double together = contents.prose - teased;
    if (teased > together || together < kMinProse) return PageKind::kListing;
  }
  return contents.prose + contents.linked >= kMinProse ? PageKind::kArticle : PageKind::kOther;
}

}  // namespace isnad::page
