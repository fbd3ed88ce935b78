#pragma once

// What the files of base/charset share: the label table and what bytes say about their encoding.
// Not for other folders.

#include <cstddef>
#include <string_view>

namespace isnad {

// A row of data/charset/labels.tsv.
struct CharsetRow {
  std::string_view name;       // WHATWG, lower case
  std::string_view converter;  // ICU's name, "-" where there is none; zero-terminated never
  std::string_view labels;     // separated by spaces
};

// nullptr when the table has no such label. `label` may have any case and ASCII space around it.
[[nodiscard]] const CharsetRow* FindCharset(std::string_view label);

// The value of "charset=" in a Content-Type header or a meta element's content, or "".
[[nodiscard]] std::string_view CharsetParameter(std::string_view content_type);

// The label that an HTML document gives itself in its first 4096 bytes (HTML 13.2.3.2, "prescan a
// byte stream"), as a WHATWG name or "": UTF-16 is read as UTF-8, since it was read as ASCII.
[[nodiscard]] std::string_view CharsetFromMeta(std::string_view html);

// The encoding in an XML declaration (XML 1.0, 4.3.3 and appendix F), as a WHATWG name, or "".
[[nodiscard]] std::string_view CharsetFromXmlDeclaration(std::string_view xml);

// How much of `bytes` is UTF-8. Where not all of it is, the counts are those of a sample.
struct Utf8Evidence {
  bool is_utf8 = false;
  std::size_t multi_byte = 0;  // well-formed sequences of two bytes and more
  std::size_t long_forms = 0;  // of these, three bytes and more
  std::size_t ill_formed = 0;  // bytes that stand in no such sequence
};
[[nodiscard]] Utf8Evidence WeighUtf8(std::string_view bytes);

// "windows-1256" or "iso-8859-6" when the bytes over 0x7F read as Arabic words in it, else "".
[[nodiscard]] std::string_view ArabicCharsetOf(std::string_view bytes);

// uchardet's opinion as a WHATWG name, or "" (always for fewer than 4 bytes over 0x7F).
[[nodiscard]] std::string_view DetectCharset(std::string_view bytes);

}  // namespace isnad
