#include "page/selection.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "page/closing_notes.h"

extern "C" {
extern const char isnad_page_blocks_model[];
extern const char isnad_page_blocks_model_end[];
}

namespace isnad::page {
namespace {

// Of the scores, which are log odds; fitted out of fold (tools/train_page_models.py --folds).
constexpr float kHopeless = -2.5F;  // below this a block says nothing of how sure the rest is
constexpr double kSureShare = 0.9;  // the surest tenth of the words is what a page is held to
constexpr float kTypicalSure = 4.7F;
constexpr float kLeastSure = 1.5F;  // of a page that has an article at all
constexpr float kBaseThreshold = 0.2F;
constexpr float kSlope = 0.3F;
constexpr std::uint32_t kTextWords =
    15;  // of the first paragraph: what is shorter may be a lead-in
constexpr std::uint32_t kParagraphsOfColumn = 3;
constexpr double kArticleWords = 80;  // of one among several articles on a page
constexpr std::size_t kKeysOfData = 3;

// Settings of a script that came out as text: {"layout":2,"color":…}.
bool IsData(const Block& block) {
  if (block.text.empty() || (block.text.front() != '{' && block.text.front() != '[')) return false;
  std::size_t keys = 0;
  for (std::size_t at = block.text.find("\":"); at != std::string::npos && keys < kKeysOfData;
       at = block.text.find("\":", at + 2)) {
    ++keys;
  }
  return keys >= kKeysOfData;
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
  // Titles of other articles, in a part of the page that is named after them.
  constexpr auto kRelated = static_cast<std::size_t>(Hint::kRelated);
  if (distances.hint[kRelated] <= 3 && block.LinkShare() > 0.8 && block.measure.words <= 35 &&
      block.heading == 0 && !block.measure.ends_sentence) {
    return true;
  }
  // "Print | Send | Back": links in a row.
  if (block.links >= 2 && block.measure.separators > 0 && block.LinkShare() > 0.5 &&
      block.measure.words <= 15 && !block.measure.ends_sentence) {
    return true;
  }
  if (block.kind == news::ParagraphKind::kText && IsData(block)) return true;
  // "Read also: …" between two paragraphs: a line that mostly links elsewhere.
  return (block.phrases & Bit(Phrase::kReadAlso)) != 0 && block.measure.words <= 30 &&
         block.heading == 0 && block.links > 0 && block.LinkShare() > 0.4;
}

// The score that a block must pass. Where even the surest text is doubtful (a page of short
// entries, a layout never seen) the line is drawn lower, by that page's own measure; not where
// nothing is sure, as on listings.
float Threshold(const std::vector<Block>& blocks, const std::vector<float>& scores) {
  std::vector<std::pair<float, double>> likely;  // score, words
  double words = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (scores[i] <= kHopeless) continue;
    likely.emplace_back(scores[i], blocks[i].measure.words);
    words += blocks[i].measure.words;
  }
  std::sort(likely.begin(), likely.end());
  float sure = kTypicalSure;
  double before = 0;
  for (const auto& [score, weight] : likely) {
    before += weight;
    sure = score;
    if (before >= kSureShare * words) break;
  }
  if (sure < kLeastSure) return 0;
  return std::clamp(kBaseThreshold + kSlope * (sure - kTypicalSure), -1.0F, 1.0F);
}

// What says the title once more: a heading above the text that holds it or is a part of it, or any
// line that is it word for word.
bool RepeatsTitle(const Block& block, const std::string& title, bool before_text) {
  if (title.empty() || block.folded.empty()) return false;
  if (block.folded == title) return before_text || block.heading > 0;
  if (!before_text || block.heading == 0 || block.heading > 2) return false;
  const auto holds = [](const std::string& outer, const std::string& inner) {
    return inner.size() * 2 > outer.size() && outer.find(inner) != std::string::npos;
  };
  return holds(title, block.folded) || holds(block.folded, title);
}

// The innermost element named as the place of readers' comments around nodes below <body>; each
// element's names are read once.
class CommentParts {
 public:
  explicit CommentParts(const Tree& tree) : tree_(tree), around_(tree.size(), kUnknown) {}

  // The node itself, one around it, or kNoNode.
  NodeId Around(NodeId node) {
    NodeId found = kNoNode;
    NodeId at = node;
    for (; at != kNoNode && tree_[at].tag != Tag::kBody; at = tree_[at].parent) {
      found = around_[at] != kUnknown ? around_[at] : IsPart(at) ? at : kNoNode;
      if (found != kNoNode || around_[at] != kUnknown) break;
    }
    for (; node != at; node = tree_[node].parent) around_[node] = found;
    if (at != kNoNode) around_[at] = found;
    return found;
  }

