#include "page/css_match.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "page/css_selector.h"
#include "page/text.h"

namespace isnad::page {
namespace {

using css::Combinator;
using css::Complex;
using css::Compound;
using css::Kind;
using css::Part;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// 6.1 and 6.2: an empty value is in nothing.
bool Compares(Kind kind, std::string_view value, std::string_view wanted) {
  switch (kind) {
    case Kind::kHas:
      return true;
    case Kind::kId:
    case Kind::kEquals:
      return value == wanted;
    case Kind::kClass:
      return HasWord(value, wanted);
    case Kind::kWord:
      return std::none_of(wanted.begin(), wanted.end(), IsSpace) && HasWord(value, wanted);
    case Kind::kDash:
      return value.starts_with(wanted) &&
             (value.size() == wanted.size() || value[wanted.size()] == '-');
    case Kind::kStarts:
      return !wanted.empty() && value.starts_with(wanted);
    case Kind::kEnds:
      return !wanted.empty() && value.ends_with(wanted);
    case Kind::kIncludes:
      return !wanted.empty() && value.find(wanted) != std::string_view::npos;
    default:
      return false;
  }
}

// Is `place` (from 1) one of step * n + offset, n = 0, 1, 2 …?
bool IsNth(std::uint32_t place, std::int32_t step, std::int32_t offset) {
  const std::int64_t rest = std::int64_t{place} - offset;
  return step == 0 ? rest == 0 : rest % step == 0 && rest / step >= 0;
}

void Unite(NodeSet& set, const NodeSet& other) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (other[i]) set[i] = true;
  }
}

}  // namespace

NodeSet SelectorDocument::Match(const std::vector<Complex>& list) {
  NodeSet out(tree_.size(), false);
  if (tree_.detail() == nullptr) return out;
  for (const Complex& complex : list) Unite(out, MatchComplex(complex));
  return out;
}

// From the left: what each part's combinator can reach from what matched so far.
NodeSet SelectorDocument::MatchComplex(const Complex& complex) {
  NodeSet set(tree_.size(), true);
  for (std::size_t i = 0; i < complex.compounds.size(); ++i) {
    const Compound& compound = complex.compounds[i];
    if (i > 0) set = Onward(compound.before, set);
    Filter(compound, set);
  }
  return set;
}

// From the right: the elements that have such a match inside, or behind, them.
NodeSet SelectorDocument::MatchRelative(const Complex& complex) {
  NodeSet set(tree_.size(), true);
  for (std::size_t i = complex.compounds.size(); i-- > 0;) {
    const Compound& compound = complex.compounds[i];
    Filter(compound, set);
    set = Backward(compound.before, set);
  }
  return set;
}

void SelectorDocument::Filter(const Compound& compound, NodeSet& set) {
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if (!IsElement(id)) set[id] = false;
  }
  for (const Part& part : compound.parts) Filter(part, set);
}

template <typename Keep>
void SelectorDocument::FilterBy(NodeSet& set, Keep keep) const {
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if (set[id] && !keep(id)) set[id] = false;
  }
}

void SelectorDocument::Filter(const Part& part, NodeSet& set) {
  switch (part.kind) {
    case Kind::kAny:
      return;
    case Kind::kName: {
      const std::uint32_t name = tree_.detail()->NameId(part.text);
      FilterBy(set, [&](NodeId id) {
        return name != TreeDetail::kNoName && tree_.detail()->Of(id).name == name;
      });
      return;
    }
    case Kind::kRoot:
      FilterBy(set, [&](NodeId id) { return tree_[id].parent == kNoNode; });
      return;
    case Kind::kEmpty:
      FilterBy(set, [&](NodeId id) { return IsEmpty(id); });
      return;
    case Kind::kNth:
      FilterByPlace(part, set);
      return;
    case Kind::kContains:
      FilterByText(part.text, set);
      return;
    case Kind::kIs:
    case Kind::kNot:
    case Kind::kHasInside:
      FilterByList(part, set);
      return;
    default:
      FilterByAttribute(part, set);
  }
}

void SelectorDocument::FilterByAttribute(const Part& part, NodeSet& set) const {
  const TreeDetail& detail = *tree_.detail();
  const std::uint32_t name = detail.NameId(part.kind == Kind::kId      ? "id"
                                           : part.kind == Kind::kClass ? "class"
                                                                       : part.name);
  FilterBy(set, [&](NodeId id) {
    const std::optional<std::string_view> value = detail.Get(id, name);
    if (!value) return false;
    return part.ignore_case ? Compares(part.kind, AsciiLower(*value), part.text)
                            : Compares(part.kind, *value, part.text);
  });
}

void SelectorDocument::FilterByPlace(const Part& part, NodeSet& set) {
  if (part.of_type && places_.empty()) FindPlaces();
  const TreeDetail& detail = *tree_.detail();
  FilterBy(set, [&](NodeId id) {
    std::uint32_t place = detail.Of(id).position;
    const NodeId parent = tree_[id].parent;
    std::uint32_t count = parent == kNoNode ? place : detail.Of(parent).children;
    if (part.of_type) {
      place = places_[id].of_type;
      count = places_[id].same_type;
    }
    if (part.from_end) place = count - place + 1;
    return IsNth(place, part.step, part.offset);
  });
}

void SelectorDocument::FilterByList(const Part& part, NodeSet& set) {
  NodeSet any(tree_.size(), false);
  for (const Complex& complex : part.list) {
    Unite(any, part.kind == Kind::kHasInside ? MatchRelative(complex) : MatchComplex(complex));
  }
  const bool wanted = part.kind != Kind::kNot;
  FilterBy(set, [&](NodeId id) { return any[id] == wanted; });
}

