#include "page/css_selector.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "page/css_parts.h"
#include "page/text.h"

namespace isnad::page {
namespace {

using css::Combinator;
using css::Complex;
using css::Compound;
using css::Kind;
using css::Part;

constexpr std::size_t kMaxDigits = 6;  // of an+b: no element has more siblings
constexpr std::size_t kMaxContainsBytes = 300;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// CSS Syntax Level 3, 4.2: an identifier's characters; those beyond ASCII are all of them.
bool StartsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '\\' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool ContinuesName(char c) { return StartsName(c) || IsDigit(c) || c == '-'; }

struct NthName {
  std::string_view name;
  bool of_type, from_end;
  bool takes_formula;  // else the fixed place: the first
};
constexpr NthName kNthNames[] = {
    {"first-child", false, false, false},  {"last-child", false, true, false},
    {"first-of-type", true, false, false}, {"last-of-type", true, true, false},
    {"nth-child", false, false, true},     {"nth-last-child", false, true, true},
    {"nth-of-type", true, false, true},    {"nth-last-of-type", true, true, true},
};

// What people bring along from jQuery, Scrapy and style sheets, and what to write here.
struct Foreign {
  std::string_view name, mend;
};
constexpr Foreign kForeign[] = {
    {"first", "use :first-child or :first-of-type"},
    {"last", "use :last-child or :last-of-type"},
    {"eq", "use :nth-child(n), which counts from 1"},
    {"gt", "use :nth-child(n+2), which counts from 1"},
    {"lt", "use :nth-child(-n+2), which counts from 1"},
    {"odd", "use :nth-child(odd)"},
    {"even", "use :nth-child(even)"},
    {"parent", "use :has(*), or :not(:empty)"},
    {"matches", "use :is()"},
    {"any", "use :is()"},
    {"icontains", "use :contains(), which compares with case"},
    {"text", "leave it out: an element's text is what is read"},
    {"attr", "leave it out and write \"SELECTOR @name\" for an attribute's value"},
    {"link", "use a[href]"},
    {"any-link", "use a[href]"},
    {"checked", "use [checked]"},
    {"disabled", "use [disabled]"},
    {"lang", "use [lang|=ar]"},
    {"dir", "use [dir=rtl]"},
    {"scope", "leave it out: :has(> p) is relative already"},
};

class Compiler {
 public:
  Compiler(std::string_view text, const CssLimits& limits) : text_(text), limits_(limits) {}

  Result<std::vector<Complex>> Run() {
    if (text_.size() > limits_.max_bytes) {
      return Fail(Errc::kTooLarge,
                  "a selector of " + std::to_string(text_.size()) + " bytes, at most " +
                      std::to_string(limits_.max_bytes) + " are read",
                  "name a nearer class or id");
    }
    std::vector<Complex> list;
    if (ReadList(list, false) && at_ < text_.size()) {
      Say(at_, "\")\" closes nothing", "take it out");
    }
    if (error_) return Fail(std::move(*error_));
    return list;
  }

 private:
  // Remembers the first error; always false, so that `return Say(…)` leaves every level.
  bool Say(std::size_t at, std::string what, std::string mend, Errc code = Errc::kMalformed) {
    if (error_) return false;
    const std::size_t character = CountCodePoints(text_.substr(0, std::min(at, text_.size()))) + 1;
    error_ = Error{code,
                   "selector \"" + std::string(text_) + "\", character " +
                       std::to_string(character) + ": " + std::move(what),
                   std::move(mend)};
    return false;
  }

  [[nodiscard]] bool AtEnd() const { return at_ >= text_.size(); }
  [[nodiscard]] char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  [[nodiscard]] bool AtName() const {
    if (AtEnd()) return false;
    if (text_[at_] != '-') return StartsName(text_[at_]);
    return at_ + 1 < text_.size() && (StartsName(text_[at_ + 1]) || text_[at_ + 1] == '-');
  }
  bool SkipSpace() {
    const std::size_t before = at_;
    while (!AtEnd() && IsSpace(text_[at_])) ++at_;
    return at_ > before;
  }
  bool Take(char c) {
    if (Peek() != c || AtEnd()) return false;
    ++at_;
    return true;
  }

  // Up to the end or the ")" that closes the list.
  bool ReadList(std::vector<Complex>& list, bool relative) {
    for (;;) {
      Complex complex;
      if (!ReadComplex(complex, relative)) return false;
      list.push_back(std::move(complex));
      if (!Take(',')) return true;
    }
  }

