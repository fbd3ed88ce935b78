#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "page/css_match.h"
#include "page/css_selector.h"

// The first line is a selector, the rest a page: what is selected are elements, in order, each
// once; "A, B" selects what A and B do; ":not(A)" the rest; errors have a place and a mend.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  using namespace isnad::page;
  const std::string text = RepairUtf8({reinterpret_cast<const char*>(data), size});
  const std::size_t line = text.find('\n');
  const std::string selector = text.substr(0, line);
  const auto compiled = CssSelector::Compile(selector);
  if (!compiled) {
    if (compiled.error().mend.empty() || compiled.error().detail.empty()) std::abort();
    return 0;
  }
  const Tree tree =
      Tree::Parse(line == std::string::npos ? "" : text.substr(line), {}, Markup::kDetailed);
  SelectorDocument document(tree);
  const auto found = compiled->Select(document);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] >= tree.size() || tree[found[i]].tag == Tag::kText) std::abort();
    if (i > 0 && found[i] <= found[i - 1]) std::abort();
  }
  std::size_t elements = 0;
  for (NodeId id = 0; id < tree.size(); ++id) elements += tree[id].tag != Tag::kText;
  const auto rest = CssSelector::Compile(":not(" + compiled->text() + ")");
  if (rest && rest->Select(document).size() + found.size() != elements) std::abort();
  const auto twice = CssSelector::Compile(compiled->text() + "," + compiled->text());
  if (twice && twice->Select(document) != found) std::abort();
  return 0;
}
