#include "page/blocks.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace isnad::page {
namespace {

using news::ParagraphKind;

// A line that one <br> ends is a paragraph of its own when it is this long or ends a sentence.
constexpr std::size_t kLineIsParagraphBytes = 120;
constexpr std::size_t kKeptBytes = std::size_t{1} << 16;  // of a buffer, for the next block

bool StartsBlock(Tag tag) { return IsBlock(tag) || tag == Tag::kButton; }

bool IsVisible(char c) { return c != ' ' && c != '\n' && c != '\t' && c != '\r'; }

std::uint32_t CountVisible(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), IsVisible));
}

class Segmenter {
 public:
  Segmenter(const Tree& tree, std::size_t max_blocks) : tree_(tree), max_blocks_(max_blocks) {}

  std::vector<Block> Run(NodeId root) {
    const NodeId end = tree_[root].end;
    for (NodeId id = root; id < end && blocks_.size() < max_blocks_; ++id) {
      while (!open_.empty() && id >= tree_[open_.back().id].end) Close();
      const Node& node = tree_[id];
      if (node.tag == Tag::kText) {
        Text(id);
      } else if (node.tag == Tag::kBr) {
        ++breaks_;
      } else if (node.tag == Tag::kScript || node.tag == Tag::kHead) {
        id = node.end - 1;
      } else {
        Open(id);
      }
    }
    while (!open_.empty()) Close();
    return std::move(blocks_);
  }

 private:
  void Open(NodeId id) {
    const Tag tag = tree_[id].tag;
    if (StartsBlock(tag)) Flush();
    const bool hidden = IsHidden(id);
    open_.push_back({id, hidden});
    if (tag == Tag::kPre) ++pre_;
    if (tag == Tag::kA && !tree_.Get(id, Name::kHref).empty()) {
      links_.push_back(id);
      if (!raw_.empty() && last_was_link_) raw_ += ' ';
    }
    if (tag == Tag::kB || tag == Tag::kStrong) ++strong_;
    if (hidden) ++hidden_;
  }

  void Close() {
    const auto [id, hidden] = open_.back();
    const Tag tag = tree_[id].tag;
    if (StartsBlock(tag)) Flush();
    open_.pop_back();
    if (tag == Tag::kPre) --pre_;
    if (!links_.empty() && links_.back() == id) links_.pop_back();
    if (tag == Tag::kB || tag == Tag::kStrong) --strong_;
    if (hidden) --hidden_;
  }

  void Text(NodeId id) {
    const std::string_view text = tree_.Text(id);
    if (std::none_of(text.begin(), text.end(), IsVisible)) {
      if (!raw_.empty()) raw_ += InPre() ? text : std::string_view(" ");
      return;
    }
    if (breaks_ > 0 && !raw_.empty()) Break();
    breaks_ = 0;
    if (block_.first == kNoNode) block_.first = id;
    block_.last = id;
    const std::uint32_t visible = links_.empty() && strong_ == 0 ? 0 : CountVisible(text);
    if (!links_.empty()) {
      block_.link_bytes += visible;
      if (last_link_ != links_.back()) ++block_.links;
      last_link_ = links_.back();
      if (block_.first_link == kNoNode) block_.first_link = links_.back();
    }
    if (strong_ > 0) block_.strong_bytes += visible;
    last_was_link_ = !links_.empty();
    raw_ += text;
  }

  void Break() {
    if (InPre()) {
      raw_.append(static_cast<std::size_t>(breaks_), '\n');
      return;
    }
    const bool own =
        breaks_ > 1 || raw_.size() >= kLineIsParagraphBytes || Measure(raw_).ends_sentence;
    if (own) {
      Flush();
      block_.after_break = true;
    } else {
      raw_ += ' ';
    }
  }

