#include "page/text.h"

#include <algorithm>
#include <array>

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

constexpr Sort SortOfAscii(char32_t c) {
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

constexpr Sort ComputeSort(char32_t c) {
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

// All that takes one or two bytes of UTF-8: nearly every character of the press we read.
constexpr std::array<Sort, 0x800> kSorts = [] {
  std::array<Sort, 0x800> sorts{};
  for (char32_t c = 0; c < sorts.size(); ++c) sorts[c] = ComputeSort(c);
  return sorts;
}();

Sort SortOf(char32_t c) { return c < kSorts.size() ? kSorts[c] : ComputeSort(c); }

// DecodeAt with the short forms in place.
CodePoint Decode(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0) == 0x80) {
      return {static_cast<char32_t>((first & 0x1F) << 6 | (second & 0x3F)), 2};
    }
  }
  return DecodeAt(text, at);
}

bool IsAsciiLetter(char c) {
  return static_cast<unsigned char>((static_cast<unsigned char>(c) | 0x20) - 'a') < 26;
}

}  // namespace

TextMeasure Measure(std::string_view text) {
  TextMeasure out;
  std::uint32_t ideographs = 0;
  bool in_word = false;
  bool pending_end = false;  // an end seen, and only closers since
  bool colon = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = Decode(text, at);
    at += point.length_bytes;
    ++out.code_points;
    const Sort sort = SortOf(point.value);
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
        for (; at < text.size() && IsAsciiLetter(text[at]); ++at) ++out.code_points;
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
  if (lower.empty()) return true;
  if (text.size() < lower.size()) return false;
  const auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const char first = lower.front();
  // Of letters one bit is the case; it makes nothing else a letter.
  const int bit = first >= 'a' && first <= 'z' ? 0x20 : 0;
  const char* const last = text.data() + (text.size() - lower.size());
  for (const char* at = text.data(); at <= last; ++at) {
    if ((*at | bit) != first) continue;
    std::size_t same = 1;
    while (same < lower.size() && fold(at[same]) == lower[same]) ++same;
    if (same == lower.size()) return true;
  }
  return false;
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

bool HasWord(std::string_view list, std::string_view word) {
  const auto is_space = [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  };
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos;
       at = list.find(word, at + word.size())) {
    const std::size_t end = at + word.size();
    if ((at == 0 || is_space(list[at - 1])) && (end == list.size() || is_space(list[end]))) {
      return true;
    }
  }
  return false;
}

namespace {

// Where the first byte beyond ASCII stands, or the end.
std::size_t AsciiEnd(std::string_view text) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    if ((UpToEightBytes(text.substr(at, 8)) & 0x8080808080808080ULL) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// What folding comes to where there is nothing but ASCII: lower case of letters, digits as they
// are, 0 for the rest.
constexpr std::array<char, 0x80> kFoldedAscii = [] {
  std::array<char, 0x80> folded{};
  for (char c = 'a'; c <= 'z'; ++c) {
    folded[static_cast<std::size_t>(c)] = c;
    folded[static_cast<std::size_t>(c - 32)] = c;
  }
  for (char c = '0'; c <= '9'; ++c) folded[static_cast<std::size_t>(c)] = c;
  return folded;
}();

// Adds the words of a text, folded, with a space between them and what stands before.
void AddAsciiWords(std::string_view text, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + text.size() + 1);
  char* end = out.data() + before;
  if (before > 0) *end++ = ' ';
  char* const begin = end;
  for (const char byte : text) {
    const char c = kFoldedAscii[static_cast<unsigned char>(byte)];
    if (c != 0) {
      *end++ = c;
    } else if (end != begin && end[-1] != ' ') {
      *end++ = ' ';
    }
  }
  if (end != out.data() && end[-1] == ' ') --end;
  out.resize(static_cast<std::size_t>(end - out.data()));
}

// The same of any text.
void AddWords(std::string_view text, std::string& out) {
  const std::size_t before = out.size();
  arabic::AppendFolded(out, text, arabic::FoldTier::kSearch);
  // In place: a space is only written where something longer was left out.
  std::size_t end = before;
  bool gap = false;
  for (std::size_t at = before; at < out.size();) {
    const CodePoint point = Decode(out, at);
    const Sort sort = SortOf(point.value);
    if (sort == Sort::kLetter || sort == Sort::kCapital || sort == Sort::kDigit ||
        sort == Sort::kIdeograph) {
      if (gap && end > before) out[end++] = ' ';
      gap = false;
      for (std::uint8_t i = 0; i < point.length_bytes; ++i) out[end++] = out[at + i];
    } else if (sort != Sort::kMark) {
      gap = true;
    }
    at += point.length_bytes;
  }
  out.resize(end);
  if (before > 0 && end > before) out.insert(before, 1, ' ');
}

// One past the words beyond ASCII that `text` opens with: up to a space behind which stands a
// stretch of nothing else.
std::size_t OtherWordsEnd(std::string_view text) {
  constexpr std::size_t kStretch = 16;
  for (std::size_t space = text.find(' ', AsciiEnd(text)); space != std::string_view::npos;
       space = text.find(' ', space + 1)) {
    const std::string_view behind = text.substr(space + 1, kStretch);
    const std::size_t other = AsciiEnd(behind);
    if (other == behind.size()) return space;
    space += other;
  }
  return text.size();
}

}  // namespace

// Folding looks no further than a word, so that words of ASCII alone, which are many on any page,
// can be told apart and folded by a table.
bool HasArabicLetters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xD8 && byte <= 0xDB;
  });
}

std::string FoldedWords(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    const std::size_t ascii_end = AsciiEnd(text);
    // The word that goes on beyond ASCII is not this stretch's.
    std::size_t end = ascii_end;
    if (end < text.size()) {
      while (end > 0 && text[end - 1] != ' ') --end;
    }
    AddAsciiWords(text.substr(0, end), out);
    text.remove_prefix(end);
    const std::size_t other_end = OtherWordsEnd(text);
    AddWords(text.substr(0, other_end), out);
    text.remove_prefix(other_end);
  }
  return out;
}

}  // namespace isnad::page
