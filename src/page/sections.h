#pragma once

// Names of sections («سياسة», "Sport") and menus made of them (data/page/sections.tsv).

#include <cstddef>
#include <string_view>

namespace isnad::page {

// Is `text` the name of a section? Cost: O(n). Thread-safe.
[[nodiscard]] bool IsSectionName(std::string_view text);

// Bytes of the menu that a text begins with: at least three entries (sections, «الرئيسية» and the
// like) behind one another; 0 for none. Cost: O(n).
[[nodiscard]] std::size_t MenuPrefix(std::string_view text);

}  // namespace isnad::page
