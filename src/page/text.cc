#include "page/text.h"

#include <algorithm>

#include "arabic/fold.h"
#include "base/utf8.h"

namespace isnad::page {
namespace {

enum class Sort : std::uint8_t {
  kLetter,
  kCapital,
  kDigit,
  kSpace,
  kEnd,  // may end a sentence
  kComma,
  kColon,
  kCloser,  // closing quotes and brackets
  kSeparator,
  kIdeograph,
  kMark,  // combining or invisible: belongs to what is before it
  kOther,
};

Sort SortOfAscii(char32_t c) {
  if (c >= 'a' && c <= 'z') return Sort::kLetter;
  if (c >= 'A' && c <= 'Z') return Sort::kCapital;
  if (c >= '0' && c <= '9') return Sort::kDigit;
  switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '\f':
      return Sort::kSpace;
    case '.':
    case '!':
    case '?':
      return Sort::kEnd;
    case ',':
    case ';':
      return Sort::kComma;
    case ':':
      return Sort::kColon;
    case '"':
    case '\'':
    case ')':
    case ']':
      return Sort::kCloser;
    case '|':
    case '/':
    case '>':
      return Sort::kSeparator;
    default:
      return Sort::kOther;
  }
}

Sort SortOf(char32_t c) {
  if (c < 0x80) return SortOfAscii(c);
  switch (c) {
    case 0x00A0:  // no-break space
    case 0x3000:  // ideographic space
      return Sort::kSpace;
    case 0x2026:  // …
    case 0x061F:  // Arabic question mark
    case 0x06D4:  // Urdu full stop
    case 0x3002:  // ideographic full stop
    case 0xFF01:
    case 0xFF1F:
    case 0x0964:  // danda
      return Sort::kEnd;
    case 0x060C:  // Arabic comma
    case 0x061B:  // Arabic semicolon
    case 0x3001:
    case 0xFF0C:
      return Sort::kComma;
    case 0xFF1A:
      return Sort::kColon;
    case 0x00BB:  // »: a quote that closes; as a separator it stands between spaces too
    case 0x2019:
    case 0x201D:
    case 0x203A:
    case 0x300D:
      return Sort::kCloser;
    case 0x2022:
    case 0x00B7:
    case 0x2190:
    case 0x2192:
    case 0x203B:
      return Sort::kSeparator;
    default:
      break;
  }
  if (c > 0xA0 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) return Sort::kOther;  // « ° …
  if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9)) return Sort::kDigit;
  if (c >= 0x2000 && c <= 0x200A) return Sort::kSpace;
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
      (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0x064B && c <= 0x065F) ||
      (c >= 0x0300 && c <= 0x036F)) {
    return Sort::kMark;
  }
  if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
      (c >= 0x0E00 && c <= 0x0E7F)) {
    return Sort::kIdeograph;
  }
  if ((c >= 0x00C0 && c <= 0x00DE) || (c >= 0x0391 && c <= 0x03A9) ||
      (c >= 0x0410 && c <= 0x042F)) {
    return Sort::kCapital;
  }
  if (c >= 0x2010 && c <= 0x2BFF) return Sort::kOther;
  return Sort::kLetter;
}

}  // namespace

TextMeasure Measure(std::string_view text) {
  TextMeasure out;
  std::uint32_t ideographs = 0;
  bool in_word = false;
  bool pending_end = false;  // an end seen, and only closers since
  bool colon = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      ++at;
    } else {
      const CodePoint point = DecodeAt(text, at);
      c = point.value;
      at += point.length_bytes;
    }
    ++out.code_points;
    const Sort sort = SortOf(c);
    switch (sort) {
      case Sort::kLetter:
      case Sort::kCapital:
      case Sort::kDigit:
        if (!in_word) {
          ++out.words;
          if (sort == Sort::kCapital) ++out.capitals;
        }
        if (sort == Sort::kDigit) ++out.digits;
        in_word = true;
        pending_end = colon = false;
        break;
      case Sort::kIdeograph:
        ++ideographs;
        pending_end = colon = false;
        break;
      case Sort::kEnd:
        pending_end = true;
        colon = false;
        break;
      case Sort::kSpace:
        if (pending_end && in_word) ++out.sentence_ends;
        in_word = false;
        break;
      case Sort::kComma:
        ++out.commas;
        pending_end = colon = false;
        break;
      case Sort::kColon:
        colon = true;
        pending_end = false;
        break;
      case Sort::kSeparator:
        if (!in_word) ++out.separators;
        pending_end = colon = false;
        break;
      case Sort::kCloser:
      case Sort::kMark:
        break;
      case Sort::kOther:
        pending_end = colon = false;
        break;
    }
  }
  if (pending_end && in_word) ++out.sentence_ends;
  out.words += ideographs / 2;
  out.ends_sentence = pending_end;
  out.ends_colon = colon;
  return out;
}

bool ContainsIgnoringCase(std::string_view text, std::string_view lower) {
  const auto equal = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  };
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(), equal) != text.end();
}

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && ContainsIgnoringCase(text, lower);
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

namespace {

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What folding comes to where there is nothing but ASCII.
std::string FoldedAsciiWords(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      out += c;
    } else {
      gap = true;
    }
  }
  return out;
}

}  // namespace

std::string FoldedWords(std::string_view text) {
  if (IsAscii(text)) return FoldedAsciiWords(text);
  const std::string folded = arabic::Fold(text);
  std::string out;
  out.reserve(folded.size());
  bool gap = false;
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = DecodeAt(folded, at);
    const Sort sort = SortOf(point.value);
    if (sort == Sort::kLetter || sort == Sort::kCapital || sort == Sort::kDigit ||
        sort == Sort::kIdeograph) {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      out.append(folded, at, point.length_bytes);
    } else if (sort != Sort::kMark) {
      gap = true;
    }
    at += point.length_bytes;
  }
  return out;
}

}  // namespace isnad::page