 private:
  static constexpr NodeId kUnknown = kNoNode - 1;

  bool IsPart(NodeId id) const {
    return Says(tree_.Get(id, Name::kClass)) || Says(tree_.Get(id, Name::kId));
  }

  static bool Says(std::string_view names) {
    static constexpr std::string_view kNames[] = {"comments", "comments-area", "comment-list",
                                                  "commentlist", "comment-thread"};
    return names.find("comment") != std::string_view::npos &&
           std::any_of(std::begin(kNames), std::end(kNames),
                       [&](std::string_view name) { return HasWord(names, name); });
  }

  const Tree& tree_;
  std::vector<NodeId> around_;  // by node
};

class Choice {
 public:
  Choice(const Tree& tree, const std::vector<Block>& blocks, const Surroundings& surroundings,
         const PageHints& hints, Selection& out)
      : tree_(tree), blocks_(blocks), around_(surroundings), hints_(hints), out_(out) {}

  void Refine() {
    DropTitles();
    DropOtherArticles();
    DropComments();
    DropCaptions();
    DropSideCells();
    DropClosingNotes(blocks_, out_.keep);
    DropLastHeadings();
  }

 private:
  void DropTitles() {
    const std::string title = FoldedWords(hints_.title);
    bool before_text = true;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!out_.keep[i]) continue;
      if (i == hints_.title_block || RepeatsTitle(blocks_[i], title, before_text)) {
        out_.keep[i] = false;
      } else if (blocks_[i].heading == 0 && blocks_[i].measure.words >= kTextWords) {
        before_text = false;
      }
    }
  }

  // Pages that append further articles as the reader scrolls: each is an <article> with a first
  // level heading of its own. The one asked for holds the page's title, or comes first.
  void DropOtherArticles() {
    struct Part {
      NodeId node;
      double words;
      bool titled;
    };
    if (around_.articles() < 2) return;
    const std::vector<NodeId> outermost = OutermostArticles();
    std::vector<Part> parts;
    bool headed = false;
    const auto close = [&] {
      if (!parts.empty() && (!headed || parts.back().words < kArticleWords)) parts.pop_back();
    };
    std::size_t next = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const NodeId at = blocks_[i].first;
      if (parts.size() == next || at >= tree_[parts.back().node].end) {
        close();
        next = parts.size();
        const NodeId node = outermost[blocks_[i].node];
        if (node == kNoNode) continue;
        parts.push_back({node, 0, false});
        headed = false;
      }
      if (out_.keep[i]) parts.back().words += blocks_[i].measure.words;
      if (blocks_[i].heading == 1 && !blocks_[i].hidden) headed = true;
      if (i == hints_.title_block) parts.back().titled = true;
    }
    if (parts.size() > next) close();
    if (parts.size() < 2) return;
    auto asked = std::find_if(parts.begin(), parts.end(), [](const Part& p) { return p.titled; });
    if (asked == parts.end()) asked = parts.begin();
    for (const Part& part : parts) {
      if (part.node != asked->node) Drop(part.node);
    }
  }

  // Of each node the outermost <article> around it, or itself: parents stand before children.
  std::vector<NodeId> OutermostArticles() const {
    std::vector<NodeId> out(tree_.size(), kNoNode);
    for (NodeId id = 0; id < tree_.size(); ++id) {
      const NodeId parent = tree_[id].parent;
      if (parent != kNoNode) out[id] = out[parent];
      if (out[id] == kNoNode && tree_[id].tag == Tag::kArticle) out[id] = id;
    }
    return out;
  }

  // The first block that begins at or behind a node.
  std::size_t BlockFrom(NodeId node) const {
    const auto at =
        std::lower_bound(blocks_.begin(), blocks_.end(), node,
                         [](const Block& block, NodeId wanted) { return block.first < wanted; });
    return static_cast<std::size_t>(at - blocks_.begin());
  }

  void Drop(NodeId node) {
    const std::size_t end = BlockFrom(tree_[node].end);
    for (std::size_t i = BlockFrom(node); i < end; ++i) out_.keep[i] = false;
  }

  // What readers wrote below the article: parts named so, behind its text.
  void DropComments() {
    std::vector<double> from(blocks_.size() + 1);  // kept words of each block and all behind it
    for (std::size_t i = blocks_.size(); i-- > 0;) from[i] = from[i + 1] + KeptWords(i);
    CommentParts parts(tree_);
    double before = 0;  // kept words so far
    for (std::size_t i = 0; i < blocks_.size();) {
      const NodeId part = out_.keep[i] ? parts.Around(blocks_[i].node) : kNoNode;
      const std::size_t end = part == kNoNode ? i + 1 : std::max(BlockFrom(tree_[part].end), i + 1);
      if (part != kNoNode && before >= kArticleWords && from[end] * 4 < before) Drop(part);
      // Its blocks are done with, dropped or not.
      for (; i < end; ++i) before += KeptWords(i);
    }
  }

  double KeptWords(std::size_t i) const { return out_.keep[i] ? blocks_[i].measure.words : 0; }

  // Captions stay with their pictures, but for galleries, which say little else.
  void DropCaptions() {
    double captions = 0;
    double words = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!out_.keep[i]) continue;
      words += blocks_[i].measure.words;
      if (IsCaption(i)) captions += blocks_[i].measure.words;
    }
    if (captions * 2 > words) return;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (IsCaption(i)) out_.keep[i] = false;
    }
  }
  bool IsCaption(std::size_t i) const { return blocks_[i].kind == news::ParagraphKind::kCaption; }

  // Where a table lays out the page, one cell of a row holds the paragraphs; what its neighbours
  // hold in single lines are columns beside the article.
  void DropSideCells() {
    std::unordered_map<NodeId, std::uint32_t> paragraphs;  // by cell
    std::vector<NodeId> cell_of(blocks_.size(), kNoNode);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!out_.keep[i] || blocks_[i].kind != news::ParagraphKind::kTable) continue;
      cell_of[i] = CellAround(blocks_[i].node);
      if (cell_of[i] != kNoNode && blocks_[i].measure.words >= kTextWords) {
        ++paragraphs[cell_of[i]];
      }
    }
    std::unordered_set<NodeId> laid_out;  // rows
    for (const auto& [cell, count] : paragraphs) {
      if (count >= kParagraphsOfColumn) laid_out.insert(tree_[cell].parent);
    }
    if (laid_out.empty()) return;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (cell_of[i] != kNoNode && paragraphs.count(cell_of[i]) == 0 &&
          laid_out.count(tree_[cell_of[i]].parent) > 0) {
        out_.keep[i] = false;
      }
    }
  }

  NodeId CellAround(NodeId at) const {
    for (; at != kNoNode; at = tree_[at].parent) {
      if (tree_[at].tag == Tag::kTd || tree_[at].tag == Tag::kTh) return at;
    }
    return kNoNode;
  }

  // A heading with nothing below it announced something that is not the article.
  void DropLastHeadings() {
    for (std::size_t i = blocks_.size(); i-- > 0;) {
      if (!out_.keep[i]) continue;
      if (blocks_[i].heading == 0) return;
      out_.keep[i] = false;
    }
  }

  const Tree& tree_;
  const std::vector<Block>& blocks_;
  const Surroundings& around_;
  const PageHints& hints_;
  Selection& out_;
};

