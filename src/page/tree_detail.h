#pragma once

// What selectors ask of a document beyond what extraction reads: every element's own name, all of
// its attributes, and its place among its siblings, those counted that the tree leaves out (styles,
// drawings, frames …), so that ":nth-child(2)" means here what it means in a browser. Made only for
// trees parsed with Markup::kDetailed; nothing else pays for it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace isnad::page {

using NodeId = std::uint32_t;

class TreeDetail {
 public:
  static constexpr std::uint32_t kNoName = 0xFFFFFFFF;

  // A node's own facts; of text nodes the name is kNoName and the rest means nothing.
  struct Element {
    std::uint32_t name = kNoName;
    std::uint32_t position = 0;  // among its parent's elements, from 1
    std::uint32_t children = 0;  // elements, kept in the tree or not
    std::uint32_t first_attribute = 0;
    std::uint32_t attributes = 0;
  };

  [[nodiscard]] Element Of(NodeId id) const {
    return id < elements_.size() ? elements_[id] : Element();
  }
  // The number that stands for an element's or attribute's name (lower case); kNoName where the
  // document has no such name.
  [[nodiscard]] std::uint32_t NameId(std::string_view lower) const;
  [[nodiscard]] std::string_view NameOf(std::uint32_t name) const { return names_[name]; }
  // The value of an attribute by its name's number; "" is a value too.
  [[nodiscard]] std::optional<std::string_view> Get(NodeId id, std::uint32_t name) const;
  [[nodiscard]] std::optional<std::string_view> Get(NodeId id, std::string_view lower) const {
    return Get(id, NameId(lower));
  }

  // Building, in document order: a child is counted, then added if the tree keeps it, then given
  // its attributes. `parent` of the root is kNoName.
  void CountChild(NodeId parent);
  void AddElement(NodeId id, NodeId parent, std::string_view name);
  void AddAttribute(std::string_view name, std::string_view value);

 private:
  struct Attribute {
    std::uint32_t name;
    std::uint32_t begin;  // of the value, in the arena
    std::uint32_t size;
  };

  std::uint32_t Intern(std::string_view name);

  std::vector<Element> elements_;  // by node
  std::vector<Attribute> attributes_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::string arena_;
  std::uint32_t roots_ = 0;
};

}  // namespace isnad::page
