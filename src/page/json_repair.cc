#include "page/json_repair.h"

#include <vector>

#include "base/utf8.h"

namespace isnad::page {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '@' || c == '-' || c == '+' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Repairer {
 public:
  Repairer(std::string_view in, std::size_t max_depth) : in_(in), max_depth_(max_depth) {}

  std::string Run() {
    out_.reserve(in_.size() + 16);
    out_ += '[';
    while (at_ < in_.size()) Step();
    while (!open_.empty()) Close(open_.back().bracket);
    out_ += ']';
    return std::move(out_);
  }

 private:
  // What an object waits for; a list always takes the next value.
  enum class Wants : unsigned char { kKey, kColon, kValue };
  struct Level {
    char bracket;  // that closes it
    Wants wants = Wants::kKey;
    bool empty = true;
  };

  void Step() {
    const char c = in_[at_];
    if (IsSpace(c)) {
      ++at_;
    } else if (SkipComment()) {
      return;
    } else if (c == '{' || c == '[') {
      ++at_;
      Open(c);
    } else if (c == '}' || c == ']') {
      ++at_;
      CloseTo(c);
    } else if (c == ',' || c == ';') {
      ++at_;
      if (!open_.empty()) Finish();
    } else if (c == ':') {
      ++at_;
      if (!open_.empty() && Top().wants == Wants::kColon) {
        out_ += ':';
        Top().wants = Wants::kValue;
      }
    } else if (c == '"' || c == '\'' || c == '`') {
      Text(ReadString(c));
    } else if (IsWordByte(c)) {
      Word();
    } else {
      ++at_;
    }
  }

  Level& Top() { return open_.back(); }

  bool SkipComment() {
    const std::string_view rest = in_.substr(at_);
    std::string_view end;
    if (rest.starts_with("//")) {
      end = "\n";
    } else if (rest.starts_with("/*")) {
      end = "*/";
    } else if (rest.starts_with("<!--")) {
      at_ += 4;  // what it hides is the JSON
      return true;
    } else if (rest.starts_with("-->")) {
      at_ += 3;
      return true;
    } else {
      return false;
    }
    const std::size_t found = rest.find(end, 2);
    at_ = found == std::string_view::npos ? in_.size() : at_ + found + end.size();
    return true;
  }

  // A comma where a value or key follows another.
  void Separate() {
    if (open_.empty()) {
      if (any_) out_ += ',';
      any_ = true;
      return;
    }
    if (!Top().empty) out_ += ',';
    Top().empty = false;
  }

  // False where no value can stand: then it is left out.
  bool BeginValue() {
    if (open_.empty()) {
      Separate();
      return true;
    }
    if (Top().bracket == ']') {
      Separate();
      return true;
    }
    if (Top().wants != Wants::kValue) return false;
    Top().wants = Wants::kKey;
    return true;
  }

  void Open(char bracket) {
    // Too deep, or a container in the place of a key: its content is passed over.
    if (open_.size() >= max_depth_ || !BeginValue()) return SkipContainer();
    out_ += bracket;
    open_.push_back({bracket == '{' ? '}' : ']'});
  }

  void SkipContainer() {
    std::size_t depth = 1;
    while (at_ < in_.size() && depth > 0) {
      const char c = in_[at_];
      if (c == '"') {
        (void)ReadString(c);
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    }
    Value("null");
  }

  void Value(std::string_view text) {
    if (BeginValue()) out_ += text;
  }

  void Text(const std::string& quoted) {
    if (!open_.empty() && Top().bracket == '}' && Top().wants != Wants::kValue) {
      if (Top().wants == Wants::kColon) Finish();
      Separate();
      out_ += quoted;
      Top().wants = Wants::kColon;
      return;
    }
    Value(quoted);
  }

  // A key without its value gets null.
  void Finish() {
    if (Top().wants == Wants::kColon) out_ += ":null";
    if (Top().wants == Wants::kValue) out_ += "null";
    Top().wants = Wants::kKey;
  }

  void Close(char bracket) {
    Finish();
    out_ += bracket;
    open_.pop_back();
  }

  // Closes what is open down to the bracket; one that nothing opened is left out.
  void CloseTo(char bracket) {
    std::size_t level = open_.size();
    while (level > 0 && open_[level - 1].bracket != bracket) --level;
    if (level == 0) return;
    while (open_.size() > level) Close(Top().bracket);
    Close(bracket);
  }

  // A number, literal, bare key or something of JavaScript's.
  void Word() {
    const std::size_t begin = at_;
    while (at_ < in_.size() && IsWordByte(in_[at_])) ++at_;
    const std::string_view word = in_.substr(begin, at_ - begin);
    if (open_.empty()) return;  // "var data =" in front of the value
    std::size_t next = at_;
    while (next < in_.size() && IsSpace(in_[next])) ++next;
    if (Top().bracket == '}' && Top().wants != Wants::kValue) {
      if (next < in_.size() && in_[next] == ':') Text('"' + std::string(word) + '"');
      return;
    }
    if (word == "true" || word == "false" || IsNumber(word)) return Value(word);
    Value("null");
  }

  static bool IsNumber(std::string_view word) {
    if (word.starts_with('-')) word.remove_prefix(1);
    if (word.empty() || word.size() > 17) return false;
    if (word.front() == '0' && word.size() > 1 && word[1] != '.') return false;
    bool dot = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == '.' && !dot && i > 0 && i + 1 < word.size()) {
        dot = true;
      } else if (word[i] < '0' || word[i] > '9') {
        return false;
      }
    }
    return true;
  }

