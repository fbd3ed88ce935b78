// The reader of last resort. What it forgives, in the order live feeds need it:
//   - '&' that starts no reference, HTML's named references, "&nbsp" without its semicolon;
//   - '<' that starts no tag; attributes without quotes, without a value, with one quote missing;
//   - tags never closed, closed twice, or crossed: an end tag closes the nearest open element of
//     its name and all inside it, and one without such an element is dropped;
//   - <item> inside an open <item>, <link> inside an open <title>: the open one was forgotten;
//   - <br>, <img> and the like, which HTML never closes;
//   - anything before the first tag, more than one root, none at all;
//   - comments, CDATA sections, declarations and processing instructions without an end.
// A DTD is skipped whole, so that nothing it declares is expanded.
//
// Cost: O(n): each kind of terminator that is missing is looked for once (Searcher), and the stack
// of open elements that an end tag is matched against is at most kMaxOpen high.

#include <algorithm>
#include <array>
#include <vector>

#include "feed/entities.h"
#include "feed/text.h"
#include "feed/xml.h"

namespace isnad::feed {
namespace {

using std::string_view;

constexpr std::size_t kMaxOpen = 512;        // elements; deeper starts are treated as text's noise
constexpr std::size_t kMaxAttributes = 256;  // of one element

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool IsNameByte(char c) {
  return IsNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

template <std::size_t N>
bool IsOneOf(const string_view (&names)[N], string_view name) {
  return std::any_of(std::begin(names), std::end(names),
                     [name](string_view one) { return EqualsIgnoringCase(one, name); });
}

bool IsVoid(string_view name) {
  constexpr string_view kNames[] = {"br", "img", "hr", "wbr", "input", "meta"};
  return IsOneOf(kNames, name);
}

bool IsEntry(string_view name) {
  constexpr string_view kNames[] = {"item", "entry", "rss:item", "atom:entry"};
  return IsOneOf(kNames, name);
}

// Elements that hold one line of text and nothing else …
bool IsPlainLeaf(string_view name) {
  constexpr string_view kNames[] = {"title",    "link",       "guid",    "pubDate",  "category",
                                    "comments", "dc:creator", "dc:date", "id",       "updated",
                                    "language", "loc",        "lastmod", "published"};
  return IsOneOf(kNames, name);
}

// … and those that come next where one was not closed.
bool StartsSibling(string_view name) {
  constexpr string_view kNames[] = {"description", "content:encoded", "enclosure", "summary",
                                    "content",     "author",          "source"};
  return IsPlainLeaf(name) || IsOneOf(kNames, name);
}

// Finds terminators; one that is missing from some place on is missing from every later place.
class Searcher {
 public:
  explicit Searcher(string_view text) : text_(text) {}

  enum Mark : std::size_t { kCommentEnd, kCdataEnd, kInstructionEnd, kTagEnd, kMarks };

  std::size_t Find(Mark mark, std::size_t from) {
    constexpr string_view kText[kMarks] = {"-->", "]]>", "?>", ">"};
    if (missing_[mark]) return string_view::npos;
    const std::size_t at = text_.find(kText[mark], from);
    missing_[mark] = at == string_view::npos;
    return at;
  }

 private:
  string_view text_;
  std::array<bool, kMarks> missing_{};
};

class Lenient {
 public:
  Lenient(string_view text, XmlEvents& events) : text_(text), events_(events), searcher_(text) {}

  void Read() {
    at_ = std::min(text_.find('<'), text_.size());  // junk before the document
    while (at_ < text_.size() && !stopped_) {
      if (text_[at_] == '<') {
        ReadMarkup();
      } else {
        const std::size_t end = std::min(text_.find('<', at_), text_.size());
        SendText(text_.substr(at_, end - at_));
        at_ = end;
      }
    }
    while (!open_.empty() && !stopped_) Close();
  }

 private:
  void ReadMarkup() {
    const string_view rest = text_.substr(at_);
    if (rest.starts_with("<![CDATA[")) return ReadCdata();
    if (rest.starts_with("<!--")) return Skip(Searcher::kCommentEnd, 4, 3);
    if (rest.starts_with("<?")) return Skip(Searcher::kInstructionEnd, 2, 2);
    if (rest.starts_with("<!")) {
      if (rest.size() > 2 && IsNameStart(rest[2])) return SkipDeclaration();
    } else if (rest.starts_with("</")) {
      if (rest.size() > 2 && IsNameStart(rest[2])) return ReadEndTag();
    } else if (rest.size() > 1 && IsNameStart(rest[1])) {
      return ReadStartTag();
    }
    events_.OnText("<");  // a '<' that nobody escaped
    ++at_;
  }

  void SendText(string_view text) {
    if (open_.empty() || text.empty()) return;
    if (text.find('&') == string_view::npos) {
      events_.OnText(text);
    } else {
      events_.OnText(DecodeReferences(text, BareNames::kRead));
    }
  }

  void ReadCdata() {
    const std::size_t begin = at_ + 9;
    std::size_t end = searcher_.Find(Searcher::kCdataEnd, begin);
    const bool closed = end != string_view::npos;
    // One that never ends: to the next end tag, which was meant to be outside.
    if (!closed) end = std::min(text_.find("</", begin), text_.size());
    if (!open_.empty() && end > begin) events_.OnText(text_.substr(begin, end - begin));
    at_ = closed ? end + 3 : end;
  }

  // Past the terminator; where it is missing, past the next '>', or the two characters of the
  // start.
  void Skip(Searcher::Mark mark, std::size_t opening, std::size_t closing) {
    std::size_t end = searcher_.Find(mark, at_ + opening);
    if (end != string_view::npos) {
      at_ = end + closing;
      return;
    }
    end = searcher_.Find(Searcher::kTagEnd, at_);
    at_ = end == string_view::npos ? at_ + opening : end + 1;
  }

  // <!DOCTYPE … [ … ]>: brackets and quotes may hide a '>'.
  void SkipDeclaration() {
    bool inside = false;
    char quote = 0;
    for (std::size_t i = at_ + 2; i < text_.size(); ++i) {
      const char c = text_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || (c == '\'' && inside)) {
        quote = c;
      } else if (c == '[' || c == ']') {
        inside = c == '[';
      } else if (c == '>' && !inside) {
        at_ = i + 1;
        return;
      } else if (c == '<' && !inside) {
        at_ = i;  // never closed; this is the next tag
        return;
      }
    }
    // Never closed: only the name is taken off, and tags inside are read as tags. Another one would
    // run to the end again, so declarations are from here on skipped to their next '>'.
    const std::size_t end = searcher_.Find(Searcher::kTagEnd, at_);
    at_ = end == string_view::npos ? text_.size() : end + 1;
    if (++endless_declarations_ > 4) at_ = text_.size();
  }

  string_view ReadName() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void ReadEndTag() {
    at_ += 2;
    const string_view name = ReadName();
    while (at_ < text_.size() && text_[at_] != '>' && text_[at_] != '<') ++at_;
    if (at_ < text_.size() && text_[at_] == '>') ++at_;
    const auto match = std::find_if(open_.rbegin(), open_.rend(), [name](string_view open) {
      return EqualsIgnoringCase(open, name);
    });
    if (match == open_.rend()) return;
    const auto keep = static_cast<std::size_t>(open_.rend() - match) - 1;
    // </p> of a paragraph outside the item must not close the item.
    const bool crosses = std::any_of(open_.begin() + static_cast<std::ptrdiff_t>(keep) + 1,
                                     open_.end(), [](string_view n) { return IsEntry(n); });
    constexpr string_view kAround[] = {"channel", "rss", "feed", "rdf:RDF", "urlset"};
    if (crosses && !IsOneOf(kAround, name)) return;
    while (open_.size() > keep) Close();
  }

  void ReadStartTag() {
    ++at_;
    const string_view name = ReadName();
    attributes_.clear();
    values_.clear();
    const bool empty = ReadAttributes();
    CloseForgotten(name);
    if (open_.size() >= kMaxOpen) return;
    for (std::size_t i = 0; i < attributes_.size(); ++i) attributes_[i].value = values_[i];
    open_.push_back(name);
    if (!events_.OnStart(name, attributes_)) stopped_ = true;
    if (!stopped_ && (empty || IsVoid(name))) Close();
  }

  void CloseForgotten(string_view name) {
    if (IsEntry(name)) {
      const auto entry = std::find_if(open_.begin(), open_.end(), IsEntry);
      while (entry != open_.end() && open_.end() > entry) Close();
    } else if (!open_.empty() && IsPlainLeaf(open_.back()) && StartsSibling(name)) {
      Close();
    }
  }

  // Up to and with the '>'. True for "/>".
  bool ReadAttributes() {
    for (;;) {
      while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
      if (at_ >= text_.size() || text_[at_] == '<') return false;  // the '>' was forgotten
      if (text_[at_] == '>') {
        const bool empty = text_[at_ - 1] == '/';
        ++at_;
        return empty;
      }
      if (!IsNameStart(text_[at_])) {
        ++at_;
        continue;
      }
      const string_view name = ReadName();
      std::string value = ReadValue();
      if (attributes_.size() >= kMaxAttributes || Has(name)) continue;  // the first counts
      attributes_.push_back({name, {}});
      values_.push_back(std::move(value));
    }
  }

  [[nodiscard]] bool Has(string_view name) const {
    return std::any_of(attributes_.begin(), attributes_.end(),
                       [name](const XmlAttribute& attribute) { return attribute.name == name; });
  }

  std::string ReadValue() {
    std::size_t i = at_;
    while (i < text_.size() && IsSpace(text_[i])) ++i;
    if (i >= text_.size() || text_[i] != '=') return {};
    ++i;
    while (i < text_.size() && IsSpace(text_[i])) ++i;
    if (i >= text_.size()) return {};
    const char quote = text_[i] == '"' || text_[i] == '\'' ? text_[i] : '\0';
    if (quote != 0) {
      ++i;
      const char stops[] = {quote, '<'};
      const std::size_t end = text_.find_first_of(string_view(stops, 2), i);
      if (end != string_view::npos && text_[end] == quote) {
        at_ = end + 1;
        return DecodeReferences(text_.substr(i, end - i), BareNames::kRefused);
      }
    }
    const std::size_t begin = i;
    while (i < text_.size() && !IsSpace(text_[i]) && text_[i] != '>' && text_[i] != '<') ++i;
    at_ = i;
    return DecodeReferences(text_.substr(begin, i - begin), BareNames::kRefused);
  }

  void Close() {
    events_.OnEnd(open_.back());
    open_.pop_back();
  }

  string_view text_;
  XmlEvents& events_;
  Searcher searcher_;
  std::size_t at_ = 0;
  int endless_declarations_ = 0;
  std::vector<string_view> open_;
  std::vector<XmlAttribute> attributes_;
  std::vector<std::string> values_;
  bool stopped_ = false;
};

}  // namespace

void ReadLenient(std::string_view text, XmlEvents& events) { Lenient(text, events).Read(); }

}  // namespace isnad::feed
