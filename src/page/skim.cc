#include "page/skim.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/utf8.h"
#include "page/text.h"

namespace isnad::page {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
// The tree reads the first 64 attributes of an element; of those with more all are left.
constexpr std::size_t kManyAttributes = 48;
constexpr std::size_t kLongestName = 24;  // of elements and attributes that are told apart here
constexpr std::size_t kMaxOpenDrawing = 64;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool IsLetter(char c) {
  return static_cast<unsigned char>((static_cast<unsigned char>(c) | 0x20) - 'a') < 26;
}
// What ends the name of a tag or attribute, and what begins an attribute's value.
enum Ending : std::uint8_t { kEndsName = 1, kEndsAttribute = 2, kGap = 4 };
constexpr std::array<std::uint8_t, 256> kEndings = [] {
  std::array<std::uint8_t, 256> endings{};
  for (const char c : std::string_view(" \t\n\f\r/")) {
    endings[static_cast<unsigned char>(c)] = kEndsName | kEndsAttribute | kGap;
  }
  endings['>'] = kEndsName | kEndsAttribute;
  endings['='] = kEndsAttribute;
  return endings;
}();
bool Is(char c, Ending ending) { return (kEndings[static_cast<unsigned char>(c)] & ending) != 0; }
bool EndsName(char c) { return Is(c, kEndsName); }

// A short name in lower case; longer ones are "", since none of them is told apart.
class LowerName {
 public:
  explicit LowerName(std::string_view name) {
    if (name.size() > kLongestName) return;
    size_ = name.size();
    for (std::size_t i = 0; i < size_; ++i) {
      bytes_[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
    }
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kLongestName> bytes_;
  std::size_t size_ = 0;
};

// What a start tag does to the tokenizer.
enum class Effect : std::uint8_t {
  kNothing,
  kFormatting,  // its attributes tell it from others of its kind (13.2.4.3, Noah's Ark clause)
  kScript,
  kRawDropped,  // raw text that the tree drops
  kRawKept,     // raw or escapable raw text that it keeps
  kSelect,
  kDrawing,
  kUnclear,  // the scan ends here
};

Effect EffectOf(std::string_view name) {
  struct Row {
    std::string_view name;
    Effect effect;
  };
  // Sorted; a name is compared with the few of its first letter. Links are formatting elements too,
  // but of them the list never holds two (13.2.6.4.7).
  static constexpr Row kRows[] = {
      {"b", Effect::kFormatting},        {"big", Effect::kFormatting},
      {"code", Effect::kFormatting},     {"em", Effect::kFormatting},
      {"font", Effect::kFormatting},     {"frameset", Effect::kUnclear},
      {"i", Effect::kFormatting},        {"iframe", Effect::kRawDropped},
      {"isindex", Effect::kUnclear},     {"math", Effect::kUnclear},
      {"nobr", Effect::kFormatting},     {"noembed", Effect::kRawDropped},
      {"noframes", Effect::kRawDropped}, {"plaintext", Effect::kUnclear},
      {"s", Effect::kFormatting},        {"script", Effect::kScript},
      {"select", Effect::kSelect},       {"small", Effect::kFormatting},
      {"strike", Effect::kFormatting},   {"strong", Effect::kFormatting},
      {"style", Effect::kRawDropped},    {"svg", Effect::kDrawing},
      {"textarea", Effect::kRawDropped}, {"title", Effect::kRawKept},
      {"tt", Effect::kFormatting},       {"u", Effect::kFormatting},
      {"xmp", Effect::kRawKept}};
  static constexpr std::array<std::uint8_t, 27> kFirst = [] {
    std::array<std::uint8_t, 27> first{};
    std::size_t row = 0;
    for (std::size_t letter = 0; letter < 27; ++letter) {
      while (row < std::size(kRows) &&
             static_cast<std::size_t>(kRows[row].name[0] - 'a') < letter) {
        ++row;
      }
      first[letter] = static_cast<std::uint8_t>(row);
    }
    return first;
  }();
  if (name.empty() || name[0] < 'a' || name[0] > 'z') return Effect::kNothing;
  const auto letter = static_cast<std::size_t>(name[0] - 'a');
  for (std::size_t row = kFirst[letter]; row < kFirst[letter + 1]; ++row) {
    if (kRows[row].name == name) return kRows[row].effect;
  }
  return Effect::kNothing;
}

// Elements that a drawing may hold without anything in it being HTML (13.2.6.5). Sorted.
bool BelongsInDrawing(std::string_view name) {
  static constexpr std::string_view kNames[] = {"a",
                                                "animate",
                                                "animatemotion",
                                                "animatetransform",
                                                "circle",
                                                "clippath",
                                                "defs",
                                                "desc",
                                                "ellipse",
                                                "feblend",
                                                "fecolormatrix",
                                                "fecomposite",
                                                "feflood",
                                                "fegaussianblur",
                                                "femerge",
                                                "femergenode",
                                                "feoffset",
                                                "filter",
                                                "g",
                                                "image",
                                                "line",
                                                "lineargradient",
                                                "marker",
                                                "mask",
                                                "metadata",
                                                "path",
                                                "pattern",
                                                "polygon",
                                                "polyline",
                                                "radialgradient",
                                                "rect",
                                                "set",
                                                "stop",
                                                "style",
                                                "svg",
                                                "switch",
                                                "symbol",
                                                "text",
                                                "textpath",
                                                "title",
                                                "tspan",
                                                "use"};
  return std::binary_search(std::begin(kNames), std::end(kNames), name) ||
         name.find(':') != kNone;  // what drawing programs leave behind
}

class Skimmer {
 public:
  Skimmer(std::string_view html, bool (*keeps)(std::string_view), const SkimLimits& limits)
      : html_(html), keeps_(keeps), limits_(limits) {}

  Skimmed Run() {
    out_.reserve(std::min(html_.size() / 2, limits_.max_bytes));
    std::size_t at = 0;
    while (at != kNone && out_.size() + (at - copied_) <= limits_.max_bytes) at = NextMarkup(at);
    const std::string_view rest = html_.substr(copied_);
    const std::string_view fits =
        TruncateUtf8(rest, limits_.max_bytes - std::min(limits_.max_bytes, out_.size()));
    out_ += fits;
    return {std::move(out_), cut_ || fits.size() < rest.size()};
  }

 private:
  struct Tag {
    std::size_t name_end = 0;
    std::size_t end = kNone;  // behind its ">"
    bool closes_itself = false;
    bool odd = false;  // a slash between attributes: parsers differ over what it closes
  };

  // Behind the next piece of markup from `at` on, in the data state (13.2.5.1); kNone where the
  // scan ends.
  std::size_t NextMarkup(std::size_t at) {
    const std::size_t text = at;
    at = std::min(html_.find('<', at), html_.size());
    CutText(text, at);
    if (at + 1 >= html_.size()) return kNone;
    const char c = html_[at + 1];
    if (IsLetter(c)) return StartTag(at);
    if (c == '/') {
      if (at + 2 >= html_.size()) return kNone;
      if (IsLetter(html_[at + 2])) return EndTag(at);
      return BogusComment(at + 2);
    }
    if (c == '!') return html_.substr(at, 4) == "<!--" ? Comment(at) : BogusComment(at + 2);
    if (c == '?') return BogusComment(at + 1);
    return at + 1;
  }

  std::size_t BogusComment(std::size_t at) const {
    const std::size_t end = html_.find('>', at);
    return end == kNone ? kNone : end + 1;
  }

  // 13.2.5.43 to 51. A comment that "--!>" could end, or that is never ended, is unclear.
  std::size_t Comment(std::size_t at) {
    const std::size_t end = CommentEnd(at);
    if (end != kNone && end > at + 7) LeaveOut(at + 4, end - 3);
    return end;
  }

  std::size_t CommentEnd(std::size_t at) const {
    const std::size_t end = html_.find("-->", at + 2);
    if (end == kNone) return kNone;
    if (end < at + 4) return end + 3;  // "<!-->" and "<!--->"
    return html_.substr(at + 4, end - at - 4).find("--!") == kNone ? end + 3 : kNone;
  }

  std::size_t EndTag(std::size_t at) {
    const Tag tag = ReadTag(at + 2, Attributes::kPass);
    if (tag.end == kNone) return kNone;
    if (in_select_ && LowerName(NameAt(at + 2, tag)).view() == "select") in_select_ = false;
    return tag.end;
  }

  std::size_t StartTag(std::size_t at) {
    std::size_t name_end = at + 1;
    while (name_end < html_.size() && !EndsName(html_[name_end])) ++name_end;
    const LowerName name(html_.substr(at + 1, name_end - at - 1));
    const Effect effect = EffectOf(name.view());
    if (effect == Effect::kUnclear) return kNone;
    if (in_select_ && (effect == Effect::kRawDropped || effect == Effect::kRawKept)) return kNone;
    const Tag tag =
        ReadTag(at + 1, effect == Effect::kFormatting ? Attributes::kPass : Attributes::kLeaveOut);
    if (tag.end == kNone) return kNone;
    std::size_t next = tag.end;
    switch (effect) {
      case Effect::kScript:
        next = RawText(tag.end, "script", !HoldsData(at, tag.end));
        break;
      case Effect::kRawDropped:
        next = RawText(tag.end, name.view(), true);
        break;
      case Effect::kRawKept:
        next = RawText(tag.end, name.view(), false);
        break;
      case Effect::kDrawing:
        if (tag.odd) return kNone;
        if (!tag.closes_itself) next = Drawing(tag.end);
        break;
      case Effect::kSelect:
        in_select_ = true;
        break;
      default:
        break;
    }
    return next;
  }

  // Of a script's tag: does the tree keep what is inside? Character references could spell it.
  bool HoldsData(std::size_t begin, std::size_t end) const {
    const std::string_view tag = html_.substr(begin, end - begin);
    return tag.find('&') != kNone || ContainsIgnoringCase(tag, "ld+json");
  }

  // To the end tag of raw text that begins at `at` (13.2.5.2 to 32).
  std::size_t RawText(std::size_t at, std::string_view name, bool drop) {
    const std::size_t end = FindEndTag(at, name);
    if (end == kNone) return kNone;
    if (name == "script") {
      // Where a comment opens and then a script, the end tag may be the inner one's.
      const std::string_view inside = html_.substr(at, end - at);
      const std::size_t opens = inside.find("<!--");
      if (opens != kNone && ContainsIgnoringCase(inside.substr(opens), "<script")) return kNone;
    }
    if (drop) {
      LeaveOut(at, end);
    } else if (name != "script") {  // cut data would be none
      CutText(at, end);
    }
    return end;
  }

  std::size_t FindEndTag(std::size_t at, std::string_view name) const {
    for (at = html_.find("</", at); at != kNone; at = html_.find("</", at + 2)) {
      const std::size_t end = at + 2 + name.size();
      if (end >= html_.size()) return kNone;
      if (!EndsName(html_[end])) continue;
      if (EqualsIgnoringCase(html_.substr(at + 2, name.size()), name)) return at;
    }
    return kNone;
  }

  // From behind <svg> to its end tag, if nothing but drawing stands between.
  std::size_t Drawing(std::size_t begin) {
    std::vector<std::uint64_t> open = {Hash("svg")};
    for (std::size_t at = html_.find('<', begin); at != kNone; at = html_.find('<', at)) {
      if (at + 2 >= html_.size()) return kNone;
      if (html_[at + 1] == '!') {
        if (html_.substr(at, 4) != "<!--") return kNone;  // CDATA among others
        at = CommentEnd(at);
        continue;
      }
      const bool closes = html_[at + 1] == '/';
      const std::size_t name_begin = at + (closes ? 2 : 1);
      if (!IsLetter(html_[name_begin])) return kNone;
      const Tag tag = ReadTag(name_begin, Attributes::kPass);
      const LowerName name(NameAt(name_begin, tag));
      if (tag.end == kNone || tag.odd || !BelongsInDrawing(name.view())) return kNone;
      if (closes) {
        while (open.back() != Hash(name.view())) {
          open.pop_back();
          if (open.empty()) return kNone;
        }
        open.pop_back();
        if (open.empty()) {
          LeaveOut(begin, at);
          return tag.end;
        }
      } else {
        // Inside these two HTML is HTML again.
        if (open.back() == Hash("title") || open.back() == Hash("desc")) return kNone;
        if (!tag.closes_itself) open.push_back(Hash(name.view()));
        if (open.size() > kMaxOpenDrawing) return kNone;
      }
      at = tag.end;
    }
    return kNone;
  }

  std::string_view NameAt(std::size_t begin, const Tag& tag) const {
    return html_.substr(begin, tag.name_end - begin);
  }

  // What becomes of attributes that nobody reads.
  enum class Attributes : std::uint8_t { kPass, kLeaveOut };

  // 13.2.5.8 and 13.2.5.32 to 40; `at` is the name's first letter.
  Tag ReadTag(std::size_t at, Attributes unread) {
    Tag tag;
    while (at < html_.size() && !EndsName(html_[at])) ++at;
    tag.name_end = at;
    unread_.clear();
    for (std::size_t count = 0;; ++count) {
      bool slash = false;
      for (; at < html_.size() && Is(html_[at], kGap); ++at) {
        tag.odd = tag.odd || slash;
        slash = html_[at] == '/';
      }
      if (at >= html_.size()) return tag;
      if (html_[at] == '>') {
        tag.closes_itself = slash;
        tag.end = at + 1;
        break;
      }
      tag.odd = tag.odd || slash;
      const std::size_t begin = at++;  // whatever it is, "=" included
      while (at < html_.size() && !Is(html_[at], kEndsAttribute)) ++at;
      const std::size_t name_end = at;
      at = ValueEnd(at);
      if (at >= html_.size()) return tag;
      // Without white space behind it what follows could join what is before.
      if (unread == Attributes::kLeaveOut && count < kManyAttributes && EndsName(html_[at]) &&
          !keeps_(LowerName(html_.substr(begin, name_end - begin)).view())) {
        unread_.push_back({begin, at});
      } else if (count >= kManyAttributes) {
        unread_.clear();
      }
    }
    // Where slashes stand among attributes, "<svg/g>" must not become "<svg/>".
    if (tag.odd) return tag;
    for (const Range& range : unread_) LeaveOut(range.begin, range.end);
    return tag;
  }

  // Behind the value of the attribute whose name ends at `at`, or `at` where it has none.
  std::size_t ValueEnd(std::size_t at) const {
    const std::size_t name_end = at;
    while (at < html_.size() && IsSpace(html_[at])) ++at;
    if (at >= html_.size() || html_[at] != '=') return name_end;
    ++at;
    while (at < html_.size() && IsSpace(html_[at])) ++at;
    if (at >= html_.size()) return kNone;
    if (const char quote = html_[at]; quote == '"' || quote == '\'') {
      const std::size_t end = html_.find(quote, at + 1);
      return end == kNone ? kNone : end + 1;
    }
    while (at < html_.size() && !IsSpace(html_[at]) && html_[at] != '>') ++at;
    return at;
  }

  void CutText(std::size_t begin, std::size_t end) {
    if (end - begin <= limits_.max_text) return;
    cut_ = true;
    LeaveOut(begin + TruncateUtf8(html_.substr(begin), limits_.max_text).size(), end);
  }

  void LeaveOut(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    out_.append(html_, copied_, begin - copied_);
    copied_ = end;
  }

  std::string_view html_;
  bool (*keeps_)(std::string_view);
  SkimLimits limits_;
  std::string out_;
  bool cut_ = false;
  std::size_t copied_ = 0;  // what stands before it is in out_, or left out
  bool in_select_ = false;
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Range> unread_;  // attributes of the tag that is read
};

}  // namespace

Skimmed Skim(std::string_view html, bool (*keeps_attribute)(std::string_view),
             const SkimLimits& limits) {
  return Skimmer(html, keeps_attribute, limits).Run();
}

}  // namespace isnad::page
