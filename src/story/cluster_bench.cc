// Articles a second through Clusterer::Add. Corpus: ISNAD_CLUSTER_BENCH, a file of lines
// ID<TAB>PUBLISHED<TAB>TITLE<TAB>TEXT as story_probe reads them (SaudiNewsNet turned into such
// lines by tools/eval_clusters.py --lines); without it an invented stream in which no word repeats
// much, so that the figure is of reading and indexing alone.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "story/clusterer.h"

namespace isnad::story {
namespace {

struct Text {
  std::string title, body;
};

std::vector<Text> ReadCorpus(const char* path) {
  std::vector<Text> texts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t published = line.find('\t');
    const std::size_t title = line.find('\t', published + 1);
    const std::size_t body = line.find('\t', title + 1);
    if (body != std::string::npos) {
      texts.push_back({line.substr(title + 1, body - title - 1), line.substr(body + 1)});
    }
  }
  return texts;
}

std::vector<Text> InventCorpus() {
  SeededRandom random(1);
  std::vector<Text> texts(2000);
  for (Text& text : texts) {
    for (int word = 0; word < 300; ++word)
      text.body += "كلمة" + std::to_string(random.Below(20'000)) + ' ';
  }
  return texts;
}

void BM_Add(benchmark::State& state) {
  const char* path = std::getenv("ISNAD_CLUSTER_BENCH");
  const std::vector<Text> texts = path != nullptr ? ReadCorpus(path) : InventCorpus();
  std::int64_t articles = 0;
  for (auto _ : state) {
    Clusterer clusterer;
    for (const Text& text : texts) {
      benchmark::DoNotOptimize(
          clusterer.Add({.id = articles++, .title = text.title, .text = text.body}));
    }
  }
  state.SetItemsProcessed(articles);
}
BENCHMARK(BM_Add)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace isnad::story
