#pragma once

// One input document to its article: what `extract` prints and `ingest` stores.

#include "base/error.h"
#include "ingest/inputs.h"
#include "news/article.h"
#include "page/extract.h"

namespace isnad::ingest {

// Clean articles are taken as they are; pages go through page::Extract. The id and the URL that the
// input names win over what the page says of itself when the page says nothing.
// Errors: as page::Extract; kMalformed for a clean article with neither title nor text. Each
// names the document. Thread-safe.
[[nodiscard]] Result<news::Article> ExtractDocument(const InputDocument& document,
                                                    const page::ExtractLimits& limits,
                                                    page::Format forced = page::Format::kAuto);

// The same with rules of sources and explanations. What `how` says of address and content type
// serves where the document does not know them; a format other than kAuto is forced.
[[nodiscard]] Result<news::Article> ExtractWith(const InputDocument& document,
                                                page::ExtractOptions how);

}  // namespace isnad::ingest
