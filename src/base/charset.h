#pragma once

// From bytes to UTF-8, deciding the encoding as browsers do (WHATWG Encoding and HTML 13.2.3):
// byte order mark, then the transport's label, then the document's own (`<meta>`, XML
// declaration), then valid UTF-8, then detection (windows-1256 or iso-8859-6 where the bytes read
// as Arabic in it, uchardet for the rest), else windows-1252. Labels are those of the WHATWG table
// (data/charset/labels.tsv); conversion is ICU's.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace isnad {

enum class DocumentKind : unsigned char { kText, kHtml, kXml };

struct DecodeOptions {
  std::string_view content_type = {};  // HTTP Content-Type header, if there was one
  DocumentKind kind = DocumentKind::kText;
  std::size_t max_output_bytes = std::size_t{256} << 20;
};

struct Decoded {
  std::string text;          // valid UTF-8, no byte order mark, no U+0000
  std::string charset;       // WHATWG name, lower case: "utf-8", "windows-1256"
  std::string decided_by;    // "bom", "header", "meta", "xml", "utf-8", "detector", "fallback"
  std::size_t replaced = 0;  // ill-formed sequences turned into U+FFFD
};

// Errors: kTooLarge over max_output_bytes. Bytes that fit no charset are repaired, not refused.
// A label that the bytes contradict (declared UTF-8 that is not, declared Latin that is UTF-8)
// loses. Cost: O(n). Thread-safe.
[[nodiscard]] Result<Decoded> DecodeToUtf8(std::string_view bytes, const DecodeOptions& options);

// Would DecodeToUtf8 give the bytes back as they are? Then no copy is needed. Cost: O(n), far less
// than decoding. Thread-safe.
[[nodiscard]] bool NeedsNoDecoding(std::string_view bytes, const DecodeOptions& options);

// WHATWG name for a label ("CP1256", " utf8 "), or "" when the table has none.
[[nodiscard]] std::string_view CharsetFromLabel(std::string_view label);

}  // namespace isnad
