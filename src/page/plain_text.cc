#include "page/plain_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

// Those met where text was escaped twice; the rest of HTML's 2,231 names is the parser's business.
constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
    {"amp", "&"},         {"quot", "\""},       {"lt", "<"},          {"gt", ">"},
    {"apos", "'"},        {"nbsp", " "},        {"rsquo", "\u2019"},  {"lsquo", "\u2018"},
    {"rdquo", "\u201D"},  {"ldquo", "\u201C"},  {"sbquo", "\u201A"},  {"bdquo", "\u201E"},
    {"laquo", "\u00AB"},  {"raquo", "\u00BB"},  {"ndash", "\u2013"},  {"mdash", "\u2014"},
    {"hellip", "\u2026"}, {"eacute", "\u00E9"}, {"egrave", "\u00E8"}, {"agrave", "\u00E0"},
    {"ccedil", "\u00E7"}, {"ecirc", "\u00EA"},  {"ocirc", "\u00F4"},  {"auml", "\u00E4"},
    {"ouml", "\u00F6"},   {"uuml", "\u00FC"},   {"Auml", "\u00C4"},   {"Ouml", "\u00D6"},
    {"Uuml", "\u00DC"},   {"szlig", "\u00DF"},  {"aacute", "\u00E1"}, {"iacute", "\u00ED"},
    {"oacute", "\u00F3"}, {"uacute", "\u00FA"}, {"ntilde", "\u00F1"}, {"euro", "\u20AC"},
    {"copy", "\u00A9"},   {"reg", "\u00AE"},    {"trade", "\u2122"},  {"middot", "\u00B7"},
    {"bull", "\u2022"},   {"deg", "\u00B0"},    {"zwnj", "\u200C"},   {"rlm", "\u200F"},
    {"lrm", "\u200E"}};

constexpr std::size_t kMaxReference = 12;  // bytes between "&" and ";"

bool IsScalar(std::uint32_t value) {
  return value >= 0x20 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF) &&
         !(value >= 0x7F && value <= 0x9F);
}

// Appends what `name` (between "&" and ";") stands for; false where it is nothing known.
bool AppendReference(std::string_view name, std::string& out) {
  if (name.size() > 1 && name.front() == '#') {
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (error != std::errc() || end != digits.data() + digits.size() || !IsScalar(value)) {
      return false;
    }
    AppendUtf8(out, static_cast<char32_t>(value));
    return true;
  }
  const auto* at = std::find_if(std::begin(kNamed), std::end(kNamed),
                                [&](const auto& entry) { return entry.first == name; });
  if (at == std::end(kNamed)) return false;
  out += at->second;
  return true;
}

std::string Resolved(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, kMaxReference).find(';');
    if (end != std::string_view::npos && AppendReference(text.substr(1, end - 1), out)) {
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

// Does an inline tag begin at `text` ("<" first)? Its length, 0 where it is none.
std::size_t TagLength(std::string_view text) {
  static constexpr std::array<std::string_view, 11> kTags = {
      "b", "i", "em", "strong", "span", "br", "u", "sup", "sub", "p", "font"};
  constexpr std::size_t kMaxTag = 200;
  const std::size_t end = text.substr(0, kMaxTag).find('>');
  if (end == std::string_view::npos) return 0;
  std::string_view name = text.substr(1, end - 1);
  if (name.starts_with('/')) name.remove_prefix(1);
  name = name.substr(0, name.find_first_of(" /"));
  const bool known = std::any_of(kTags.begin(), kTags.end(), [&](std::string_view tag) {
    return EqualsIgnoringCase(name, tag);
  });
  return known ? end + 1 : 0;
}

}  // namespace

std::string PlainText(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return CollapseSpace(text);
  std::string out(text);
  for (int round = 0; round < 2 && out.find('&') != std::string::npos; ++round) {
    out = Resolved(out);
  }
  return CollapseSpace(out);
}

std::string WithoutInlineTags(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('<'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::size_t length = TagLength(text);
    if (length == 0) out += '<';
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace isnad::page
