#include "fetch/html_links.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/url_text.h"
#include "fetch/header_field.h"

namespace isnad::fetch {
namespace {

constexpr std::string_view kSpace = " \t\n\f\r";

// Elements whose content is text whatever it looks like.
constexpr std::string_view kRawText[] = {"script", "style",  "textarea", "title",
                                         "xmp",    "iframe", "noembed",  "noframes"};

struct Attribute {
  std::string_view name;
  std::string_view value;
};

std::optional<HtmlTag> TagOf(std::string_view name) {
  if (SameToken(name, "link")) return HtmlTag::kLink;
  if (SameToken(name, "a")) return HtmlTag::kAnchor;
  if (SameToken(name, "meta")) return HtmlTag::kMeta;
  if (SameToken(name, "base")) return HtmlTag::kBase;
  return std::nullopt;
}

void AppendUtf8(std::string& out, std::uint32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Reads one character reference at the start of `text`; the bytes it took, 0 where it is none.
// Only those that addresses and titles of feeds have: numbers, and the five of XML.
std::size_t AppendReference(std::string_view text, std::string& out) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (const auto& [name, c] : kNamed) {
    if (!text.starts_with(name)) continue;
    out += c;
    return name.size();
  }
  if (!text.starts_with("&#")) return 0;
  const bool is_hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  std::size_t at = is_hex ? 3 : 2;
  const std::size_t begin = at;
  std::uint32_t code = 0;
  for (; at < text.size() && at < begin + 8; ++at) {
    const int digit = HexValue(text[at]);
    if (digit < 0 || (!is_hex && digit > 9)) break;
    code = code * (is_hex ? 16U : 10U) + static_cast<std::uint32_t>(digit);
  }
  if (at == begin) return 0;
  AppendUtf8(out, code);
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

std::string Decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t taken = text.front() == '&' ? AppendReference(text, out) : 0;
    if (taken == 0) {
      out += text.front();
      taken = 1;
    }
    text.remove_prefix(taken);
  }
  return out;
}

class Scanner {
 public:
  Scanner(std::string_view html, const HtmlLinkLimits& limits)
      : html_(html.substr(0, limits.max_bytes)), limits_(limits) {}

  std::vector<HtmlLink> Run() {
    while (at_ < html_.size() && found_.size() < limits_.max_tags) {
      const std::size_t open = std::min(html_.find('<', at_), html_.size());
      TakeText(html_.substr(at_, open - at_));
      at_ = open;
      if (at_ < html_.size()) TakeMarkup();
    }
    return std::move(found_);
  }

 private:
  // At a "<". Leaves at_ behind what it was.
  void TakeMarkup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) return SkipBehind("-->", 4);
    if (rest.starts_with("<!") || rest.starts_with("<?")) return SkipBehind(">", 2);
    if (rest.starts_with("</")) {
      if (rest.size() > 3 && SameToken(rest.substr(2, 1), "a") && !IsAsciiLetter(rest[3])) {
        in_anchor_ = false;
      }
      return SkipBehind(">", 2);
    }
    if (rest.size() < 2 || !IsAsciiLetter(rest[1])) {
      ++at_;  // a "<" that opens nothing is text
      return;
    }
    TakeTag();
  }

  void TakeTag() {
    const std::size_t begin = ++at_;
    at_ = std::min(html_.find_first_of(" \t\n\f\r/>", begin), html_.size());
    const std::string_view name = html_.substr(begin, at_ - begin);
    const auto tag = TagOf(name);
    HtmlLink link;
    while (const auto attribute = NextAttribute()) {
      if (tag) Keep(*attribute, link);
    }
    if (tag) {
      link.tag = *tag;
      found_.push_back(std::move(link));
      if (*tag == HtmlTag::kAnchor) {
        in_anchor_ = true;
        anchor_ = found_.size() - 1;
      }
    }
    for (const std::string_view raw : kRawText) {
      if (SameToken(name, raw)) SkipRawText(raw);
    }
  }

  // Nullopt at the tag's end, with at_ behind its ">".
  std::optional<Attribute> NextAttribute() {
    at_ = std::min(html_.find_first_not_of(" \t\n\f\r/", at_), html_.size());
    if (at_ == html_.size()) return std::nullopt;
    if (html_[at_] == '>') {
      ++at_;
      return std::nullopt;
    }
    const std::size_t begin = at_;
    // A "=" in the first place is part of the name (WHATWG HTML 13.2.5.32).
    at_ = std::min(html_.find_first_of(" \t\n\f\r/>=", begin + 1), html_.size());
    Attribute out{html_.substr(begin, at_ - begin), {}};
    const std::size_t next = html_.find_first_not_of(kSpace, at_);
    if (next != html_.npos && html_[next] == '=') {
      at_ = next + 1;
      out.value = AttributeValue();
    }
    return out;
  }

  std::string_view AttributeValue() {
    at_ = std::min(html_.find_first_not_of(kSpace, at_), html_.size());
    if (at_ == html_.size()) return {};
    const char quote = html_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t begin = quoted ? at_ + 1 : at_;
    const std::size_t end = std::min(
        quoted ? html_.find(quote, begin) : html_.find_first_of(" \t\n\f\r>", begin), html_.size());
    at_ = quoted ? std::min(end + 1, html_.size()) : end;
    return html_.substr(begin, end - begin);
  }

  void Keep(const Attribute& attribute, HtmlLink& link) const {
    constexpr std::pair<std::string_view, std::string HtmlLink::*> kKept[] = {
        {"href", &HtmlLink::href},      {"rel", &HtmlLink::rel},   {"type", &HtmlLink::type},
        {"title", &HtmlLink::title},    {"name", &HtmlLink::name}, {"property", &HtmlLink::name},
        {"content", &HtmlLink::content}};
    if (attribute.value.size() > limits_.max_value_bytes) return;
    for (const auto& [name, value] : kKept) {
      if (SameToken(attribute.name, name) && (link.*value).empty()) {
        link.*value = Decode(attribute.value);
      }
    }
  }

  void TakeText(std::string_view text) {
    if (!in_anchor_) return;
    std::string& kept = found_[anchor_].text;
    if (kept.size() >= limits_.max_text_bytes) return;
    kept += Decode(text.substr(0, limits_.max_text_bytes));
    if (kept.size() > limits_.max_text_bytes) kept.resize(limits_.max_text_bytes);
  }

  void SkipBehind(std::string_view end, std::size_t from) {
    const std::size_t found = html_.find(end, at_ + from);
    at_ = found == html_.npos ? html_.size() : found + end.size();
  }

  // To the "</name" that ends it; a missing one swallows the rest, as in browsers.
  void SkipRawText(std::string_view name) {
    for (;;) {
      const std::size_t close = html_.find("</", at_);
      if (close == html_.npos) {
        at_ = html_.size();
        return;
      }
      at_ = close + 2;
      if (SameToken(html_.substr(at_, name.size()), name)) {
        at_ = close;
        return;
      }
    }
  }

  std::string_view html_;
  const HtmlLinkLimits& limits_;
  std::size_t at_ = 0;
  std::vector<HtmlLink> found_;
  bool in_anchor_ = false;
  std::size_t anchor_ = 0;
};

}  // namespace

std::vector<HtmlLink> ScanHtmlLinks(std::string_view html, const HtmlLinkLimits& limits) {
  return Scanner(html, limits).Run();
}

}  // namespace isnad::fetch
