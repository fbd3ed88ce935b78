#pragma once

// The articleBody that a page declares in JSON-LD (https://schema.org/articleBody), as paragraphs:
// for pages whose text is put there by a script and stands nowhere else. Sites fill it with plain
// text, with text escaped once more, or with markup.

#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "page/blocks.h"
#include "page/extract.h"

namespace isnad::page {

// `body` as it stands in the JSON; its markup, where it has some, divides it, else its line breaks.
// Cost: linear. Thread-safe.
[[nodiscard]] std::vector<news::Paragraph> BodyParagraphs(std::string_view body,
                                                          const ExtractLimits& limits);

// Is `body` the article rather than what was kept of the blocks? So it is where the page shows
// hardly any of it: `kept_words` stand against a text of several times their length.
[[nodiscard]] bool BodyStandsIn(const std::vector<news::Paragraph>& body, double kept_words);

}  // namespace isnad::page