  void Flush() {
    breaks_ = 0;
    if (block_.first != kNoNode) {
      block_.text = InPre() ? std::string(TrimSpace(raw_)) : CollapseSpace(raw_);
      if (!block_.text.empty()) Finish();
      block_ = Block{};
    }
    block_.after_break = false;  // all that is set where nothing begins
    raw_.clear();
    if (raw_.capacity() > kKeptBytes) std::string().swap(raw_);
    last_was_link_ = false;
    last_link_ = kNoNode;
  }

  void Finish() {
    block_.measure = Measure(block_.text);
    block_.folded = FoldedWords(block_.text);
    block_.phrases = PhrasesOfFolded(block_.folded, block_.text.size());
    block_.hidden = hidden_ > 0;
    // Link bytes were counted without white space; the block's own text has some.
    const bool any = block_.link_bytes > 0 || block_.strong_bytes > 0;
    const std::uint32_t visible = any ? CountVisible(block_.text) : 1;
    const auto scale = [&](std::uint32_t part) {
      if (part >= visible) return static_cast<std::uint32_t>(block_.text.size());
      return static_cast<std::uint32_t>(block_.text.size() * part / visible);
    };
    block_.link_bytes = scale(block_.link_bytes);
    block_.strong_bytes = scale(block_.strong_bytes);
    NameKind();
    blocks_.push_back(std::move(block_));
  }

  // The kind by the elements around, innermost first.
  void NameKind() {
    block_.node = open_.empty() ? 0 : open_.front().id;
    bool have_node = false;
    for (auto at = open_.rbegin(); at != open_.rend(); ++at) {
      const Tag tag = tree_[at->id].tag;
      if (!have_node && StartsBlock(tag)) {
        block_.node = at->id;
        have_node = true;
      }
      if (const int level = HeadingLevel(tag); level > 0) {
        block_.heading = static_cast<std::uint8_t>(level);
        block_.kind = ParagraphKind::kHeading;
        return;
      }
      switch (tag) {
        case Tag::kLi:
        case Tag::kDd:
        case Tag::kDt:
          block_.kind = ParagraphKind::kListItem;
          return;
        case Tag::kBlockquote:
          block_.kind = ParagraphKind::kQuote;
          return;
        case Tag::kTd:
        case Tag::kTh:
          block_.kind = ParagraphKind::kTable;
          return;
        case Tag::kFigcaption:
        case Tag::kCaption:
          block_.kind = ParagraphKind::kCaption;
          return;
        case Tag::kArticle:
        case Tag::kMain:
        case Tag::kBody:
        case Tag::kSection:
          return;
        default:
          break;
      }
    }
  }

  bool InPre() const { return pre_ > 0; }

  bool IsHidden(NodeId id) const {
    for (const Attribute& attribute : tree_.Attributes(id)) {
      const std::string_view value = tree_.Value(attribute);
      if (attribute.name == Name::kHidden) return true;
      if (attribute.name == Name::kAriaHidden && EqualsIgnoringCase(value, "true")) return true;
      if (attribute.name == Name::kStyle && value.size() >= 12 &&
          (ContainsIgnoringCase(value, "display:none") ||
           ContainsIgnoringCase(value, "display: none") ||
           ContainsIgnoringCase(value, "visibility:hidden"))) {
        return true;
      }
    }
    return false;
  }

  const Tree& tree_;
  std::size_t max_blocks_;
  std::vector<Block> blocks_;
  struct OpenElement {
    NodeId id;
    bool hidden;
  };
  std::vector<OpenElement> open_;
  std::vector<NodeId> links_;  // open <a href>
  Block block_;
  std::string raw_;
  NodeId last_link_ = kNoNode;
  bool last_was_link_ = false;
  int strong_ = 0;
  int hidden_ = 0;
  int pre_ = 0;
  int breaks_ = 0;
};

}  // namespace

std::vector<Block> Segment(const Tree& tree, NodeId root, std::size_t max_blocks) {
  return root < tree.size() ? Segmenter(tree, max_blocks).Run(root) : std::vector<Block>();
}

}  // namespace isnad::page
