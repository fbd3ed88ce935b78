#include "page/page_kind.h"

#include <algorithm>
#include <set>

#include "page/byline_words.h"
#include "page/date_text.h"
#include "page/lexicon.h"
#include "page/title.h"

namespace isnad::page {
namespace {

using news::PageKind;

constexpr double kMinProse = 40;          // words of an article
constexpr double kMinDeclaredProse = 30;  // of one that says that it is an article
constexpr std::size_t kTeaserReach = 4;   // blocks from a title to its teaser: author, date between
constexpr std::size_t kDatesOfListing = 4;
constexpr std::size_t kManyDates = 10;
constexpr double kDoubtOfListing = 0.3;  // of Selection::doubt; few articles are above it

struct Contents {
  double prose = 0;    // kept words that lead nowhere
  double linked = 0;   // kept words that only lead elsewhere
  double run = 0;      // kept words of the longest stretch that no linked title divides
  double lead = 0;     // those that follow the page's heading directly
  double longest = 0;  // words of the longest kept block
  double teasers = 0;
  double teaser_words = 0;
  double link_blocks = 0;  // kept, and nothing but a link
  double titles = 0;       // links anywhere that read as titles
  double headings = 0;     // below the first level
  double linked_headings = 0;
  std::size_t dates = 0;  // different days in short lines, kManyDates at most
};

bool ReadsAsTitle(const Block& block) {
  return block.measure.words >= 3 && block.measure.words <= 35 && block.LinkShare() > 0.7 &&
         block.phrases == 0;
}

void CountHeadings(const std::vector<Block>& blocks, Contents& out) {
  for (const Block& block : blocks) {
    if (block.heading < 2 || block.hidden) continue;
    ++out.headings;
    if (block.LinkShare() > 0.7) ++out.linked_headings;
  }
}

// Every card of a listing has the date of its own article.
void CountDates(const std::vector<Block>& blocks, Contents& out) {
  constexpr std::size_t kMaxLines = 300;
  std::set<std::chrono::sys_days> days;
  std::size_t lines = 0;
  for (const Block& block : blocks) {
    if (block.measure.words > 12 || block.measure.digits < 3) continue;
    if (++lines > kMaxLines || days.size() >= kManyDates) break;
    for (const TextDate& date : FindTextDates(block.text)) days.insert(date.value.day);
  }
  out.dates = days.size();
}

Contents Count(const std::vector<Block>& blocks, const std::vector<bool>& keep,
               std::size_t title_block) {
  Contents out;
  std::size_t since_title = kTeaserReach;  // blocks since the last link that reads as a title
  double run = 0;
  bool below_title = false;  // and above any linked title
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const double words = block.measure.words;
    const bool title = ReadsAsTitle(block) && i != title_block;
    if (title && words >= 4 && !block.hidden) ++out.titles;
    if (title) below_title = false;
    if (keep[i]) {
      out.linked += words * block.LinkShare();
      out.prose += words * (1 - block.LinkShare());
      out.longest = std::max(out.longest, words);
      if (block.LinkShare() > 0.7) ++out.link_blocks;
    }
    if (title) {
      since_title = 0;
      run = 0;
    } else if (i == title_block) {  // what follows is the page's own, no teaser of a title before
      since_title = kTeaserReach;
      run = 0;
      below_title = block.heading == 1;
      continue;
    } else if (keep[i] && words >= 6) {
      const bool teaser = since_title < kTeaserReach;
      if (teaser) {
        ++out.teasers;
        out.teaser_words += words * (1 - block.LinkShare());
      }
      run = teaser ? 0 : run + words;
      out.run = std::max(out.run, run);
      if (below_title) out.lead = run;
      since_title = kTeaserReach;
    } else {
      ++since_title;
    }
  }
  CountHeadings(blocks, out);
  CountDates(blocks, out);
  return out;
}

// "About us", "Contact": pages that stand at the foot of every other one.
bool IsStandingPage(std::string_view title) {
  return (PhrasesOf(title) & Bit(Phrase::kFooter)) != 0 && Measure(title).words <= 4;
}

// Does anything on the page look like a list of others at all?
bool HasEntries(const Contents& contents) {
  return contents.titles >= 5 || contents.link_blocks >= 6 || contents.teasers >= 4 ||
         contents.dates >= kDatesOfListing;
}

double TextPoints(const Contents& contents) {
  double points = 0;
  const double kept = contents.prose + contents.linked;
  const bool linking = contents.linked > 0.3 * kept;
  if (contents.run < 60) {
    points += 2;
  } else if (contents.run < 120) {
    points += 1;
  } else if (contents.run > 400) {
    points -= 2;
  } else if (contents.run > 180 && !linking) {
    points -= 1;
  }
  if (kept > 0) {
    const double together = contents.run / kept;
    points += together < 0.25 ? 2 : together < 0.45 ? 1 : together > 0.8 ? -1 : 0;
    if (linking) points += 2;
  }
  if (contents.lead >= kMinProse && contents.lead * 2 > kept) points -= 1;
  if (contents.headings >= 5 && contents.linked_headings * 2 >= contents.headings) points += 1;
  if (contents.teasers >= 5 && contents.teaser_words * 2 > contents.prose) points += 1;
  if (contents.dates >= kDatesOfListing) points += 1;
  if (contents.dates >= kManyDates) points += 1;
  return points;
}

// "/", "/news" and "/section/sport" are addresses of listings, "/2025/why-the-bridge-opened-late"
// is not.
double AddressPoints(const std::optional<Url>& address) {
  if (!address) return 0;
  std::string_view path = address->path();
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (path.empty()) return 3;
  const auto words =
      1 + std::count_if(last.begin(), last.end(), [](char c) { return c == '-' || c == '_'; });
  // A long number is an article's.
  const auto digits =
      std::count_if(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits >= 4) return -1;
  return words <= 2 ? 1 : words >= 5 ? -1 : 0;
}

// Is the page called as its outlet, or "home" in its title?
bool IsFrontPage(const Metadata& metadata, std::string_view outlet, std::string_view title) {
  if (!outlet.empty() && FoldedWords(title) == FoldedWords(outlet)) return true;
  const std::vector<std::string_view> edges = EdgesOfTitle(metadata.page_title);
  return std::any_of(edges.begin(), edges.end(),
                     [](std::string_view edge) { return IsBylineWord(BylineWord::kFront, edge); });
}

// Points that speak for a listing; weighed on the development pages so that hardly any article is
// taken for one.
double ListingPoints(const Metadata& metadata, const std::optional<Url>& address,
                     const Contents& contents, double doubt) {
  const bool graph_says = metadata.First("og:type") == std::string_view("article");
  double points = TextPoints(contents) + AddressPoints(address);
  if (metadata.linked.listing) points += 1.5;
  points += doubt > kDoubtOfListing ? 1 : 0;
  if (metadata.linked.article) points -= 1.5;
  if (graph_says) points -= 0.5;
  // Short news below a long ticker: what it says of itself holds where its text does not link away.
  const bool linking = contents.linked > 0.1 * (contents.prose + contents.linked);
  const bool said = graph_says || metadata.linked.article;
  if (said && (!linking || contents.lead >= kMinDeclaredProse)) points -= 1.5;
  if (contents.longest < 30 && !graph_says && !metadata.linked.article) points += 0.5;
  return points;
}

}  // namespace

PageKind FindKind(const Metadata& metadata, const std::optional<Url>& address,
                  std::string_view outlet, const std::vector<Block>& blocks,
                  const Selection& selection, std::size_t title_block, std::string_view title) {
  constexpr double kListing = 3;
  const Contents contents = Count(blocks, selection.keep, title_block);
  const bool declared =
      metadata.linked.article || metadata.First("og:type") == std::string_view("article");
  const double least = declared ? kMinDeclaredProse : kMinProse;
  if (!declared && IsStandingPage(title)) return PageKind::kOther;
  const bool front = !declared && IsFrontPage(metadata, outlet, title);
  const double points =
      ListingPoints(metadata, address, contents, selection.doubt) + (front ? 3 : 0);
  if (HasEntries(contents) && points >= kListing) {
    return PageKind::kListing;
  }
  if (contents.prose + contents.linked >= least) return PageKind::kArticle;
  // No text of its own, but titles that lead elsewhere.
  const bool listing = contents.titles >= 5 && !IsStandingPage(title);
  return listing ? PageKind::kListing : PageKind::kOther;
}

}  // namespace isnad::page
