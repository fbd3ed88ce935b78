#include "arabic/tokens.h"

#include <algorithm>

#include "arabic/char_class.h"
#include "arabic/walk.h"

#include "base/ascii.h"

namespace isnad::arabic {
namespace {

// RFC 1035, 2.3.4: a host name is at most 255 octets; this also bounds every look-ahead.
constexpr std::size_t kMaxHostBytes = 255;
constexpr std::size_t kMaxUrlBytes = 4096;

// Endings that make "name.ending" an address and not two sentences without a space between.
constexpr std::string_view kHostEndings[] = {
    "com", "net", "org", "info", "gov", "edu", "int", "news", "press", "media", "tv", "me",
    "io",  "co",  "ma",  "dz",   "tn",  "ly",  "mr",  "eg",   "sd",    "sa",    "ae", "qa",
    "kw",  "bh",  "om",  "ye",   "iq",  "sy",  "lb",  "jo",   "ps",    "so",    "dj", "ir",
    "tr",  "fr",  "uk",  "es",   "de",  "it",  "eu",  "us",   "ru",    "cn",
};

CharClass ClassAt(std::string_view text, std::size_t at) {
  return at < text.size() ? ClassOf(CodePointAt(text, at).value) : CharClass::kOther;
}

bool IsLetterClass(CharClass c) {
  return c == CharClass::kArabic || c == CharClass::kLatin || c == CharClass::kLetter ||
         c == CharClass::kIdeograph;
}

bool StartsWithNoCase(std::string_view text, std::string_view lower_prefix) {
  if (text.size() < lower_prefix.size()) return false;
  return std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                    [](char want, char have) { return want == AsciiLower(have); });
}

bool IsHostByte(char c) {
  return (c >= '0' && c <= '9') || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z') || c == '-' ||
         c == '.';
}

bool IsHostEnding(std::string_view label) {
  return std::any_of(std::begin(kHostEndings), std::end(kHostEndings), [&](std::string_view e) {
    return label.size() == e.size() && StartsWithNoCase(label, e);
  });
}

// One past an address that starts at `begin`, or `begin`. Ends at white space, brackets, quotes
// and Arabic punctuation; a full stop or bracket at its end belongs to the sentence.
std::size_t UrlEnd(std::string_view text, std::size_t begin) {
  constexpr std::string_view kTrailing = ".,;:!?)]}'*";
  const std::size_t limit = std::min(text.size(), begin + kMaxUrlBytes);
  std::size_t at = begin;
  while (at < limit) {
    const CodePoint point = CodePointAt(text, at);
    const CharClass c = ClassOf(point.value);
    const bool stops =
        point.value < 0x80
            ? point.value <= ' ' ||
                  std::string_view("<>\"`|\\^{}").find(static_cast<char>(point.value)) !=
                      std::string_view::npos
            : !IsLetterClass(c) && c != CharClass::kMark && c != CharClass::kDigit;
    if (stops) break;
    at += point.length_bytes;
  }
  while (at > begin && kTrailing.find(text[at - 1]) != std::string_view::npos) --at;
  return at;
}

// One past "host.ending/path" or "name@host.ending" at `begin`; `begin` where there is none.
std::size_t BareAddressEnd(std::string_view text, std::size_t begin) {
  std::size_t host = begin;
  std::size_t at = begin;
  const std::size_t limit = std::min(text.size(), begin + kMaxHostBytes);
  while (at < limit && (IsHostByte(text[at]) || text[at] == '_' || text[at] == '+')) ++at;
  const bool is_mail = at < limit && text[at] == '@';
  if (is_mail) {
    host = ++at;
    while (at < limit && IsHostByte(text[at])) ++at;
  }
  while (at > host && (text[at - 1] == '.' || text[at - 1] == '-')) --at;
  const std::size_t dot = text.substr(host, at - host).rfind('.');
  if (dot == std::string_view::npos || dot == 0) return begin;
  const std::string_view ending = text.substr(host + dot + 1, at - host - dot - 1);
  if (!IsHostEnding(ending)) return begin;
  if (is_mail || at >= text.size() || text[at] != '/') return at;
  return std::max(at, UrlEnd(text, begin));
}

// One past the letters, marks and inner format characters from `at` on; `kind` is Arabic or other
// letters. Latin words hold digits and underscores too.
std::size_t WordEnd(std::string_view text, std::size_t at, CharClass kind) {
  std::size_t end = at;  // behind the last letter or mark
  while (at < text.size()) {
    const CodePoint point = CodePointAt(text, at);
    const CharClass c = ClassOf(point.value);
    const bool inside =
        c == kind || c == CharClass::kMark ||
        (kind == CharClass::kLatin && (c == CharClass::kDigit || point.value == '_'));
    if (!inside && c != CharClass::kFormat) break;
    at += point.length_bytes;
    if (inside) end = at;
  }
  return end;
}

bool IsNumberSeparator(char32_t c) {
  return c == '.' || c == ',' || c == 0x066B || c == 0x066C || c == 0x060C;
}

// One past a number: digits, and single separators between digits.
std::size_t NumberEnd(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = CodePointAt(text, at);
    std::size_t next = at + point.length_bytes;
    if (DigitValue(point.value) < 0) {
      // The Arabic comma separates clauses; between digits without a space it is a thousands sign.
      if (!IsNumberSeparator(point.value) || ClassAt(text, next) != CharClass::kDigit) break;
    }
    at = next;
  }
  return at;
}

