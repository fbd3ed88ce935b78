// Sentences, after UAX #29's sentence boundaries with what the Arabic press needs: a full stop
// behind a single letter is an abbreviation («د. أحمد»), two stops are a dash («سيدي بنور ..
// أمطار»), a missing space behind a stop is common, and the line end always closes.

#include "arabic/char_class.h"
#include "arabic/tokens.h"
#include "arabic/walk.h"
#include "base/utf8.h"

namespace isnad::arabic {
namespace {

constexpr std::string_view kLatinAbbreviations[] = {"Mr", "Mrs", "Ms", "Dr",  "Prof", "St", "No",
                                                    "vs", "Jr",  "Sr", "Gen", "Col",  "Lt", "Gov"};

bool IsTerminator(char32_t c) {
  return c == '!' || c == '?' || c == 0x061F /* Arabic question mark */ ||
         c == 0x2026 /* ellipsis */ || c == 0x06D4 /* Urdu full stop */ || c == 0x203C ||
         c == 0x2047 || c == 0x2048 || c == 0x2049 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

bool IsCloser(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' || c == 0x00BB || c == 0x201D ||
         c == 0x2019 || c == 0x203A || c == 0xFD3E || c == 0xFD3F;
}

bool IsLineEnd(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<Span> Run() {
    while (at_ < text_.size()) Step();
    Close(text_.size());
    return std::move(spans_);
  }

 private:
  void Step() {
    const CodePoint point = CodePointAt(text_, at_);
    if (IsLineEnd(point.value)) {
      Close(at_);
      at_ += point.length_bytes;
      Begin();
      return;
    }
    if (point.value == '.' || IsTerminator(point.value)) {
      StepTerminator();
      return;
    }
    Remember(point);
    at_ += point.length_bytes;
  }

  // Keeps what a full stop needs to know of the word in front of it.
  void Remember(CodePoint point) {
    const CharClass c = ClassOf(point.value);
    if (c == CharClass::kMark || c == CharClass::kFormat) return;
    const bool word = c == CharClass::kArabic || c == CharClass::kLatin ||
                      c == CharClass::kLetter || c == CharClass::kDigit;
    if (!word) {
      letters_ = 0;
      return;
    }
    if (letters_ == 0) {
      word_begin_ = at_;
      if (first_word_ == kNone) first_word_ = at_;
      word_is_number_ = true;
    }
    ++letters_;
    if (c != CharClass::kDigit) word_is_number_ = false;
  }

  void StepTerminator() {
    const std::size_t mark = at_;
    std::size_t stops = 0;
    bool only_stops = true;
    while (at_ < text_.size()) {
      const CodePoint point = CodePointAt(text_, at_);
      if (point.value != '.' && !IsTerminator(point.value)) break;
      stops += point.value == '.';
      only_stops = only_stops && point.value == '.';
      at_ += point.length_bytes;
    }
    const bool splits = !only_stops || stops > 2 || (stops == 1 && FullStopEnds(mark));
    if (!splits) {
      letters_ = 0;
      return;
    }
    while (at_ < text_.size()) {
      const CodePoint point = CodePointAt(text_, at_);
      if (!IsCloser(point.value)) break;
      at_ += point.length_bytes;
    }
    Close(at_);
    Begin();
  }

  void Begin() {
    begin_ = at_;
    first_word_ = kNone;
    letters_ = 0;
  }

  // Whether the single full stop at `mark` ends a sentence.
  [[nodiscard]] bool FullStopEnds(std::size_t mark) const {
    const std::size_t after = mark + 1;
    const CharClass next =
        after < text_.size() ? ClassOf(CodePointAt(text_, after).value) : CharClass::kSpace;
    if (letters_ == 0) return next == CharClass::kSpace;
    const bool starts_sentence = word_begin_ == first_word_;
    if (word_is_number_) {  // "3.5", "1. first point", but "2025. And"
      return next != CharClass::kDigit && next != CharClass::kLatin && !starts_sentence;
    }
    if (letters_ == 1) return false;  // «د.» «أ.د.» «و.م.ع» "U.S."
    if (next == CharClass::kLatin || next == CharClass::kDigit) return false;  // host.name, v.2
    const std::string_view word = text_.substr(word_begin_, mark - word_begin_);
    for (const std::string_view abbreviation : kLatinAbbreviations) {
      if (word == abbreviation) return false;
    }
    return true;
  }

  void Close(std::size_t end) {
    const std::string_view part = text_.substr(begin_, end - begin_);
    const std::string_view trimmed = TrimSpace(part);
    if (trimmed.empty()) return;
    const auto begin = static_cast<std::uint32_t>(trimmed.data() - text_.data());
    spans_.push_back({begin, begin + static_cast<std::uint32_t>(trimmed.size())});
  }

  static constexpr std::size_t kNone = std::string_view::npos;

  std::string_view text_;
  std::vector<Span> spans_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t word_begin_ = 0;
  std::size_t first_word_ = kNone;
  std::size_t letters_ = 0;
  bool word_is_number_ = false;
};

}  // namespace

std::vector<Span> Sentences(std::string_view text) { return Splitter(text).Run(); }

}  // namespace isnad::arabic
