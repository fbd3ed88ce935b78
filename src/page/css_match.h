#pragma once

// A document as selectors see it: its tree, and what is worked out of it once for all selectors
// that are asked of one page.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "page/css_parts.h"
#include "page/tree.h"

namespace isnad::page {

// One mark a node.
using NodeSet = std::vector<bool>;

// Not thread-safe: fills itself as it is asked.
class SelectorDocument {
 public:
  // `tree` must outlive it and be parsed with Markup::kDetailed; otherwise nothing matches.
  explicit SelectorDocument(const Tree& tree) : tree_(tree) {}

  [[nodiscard]] const Tree& tree() const { return tree_; }

  // The elements that any of `list` matches.
  [[nodiscard]] NodeSet Match(const std::vector<css::Complex>& list);

 private:
  // Where a node stands among its siblings, from 1.
  struct Place {
    NodeId before = kNoNode;      // the kept element in front of it
    std::uint32_t of_type = 0;    // among those of its name
    std::uint32_t same_type = 0;  // how many of its name there are
  };
  // A node's text as a range of text_.
  struct Span {
    std::uint32_t begin = 0, end = 0;
  };

  [[nodiscard]] bool IsElement(NodeId id) const { return tree_[id].tag != Tag::kText; }
  [[nodiscard]] NodeSet MatchComplex(const css::Complex& complex);
  [[nodiscard]] NodeSet MatchRelative(const css::Complex& complex);
  void Filter(const css::Compound& compound, NodeSet& set);
  void Filter(const css::Part& part, NodeSet& set);
  template <typename Keep>
  void FilterBy(NodeSet& set, Keep keep) const;
  void FilterByList(const css::Part& part, NodeSet& set);
  void FilterByAttribute(const css::Part& part, NodeSet& set) const;
  void FilterByPlace(const css::Part& part, NodeSet& set);
  void FilterByText(const std::string& text, NodeSet& set);
  [[nodiscard]] bool IsEmpty(NodeId id) const;
  // The elements that stand to one of `set` as the right side of a combinator to its left side …
  [[nodiscard]] NodeSet Onward(css::Combinator combinator, const NodeSet& set);
  // … and as its left side to its right side.
  [[nodiscard]] NodeSet Backward(css::Combinator combinator, const NodeSet& set);
  void FindPlaces();
  void FindTexts();

  const Tree& tree_;
  std::vector<Place> places_;  // by node; empty until asked
  std::string text_;           // of the whole document, white space collapsed
  std::vector<Span> spans_;    // by node; empty until asked
};

}  // namespace isnad::page
