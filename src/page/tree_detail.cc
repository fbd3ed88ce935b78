#include "page/tree_detail.h"

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

// A document may invent names without end; what lies behind is one name that nobody asks for.
constexpr std::size_t kMaxNames = 20'000;
constexpr std::size_t kMaxNameBytes = 200;

std::string Wellformed(std::string_view text) {
  return IsUtf8(text) ? std::string(text) : RepairUtf8(text);
}

}  // namespace

std::uint32_t TreeDetail::NameId(std::string_view lower) const {
  const auto at = ids_.find(std::string(lower));
  return at == ids_.end() ? kNoName : at->second;
}

std::optional<std::string_view> TreeDetail::Get(NodeId id, std::uint32_t name) const {
  const Element element = Of(id);
  if (name == kNoName || element.name == kNoName) return std::nullopt;
  for (std::uint32_t i = 0; i < element.attributes; ++i) {
    const Attribute& attribute = attributes_[element.first_attribute + i];
    if (attribute.name == name) {
      return std::string_view(arena_).substr(attribute.begin, attribute.size);
    }
  }
  return std::nullopt;
}

void TreeDetail::CountChild(NodeId parent) {
  ++(parent < elements_.size() ? elements_[parent].children : roots_);
}

void TreeDetail::AddElement(NodeId id, NodeId parent, std::string_view name) {
  Element element;
  element.name = Intern(name);
  element.position = parent < elements_.size() ? elements_[parent].children : roots_;
  element.first_attribute = static_cast<std::uint32_t>(attributes_.size());
  elements_.resize(id + 1);  // text nodes in between have no facts
  elements_[id] = element;
}

void TreeDetail::AddAttribute(std::string_view name, std::string_view value) {
  const std::uint32_t key = Intern(name);
  Element& element = elements_.back();
  for (std::uint32_t i = element.first_attribute; i < attributes_.size(); ++i) {
    if (attributes_[i].name == key) return;  // the first of duplicates counts
  }
  const std::string text = Wellformed(value);
  attributes_.push_back(
      {key, static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(text.size())});
  arena_ += text;
  ++element.attributes;
}

std::uint32_t TreeDetail::Intern(std::string_view name) {
  std::string lower = AsciiLower(Wellformed(name.substr(0, kMaxNameBytes)));
  if (names_.size() >= kMaxNames && !ids_.contains(lower)) lower.clear();
  const auto [at, fresh] = ids_.try_emplace(lower, static_cast<std::uint32_t>(names_.size()));
  if (fresh) names_.push_back(std::move(lower));
  return at->second;
}

}  // namespace isnad::page
