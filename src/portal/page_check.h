#pragma once

// Reads a page of ours back and says what is wrong with it: tags that do not nest, attributes
// without quotes, scripts, styles, headings out of order, ids twice, references to ids that are
// not there. It knows only the HTML that the builder writes. Test code only.

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::portal {

struct PageCheck {
  std::vector<std::string> findings;
  std::vector<std::string> links;  // href of <a>, unescaped
  std::vector<int> headings;       // 1..6 in their order
  std::set<std::string> ids;
  std::string text;  // outside tags, escaped as it stands
};

[[nodiscard]] PageCheck CheckPage(std::string_view html);

}  // namespace isnad::portal
