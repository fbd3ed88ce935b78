// Of any text (a title, a body and a credit line, parted by line feeds) citations stay within their
// limits, and what they quote is well-formed.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "story/citations.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::story;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!isnad::IsUtf8(bytes)) return 0;  // as extraction promises
  const std::size_t cut = bytes.find('\n');
  const std::string_view credit = bytes.substr(0, cut);
  const std::string text(cut == std::string_view::npos ? bytes : bytes.substr(cut));
  Words words;
  words.Assign(text);
  const auto quoted = QuotedSpans(text, words, 0);
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i].begin >= quoted[i].end || quoted[i].end > words.size()) std::abort();
    if (i > 0 && quoted[i].begin < quoted[i - 1].end) std::abort();
  }
  const Citations citations =
      ReadCitations({.text = text, .words = words, .credit = credit, .outlet = credit}, quoted);
  if (citations.list.size() > kMaxCitations) std::abort();
  for (const Citation& each : citations.list) {
    if (each.quote.size() > kMaxCreditBytes || !isnad::IsUtf8(each.quote)) std::abort();
    if (!isnad::IsUtf8(each.source)) std::abort();
  }
  return 0;
}