// The text is searched once for the whole document; an element contains what begins and ends
// within its own range.
void SelectorDocument::FilterByText(const std::string& text, NodeSet& set) {
  if (spans_.empty()) FindTexts();
  std::vector<std::uint32_t> found;
  for (std::size_t at = text_.find(text); at != std::string::npos; at = text_.find(text, at + 1)) {
    found.push_back(static_cast<std::uint32_t>(at));
  }
  FilterBy(set, [&](NodeId id) {
    const auto at = std::lower_bound(found.begin(), found.end(), spans_[id].begin);
    return at != found.end() && *at + text.size() <= spans_[id].end;
  });
}

bool SelectorDocument::IsEmpty(NodeId id) const {
  if (tree_.detail()->Of(id).children > 0) return false;
  for (NodeId at = id + 1; at < tree_[id].end; ++at) {
    if (!IsElement(at) && !TrimSpace(tree_.Text(at)).empty()) return false;
  }
  return true;
}

NodeSet SelectorDocument::Onward(Combinator combinator, const NodeSet& set) {
  NodeSet out(tree_.size(), false);
  if (combinator == Combinator::kNext || combinator == Combinator::kLater) {
    if (places_.empty()) FindPlaces();
  }
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const NodeId parent = tree_[id].parent;
    switch (combinator) {
      case Combinator::kDescendant:  // parents stand before their children
        out[id] = parent != kNoNode && (set[parent] || out[parent]);
        break;
      case Combinator::kChild:
        out[id] = parent != kNoNode && set[parent];
        break;
      case Combinator::kNext:
      case Combinator::kLater: {
        if (!IsElement(id) || places_[id].before == kNoNode) break;
        const NodeId before = places_[id].before;
        const TreeDetail& detail = *tree_.detail();
        if (combinator == Combinator::kLater) {
          out[id] = set[before] || out[before];
        } else {  // nothing that the tree left out may stand between
          out[id] = set[before] && detail.Of(before).position + 1 == detail.Of(id).position;
        }
        break;
      }
    }
  }
  return out;
}

NodeSet SelectorDocument::Backward(Combinator combinator, const NodeSet& set) {
  NodeSet out(tree_.size(), false);
  if (combinator == Combinator::kNext || combinator == Combinator::kLater) {
    if (places_.empty()) FindPlaces();
  }
  for (NodeId id = tree_.size(); id-- > 0;) {
    const NodeId parent = tree_[id].parent;
    switch (combinator) {
      case Combinator::kDescendant:
        if (parent != kNoNode && (set[id] || out[id])) out[parent] = true;
        break;
      case Combinator::kChild:
        if (parent != kNoNode && set[id]) out[parent] = true;
        break;
      case Combinator::kNext:
      case Combinator::kLater: {
        if (!IsElement(id) || places_[id].before == kNoNode) break;
        const NodeId before = places_[id].before;
        const TreeDetail& detail = *tree_.detail();
        if (combinator == Combinator::kLater) {
          if (set[id] || out[id]) out[before] = true;
        } else if (set[id] && detail.Of(before).position + 1 == detail.Of(id).position) {
          out[before] = true;
        }
        break;
      }
    }
  }
  return out;
}

void SelectorDocument::FindPlaces() {
  places_.resize(tree_.size());
  const TreeDetail& detail = *tree_.detail();
  std::vector<NodeId> last(tree_.size() + 1, kNoNode);  // child seen, by parent; roots at the end
  std::unordered_map<std::uint64_t, std::uint32_t> counts;  // by parent and name
  const auto key = [&](NodeId id) {
    return std::uint64_t{tree_[id].parent} << 32 | detail.Of(id).name;
  };
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if (!IsElement(id)) continue;
    const NodeId parent = tree_[id].parent;
    NodeId& before = last[parent == kNoNode ? tree_.size() : parent];
    places_[id].before = before;
    before = id;
    places_[id].of_type = ++counts[key(id)];
  }
  for (NodeId id = 0; id < tree_.size(); ++id) {
    if (IsElement(id)) places_[id].same_type = counts[key(id)];
  }
}

void SelectorDocument::FindTexts() {
  spans_.resize(tree_.size());
  std::vector<NodeId> open;
  const auto space = [&] {
    if (!text_.empty() && text_.back() != ' ') text_ += ' ';
  };
  const auto close = [&] {
    spans_[open.back()].end = static_cast<std::uint32_t>(text_.size());
    if (IsBlock(tree_[open.back()].tag)) space();
    open.pop_back();
  };
  for (NodeId id = 0; id < tree_.size(); ++id) {
    while (!open.empty() && id >= tree_[open.back()].end) close();
    const Tag tag = tree_[id].tag;
    if (tag == Tag::kScript) {  // its JSON is no text
      id = tree_[id].end - 1;
      continue;
    }
    if (tag == Tag::kText) {
      const std::string_view text = tree_.Text(id);
      const std::string collapsed = CollapseSpace(text);
      const std::size_t first = text.find(collapsed.substr(0, 1));
      if (collapsed.empty() || first != 0) space();
      text_ += collapsed;
      const bool ends_open = !collapsed.empty() && !text.ends_with(collapsed.back());
      if (ends_open) space();
      continue;
    }
    if (IsBlock(tag) || tag == Tag::kBr) space();
    spans_[id].begin = static_cast<std::uint32_t>(text_.size());
    open.push_back(id);
  }
  while (!open.empty()) close();
}

std::vector<NodeId> CssSelector::Select(SelectorDocument& document) const {
  const NodeSet set = document.Match(*list_);
  std::vector<NodeId> out;
  for (NodeId id = 0; id < document.tree().size(); ++id) {
    if (set[id]) out.push_back(id);
  }
  return out;
}

}  // namespace isnad::page
