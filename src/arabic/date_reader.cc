#include "arabic/date_reader.h"

#include "arabic/char_class.h"
#include "arabic/fold.h"
#include "arabic/walk.h"

namespace isnad::arabic {
namespace {

constexpr int kMaxBlanks = 8;
constexpr int kMaxSeparators = 12;
constexpr int kMaxWordPoints = 20;  // «septiembre» and «الإثنين» with all their marks

bool IsBlank(char32_t c) {
  if (c == ' ' || c == '\t' || c == 0x0640) return true;
  if (c < 0x80 || c == 0x85 || c == 0x2028 || c == 0x2029) return false;
  const CharClass kind = ClassOf(c);
  return kind == CharClass::kSpace || kind == CharClass::kFormat;
}

bool IsSeparator(char32_t c) {
  return c == ',' || c == 0x060C || c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2012 ||
         c == 0x2013 || c == 0x2014 || c == '|' || c == 0x2022 || c == 0x00B7 || c == ':' ||
         c == '(' || c == ')' || c == '[' || c == ']' || c == ';' || c == 0x061B || c == '/' ||
         c == '@' || c == '.';
}

bool IsLetter(char32_t c) {
  const CharClass kind = ClassOf(c);
  return kind == CharClass::kArabic || kind == CharClass::kLatin || kind == CharClass::kMark ||
         kind == CharClass::kFormat;
}

template <typename Test>
std::size_t Forward(std::string_view text, std::size_t at, int limit, Test test) {
  for (int i = 0; i < limit && at < text.size(); ++i) {
    const CodePoint point = CodePointAt(text, at);
    if (!test(point.value)) break;
    at += point.length_bytes;
  }
  return at;
}

template <typename Test>
std::size_t Backward(std::string_view text, std::size_t at, int limit, Test test) {
  for (int i = 0; i < limit && at > 0; ++i) {
    const CodePoint point = CodePointBefore(text, at);
    if (!test(point.value)) break;
    at -= point.length_bytes;
  }
  return at;
}

std::optional<TextWord> MakeWord(std::string_view text, std::size_t begin, std::size_t end) {
  TextWord word{begin, end};
  AppendFolded(word.folded, text.substr(begin, end - begin), FoldTier::kSearch);
  if (word.folded.empty()) return std::nullopt;
  return word;
}

}  // namespace

std::optional<DigitRun> ReadDigits(std::string_view text, std::size_t at) {
  DigitRun run{at, at};
  while (run.end < text.size()) {
    const CodePoint point = CodePointAt(text, run.end);
    const int digit = DigitValue(point.value);
    if (digit < 0) break;
    ++run.digits;
    run.value = run.digits > 4 ? 0 : run.value * 10 + digit;
    run.end += point.length_bytes;
  }
  if (run.digits == 0) return std::nullopt;
  return run;
}

std::optional<TextWord> ReadWord(std::string_view text, std::size_t at) {
  const std::size_t end = Forward(text, at, kMaxWordPoints, IsLetter);
  if (end < text.size() && IsLetter(CodePointAt(text, end).value)) return std::nullopt;
  return MakeWord(text, at, end);
}

std::optional<TextWord> ReadWordBefore(std::string_view text, std::size_t at) {
  const std::size_t begin = Backward(text, at, kMaxWordPoints, IsLetter);
  if (begin > 0 && IsLetter(CodePointBefore(text, begin).value)) return std::nullopt;
  return MakeWord(text, begin, at);
}

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  return Forward(text, at, kMaxBlanks, IsBlank);
}

std::size_t SkipBlanksBack(std::string_view text, std::size_t at) {
  return Backward(text, at, kMaxBlanks, IsBlank);
}

std::size_t SkipSeparators(std::string_view text, std::size_t at) {
  return Forward(text, at, kMaxSeparators, [](char32_t c) { return IsBlank(c) || IsSeparator(c); });
}

std::size_t SkipSeparatorsBack(std::string_view text, std::size_t at) {
  return Backward(text, at, kMaxSeparators,
                  [](char32_t c) { return IsBlank(c) || IsSeparator(c); });
}

}  // namespace isnad::arabic
