#include "page/page_kind.h"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

#include "page/forest.h"
#include "page/lexicon.h"
#include "page/text.h"

extern "C" {
extern const char isnad_page_kind_model[];
extern const char isnad_page_kind_model_end[];
}

namespace isnad::page {
namespace {

using news::PageKind;

constexpr double kMinProse = 40;          // words of an article
constexpr double kMinDeclaredProse = 30;  // of one that says that it is an article
constexpr float kFrontPage = 1;           // log odds that the name of a front page adds

const Forest& KindModel() {
  static const Forest forest = [] {
    auto parsed = Forest::Parse({isnad_page_kind_model, isnad_page_kind_model_end});
    assert(parsed.has_value() && "data/page/kind.model is damaged");
    return parsed.has_value() ? std::move(*parsed) : Forest();
  }();
  return forest;
}

// "About us", "Contact": pages that stand at the foot of every other one.
bool IsStandingPage(std::string_view title) {
  return (PhrasesOf(title) & Bit(Phrase::kFooter)) != 0 && Measure(title).words <= 4;
}

// Does anything on the page look like a list of others at all?
bool HasEntries(const Contents& contents) {
  return contents.titles >= 8 || contents.link_blocks >= 6 || contents.teasers >= 4 ||
         contents.dates >= 4;
}

// Text in one piece that no title of another divides and that leads nowhere: an article, however
// little it is beside what surrounds it. Short news in old layouts say nothing else of themselves.
bool IsOnePiece(const Contents& contents, double least) {
  const double kept = contents.prose + contents.linked;
  return contents.run >= least && contents.run > 0.7 * kept && contents.linked < 0.02 * kept;
}

}  // namespace

PageKind FindKind(const KindView& page) {
  const bool declared =
      page.metadata.linked.article || page.metadata.First("og:type") == std::string_view("article");
  if (!declared && IsStandingPage(page.title)) return PageKind::kOther;
  const Contents contents = CountContents(page);
  const double least = declared ? kMinDeclaredProse : kMinProse;
  if (HasEntries(contents) && !IsOnePiece(contents, least)) {
    const FeatureRow row = MeasureKind(page, contents);
    const bool front = !declared && IsFrontPage(page);
    if (KindModel().Score(row.data()) + (front ? kFrontPage : 0) > 0) return PageKind::kListing;
  }
  if (contents.prose + contents.linked >= least) return PageKind::kArticle;
  // No text of its own, but titles that lead elsewhere.
  return contents.titles >= 5 && !IsStandingPage(page.title) ? PageKind::kListing
                                                             : PageKind::kOther;
}

}  // namespace isnad::page
