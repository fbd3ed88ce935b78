#include "feed/markup_copy.h"

#include <algorithm>

#include "base/utf8.h"
#include "feed/text.h"

namespace isnad::feed {
namespace {

using std::string_view;

bool IsVoid(string_view name) {
  constexpr string_view kNames[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                    "input", "link", "meta", "param", "source", "track", "wbr"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

void MarkupCopy::Clear() { *this = MarkupCopy(); }

void MarkupCopy::Text(string_view text) {
  if (text.empty()) return;
  if (!has_markup_) {
    out_ += text;
    return;
  }
  CloseStartTag();
  if (open_.empty() && !TrimSpace(text).empty()) text_outside_ = true;
  AppendEscaped(out_, text);
}

void MarkupCopy::Start(string_view qualified, std::span<const XmlAttribute> attributes,
                       const NamespaceScope& scope) {
  if (!has_markup_) {  // what came so far was characters; now it is HTML
    has_markup_ = true;
    text_outside_ = !TrimSpace(out_).empty();
    std::string escaped;
    AppendEscaped(escaped, out_);
    out_ = std::move(escaped);
  }
  CloseStartTag();
  if (open_.empty()) ++roots_;
  const XmlName name = scope.Element(qualified);
  Open open{std::string(name.local), {}};
  out_ += '<';
  out_ += open.name;
  if (name.space == Space::kOther) {  // svg, mathml: said where it changes
    open.address = scope.Address(qualified);
    if (!open.address.empty() && (open_.empty() || open_.back().address != open.address)) {
      out_ += " xmlns=\"";
      AppendEscaped(out_, open.address);
      out_ += '"';
    }
  }
  for (const auto& [attribute, value] : attributes) {
    if (attribute == "xmlns" || attribute.starts_with("xmlns:")) continue;
    out_ += ' ';
    out_ += attribute;
    out_ += "=\"";
    AppendEscaped(out_, value);
    out_ += '"';
  }
  in_start_tag_ = true;
  open_.push_back(std::move(open));
}

void MarkupCopy::End() {
  if (open_.empty()) return;
  const std::string& name = open_.back().name;
  if (in_start_tag_ && IsVoid(name)) {
    out_ += " />";
    in_start_tag_ = false;
  } else {
    CloseStartTag();
    out_ += "</" + name + ">";
  }
  open_.pop_back();
}

void MarkupCopy::CloseStartTag() {
  if (in_start_tag_) out_ += '>';
  in_start_tag_ = false;
}

string_view MarkupCopy::InsideDiv() const {
  const string_view whole = TrimSpace(value());
  constexpr string_view kEnd = "</div>";
  if (!has_markup_ || roots_ != 1 || text_outside_ || !whole.ends_with(kEnd)) return whole;
  if (!whole.starts_with("<div>") && !whole.starts_with("<div ")) return whole;
  const std::size_t begin = whole.find('>') + 1;  // in attributes it stands escaped
  return TrimSpace(whole.substr(begin, whole.size() - begin - kEnd.size()));
}

}  // namespace isnad::feed
