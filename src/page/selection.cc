#include "page/selection.h"

#include <cassert>

#include "page/forest.h"

extern "C" {
extern const char isnad_page_blocks_model[];
extern const char isnad_page_blocks_model_end[];
}

namespace isnad::page {
namespace {

const Forest& Model() {
  static const Forest forest = [] {
    auto parsed = Forest::Parse({isnad_page_blocks_model, isnad_page_blocks_model_end});
    assert(parsed.has_value() && "data/page/blocks.model is damaged");
    return parsed.has_value() ? std::move(*parsed) : Forest();
  }();
  return forest;
}

// Lines that are never part of an article, whatever stands around them.
bool IsFurniture(const Block& block, const Distances& distances) {
  constexpr PhraseMask kShort =
      Bit(Phrase::kShare) | Bit(Phrase::kNewsletter) | Bit(Phrase::kNotice) | Bit(Phrase::kFooter) |
      Bit(Phrase::kControl) | Bit(Phrase::kComment) | Bit(Phrase::kRelated) | Bit(Phrase::kOrigin);
  if ((block.phrases & kShort) != 0 && block.measure.words <= 12 && block.heading != 1) return true;
  // The label of a slot that is named after advertising.
  constexpr auto kAd = static_cast<std::size_t>(Hint::kAd);
  if (distances.hint[kAd] <= 1 && block.measure.words <= 4 && block.heading == 0) return true;
  // "Read also: …" between two paragraphs: a line that mostly links elsewhere.
  return (block.phrases & Bit(Phrase::kReadAlso)) != 0 && block.measure.words <= 30 &&
         block.heading == 0 && block.links > 0 && block.LinkShare() > 0.4;
}

}  // namespace

Selection SelectBlocks(const Tree& tree, const std::vector<Block>& blocks,
                       const Surroundings& surroundings, const PageHints& hints) {
  Selection out;
  out.keep.assign(blocks.size(), false);
  out.scores.assign(blocks.size(), 0.0F);
  const std::vector<FeatureRow> rows = MeasureBlocks(tree, blocks, surroundings, hints);
  Model().Score(rows, out.scores);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    out.keep[i] =
        out.scores[i] > 0 && !IsFurniture(blocks[i], surroundings.Of(i)) && i != hints.title_block;
    if (out.keep[i]) out.words += blocks[i].measure.words;
  }
  return out;
}

}  // namespace isnad::page