  bool ReadComplex(Complex& out, bool relative) {
    SkipSpace();
    std::optional<Combinator> before = ReadCombinator();
    if (before && !relative) {
      return Say(at_ - 1, "a combinator with nothing before it", "put a selector in front of it");
    }
    for (;;) {
      SkipSpace();
      Compound compound;
      compound.before = before.value_or(Combinator::kDescendant);
      const std::size_t start = at_;
      if (!ReadCompound(compound)) return false;
      if (compound.parts.empty()) return NothingHere(start, !out.compounds.empty());
      out.compounds.push_back(std::move(compound));
      const bool space = SkipSpace();
      if (AtEnd() || Peek() == ',' || Peek() == ')') return true;
      before = ReadCombinator();
      if (!before && !space) return Unexpected();
    }
  }

  bool NothingHere(std::size_t at, bool after_something) {
    if (!AtEnd() && Peek() != ',' && Peek() != ')') return Unexpected();
    if (after_something) {
      return Say(at, "a combinator with nothing behind it", "put a selector behind it");
    }
    return Say(at, "a selector is missing", "write one, or take the comma or brackets out");
  }

  bool Unexpected() {
    const CodePoint c = DecodeAt(text_, at_);
    const std::string shown(text_.substr(at_, c.length_bytes));
    if (Peek() == '|') {
      return Say(at_, "namespaces do not exist here", "leave the prefix and \"|\" out",
                 Errc::kUnsupported);
    }
    if (Peek() == '@') {
      return Say(at_, "\"@\" is no part of a selector",
                 "for an attribute's value put \"@name\" at the very end, with a space before it");
    }
    return Say(at_, "\"" + shown + "\" cannot stand here",
               IsDigit(Peek()) ? "names do not start with a digit: write [id=\"1a\"] or \\31 a"
                               : "take it out, or put a backslash before it in a name");
  }

  std::optional<Combinator> ReadCombinator() {
    if (Take('>')) return Combinator::kChild;
    if (Take('+')) return Combinator::kNext;
    if (Take('~')) return Combinator::kLater;
    return std::nullopt;
  }

  bool ReadCompound(Compound& out) {
    if (Take('*')) {
      if (!Add(out, {})) return false;
    } else if (AtName()) {
      Part part;
      part.kind = Kind::kName;
      if (!ReadName(part.text)) return false;
      part.text = AsciiLower(part.text);
      if (!Add(out, std::move(part))) return false;
    }
    for (;;) {
      Part part;
      const std::size_t start = at_;
      if (Take('#')) {
        part.kind = Kind::kId;
        if (!ReadNameAfter("#", part.text)) return false;
      } else if (Take('.')) {
        part.kind = Kind::kClass;
        if (!ReadNameAfter(".", part.text)) return false;
      } else if (Take('[')) {
        if (!ReadAttribute(start, part)) return false;
      } else if (Take(':')) {
        if (!ReadPseudo(start, part)) return false;
      } else {
        return true;
      }
      if (!Add(out, std::move(part))) return false;
    }
  }

  bool Add(Compound& out, Part part) {
    if (++parts_ > limits_.max_parts) {
      return Say(at_, "over " + std::to_string(limits_.max_parts) + " parts in one selector",
                 "split it into several", Errc::kTooLarge);
    }
    out.parts.push_back(std::move(part));
    return true;
  }

  bool ReadNameAfter(const char* sign, std::string& out) {
    if (AtName()) return ReadName(out);
    if (!AtEnd() && IsDigit(Peek())) return Unexpected();
    return Say(at_, std::string("a name is missing behind \"") + sign + "\"", "write the name");
  }

  // CSS Syntax Level 3, 4.3.11.
  bool ReadName(std::string& out) {
    while (!AtEnd() && ContinuesName(text_[at_])) {
      if (text_[at_] != '\\') {
        out += text_[at_++];
      } else if (!ReadEscape(out)) {
        return false;
      }
    }
    return true;
  }

  // CSS Syntax Level 3, 4.3.7.
  bool ReadEscape(std::string& out) {
    ++at_;
    if (AtEnd() || text_[at_] == '\n') {
      return Say(at_ - 1, "a backslash with nothing behind it", "take it out, or double it");
    }
    char32_t value = 0;
    int digits = 0;
    for (; digits < 6 && !AtEnd() && IsHex(text_[at_]); ++digits, ++at_) {
      const char c = AsciiLower({&text_[at_], 1}).front();
      value = value * 16 + static_cast<char32_t>(IsDigit(c) ? c - '0' : c - 'a' + 10);
    }
    if (digits == 0) {
      const CodePoint c = DecodeAt(text_, at_);
      out += text_.substr(at_, c.length_bytes);
      at_ += c.length_bytes;
      return true;
    }
    if (!AtEnd() && IsSpace(text_[at_])) ++at_;
    const bool possible = value != 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    AppendUtf8(out, possible ? value : kReplacementCharacter);
    return true;
  }

