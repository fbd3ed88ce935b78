#pragma once

// From the bytes of a page to its article. HTML goes through a tree of our own (page/tree.h); text
// without tags (crawl dumps, pasted pages) through its lines. Either way the result is the article
// alone, with ticker headlines kept apart and forms, buttons, notices and menus gone.

#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "news/article.h"

namespace isnad::page {

class SourceRules;   // page/source_rules.h
struct Explanation;  // page/explain.h

enum class Format : unsigned char { kAuto, kHtml, kText };

struct ExtractLimits {
  std::size_t max_bytes = std::size_t{64} << 20;  // of one page, before decoding
  std::size_t max_nodes = 100'000;
  std::size_t max_depth = 512;
  std::size_t max_attributes = 64;  // of one element; the first ones count
  std::size_t max_headlines = 500;
  std::size_t max_paragraphs = 5'000;
};

struct ExtractOptions {
  std::string_view url = {};           // the page's address, when known
  std::string_view content_type = {};  // HTTP header, when known
  Format format = Format::kAuto;
  ExtractLimits limits = {};
  const SourceRules* rules = nullptr;  // what is known of single sources; must outlive the call
  Explanation* explain = nullptr;      // filled with where everything came from, when given
};

// The article of one page; `kind` tells when it is a listing or nothing of the kind. A page cut by
// a limit is extracted as far as it was read, with a warning that says so.
// Errors: kMalformed (empty, binary), kTooLarge (over max_bytes).
// Cost: linear in the page. Thread-safe.
[[nodiscard]] Result<news::Article> Extract(std::string_view bytes, const ExtractOptions& options);

}  // namespace isnad::page
