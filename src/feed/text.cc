#include "feed/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "base/utf8.h"
#include "feed/entities.h"

namespace isnad::feed {
namespace {

using std::string_view;

bool IsLetter(char c) { return AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Elements inside a line, which leave no space behind.
bool IsInline(string_view name) {
  constexpr string_view kInline[] = {
      "a",   "abbr",   "acronym", "b",   "bdi", "bdo",  "big", "cite", "code", "del",   "dfn",
      "em",  "font",   "i",       "ins", "kbd", "mark", "q",   "s",    "samp", "small", "span",
      "sub", "strike", "strong",  "sup", "tt",  "u",    "var", "wbr",  "nobr"};
  return std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline);
}

struct Tag {
  std::size_t end = 0;  // one past '>'; 0: no tag starts here
  std::string name;     // lower case; "!" for comments and declarations
  bool closing = false;
};

// Searches that found nothing are not made again: text full of '<' stays linear.
class TagReader {
 public:
  explicit TagReader(string_view text) : text_(text) {}

  Tag At(std::size_t at) {
    Tag tag;
    std::size_t i = at + 1;
    if (i >= text_.size()) return tag;
    if (text_.substr(at).starts_with("<!--")) {
      const std::size_t close = Find("-->", at + 4, no_comment_end_);
      tag.end = close == string_view::npos ? text_.size() : close + 3;
      tag.name = "!";
      return tag;
    }
    if (text_[i] == '/') {
      tag.closing = true;
      ++i;
    }
    const bool declaration = !tag.closing && (text_[i] == '!' || text_[i] == '?') &&
                             i + 1 < text_.size() && IsLetter(text_[i + 1]);
    if (i >= text_.size() || (!IsLetter(text_[i]) && !declaration)) return tag;
    std::size_t name_end = i;
    while (name_end < text_.size() && (IsLetter(text_[name_end]) || text_[name_end] == '-' ||
                                       text_[name_end] == ':' || IsDigit(text_[name_end]))) {
      ++name_end;
    }
    // "<someone@example.net>" and "<3>" are text.
    constexpr string_view kBehindName = "> /\t\r\n\f";
    if (name_end >= text_.size() || kBehindName.find(text_[name_end]) == string_view::npos)
      return tag;
    const std::size_t close = CloseOf(name_end);
    if (close == string_view::npos) return tag;
    tag.name = declaration ? "!" : LowerAscii(text_.substr(i, name_end - i));
    tag.end = close + 1;
    return tag;
  }

  // Where the text behind `</name` starts, from `at` on; npos where it is never closed.
  std::size_t SkipRaw(string_view name, std::size_t at) {
    bool& none = name == "script" ? no_script_end_ : no_style_end_;
    while (!none) {
      const std::size_t open = Find("</", at, no_close_);
      if (open == string_view::npos) {
        none = true;
        break;
      }
      if (EqualsIgnoringCase(text_.substr(open + 2, name.size()), name)) {
        const std::size_t close = Find(">", open, no_close_);
        return close == string_view::npos ? text_.size() : close + 1;
      }
      at = open + 2;
    }
    return string_view::npos;
  }

 private:
  static constexpr int kMaxValues = 64;  // quoted attributes of one tag

  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  // The '>' of a tag, quoted ones skipped; a quote that never closes is a character.
  std::size_t CloseOf(std::size_t at) {
    int values = 0;
    for (std::size_t i = at; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '>') return i;
      if (c == '<') return string_view::npos;
      if (c != '"' && c != '\'') continue;
      // Only a value is quoted ("=" before), so that an apostrophe swallows nothing.
      if (i == 0 || (text_[i - 1] != '=' && !IsSpace(text_[i - 1]))) continue;
      const std::size_t quote =
          Find(c == '"' ? "\"" : "'", i + 1, c == '"' ? no_double_ : no_single_);
      if (quote == string_view::npos) continue;
      if (++values > kMaxValues)
        return string_view::npos;  // each start may look so far, no farther
      i = quote;
    }
    return string_view::npos;
  }

  std::size_t Find(string_view what, std::size_t from, bool& none) {
    if (none) return string_view::npos;
    const std::size_t found = text_.find(what, from);
    none = found == string_view::npos;
    return found;
  }

  string_view text_;
  bool no_comment_end_ = false, no_script_end_ = false, no_style_end_ = false, no_close_ = false;
  bool no_double_ = false, no_single_ = false;
};

}  // namespace

std::string LowerAscii(string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), AsciiLower);
  return out;
}

bool EqualsIgnoringCase(string_view a, string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return AsciiLower(x) == AsciiLower(y);
         });
}

std::string PlainText(string_view html) {
  if (html.find_first_of("<&") == string_view::npos) return CollapseSpace(html);
  std::string out;
  out.reserve(html.size());
  TagReader reader(html);
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t special = std::min(html.find_first_of("<&", at), html.size());
    out.append(html, at, special - at);
    at = special;
    if (at == html.size()) break;
    if (html[at] == '&') {
      const std::size_t length = DecodeReference(html, at, BareNames::kRead, out);
      if (length == 0) out += '&';
      at += std::max<std::size_t>(length, 1);
      continue;
    }
    const Tag tag = reader.At(at);
    if (tag.end == 0) {
      out += '<';
      ++at;
      continue;
    }
    at = tag.end;
    if (!tag.closing && (tag.name == "script" || tag.name == "style")) {
      const std::size_t behind = reader.SkipRaw(tag.name, at);
      if (behind != string_view::npos) at = behind;
    }
    if (tag.name != "!" && !IsInline(tag.name)) out += ' ';
  }
  return CollapseSpace(out);
}

bool LooksLikeHtml(string_view text) {
  TagReader reader(text);
  std::string ignored;
  for (std::size_t at = text.find_first_of("<&"); at != string_view::npos;
       at = text.find_first_of("<&", at + 1)) {
    if (text[at] == '<' ? reader.At(at).end != 0
                        : DecodeReference(text, at, BareNames::kRefused, ignored) != 0) {
      return true;
    }
  }
  return false;
}

bool DecodeBase64(string_view text, std::string& out) {
  static constexpr string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static const std::array<std::int8_t, 256> kValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
      values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    }
    return values;
  }();
  std::uint32_t bits = 0;
  int held = 0;
  bool padded = false;
  for (const char c : text) {
    if (IsSpace(c)) continue;
    if (c == '=') {
      padded = true;
      continue;
    }
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0 || padded) return false;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>((bits >> held) & 0xFF);
    }
  }
  return true;
}

void AppendEscaped(std::string& out, string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t special = std::min(text.find_first_of("<>&\"", at), text.size());
    out.append(text, at, special - at);
    if (special == text.size()) return;
    const char c = text[special];
    out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;";
    at = special + 1;
  }
}

std::string PersonName(string_view text) {
  std::string name = CollapseSpace(text);
  const auto looks_like_address = [](string_view part) {
    return part.find('@') != string_view::npos && part.find(' ') == string_view::npos;
  };
  // RSS 2.0: "address (name)"; "name (address)" and "name <address>" are met as well.
  const std::size_t open = name.find_last_of("(<");
  if (open == std::string::npos || (name.back() != ')' && name.back() != '>')) return name;
  const std::string_view whole = name;
  const string_view before = TrimSpace(whole.substr(0, open));
  const string_view inside = TrimSpace(whole.substr(open + 1, whole.size() - open - 2));
  if (looks_like_address(before) && !inside.empty()) return std::string(inside);
  if (looks_like_address(inside) && !before.empty()) return std::string(before);
  return name;
}

}  // namespace isnad::feed