  bool ReadString(std::string& out) {
    const std::size_t start = at_;
    const char quote = text_[at_++];
    while (!AtEnd() && text_[at_] != quote) {
      if (text_[at_] != '\\') {
        out += text_[at_++];
      } else if (!ReadEscape(out)) {
        return false;
      }
    }
    if (Take(quote)) return true;
    return Say(start, "a quotation mark that nothing closes", "close it");
  }

  bool ReadAttribute(std::size_t start, Part& part) {
    SkipSpace();
    if (!AtName()) return AtEnd() ? NotClosed(start, ']') : Unexpected();
    if (!ReadName(part.name)) return false;
    part.name = AsciiLower(part.name);
    SkipSpace();
    if (Take(']')) {
      part.kind = Kind::kHas;
      return true;
    }
    if (!ReadOperator(part.kind)) return AtEnd() ? NotClosed(start, ']') : Unexpected();
    SkipSpace();
    if (Peek() == '"' || Peek() == '\'') {
      if (!ReadString(part.text)) return false;
    } else if (AtName()) {
      if (!ReadName(part.text)) return false;
    } else {
      return AtEnd() ? NotClosed(start, ']')
                     : Say(at_, "the value is no name", "put it in quotation marks");
    }
    SkipSpace();
    if (AtName()) {  // 6.3: i compares without ASCII case, s with it
      std::string flag;
      if (!ReadName(flag)) return false;
      flag = AsciiLower(flag);
      if (flag != "i" && flag != "s") {
        return Say(at_ - flag.size(), "\"" + flag + "\" cannot stand here",
                   "put the whole value in quotation marks");
      }
      part.ignore_case = flag == "i";
      if (part.ignore_case) part.text = AsciiLower(part.text);
      SkipSpace();
    }
    if (Take(']')) return true;
    return AtEnd() ? NotClosed(start, ']') : Unexpected();
  }

  bool ReadOperator(Kind& kind) {
    constexpr std::pair<char, Kind> kOperators[] = {{'~', Kind::kWord},
                                                    {'|', Kind::kDash},
                                                    {'^', Kind::kStarts},
                                                    {'$', Kind::kEnds},
                                                    {'*', Kind::kIncludes}};
    if (Take('=')) {
      kind = Kind::kEquals;
      return true;
    }
    for (const auto& [sign, which] : kOperators) {
      if (Peek() != sign || at_ + 1 >= text_.size() || text_[at_ + 1] != '=') continue;
      at_ += 2;
      kind = which;
      return true;
    }
    return false;
  }

  bool NotClosed(std::size_t start, char closer) {
    return Say(start, std::string("nothing closes this \"") + text_[start] + "\"",
               std::string("add the \"") + closer + "\"");
  }

  bool ReadPseudo(std::size_t start, Part& part) {
    const bool element = Take(':');
    std::string name;
    if (!ReadNameAfter(":", name)) return false;
    name = AsciiLower(name);
    const bool brackets = Take('(');
    if (element) return UnknownPseudo(start, "::" + name, name);
    for (const NthName& nth : kNthNames) {
      if (name == nth.name) return ReadNth(start, nth, brackets, part);
    }
    if (name == "only-child" || name == "only-of-type") {
      return ReadOnly(start, name == "only-of-type", brackets, part);
    }
    if (name == "root" || name == "empty") {
      part.kind = name == "root" ? Kind::kRoot : Kind::kEmpty;
      return NoBrackets(start, name, brackets);
    }
    if (name == "contains") return ReadContains(start, brackets, part);
    constexpr std::pair<std::string_view, Kind> kLists[] = {
        {"is", Kind::kIs}, {"where", Kind::kIs}, {"not", Kind::kNot}, {"has", Kind::kHasInside}};
    for (const auto& [known, kind] : kLists) {
      if (name == known) return ReadArguments(start, name, kind, brackets, part);
    }
    return UnknownPseudo(start, ":" + name, name);
  }

  bool UnknownPseudo(std::size_t start, const std::string& shown, std::string_view name) {
    std::string mend = "known are :is :not :has :contains :empty :root, :first-child and its kin";
    for (const Foreign& foreign : kForeign) {
      if (name == foreign.name) mend = foreign.mend;
    }
    return Say(start, "\"" + shown + "\" is not known", std::move(mend), Errc::kUnsupported);
  }

  bool NoBrackets(std::size_t start, const std::string& name, bool brackets) {
    if (!brackets) return true;
    return Say(start, ":" + name + " takes no brackets", "take them out");
  }

  bool Close(std::size_t start) {
    SkipSpace();
    if (Take(')')) return true;
    if (!AtEnd()) return Unexpected();
    return Say(start, "the brackets of this are not closed", "add the \")\"");
  }

