#include "story/neighbours.h"

#include <algorithm>

namespace isnad::story {
namespace {

constexpr std::size_t kShingleWords = 4;
constexpr double kMinShingles = 6;  // a name or a headline has fewer, and is nobody's text
// A text that is hardly anything but a quotation is compared with it.
constexpr double kMinOwn = 8;
constexpr double kMinOwnShare = 0.2;

double ShareOf(double shared, double quoted_too, double all, double quoted) {
  const double own = all - quoted;
  if (all <= 0) return 0;
  if (own < kMinOwn || own < kMinOwnShare * all) return shared / all;
  return std::max(0.0, shared - quoted_too) / own;
}

}  // namespace

Shingles QuotedShingles(const Words& words, const std::vector<QuotedSpan>& quoted,
                        std::size_t max_shingles) {
  Shingles shingles;
  for (const QuotedSpan& span : quoted) {
    if (span.end - span.begin < kShingleWords || shingles.size() >= max_shingles) continue;
    const Shingles some = ShinglesOf(words, span.begin, max_shingles - shingles.size(), span.end);
    shingles.insert(shingles.end(), some.begin(), some.end());
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

Neighbour CompareTexts(const NewText& text, std::uint32_t article, std::string_view theirs,
                       Shingles& scratch) {
  Neighbour neighbour{.article = article};
  Unpack(theirs, scratch);
  const auto mine = static_cast<double>(text.shingles.size());
  const auto other = static_cast<double>(scratch.size());
  if (mine < kMinShingles || other < kMinShingles) return neighbour;
  const double shared = CountInCut(text.shingles, scratch);
  neighbour.share_0_1 = shared / mine;
  neighbour.back_0_1 = shared / other;
  const auto quoted = static_cast<double>(text.quoted.size());
  const double quoted_too = CountInCut(text.quoted, scratch);
  neighbour.own_share_0_1 = ShareOf(shared, quoted_too, mine, quoted);
  neighbour.own_back_0_1 = ShareOf(shared, quoted_too, other, quoted_too);
  return neighbour;
}

}  // namespace isnad::story
