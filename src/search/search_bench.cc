// Writing with the index and searching, over the articles of $ISNAD_ARTICLES:
//   tools/saudinewsnet_to_jsonl.py FOLDER > articles.jsonl
//   ISNAD_ARTICLES=articles.jsonl search_bench
// Times are of the processor, so that a busy machine disturbs them little.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>

#include "search/bench_store.h"

namespace isnad::search {
namespace {

// As readers type them, frequent words among them.
constexpr const char* kQueries[] = {
    "السعودية",
    "الملك سلمان",
    "الرياض",
    "مجلس الوزراء",
    "الاتفاق النووي",
    "أسعار النفط",
    "داعش",
    "هيئة مكافحة الفساد",
    "وزارة الصحة كورونا",
    "الدوري السعودي",
    "الهلال والنصر",
    "عاصفة الحزم",
    "تحرير عدن",
    "المقاومة الشعبية",
    "مكة المكرمة",
    "وزارة التعليم",
    "الدفاع المدني",
    "حادث مروري",
    "تفجير مسجد عسير",
    "قناة السويس الجديدة",
    "أردوغان",
    "سوق الأسهم",
    "وزير",
    "محمد",
    "الأمم المتحدة",
    "\"مجلس الأمن\"",
    "مدرسة -جامعة",
    "طيران | طائرة",
    "انخفاض أسعار",
    "أمطار غزيرة",
    "iPhone",
    "وزارة الإسكان قرض",
    "المنطقة الشرقية",
    "date:2015-08 عدن",
    "محافظة جدة",
    "المملكة العربية السعودية",
};

double ProcessorMillis() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void WriteArticles(benchmark::State& state) {
  const auto articles = ReadArticles();
  if (articles.empty()) return state.SkipWithError("set ISNAD_ARTICLES to a .jsonl of articles");
  std::size_t bytes = 0;
  for (const store::Incoming& in : articles) {
    bytes += in.article.title.size() + in.article.Text().size();
  }
  for (auto _ : state) {
    state.PauseTiming();
    BenchStore bench;
    state.ResumeTiming();
    if (!bench.Write(articles)) return state.SkipWithError("writing failed");
    state.counters["store/text"] =
        static_cast<double>(std::filesystem::file_size(bench.folder() + "/isnad.db")) /
        static_cast<double>(bytes);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(articles.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(WriteArticles)->Unit(benchmark::kSecond)->Iterations(1);

void SearchQueries(benchmark::State& state) {
  BenchStore bench;
  if (!bench.Write(ReadArticles())) return state.SkipWithError("writing failed");
  std::vector<double> millis;
  for (auto _ : state) {
    for (const char* query : kQueries) {
      const double begin = ProcessorMillis();
      auto answer = Search(bench.store(), ParseQuery(query), {});
      if (!answer) return state.SkipWithError("searching failed");
      benchmark::DoNotOptimize(answer);
      millis.push_back(ProcessorMillis() - begin);
    }
  }
  std::sort(millis.begin(), millis.end());
  state.counters["p50_ms"] = millis[millis.size() / 2];
  state.counters["p95_ms"] = millis[millis.size() * 95 / 100];
  state.counters["max_ms"] = millis.back();
  state.SetItemsProcessed(static_cast<std::int64_t>(millis.size()));
}
BENCHMARK(SearchQueries)->Unit(benchmark::kMillisecond)->Iterations(20);

}  // namespace
}  // namespace isnad::search