  bool NeedsBrackets(std::size_t start, std::string_view name, const char* example) {
    return Say(start, ":" + std::string(name) + " needs brackets",
               "write :" + std::string(name) + example);
  }

  bool ReadArguments(std::size_t start, const std::string& name, Kind kind, bool brackets,
                     Part& part) {
    if (!brackets) return NeedsBrackets(start, name, "(p)");
    if (++nesting_ > limits_.max_nesting) {
      return Say(start,
                 "brackets in brackets over " + std::to_string(limits_.max_nesting) + " deep",
                 "write it flatter", Errc::kTooLarge);
    }
    part.kind = kind;
    if (!ReadList(part.list, kind == Kind::kHasInside)) return false;
    --nesting_;
    return Close(start);
  }

  bool ReadContains(std::size_t start, bool brackets, Part& part) {
    if (!brackets) return NeedsBrackets(start, "contains", "(\"text\")");
    part.kind = Kind::kContains;
    SkipSpace();
    if (Peek() == '"' || Peek() == '\'') {
      if (!ReadString(part.text)) return false;
    } else {  // unquoted, as in jQuery
      while (!AtEnd() && Peek() != ')') part.text += text_[at_++];
    }
    part.text = CollapseSpace(part.text);
    if (part.text.empty()) {
      return Say(start, ":contains() without a text", "write :contains(\"text\")");
    }
    if (part.text.size() > kMaxContainsBytes) {
      return Say(start, "a text over " + std::to_string(kMaxContainsBytes) + " bytes",
                 "a few words of it will do", Errc::kTooLarge);
    }
    return Close(start);
  }

  // :only-child is :first-child:last-child.
  bool ReadOnly(std::size_t start, bool of_type, bool brackets, Part& part) {
    part.kind = Kind::kIs;
    Compound both;
    for (const bool from_end : {false, true}) {
      Part nth;
      nth.kind = Kind::kNth;
      nth.of_type = of_type;
      nth.from_end = from_end;
      nth.offset = 1;
      both.parts.push_back(std::move(nth));
    }
    part.list.push_back({{std::move(both)}});
    return NoBrackets(start, of_type ? "only-of-type" : "only-child", brackets);
  }

  bool ReadNth(std::size_t start, const NthName& nth, bool brackets, Part& part) {
    part.kind = Kind::kNth;
    part.of_type = nth.of_type;
    part.from_end = nth.from_end;
    part.offset = 1;
    if (!nth.takes_formula) return NoBrackets(start, std::string(nth.name), brackets);
    if (!brackets) return NeedsBrackets(start, nth.name, "(2)");
    return ReadFormula(part) && Close(start);
  }

  // CSS Syntax Level 3, 6: an+b.
  bool ReadFormula(Part& part) {
    SkipSpace();
    const std::size_t start = at_;
    std::string word;
    while (!AtEnd() && Peek() != ')') {
      if (!IsSpace(Peek())) word += AsciiLower({&text_[at_], 1});
      ++at_;
    }
    if (word == "odd" || word == "even") {
      part.step = 2;
      part.offset = word == "odd" ? 1 : 0;
      return true;
    }
    std::string_view rest = word;
    const std::size_t n = rest.find('n');
    part.step = 0;
    if (n != std::string_view::npos) {
      const std::string_view step = rest.substr(0, n);
      rest.remove_prefix(n + 1);
      part.offset = 0;
      if (step.empty() || step == "+") {
        part.step = 1;
      } else if (step == "-") {
        part.step = -1;
      } else if (!ReadNumber(step, part.step)) {
        return BadFormula(start);
      }
      if (rest.empty()) return true;
      if (rest.front() != '+' && rest.front() != '-') return BadFormula(start);
    }
    return ReadNumber(rest, part.offset) || BadFormula(start);
  }

  static bool ReadNumber(std::string_view text, std::int32_t& out) {
    const bool minus = text.starts_with('-');
    if (minus || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.size() > kMaxDigits) return false;
    std::int32_t value = 0;
    for (const char c : text) {
      if (!IsDigit(c)) return false;
      value = value * 10 + (c - '0');
    }
    out = minus ? -value : value;
    return true;
  }

  bool BadFormula(std::size_t start) {
    return Say(start, "no place among siblings",
               "write a number, odd, even or a formula like 2n+1");
  }

  std::string_view text_;
  const CssLimits& limits_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
  std::size_t nesting_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<CssSelector> CssSelector::Compile(std::string_view text, const CssLimits& limits) {
  const std::string trimmed(TrimSpace(text));
  auto list = Compiler(trimmed, limits).Run();
  if (!list) return Fail(std::move(list.error()));
  CssSelector out;
  out.text_ = trimmed;
  out.list_ = std::make_shared<const std::vector<Complex>>(std::move(*list));
  return out;
}

}  // namespace isnad::page
