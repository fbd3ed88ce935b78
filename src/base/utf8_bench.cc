// Rival: ICU's own conversion of the same bytes. Corpus: Arabic prose with a fifth of markup, as
// pages are, repeated to 1 MiB.

#include "base/utf8.h"

#include <benchmark/benchmark.h>
#include <unicode/unistr.h>

#include <string>

#include "base/charset.h"

namespace isnad {
namespace {

std::string Page() {
  std::string page;
  while (page.size() < (1 << 20)) {
    page +=
        "<p class=\"body\">أعلنت وزارة الخارجية اليوم أن اللجنة العسكرية المشتركة "
        "اختتمت أعمالها في العاصمة باماكو.</p>\n";
  }
  return page;
}

template <typename Work>
void Run(benchmark::State& state, const std::string& page, Work work) {
  for (auto _ : state) work(page);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}

void BM_IsUtf8(benchmark::State& state) {
  Run(state, Page(), [](const std::string& page) { benchmark::DoNotOptimize(IsUtf8(page)); });
}
BENCHMARK(BM_IsUtf8);

void BM_RepairWellFormed(benchmark::State& state) {
  Run(state, Page(), [](const std::string& page) { benchmark::DoNotOptimize(RepairUtf8(page)); });
}
BENCHMARK(BM_RepairWellFormed);

void BM_RepairOneBadByte(benchmark::State& state) {
  Run(state, Page() + "\xFF",
      [](const std::string& page) { benchmark::DoNotOptimize(RepairUtf8(page)); });
}
BENCHMARK(BM_RepairOneBadByte);

void BM_IcuRoundTrip(benchmark::State& state) {
  Run(state, Page() + "\xFF", [](const std::string& page) {
    std::string out;
    benchmark::DoNotOptimize(icu::UnicodeString::fromUTF8(page).toUTF8String(out));
  });
}
BENCHMARK(BM_IcuRoundTrip);

void BM_CollapseSpace(benchmark::State& state) {
  Run(state, Page(),
      [](const std::string& page) { benchmark::DoNotOptimize(CollapseSpace(page)); });
}
BENCHMARK(BM_CollapseSpace);

void BM_DecodeUtf8Page(benchmark::State& state) {
  Run(state, "<meta charset=utf-8>" + Page(), [](const std::string& page) {
    DecodeOptions options;
    options.kind = DocumentKind::kHtml;
    benchmark::DoNotOptimize(DecodeToUtf8(page, options));
  });
}
BENCHMARK(BM_DecodeUtf8Page);

void BM_DecodeDeclaredWindows1256(benchmark::State& state) {
  std::string bytes;
  for (const char c : Page()) bytes += static_cast<unsigned char>(c) < 0x80 ? c : '\xC7';
  Run(state, bytes, [](const std::string& page) {
    DecodeOptions options;
    options.content_type = "text/html; charset=windows-1256";
    benchmark::DoNotOptimize(DecodeToUtf8(page, options));
  });
}
BENCHMARK(BM_DecodeDeclaredWindows1256);

}  // namespace
}  // namespace isnad
