#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "page/tree.h"

// Every subtree is a range inside its parent's, all text is valid UTF-8, and what the parser is
// spared changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  const std::string html = RepairUtf8({reinterpret_cast<const char*>(data), size});
  const page::Tree tree = page::Tree::Parse(html, {});
  for (page::NodeId id = 1; id < tree.size(); ++id) {
    const page::Node& node = tree[id];
    if (node.parent >= id || node.end > tree[node.parent].end || node.end <= id) std::abort();
    if (node.tag == page::Tag::kText && !IsUtf8(tree.Text(id))) std::abort();
  }
  const page::Tree whole = page::Tree::Parse(html, {}, page::Markup::kWhole);
  if (!tree.truncated() && !whole.truncated() && tree != whole) std::abort();
  return 0;
}