// One past "#tag" at `begin`; `begin` where the mark is followed by no letter.
std::size_t HashtagEnd(std::string_view text, std::size_t begin) {
  if (begin > 0 && text[begin - 1] == '&') return begin;  // a left-over character reference
  std::size_t at = begin + 1;
  std::size_t end = begin;
  bool has_letter = false;
  while (at < text.size()) {
    const CodePoint point = CodePointAt(text, at);
    const CharClass c = ClassOf(point.value);
    const bool inside = IsLetterClass(c) || c == CharClass::kDigit || point.value == '_' ||
                        (c == CharClass::kMark && has_letter);
    if (!inside && c != CharClass::kFormat) break;
    has_letter = has_letter || IsLetterClass(c);
    at += point.length_bytes;
    if (inside) end = at;
  }
  return has_letter ? end : begin;
}

// Fills `token` with what starts at `begin`, whose class is `c`; false where nothing does.
bool ReadToken(std::string_view text, std::size_t begin, CodePoint first, CharClass c,
               Token& token) {
  std::size_t end = begin;
  token.kind = TokenKind::kWord;
  if (c == CharClass::kArabic || c == CharClass::kLetter) {
    end = WordEnd(text, begin, c);
  } else if (c == CharClass::kIdeograph) {
    end = begin + first.length_bytes;
  } else if (c == CharClass::kLatin) {
    token.kind = TokenKind::kUrl;
    const std::string_view rest = text.substr(begin);
    if (StartsWithNoCase(rest, "http://") || StartsWithNoCase(rest, "https://") ||
        StartsWithNoCase(rest, "www.")) {
      end = UrlEnd(text, begin);
    } else {
      end = BareAddressEnd(text, begin);
    }
    if (end == begin) {
      token.kind = TokenKind::kLatin;
      end = WordEnd(text, begin, c);
    }
  } else if (c == CharClass::kDigit) {
    token.kind = TokenKind::kNumber;
    end = NumberEnd(text, begin);
    if (ClassAt(text, end) == CharClass::kLatin) {  // "4G", "3D"
      token.kind = TokenKind::kLatin;
      end = WordEnd(text, end, CharClass::kLatin);
    }
  } else if (first.value == '#') {
    token.kind = TokenKind::kHashtag;
    end = HashtagEnd(text, begin);
  }
  token.begin = static_cast<std::uint32_t>(begin);
  token.end = static_cast<std::uint32_t>(end);
  return end > begin;
}

}  // namespace

bool NextToken(std::string_view text, std::size_t& at, Token& token) {
  while (at < text.size()) {
    const CodePoint point = CodePointAt(text, at);
    const CharClass c = ClassOf(point.value);
    if (c != CharClass::kSpace && ReadToken(text, at, point, c, token)) {
      at = token.end;
      return true;
    }
    at += point.length_bytes;
  }
  return false;
}

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 10 + 1);
  std::size_t at = 0;
  Token token;
  while (NextToken(text, at, token)) tokens.push_back(token);
  return tokens;
}

}  // namespace isnad::arabic
