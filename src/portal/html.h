#pragma once

// Typed HTML: text enters a page only through Text, Attr or SafeUrl, each of which escapes; markup
// only through Element, whose names are checked when the program is compiled. Raw is the one way
// round it; it takes literals only, and every use of it can be found by grep.
//
//   Element("h2", {Class("title")}, Link(url, Bdi(title)))
//
// Text drops what could reorder or hide its surroundings: control characters and the bidi
// embedding, override and isolate characters (U+202A..202E, U+2066..2069); <bdi> does their work
// here. Marks (U+200E, U+200F, U+061C) and joiners, which spelling needs, stay. Limits of
// attributes: no event handlers, no style, and addresses only by SafeUrl. Source: HTML Living
// Standard, 13.1.2 (writing HTML), WAI-ARIA 1.2 for the attribute names used.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace isnad::portal {

// Appends `text` so that it is inert in element content and in double-quoted attribute values.
void AppendEscaped(std::string& out, std::string_view text);

// An address that a link may have: http(s) for outside ones, a path for our own. Empty when what it
// was made of is neither (javascript:, data:, //host, user@host …).
class SafeUrl {
 public:
  SafeUrl() = default;
  // An absolute http(s) URL, normalised by base/url; empty otherwise.
  [[nodiscard]] static SafeUrl External(std::string_view url);
  // One of our own addresses, from a literal: "/about".
  template <std::size_t kSize>
  [[nodiscard]] static SafeUrl Local(const char (&path)[kSize]) {
    return SafeUrl(std::string(path, kSize - 1));
  }
  // `segment` is percent-encoded and stands behind the literal: Local("/outlet/", slug).
  template <std::size_t kSize>
  [[nodiscard]] static SafeUrl Local(const char (&path)[kSize], std::string_view segment) {
    return SafeUrl(std::string(path, kSize - 1) + Encode(segment));
  }
  template <std::size_t kSize>
  [[nodiscard]] static SafeUrl Local(const char (&path)[kSize], std::int64_t id) {
    return SafeUrl(std::string(path, kSize - 1) + std::to_string(id));
  }
  // With one more segment, percent-encoded: "/compare/7" and "5" make "/compare/7/5".
  [[nodiscard]] SafeUrl Under(std::string_view segment) const {
    return SafeUrl(text_ + "/" + Encode(segment));
  }
  // With one more query parameter, both parts percent-encoded.
  [[nodiscard]] SafeUrl With(std::string_view name, std::string_view value) const;

  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  explicit SafeUrl(std::string text) : text_(std::move(text)) {}
  static std::string Encode(std::string_view segment);
  std::string text_;
};

// The name of an element or attribute, checked at compile time.
class TagName {
 public:
  consteval TagName(const char* name) : name_(name) {  // NOLINT(*-explicit-*): a literal is one
    if (name_.empty()) throw "an element needs a name";
    for (const char c : name_) {
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) throw "not an element name";
    }
    for (const std::string_view banned : {"script", "style", "iframe", "object", "embed", "base"}) {
      if (name_ == banned) throw "not an element of ours";
    }
  }
  [[nodiscard]] std::string_view text() const { return name_; }
  [[nodiscard]] bool is_void() const;

 private:
  std::string_view name_;
};

class AttrName {
 public:
  consteval AttrName(const char* name) : name_(name) {  // NOLINT(*-explicit-*)
    for (const char c : name_) {
      const bool digit = c >= '0' && c <= '9';  // of drawings: x1, y2
      if (!((c >= 'a' && c <= 'z') || c == '-' || digit)) throw "not an attribute name";
    }
    if (name_.empty() || name_.starts_with("on") || name_ == "style") throw "scripts and styles";
    for (const std::string_view address :
         {"href", "src", "action", "formaction", "srcset", "poster", "cite", "ping", "data",
          "srcdoc", "background"}) {
      if (name_ == address) throw "addresses go through Href, Src and Action";
    }
  }
  [[nodiscard]] std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

// ` name="value"`, escaped; or nothing.
class Attr {
 public:
  Attr() = default;  // no attribute
  Attr(AttrName name, std::string_view value);
  explicit Attr(AttrName name);  // without a value: `required`
  [[nodiscard]] const std::string& markup() const { return markup_; }

  // Nothing when the URL is empty.
  friend Attr Href(const SafeUrl& url);
  friend Attr Src(const SafeUrl& url);
  friend Attr Action(const SafeUrl& url);

 private:
  std::string markup_;
};
Attr Href(const SafeUrl& url);
Attr Src(const SafeUrl& url);
Attr Action(const SafeUrl& url);
[[nodiscard]] inline Attr Class(std::string_view names) { return {"class", names}; }
[[nodiscard]] inline Attr AttrIf(bool condition, AttrName name, std::string_view value) {
  return condition ? Attr(name, value) : Attr();
}

using Attrs = std::initializer_list<Attr>;

// A piece of a page: well-formed by construction. Text and elements put behind each other.
class Html {
 public:
  Html() = default;
  Html& operator+=(const Html& other) {
    markup_ += other.markup_;
    return *this;
  }
  [[nodiscard]] bool empty() const { return markup_.empty(); }
  [[nodiscard]] const std::string& markup() const { return markup_; }

  friend Html Text(std::string_view text);
  friend Html OwnScript(const SafeUrl& local);
  template <std::size_t kSize>
  friend Html Raw(const char (&literal)[kSize]);
  friend Html OpenTag(TagName tag, Attrs attributes);
  friend Html CloseTag(TagName tag, Html open, std::initializer_list<const Html*> children);

 private:
  std::string markup_;
};

[[nodiscard]] Html Text(std::string_view text);

// Markup as it stands, for drawings and the doctype. Literals only.
template <std::size_t kSize>
[[nodiscard]] Html Raw(const char (&literal)[kSize]) {
  Html html;
  html.markup_.assign(literal, kSize - 1);
  return html;
}

// `<script src defer>` of one of our own files; there is no other way to a script. Nothing when the
// address is empty.
[[nodiscard]] Html OwnScript(const SafeUrl& local);

[[nodiscard]] Html OpenTag(TagName tag, Attrs attributes);
[[nodiscard]] Html CloseTag(TagName tag, Html open, std::initializer_list<const Html*> children);

// `<tag attributes>children</tag>`; void elements have neither children nor end tag.
template <typename... Children>
[[nodiscard]] Html Element(TagName tag, Attrs attributes, const Children&... children) {
  return CloseTag(tag, OpenTag(tag, attributes), {&children...});
}

template <typename... Parts>
[[nodiscard]] Html Join(const Parts&... parts) {
  Html html;
  (html += ... += parts);
  return html;
}

// Text from outside, set apart from the direction of what surrounds it.
[[nodiscard]] Html Bdi(std::string_view text);

// A link where the URL is safe, else its content alone.
[[nodiscard]] Html Link(const SafeUrl& url, const Html& content, const Attr& attribute = {});

}  // namespace isnad::portal
