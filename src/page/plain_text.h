#pragma once

// Text that machines pass on in attributes and JSON, as a reader would see it.

#include <string>
#include <string_view>

namespace isnad::page {

// `text` with the character references that were escaped once too often ("&amp;quot;", "&#8217;")
// resolved and white space collapsed. Cost: O(n). Thread-safe.
[[nodiscard]] std::string PlainText(std::string_view text);

// `text` without the tags of inline markup ("<em>") that titles carry into attributes.
[[nodiscard]] std::string WithoutInlineTags(std::string_view text);

}  // namespace isnad::page