// What share of the kept words is likely to be wrongly kept or left, by the scores' own odds.
double Doubt(const std::vector<Block>& blocks, const Selection& selection, float threshold) {
  double doubt = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const double odds = selection.scores[i] - threshold;
    const double wrong = 1 / (1 + std::exp(selection.keep[i] ? odds : std::abs(odds)));
    doubt += blocks[i].measure.words * wrong;
  }
  return selection.words > 0 ? std::min(1.0, doubt / selection.words) : 1.0;
}

}  // namespace

const Forest& ShippedBlockModel() {
  static const Forest forest = [] {
    auto parsed = Forest::Parse({isnad_page_blocks_model, isnad_page_blocks_model_end});
    assert(parsed.has_value() && "data/page/blocks.model is damaged");
    return parsed.has_value() ? std::move(*parsed) : Forest();
  }();
  return forest;
}

Selection SelectBlocks(const Tree& tree, const std::vector<Block>& blocks,
                       const Surroundings& surroundings, const PageHints& hints,
                       const Forest& model) {
  Selection out;
  out.keep.assign(blocks.size(), false);
  out.scores.assign(blocks.size(), 0.0F);
  MeasureBlocks(tree, blocks, surroundings, hints,
                [&](std::size_t first, std::span<const FeatureRow> rows) {
                  model.Score(rows, std::span(out.scores).subspan(first, rows.size()));
                });
  const float threshold = Threshold(blocks, out.scores);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    out.keep[i] = out.scores[i] > threshold && !IsFurniture(blocks[i], surroundings.Of(i));
  }
  Choice(tree, blocks, surroundings, hints, out).Refine();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (out.keep[i]) out.words += blocks[i].measure.words;
  }
  out.doubt = Doubt(blocks, out, threshold);
  return out;
}

}  // namespace isnad::page
