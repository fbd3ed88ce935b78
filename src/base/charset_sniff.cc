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
  for (std::size_t at = 0; at < bytes.size();) {
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

// Letters and vowel signs of Arabic among the upper half of a code page.
constexpr bool IsArabicIn1256(unsigned char c) {
  return c >= 0xC0 && c != 0xD7 && c != 0xE0 && c != 0xE2 && (c < 0xE7 || c > 0xEB) && c != 0xEE &&
         c != 0xEF && c != 0xF4 && c != 0xF7 && c != 0xF9 && c < 0xFB;
}
constexpr bool IsArabicIn8859_6(unsigned char c) {
  return (c >= 0xC1 && c <= 0xDA) || (c >= 0xE0 && c <= 0xF2);
}

// Marks that stand between Arabic words rather than in them: no evidence against.
constexpr bool IsNeutral(unsigned char c) {
  return (c >= 0x80 && c <= 0xBF) && c != 0x8A && c != 0x8C && c != 0x9A;
}

struct ArabicReading {
  std::size_t letters_in_words = 0;  // in runs of three letters and more
  std::size_t articles = 0;          // words that start with alif, lam
  std::size_t strange = 0;           // bytes that are neither letters nor marks
};

ArabicReading ReadAsArabic(std::string_view bytes, bool (*is_arabic)(unsigned char),
                           unsigned char lam) {
  constexpr unsigned char kAlif = 0xC7;  // in both
  ArabicReading reading;
  std::size_t run = 0;
  for (std::size_t at = 0; at <= bytes.size(); ++at) {
    const unsigned char c = at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : ' ';
    if (is_arabic(c)) {
      if (run == 1 && c == lam && static_cast<unsigned char>(bytes[at - 1]) == kAlif) {
        ++reading.articles;
      }
      ++run;
      continue;
    }
    if (run >= 3) reading.letters_in_words += run;
    if (run > 0 && run < 2) ++reading.strange;
    run = 0;
    if (c >= 0x80 && !IsNeutral(c)) ++reading.strange;
  }
  return reading;
}

bool IsConvincing(const ArabicReading& reading) {
  // One word in five or six of a newspaper carries the article; half of that is asked for.
  return reading.letters_in_words >= 12 && reading.articles > 0 &&
         reading.articles * 60 >= reading.letters_in_words &&
         reading.strange * 5 <= reading.letters_in_words;
}

}  // namespace

std::string_view ArabicCharsetOf(std::string_view bytes) {
  bytes = bytes.substr(0, kDetectBytes);
  const ArabicReading windows = ReadAsArabic(
      bytes, [](unsigned char c) { return IsArabicIn1256(c); }, 0xE1);
  const ArabicReading iso = ReadAsArabic(
      bytes, [](unsigned char c) { return IsArabicIn8859_6(c); }, 0xE4);
  const bool is_windows = IsConvincing(windows);
  const bool is_iso = IsConvincing(iso);
  if (is_iso && (!is_windows || iso.articles > windows.articles)) return "iso-8859-6";
  return is_windows ? "windows-1256" : std::string_view();
}

std::string_view DetectCharset(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  bytes = bytes.substr(0, kDetectBytes);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return {};
  uchardet_data_end(detector.get());
  const std::string_view name = CharsetFromLabel(uchardet_get_charset(detector.get()));
  return name == "replacement" ? std::string_view() : name;
}

}  // namespace isnad
