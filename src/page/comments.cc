#include "page/comments.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "page/dates.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kMaxComments = 500;

// Does one of the names of the element say "comment" as a word of its own: "comment",
// "comment-42", "comment-body", but not "comments" (the whole part)?
bool IsOneComment(const Tree& tree, NodeId id) {
  for (const Attribute& attribute : tree.Attributes(id)) {
    const std::string_view value = tree.Value(attribute);
    if (attribute.name == Name::kItemprop && value == "comment") return true;
    if (attribute.name != Name::kClass && attribute.name != Name::kId) continue;
    for (std::size_t at = value.find("comment"); at != std::string_view::npos;
         at = value.find("comment", at + 1)) {
      const bool starts = at == 0 || value[at - 1] == ' ';
      const std::size_t end = at + 7;
      const bool ends = end == value.size() || value[end] == ' ' ||
                        (value[end] == '-' && end + 1 < value.size() && value[end + 1] >= '0' &&
                         value[end + 1] <= '9');
      if (starts && ends) return true;
    }
  }
  return false;
}

bool NamesAuthor(const Tree& tree, NodeId id) {
  for (const Name name : {Name::kClass, Name::kItemprop}) {
    const std::string_view value = tree.Get(id, name);
    if (value == "fn" || ContainsIgnoringCase(value, "author") ||
        ContainsIgnoringCase(value, "username") || ContainsIgnoringCase(value, "commenter")) {
      return true;
    }
  }
  return false;
}

// The innermost comment around blocks; each element's names are read once.
class CommentFinder {
 public:
  explicit CommentFinder(const Tree& tree) : tree_(tree), is_comment_(tree.size(), kUnknown) {}

  // kNoNode where there is none, or a form stands between.
  NodeId Around(NodeId text) {
    NodeId at = tree_[text].parent;
    for (int step = 0; at != kNoNode; ++step, at = tree_[at].parent) {
      if (IsComment(at)) break;
      if (step == kMaxSteps || tree_[at].tag == Tag::kForm || tree_[at].tag == Tag::kBody) {
        return kNoNode;
      }
    }
    return at != kNoNode && tree_[at].tag != Tag::kBody ? at : kNoNode;
  }

 private:
  static constexpr int kMaxSteps = 12;
  enum Known : std::uint8_t { kUnknown, kNo, kYes };

  bool IsComment(NodeId id) {
    if (is_comment_[id] == kUnknown) is_comment_[id] = IsOneComment(tree_, id) ? kYes : kNo;
    return is_comment_[id] == kYes;
  }

  const Tree& tree_;
  std::vector<Known> is_comment_;  // by node
};

// Is the name of an author what the block shows?
bool ShowsAuthor(const Tree& tree, NodeId text, NodeId comment) {
  for (NodeId at = tree[text].parent; at != comment; at = tree[at].parent) {
    if (NamesAuthor(tree, at)) return true;
  }
  return false;
}

}  // namespace

std::vector<news::Comment> FindComments(const Tree& tree, const std::vector<Block>& blocks,
                                        const std::vector<bool>& keep) {
  std::vector<news::Comment> out;
  std::unordered_map<NodeId, std::size_t> by_element;
  CommentFinder finder(tree);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (keep[i]) continue;
    const NodeId at = finder.Around(blocks[i].first);
    if (at == kNoNode) continue;
    const bool author = ShowsAuthor(tree, blocks[i].first, at);
    const auto [place, fresh] = by_element.try_emplace(at, out.size());
    if (fresh) {
      if (out.size() >= kMaxComments) break;
      out.emplace_back();
    }
    news::Comment& comment = out[place->second];
    const Block& block = blocks[i];
    if (block.measure.words <= 12 && !comment.published) {
      if (const auto date = ReadDate(block.text)) {
        comment.published = date;
        if (comment.author.empty() && author) {
          comment.author = tree.Text(block.first);
        }
        continue;
      }
    }
    if (author && comment.author.empty() && block.measure.words <= 8) {
      comment.author = block.text;
    } else if ((block.phrases & Bit(Phrase::kComment)) == 0 && block.LinkShare() < 0.8) {
      if (!comment.text.empty()) comment.text += '\n';
      comment.text += block.text;
    }
  }
  std::erase_if(out, [](const news::Comment& comment) { return comment.text.empty(); });
  return out;
}

}  // namespace isnad::page
