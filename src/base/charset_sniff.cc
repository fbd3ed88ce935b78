#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "base/charset.h"
#include "base/charset_parts.h"
#include "base/url_text.h"
#include "base/utf8.h"

namespace isnad {
namespace {

constexpr std::size_t kPrescanBytes = 4096;  // the standard asks for 1024; live pages need more
constexpr std::size_t kSampleCharacters = 16'384;  // over U+007F; enough to tell encodings apart
constexpr std::size_t kDetectBytes = std::size_t{256} << 10;
constexpr std::string_view kAsciiSpace = " \t\n\f\r";

bool IsAsciiSpace(char c) { return kAsciiSpace.find(c) != std::string_view::npos; }

std::size_t FindNoCase(std::string_view text, std::string_view lower, std::size_t from = 0) {
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())),
                  text.end(), lower.begin(), lower.end(), [](char a, char b) {
                    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
                  });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

bool EqualNoCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && FindNoCase(text, lower) == 0;
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

// HTML 13.2.3.2, "get an attribute". Moves `at` behind it; false at the end of the tag.
bool NextAttribute(std::string_view html, std::size_t& at, Attribute& attribute) {
  const auto skip_space = [&] {
    while (at < html.size() && IsAsciiSpace(html[at])) ++at;
  };
  while (at < html.size() && (IsAsciiSpace(html[at]) || html[at] == '/')) ++at;
  if (at >= html.size() || html[at] == '>') return false;
  const std::size_t name = at;
  while (at < html.size() && !IsAsciiSpace(html[at]) && html[at] != '/' && html[at] != '>' &&
         (html[at] != '=' || at == name)) {
    ++at;
  }
  attribute = {html.substr(name, at - name), {}};
  skip_space();
  if (at >= html.size() || html[at] != '=') return true;
  ++at;
  skip_space();
  if (at >= html.size()) return false;
  if (const char quote = html[at]; quote == '"' || quote == '\'') {
    const std::size_t end = html.find(quote, at + 1);
    if (end == std::string_view::npos) return false;
    attribute.value = html.substr(at + 1, end - at - 1);
    at = end + 1;
    return true;
  }
  const std::size_t value = at;
  while (at < html.size() && !IsAsciiSpace(html[at]) && html[at] != '>') ++at;
  attribute.value = html.substr(value, at - value);
  return true;
}

// The label in one <meta …>, whose attributes start at `at`.
std::string_view LabelOfMeta(std::string_view html, std::size_t& at) {
  std::string_view charset;
  std::string_view content;
  bool is_content_type = false;
  Attribute attribute;
  while (NextAttribute(html, at, attribute)) {
    if (EqualNoCase(attribute.name, "charset") && charset.empty()) charset = attribute.value;
    if (EqualNoCase(attribute.name, "content") && content.empty()) {
      content = CharsetParameter(attribute.value);
    }
    if (EqualNoCase(attribute.name, "http-equiv")) {
      is_content_type = EqualNoCase(attribute.value, "content-type");
    }
  }
  if (!charset.empty()) return charset;
  return is_content_type ? content : std::string_view();
}

// What an ASCII-compatible reading can mean (HTML 13.2.3.2, step 2.1.15).
std::string_view AsReadInAscii(std::string_view label) {
  const std::string_view name = CharsetFromLabel(label);
  if (name.starts_with("utf-16")) return "utf-8";
  if (name == "x-user-defined") return "windows-1252";
  return name;
}

bool StartsTagName(std::string_view html, std::size_t at, std::string_view lower) {
  return EqualNoCase(html.substr(at, lower.size()), lower) && at + lower.size() < html.size() &&
         (IsAsciiSpace(html[at + lower.size()]) || html[at + lower.size()] == '/');
}

}  // namespace