  // The string that begins at `at_` in double quotes and escaped; moves behind it.
  std::string ReadString(char quote) {
    std::string text(1, '"');
    for (++at_; at_ < in_.size(); ++at_) {
      const char c = in_[at_];
      if (c == quote && EndsString(at_ + 1)) {
        ++at_;
        return text + '"';
      }
      if (c == '\\') {
        Escape(text);
      } else if (c == '"') {
        text += "\\\"";
      } else {
        text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      }
    }
    return text + '"';
  }

  // A string ends where what follows it may follow a string; a quote before other words is one of
  // the text ("the "red" line").
  bool EndsString(std::size_t at) const {
    at = Behind(at);
    if (at >= in_.size()) return true;
    const char c = in_[at];
    if (c == '}' || c == ']' || c == ':') return true;
    if (c == '"' || c == '\'' || c == '/') return true;  // a comma is missing, or a comment follows
    if (c != ',') return false;
    const std::size_t next = Behind(at + 1);
    if (next >= in_.size()) return true;
    const char follows = in_[next];
    if (!open_.empty() && open_.back().bracket == '}') {
      return follows == '"' || follows == '\'' || follows == '}' || follows == '/' ||
             follows == ',' || BareKeyAt(next);
    }
    return !IsWordByte(follows) || (follows >= '0' && follows <= '9') || follows == '-' ||
           LiteralAt(next);
  }

  std::size_t Behind(std::size_t at) const {
    while (at < in_.size() && IsSpace(in_[at])) ++at;
    return at;
  }

  bool BareKeyAt(std::size_t at) const {
    constexpr std::size_t kMaxKey = 40;
    const std::size_t begin = at;
    while (at < in_.size() && at - begin < kMaxKey && IsWordByte(in_[at])) ++at;
    const std::size_t colon = Behind(at);
    return at > begin && colon < in_.size() && in_[colon] == ':';
  }

  bool LiteralAt(std::size_t at) const {
    for (const std::string_view word : {"true", "false", "null"}) {
      const std::size_t end = at + word.size();
      if (in_.substr(at, word.size()) == word && (end >= in_.size() || !IsWordByte(in_[end]))) {
        return true;
      }
    }
    return false;
  }

  // The escape at `at_`; leaves `at_` on its last byte.
  void Escape(std::string& text) {
    constexpr std::string_view kKnown = "\"\\/bfnrt";
    const char next = at_ + 1 < in_.size() ? in_[at_ + 1] : '\0';
    if (next == 'u' && HexAt(at_ + 2)) {
      // Half of a surrogate pair is no character.
      const bool pair = IsSurrogate(at_ + 2, "89abAB") && in_.substr(at_ + 6).starts_with("\\u") &&
                        HexAt(at_ + 8) && IsSurrogate(at_ + 8, "cdefCDEF");
      const bool half = !pair && IsSurrogate(at_ + 2, "89abcdefABCDEF");
      text += half ? std::string_view("\\ufffd") : in_.substr(at_, pair ? 12 : 6);
      at_ += pair ? 11 : 5;
    } else if (kKnown.find(next) != std::string_view::npos && next != '\0') {
      text += '\\';
      text += next;
      ++at_;
    } else if (next == '\'') {
      text += next;
      ++at_;
    }
    // Any other backslash is dropped: what it stands before is taken as it is.
  }

  bool HexAt(std::size_t at) const {
    if (at + 4 > in_.size()) return false;
    for (std::size_t i = at; i < at + 4; ++i) {
      const char c = in_[i];
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
        return false;
    }
    return true;
  }

  // Are the four hexadecimal digits D and one of `second`?
  bool IsSurrogate(std::size_t at, std::string_view second) const {
    return (in_[at] == 'd' || in_[at] == 'D') && second.find(in_[at + 1]) != std::string_view::npos;
  }

  std::string_view in_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<Level> open_;
  bool any_ = false;  // a value stands at the top already
};

}  // namespace

std::string RepairJson(std::string_view script, std::size_t max_depth) {
  return Repairer(script, max_depth).Run();
}

}  // namespace isnad::page
