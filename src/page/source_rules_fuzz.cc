#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "page/extract.h"
#include "page/source_rules.h"

// Any bytes as a file of rules: either errors that say how to mend them, or rules that a page can
// be read by.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  std::vector<Error> errors;
  const auto rules =
      page::SourceRules::Parse({reinterpret_cast<const char*>(data), size}, "f", errors);
  for (const Error& error : errors) {
    if (error.detail.empty() || error.mend.empty()) std::abort();
  }
  if (!errors.empty()) return 0;
  const page::ExtractOptions options{.url = "https://a.example/1", .rules = &rules};
  (void)page::Extract("<html><body class=a><h1>x</h1><p>y 1/2/2025<p>z", options);
  return 0;
}
