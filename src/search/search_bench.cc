// Writing with the index and searching, over the articles of $ISNAD_ARTICLES:
//   tools/saudinewsnet_to_jsonl.py FOLDER > articles.jsonl
//   ISNAD_ARTICLES=articles.jsonl [ISNAD_COPIES=10] [ISNAD_STORE=FOLDER] search_bench
// FOLDER keeps the store that is searched, which takes minutes to make.
// Times are of the processor, so that a busy machine disturbs them little.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"
#include "base/clock.h"
#include "search/bench_store.h"
#include "search/standing_queries.h"

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

// Questions made of the articles: neighbouring words of a title, which all must match, and three
// words of one article, of which any may.
struct Questions {
  std::vector<std::string> all;
  std::vector<std::string> any;
  std::vector<std::string> beginnings;
};

std::vector<std::string> TellingWords(std::string_view text, std::size_t most) {
  std::vector<std::string> words;
  arabic::Token token;
  for (std::size_t at = 0; words.size() < most && arabic::NextToken(text, at, token);) {
    const std::string word(text.substr(token.begin, token.end - token.begin));
    if (token.kind == arabic::TokenKind::kWord && word.size() > 4 &&
        !arabic::IsFunctionWord(arabic::Fold(word))) {
      words.push_back(word);
    }
  }
  return words;
}

Questions MakeQuestions(const std::vector<store::Incoming>& articles) {
  constexpr std::size_t kQuestions = 400;
  Questions questions;
  SeededRandom random(7);
  while (questions.any.size() < kQuestions) {
    const news::Article& article = articles[random.Below(articles.size())].article;
    const auto title = TellingWords(article.title, 20);
    const auto text = TellingWords(article.Text(), 60);
    const std::size_t count = 2 + random.Below(2);
    if (title.size() < count || text.size() < 3) continue;
    const std::size_t first = random.Below(title.size() - count + 1);
    std::string all = title[first];
    for (std::size_t i = 1; i < count; ++i) all += " " + title[first + i];
    questions.all.push_back(all);
    std::string any;
    for (int i = 0; i < 3; ++i) any += text[random.Below(text.size())] + " ";
    questions.any.push_back(any);
    // As it is typed, letter by letter of Arabic.
    const std::string& typed = title[first];
    questions.beginnings.push_back(typed.substr(0, 2 * (1 + random.Below(typed.size() / 2))));
  }
  return questions;
}

void Report(benchmark::State& state, std::vector<double> millis) {
  std::sort(millis.begin(), millis.end());
  state.counters["p50_ms"] = millis[millis.size() / 2];
  state.counters["p95_ms"] = millis[millis.size() * 95 / 100];
  state.counters["max_ms"] = millis.back();
  state.SetItemsProcessed(static_cast<std::int64_t>(millis.size()));
}

// One store for all of them: making it takes minutes.
struct Stand {
  Stand() : articles(ReadArticles()) {
    ready = !articles.empty() && bench.WriteCopies(articles);
    if (ready) questions = MakeQuestions(articles);
  }
  std::vector<store::Incoming> articles;
  BenchStore bench{std::getenv("ISNAD_STORE")};
  Questions questions;
  bool ready = false;
};
Stand& TheStand() {
  static Stand stand;
  return stand;
}

void Ask(benchmark::State& state, const std::vector<std::string>& questions, Match match) {
  Stand& stand = TheStand();
  if (!stand.ready) return state.SkipWithError("set ISNAD_ARTICLES to a .jsonl of articles");
  Searcher searcher(stand.bench.store());
  std::vector<double> millis;
  for (auto _ : state) {
    for (const std::string& question : questions) {
      const double begin = ProcessorMillis();
      auto answer = searcher.Search(ParseQuery(question), {.match = match});
      if (!answer) return state.SkipWithError("searching failed");
      benchmark::DoNotOptimize(answer);
      millis.push_back(ProcessorMillis() - begin);
    }
  }
  Report(state, std::move(millis));
}

void SearchQueries(benchmark::State& state) {
  Ask(state, {std::begin(kQueries), std::end(kQueries)}, Match::kAll);
}
BENCHMARK(SearchQueries)->Unit(benchmark::kMillisecond)->Iterations(5);

void SearchAllWords(benchmark::State& state) { Ask(state, TheStand().questions.all, Match::kAll); }
BENCHMARK(SearchAllWords)->Unit(benchmark::kMillisecond)->Iterations(1);

void SearchAnyOfThreeWords(benchmark::State& state) {
  Ask(state, TheStand().questions.any, Match::kAny);
}
BENCHMARK(SearchAnyOfThreeWords)->Unit(benchmark::kMillisecond)->Iterations(1);

void SuggestWhileTyping(benchmark::State& state) {
  Stand& stand = TheStand();
  if (!stand.ready) return state.SkipWithError("set ISNAD_ARTICLES to a .jsonl of articles");
  Searcher searcher(stand.bench.store());
  std::vector<double> millis;
  for (auto _ : state) {
    for (const std::string& typed : stand.questions.beginnings) {
      const double begin = ProcessorMillis();
      auto found = searcher.Suggest(typed, 8);
      if (!found) return state.SkipWithError("suggesting failed");
      benchmark::DoNotOptimize(found);
      millis.push_back(ProcessorMillis() - begin);
    }
  }
  Report(state, std::move(millis));
}
BENCHMARK(SuggestWhileTyping)->Unit(benchmark::kMillisecond)->Iterations(1);

// Articles a second past 10,000 saved searches.
void MatchStandingQueries(benchmark::State& state) {
  Stand& stand = TheStand();
  if (!stand.ready) return state.SkipWithError("set ISNAD_ARTICLES to a .jsonl of articles");
  StandingQueries queries;
  const Questions& questions = stand.questions;
  for (std::int64_t id = 0; id < 10'000; ++id) {
    const auto at = static_cast<std::size_t>(id);
    const std::string& all = questions.all[at % questions.all.size()];
    const std::string other = TellingWords(questions.any[at / 25 % questions.any.size()], 1)[0];
    queries.Set(id, ParseQuery(id % 3 == 0 ? '"' + all + '"' : all + " " + other));
  }
  constexpr std::size_t kStride = 97;  // through all days and outlets
  std::size_t at = 0;
  std::size_t hits = 0;
  for (auto _ : state) {
    const news::Article& article = stand.articles[at % stand.articles.size()].article;
    at += kStride;
    const std::string text = article.Text();
    hits += queries.Match({.title = article.title, .text = text}).size();
  }
  state.counters["hits/article"] =
      static_cast<double>(hits) / static_cast<double>(state.iterations());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(MatchStandingQueries);

}  // namespace
}  // namespace isnad::search
