// Tokens and sentences of any bytes are in order, inside the text and not empty; stems lie inside
// their words.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arabic/fold.h"
#include "arabic/language.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad::arabic;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t at = 0;
  std::size_t last = 0;
  Token token;
  while (NextToken(text, at, token)) {
    if (token.begin < last || token.end <= token.begin || token.end > size || at < token.end) {
      std::abort();
    }
    last = token.end;
    const std::string folded = Fold(text.substr(token.begin, token.end - token.begin));
    const StemCut cut = LightStem(folded);
    if (!folded.empty() && cut.front + cut.back >= folded.size()) std::abort();
    (void)IsFunctionWord(folded);
  }
  last = 0;
  for (const Span& span : Sentences(text)) {
    if (span.begin < last || span.end <= span.begin || span.end > size) std::abort();
    last = span.end;
  }
  (void)DetectLanguage(text);
  return 0;
}
