#pragma once

// The few tags of an HTML page that lead elsewhere or speak to robots: <link>, <a>, <meta>, <base>.
//
// A light scan and no parser: it follows the tokenizer of the HTML standard (WHATWG HTML 13.2.5) as
// far as these tags need it (comments, raw text elements, quoted attributes, the first of double
// attributes), and builds nothing. Limits: HtmlLinkLimits; what lies beyond is not read.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::fetch {

struct HtmlLinkLimits {
  std::size_t max_bytes = 4U << 20;
  std::size_t max_tags = 5000;         // that are kept
  std::size_t max_value_bytes = 4096;  // of one attribute; a longer one is as if it were empty
  std::size_t max_text_bytes = 200;    // of an <a>'s text; cut there
};

enum class HtmlTag : std::uint8_t { kLink, kAnchor, kMeta, kBase };

struct HtmlLink {
  HtmlTag tag = HtmlTag::kLink;
  std::string href;  // as written, character references decoded
  std::string rel;
  std::string type;
  std::string title;
  std::string name;     // of a <meta>; its property where it has no name
  std::string content;  // of a <meta>
  std::string text;     // of an <a>, tags taken off, as bytes
};

// In the page's order. Bytes in, bytes out: the charset is ASCII as far as it matters here.
// Cost: O(html.size()). Thread-safe.
[[nodiscard]] std::vector<HtmlLink> ScanHtmlLinks(std::string_view html,
                                                  const HtmlLinkLimits& limits = {});

}  // namespace isnad::fetch
