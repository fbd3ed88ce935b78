#pragma once

// What is followed and how it goes, as JSON: `isnad source list --json` and the portal's
// /sources.json (the contract is in docs/formats.md).

#include <string>

#include "news/source.h"

namespace isnad::news {

// One line, no newline at its end. Instants as RFC 3339 in UTC; unknown things are null.
[[nodiscard]] std::string ToJsonLine(const Source& source);

}  // namespace isnad::news
