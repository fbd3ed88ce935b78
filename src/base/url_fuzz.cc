#include <cstdint>
#include <cstdlib>

#include "base/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto check = [](const isnad::Result<isnad::Url>& url) {
    if (!url) return;
    const auto again = isnad::Url::Parse(url->text());
    if (!again || *again != *url) std::abort();
    const isnad::Url canonical = url->Canonical();
    const auto read = isnad::Url::Parse(canonical.text());
    if (!read || *read != canonical || read->Canonical() != canonical) std::abort();
    for (const char c : url->text()) {
      if (c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>') std::abort();
    }
    (void)url->DisplayHost();
    (void)url->RegistrableDomain();
  };
  static const isnad::Url kBase = *isnad::Url::Parse("https://a.example/b/c?d");
  check(isnad::Url::Parse(text));
  check(kBase.Resolve(text));
  return 0;
}
