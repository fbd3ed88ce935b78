#pragma once

// The JSON form of an article: what `isnad extract --json` prints and `isnad ingest` reads back
// (the contract is in docs/formats.md). Dates are strings as DateTime::ToString gives them; what
// is unknown is null; lists are present and empty rather than missing.

#include <string>
#include <string_view>

#include "base/error.h"
#include "news/article.h"

namespace isnad::news {

// One line, no newline at its end. `input` names where the page came from.
[[nodiscard]] std::string ToJsonLine(const Article& article, std::string_view input);

// A line of a `.jsonl` input: a page {"id","url","html"}, a tag-less page {"id","url","page"} or a
// clean article {"id","url","title","text","outlet","published"} (null or missing fields are
// unknown; other fields are ignored).
struct InputLine {
  enum class Kind : std::uint8_t { kHtml, kTagless, kClean };
  Kind kind;
  std::string id;
  std::string url;
  std::string body;  // html or page; empty for a clean article
  Article article;   // kClean only
};

// Errors: kMalformed (not JSON, not an object, none of the three bodies), kTooLarge.
[[nodiscard]] Result<InputLine> ParseInputLine(std::string_view line, std::size_t max_bytes);

}  // namespace isnad::news
