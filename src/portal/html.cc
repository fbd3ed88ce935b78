#include "portal/html.h"

#include <algorithm>
#include <array>

#include "base/url.h"
#include "base/utf8.h"

namespace isnad::portal {
namespace {

constexpr std::array<std::string_view, 7> kVoidElements = {"br",   "hr",   "img", "input",
                                                           "link", "meta", "wbr"};

// Controls that HTML forbids or a page must not obey (see the header).
bool IsDropped(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

std::string_view Entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

void AppendEscaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    // Arabic letters and ASCII, which is nearly everything: two-byte sequences up to U+07FF hold
    // only the C1 controls (lead byte C2) of what is dropped.
    if (byte >= 0x20 && byte < 0x7F) {
      const std::string_view entity = Entity(text[at]);
      entity.empty() ? out.append(1, text[at]) : out.append(entity);
      ++at;
      continue;
    }
    const CodePoint point = DecodeAt(text, at);
    if (!IsDropped(point.value)) {
      point.value == kReplacementCharacter ? AppendUtf8(out, point.value)
                                           : void(out.append(text, at, point.length_bytes));
    }
    at += point.length_bytes;
  }
}

SafeUrl SafeUrl::External(std::string_view url) {
  auto parsed = Url::Parse(url);
  if (!parsed) return {};
  return SafeUrl(parsed->text());
}

std::string SafeUrl::Encode(std::string_view segment) { return PercentEncode(segment); }

SafeUrl SafeUrl::With(std::string_view name, std::string_view value) const {
  const char separator = text_.find('?') == text_.npos ? '?' : '&';
  return SafeUrl(text_ + separator + PercentEncode(name) + '=' + PercentEncode(value));
}

bool TagName::is_void() const {
  return std::find(kVoidElements.begin(), kVoidElements.end(), name_) != kVoidElements.end();
}

Attr::Attr(AttrName name, std::string_view value) {
  markup_.append(" ").append(name.text()).append("=\"");
  AppendEscaped(markup_, value);
  markup_ += '"';
}

Attr::Attr(AttrName name) { markup_.append(" ").append(name.text()); }

namespace {

std::string UrlMarkup(std::string_view name, const SafeUrl& url) {
  std::string markup;
  if (url.empty()) return markup;
  markup.append(" ").append(name).append("=\"");
  AppendEscaped(markup, url.text());
  markup += '"';
  return markup;
}

}  // namespace

Attr Href(const SafeUrl& url) {
  Attr attribute;
  attribute.markup_ = UrlMarkup("href", url);
  return attribute;
}

Attr Src(const SafeUrl& url) {
  Attr attribute;
  attribute.markup_ = UrlMarkup("src", url);
  return attribute;
}

Attr Action(const SafeUrl& url) {
  Attr attribute;
  attribute.markup_ = UrlMarkup("action", url);
  return attribute;
}

Html OwnScript(const SafeUrl& local) {
  Html html;
  if (local.text().starts_with('/')) {
    html.markup_ = "<script" + Src(local).markup() + " defer></script>";
  }
  return html;
}

Html Text(std::string_view text) {
  Html html;
  html.markup_.reserve(text.size());
  AppendEscaped(html.markup_, text);
  return html;
}

Html OpenTag(TagName tag, Attrs attributes) {
  Html html;
  html.markup_.append("<").append(tag.text());
  for (const Attr& attribute : attributes) html.markup_ += attribute.markup();
  html.markup_ += '>';
  return html;
}

Html CloseTag(TagName tag, Html open, std::initializer_list<const Html*> children) {
  if (tag.is_void()) return open;
  for (const Html* child : children) open += *child;
  open.markup_.append("</").append(tag.text()).append(">");
  return open;
}

Html Bdi(std::string_view text) { return Element("bdi", {}, Text(text)); }

Html Link(const SafeUrl& url, const Html& content, const Attr& attribute) {
  return url.empty() ? content : Element("a", {Href(url), attribute}, content);
}

}  // namespace isnad::portal
