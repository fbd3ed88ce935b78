#include <cstdint>
#include <cstdlib>

#include "news/article_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::news;
  const auto line = ParseInputLine({reinterpret_cast<const char*>(data), size}, 1 << 20);
  if (!line || line->kind != InputLine::Kind::kClean) return 0;
  // What was read once is written and read again without a change, the id apart: it is not printed.
  Article article = line->article;
  article.id.clear();
  const auto again = ParseInputLine(ToJsonLine(article, "fuzz"), std::size_t{16} << 20);
  if (article.paragraphs.empty()) return 0;  // a text of null is no clean article
  if (!again || again->article != article) std::abort();
  return 0;
}
