#pragma once

// An HTML document as a compact tree of our own: nodes in document order in one vector, so that a
// subtree is a range of indexes, and all text in one arena. Only what extraction reads is kept:
// scripts other than JSON-LD, styles, drawings, templates and unknown attributes are dropped.
//
// Parsed by MyHTML (WHATWG HTML, 13.2.6 tree construction), which is named in tree.cc alone so that
// it can be swapped. Unlimited nesting costs it quadratic time; it is therefore fed in pieces, and
// no further once the open elements pass max_depth or the nodes max_nodes.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "page/extract.h"
#include "page/tags.h"
#include "page/tree_detail.h"

namespace isnad::page {

inline constexpr NodeId kNoNode = 0xFFFFFFFF;

enum class Name : std::uint8_t {  // attributes that are kept
  kAlt,
  kAriaHidden,
  kAriaLabel,
  kClass,
  kContent,
  kDataSrc,  // also data-lazy-src, data-original: what lazy loaders show
  kDatetime,
  kDir,
  kHidden,
  kHref,
  kHttpEquiv,
  kId,
  kItemprop,
  kItemtype,
  kLang,
  kName,
  kProperty,
  kRel,
  kRole,
  kSrc,
  kStyle,
  kTitle,
  kType,
  kDataTest,  // data-testid, data-component, data-qa …: names that builders give to parts
};

struct Attribute {
  Name name;
  std::uint32_t begin = 0;  // of the value, in the arena
  std::uint32_t size = 0;

  bool operator==(const Attribute&) const = default;
};

struct Node {
  Tag tag = Tag::kText;
  std::uint8_t attributes = 0;  // how many
  std::uint16_t depth = 0;      // root is 0
  NodeId parent = kNoNode;
  NodeId end = 0;           // one past the last descendant
  std::uint32_t begin = 0;  // text: offset in the arena; element: its first attribute
  std::uint32_t size = 0;   // text: bytes

  bool operator==(const Node&) const = default;
};

// What of a document the parser is given: all of it, or what the tree keeps (page/skim.h). Both
// make one tree; kDetailed keeps beside it what selectors ask (page/tree_detail.h).
enum class Markup : std::uint8_t { kWhole, kSkimmed, kDetailed };

class Tree {
 public:
  // `html` is valid UTF-8. Never fails on markup; what lies behind a limit is missing, and
  // truncated() says so. Cost: linear in `html`. Thread-safe.
  [[nodiscard]] static Tree Parse(std::string_view html, const ExtractLimits& limits,
                                  Markup markup = Markup::kSkimmed);

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] bool truncated() const { return truncated_; }

  // nullptr unless parsed with Markup::kDetailed.
  [[nodiscard]] const TreeDetail* detail() const { return detail_.get(); }

  // Of a text node or the JSON of a kept script; views live as long as the tree.
  [[nodiscard]] std::string_view Text(NodeId id) const {
    return std::string_view(arena_).substr(nodes_[id].begin, nodes_[id].size);
  }
  // Value of an element's attribute, "" where it has none (or an empty one).
  [[nodiscard]] std::string_view Get(NodeId id, Name name) const;
  [[nodiscard]] bool Has(NodeId id, Name name) const;

  // All attributes of an element, none of a text node; each name at most once.
  [[nodiscard]] std::span<const Attribute> Attributes(NodeId id) const {
    const Node& node = nodes_[id];
    if (node.attributes == 0) return {};
    return {attributes_.data() + node.begin, node.attributes};
  }
  [[nodiscard]] std::string_view Value(const Attribute& attribute) const {
    return std::string_view(arena_).substr(attribute.begin, attribute.size);
  }

  // Visible text of a subtree, white space collapsed, at most `max_bytes` of it.
  [[nodiscard]] std::string InnerText(NodeId id, std::size_t max_bytes = 100'000) const;

  // The same nodes, attributes and texts.
  bool operator==(const Tree&) const = default;

  // First node of that tag in [from, to), kNoNode where there is none.
  [[nodiscard]] NodeId Find(Tag tag, NodeId from, NodeId to) const;

 private:
  friend class TreeBuilder;
  const Attribute* FindAttribute(NodeId id, Name name) const;

  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::string arena_;
  std::unique_ptr<TreeDetail> detail_;
  bool truncated_ = false;
};

}  // namespace isnad::page