std::string_view CharsetParameter(std::string_view content_type) {
  // HTML 2.7.6, "extracting a character encoding from a meta element"; headers fit it as well.
  for (std::size_t at = 0;;) {
    at = FindNoCase(content_type, "charset", at);
    if (at == std::string_view::npos) return {};
    at += 7;
    while (at < content_type.size() && IsAsciiSpace(content_type[at])) ++at;
    if (at >= content_type.size() || content_type[at] != '=') continue;
    ++at;
    while (at < content_type.size() && IsAsciiSpace(content_type[at])) ++at;
    std::string_view value = content_type.substr(at);
    if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
      const std::size_t end = value.find(value.front(), 1);
      return end == std::string_view::npos ? std::string_view() : value.substr(1, end - 1);
    }
    return value.substr(0, value.find_first_of(" \t\n\f\r;,\"'"));
  }
}

std::string_view CharsetFromMeta(std::string_view html) {
  html = html.substr(0, kPrescanBytes);
  std::size_t at = 0;
  while ((at = html.find('<', at)) != std::string_view::npos) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      // "-->" may share its dashes with the opening.
      const std::size_t end = html.find("-->", at + 2);
      if (end == std::string_view::npos) return {};
      at = end + 3;
    } else if (StartsTagName(html, at + 1, "meta")) {
      at += 5;
      const std::string_view name = AsReadInAscii(LabelOfMeta(html, at));
      if (!name.empty()) return name;
    } else if (rest.size() > 1 && (IsAsciiLetter(rest[1]) || rest[1] == '/')) {
      while (at < html.size() && !IsAsciiSpace(html[at]) && html[at] != '>') ++at;
      Attribute attribute;
      while (NextAttribute(html, at, attribute)) {
      }
    } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
      at = html.find('>', at);
    } else {
      ++at;
    }
  }
  return {};
}

std::string_view CharsetFromXmlDeclaration(std::string_view xml) {
  using namespace std::string_view_literals;
  if (xml.starts_with("<\0?\0x\0"sv)) return "utf-16le";
  if (xml.starts_with("\0<\0?\0x"sv)) return "utf-16be";
  // White space before it is an error that feeds make often.
  xml.remove_prefix(std::min(xml.find_first_not_of(kAsciiSpace), xml.size()));
  if (!xml.starts_with("<?xml")) return {};
  std::string_view declaration = xml.substr(0, std::min(xml.find('>'), std::size_t{512}));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at += 8;
  while (at < declaration.size() && (IsAsciiSpace(declaration[at]) || declaration[at] == '=')) ++at;
  if (at >= declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return AsReadInAscii(declaration.substr(at + 1, end - at - 1));
}

Utf8Evidence WeighUtf8(std::string_view bytes) {
  Utf8Evidence evidence;
  evidence.is_utf8 = IsUtf8(bytes);
  if (evidence.is_utf8) {  // every lead byte leads a sequence; these loops run in vector registers
    for (const char c : bytes) evidence.multi_byte += static_cast<unsigned char>(c) >= 0xC0;
    for (const char c : bytes) evidence.long_forms += static_cast<unsigned char>(c) >= 0xE0;
    return evidence;
  }
  for (std::size_t at = 0;
       at < bytes.size() && evidence.ill_formed + evidence.multi_byte < kSampleCharacters;) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint point = DecodeAt(bytes, at);
    if (point.length_bytes == 1) {
      ++evidence.ill_formed;
    } else {
      ++evidence.multi_byte;
      if (point.length_bytes > 2) ++evidence.long_forms;
    }
    at += point.length_bytes;
  }
  return evidence;
}

