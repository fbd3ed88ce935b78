// How fast a core gets through Arabic text: megabytes a second of each step alone, and of what an
// index does (tokens, folding, stems). The corpus is a synthetic page of news prose, or the file
// that ISNAD_BENCH_TEXT names.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "arabic/dates.h"
#include "arabic/fold.h"
#include "arabic/language.h"
#include "arabic/names.h"
#include "arabic/numbers.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"

namespace isnad::arabic {
namespace {

constexpr std::string_view kParagraph =
    "عقدت اللجنة المشتركة اجتماعها الأول في العاصمة، برئاسة وزير الخارجية وبمشاركة وفد رفيع "
    "المستوى "
    "يضم ممثلين عن الوزارات والمؤسسات المعنية بالتعاون الاقتصادي والتجاري. وأكد المسؤول أن "
    "الاتفاقيات الموقعة ستسهم في تعزيز العلاقات الثنائية بين البلدين، مشيرًا إلى أهمية الاستثمارات "
    "في قطاعات الطاقة والنقل والتعليم، وضرورة مواجهة التحديات الأمنية التي تعرفها المنطقة.\n";

const std::string& Corpus() {
  static const std::string corpus = [] {
    std::string text;
    if (const char* path = std::getenv("ISNAD_BENCH_TEXT")) {
      std::ifstream file(path, std::ios::binary);
      text.assign(std::istreambuf_iterator<char>(file), {});
    }
    while (text.size() < 1'000'000) text += kParagraph;
    return text;
  }();
  return corpus;
}

void CountBytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(Corpus().size()));
}

void BM_Fold(benchmark::State& state) {
  std::string out;
  for (auto _ : state) {
    out.clear();
    AppendFolded(out, Corpus(), FoldTier::kSearch);
    benchmark::DoNotOptimize(out.data());
  }
  CountBytes(state);
}
BENCHMARK(BM_Fold);

void BM_FoldWithOffsets(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(FoldWithOffsets(Corpus()));
  CountBytes(state);
}
BENCHMARK(BM_FoldWithOffsets);

void BM_Tokens(benchmark::State& state) {
  for (auto _ : state) {
    std::size_t at = 0;
    Token token;
    while (NextToken(Corpus(), at, token)) benchmark::DoNotOptimize(token);
  }
  CountBytes(state);
}
BENCHMARK(BM_Tokens);

// What an index does with a text.
void BM_TokensFoldStem(benchmark::State& state) {
  std::string folded;
  for (auto _ : state) {
    std::size_t at = 0;
    Token token;
    while (NextToken(Corpus(), at, token)) {
      folded.clear();
      AppendFolded(folded, std::string_view(Corpus()).substr(token.begin, token.end - token.begin),
                   FoldTier::kSearch);
      benchmark::DoNotOptimize(Stem(folded));
    }
  }
  CountBytes(state);
}
BENCHMARK(BM_TokensFoldStem);

void BM_Sentences(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Sentences(Corpus()));
  CountBytes(state);
}
BENCHMARK(BM_Sentences);

void BM_FindDates(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(FindDates(Corpus()));
  CountBytes(state);
}
BENCHMARK(BM_FindDates);

void BM_FindNumbers(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(FindNumbers(Corpus()));
  CountBytes(state);
}
BENCHMARK(BM_FindNumbers);

void BM_DetectLanguage(benchmark::State& state) {
  const std::string text = Corpus().substr(0, 20'000);
  for (auto _ : state) benchmark::DoNotOptimize(DetectLanguage(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(BM_DetectLanguage);

// Pairs a second; one in seven shares a family name.
void BM_NamePairs(benchmark::State& state) {
  constexpr std::string_view kGiven[] = {"محمد", "عبد الرحمن", "جون",  "سارة", "فلاديمير",
                                         "أحمد", "كريستين",    "نورة", "خالد", "أنطونيو",
                                         "ليلى", "جيه دي",     "يوسف"};
  constexpr std::string_view kFamily[] = {"المنصوري",  "بوتين",   "ساماكي", "بن سلمان",
                                          "أبو الغيط", "غوتيريش", "القاسمي"};
  std::vector<std::string> names;
  for (const std::string_view given : kGiven) {
    for (const std::string_view family : kFamily) {
      names.push_back(std::string(given) + ' ' + std::string(family));
    }
  }
  std::size_t at = 0;
  for (auto _ : state) {
    const std::string& a = names[at % names.size()];
    const std::string& b = names[at * 31 / 7 % names.size()];
    benchmark::DoNotOptimize(NameLikeness(a, b));
    ++at;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_NamePairs);

}  // namespace
}  // namespace isnad::arabic
