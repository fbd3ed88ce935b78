#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "page/extract.h"

// Whatever comes in, what comes out is valid UTF-8 and within the limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  page::ExtractOptions options;
  options.format = page::Format::kText;
  const auto article = page::Extract({reinterpret_cast<const char*>(data), size}, options);
  if (!article) return 0;
  if (!IsUtf8(article->Text()) || !IsUtf8(article->title)) std::abort();
  if (article->paragraphs.size() > options.limits.max_paragraphs) std::abort();
  if (article->headlines.size() > options.limits.max_headlines) std::abort();
  return 0;
}