namespace {

// Letters and vowel signs of Arabic in the upper half of windows-1256. What is left out there are
// the letters of French; among them are the commonest of Russian, Hebrew and Greek code pages.
constexpr bool IsArabicIn1256(unsigned char c) {
  if (c < 0xC0) return c == 0x81 || c == 0x8D || c == 0x8E || c == 0x90 || c == 0x98;
  return c != 0xD7 && c != 0xE0 && c != 0xE2 && (c < 0xE7 || c > 0xEB) && c != 0xEE && c != 0xEF &&
         c != 0xF4 && c != 0xF7 && c != 0xF9 && c < 0xFB;
}

constexpr bool IsArabicIn8859_6(unsigned char c) {
  return (c >= 0xC1 && c <= 0xDA) || (c >= 0xE0 && c <= 0xF2);
}

// Marks that stand between words rather than in them: no evidence either way.
constexpr bool IsMarkIn1256(unsigned char c) { return c >= 0x80 && c <= 0xBF; }
constexpr bool IsMarkIn8859_6(unsigned char c) {
  return c == 0xA0 || c == 0xA4 || c == 0xAC || c == 0xAD || c == 0xBB || c == 0xBF;
}

struct ArabicCodePage {
  std::string_view name;
  bool (*is_letter)(unsigned char);
  bool (*is_mark)(unsigned char);
  unsigned char lam;
};
constexpr unsigned char kAlif = 0xC7;  // in both
constexpr ArabicCodePage kWindows = {"windows-1256", IsArabicIn1256, IsMarkIn1256, 0xE1};
constexpr ArabicCodePage kIso = {"iso-8859-6", IsArabicIn8859_6, IsMarkIn8859_6, 0xE4};

struct ArabicReading {
  std::size_t letters = 0;   // in words of three letters and more
  std::size_t articles = 0;  // words that start with alif, lam
  std::size_t alifs = 0;
  std::size_t persian = 0;  // pa, cha, zha, keheh, gaf: in windows-1256 only
  std::size_t strange = 0;  // bytes that are neither letters nor marks, and letters alone
};

ArabicReading ReadAsArabic(std::string_view bytes, const ArabicCodePage& page) {
  ArabicReading reading;
  std::size_t run = 0;
  for (std::size_t at = 0; at <= bytes.size() && reading.letters < kSampleCharacters; ++at) {
    const unsigned char c = at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : ' ';
    if (c >= 0x80 && page.is_letter(c)) {
      reading.alifs += c == kAlif;
      reading.persian += c < 0xA0;
      reading.articles +=
          run == 1 && c == page.lam && static_cast<unsigned char>(bytes[at - 1]) == kAlif;
      ++run;
      continue;
    }
    if (run >= 3) reading.letters += run;
    // "wa" (and) is the one letter that is often written alone.
    reading.strange += run == 1 && static_cast<unsigned char>(bytes[at - 1]) != 0xE6;
    reading.strange += c >= 0x80 && !page.is_mark(c);
    run = 0;
  }
  return reading;
}

bool IsConvincing(const ArabicReading& reading) {
  if (reading.letters < 12 || reading.strange * 5 > reading.letters) return false;
  // One word in three or four of a newspaper carries the article; Persian has none, but letters of
  // its own, and one letter in seven is an alif.
  if (reading.articles * 60 >= reading.letters) return true;
  return reading.persian * 60 >= reading.letters && reading.alifs * 14 >= reading.letters;
}

}  // namespace

std::string_view ArabicCharsetOf(std::string_view bytes) {
  const ArabicReading windows = ReadAsArabic(bytes, kWindows);
  const ArabicReading iso = ReadAsArabic(bytes, kIso);
  const bool is_windows = IsConvincing(windows);
  if (IsConvincing(iso) && (!is_windows || iso.articles > windows.articles)) return kIso.name;
  return is_windows ? kWindows.name : std::string_view();
}

std::string_view DetectCharset(std::string_view bytes) {
  // A stray accent tells nothing, and the detector would name a country all the same.
  constexpr std::ptrdiff_t kFewestBytes = 4;
  if (std::count_if(bytes.begin(), bytes.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) < kFewestBytes) {
    return {};
  }
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  bytes = bytes.substr(0, kDetectBytes);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return {};
  uchardet_data_end(detector.get());
  const std::string_view found = uchardet_get_charset(detector.get());
  if (found == "UHC") return "euc-kr";  // the two names of uchardet's that are no labels
  if (found == "MAC-CYRILLIC") return "x-mac-cyrillic";
  const std::string_view name = CharsetFromLabel(found);
  return name == "replacement" ? std::string_view() : name;
}

}  // namespace isnad
