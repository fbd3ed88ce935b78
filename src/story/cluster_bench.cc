// What the clusterer costs on an endless stream: articles a CPU second from their texts and from
// readings, memory an article by part, the slowest article, and a restart. The stream is generated
// (invented_stream.h), which flatters nobody: its words follow Zipf's law, its stories have 1 to 40
// accounts and two articles in five share text with an earlier one.
//
//   story_bench                              Google Benchmark; ISNAD_CLUSTER_BENCH is a corpus
//   ISNAD_STREAM=1000000 story_bench         the stream, a line each ISNAD_STREAM_STEP articles
//
// The corpus is a file of lines ID<TAB>PUBLISHED<TAB>TITLE<TAB>TEXT as story_probe reads them
// (tools/eval_clusters.py --lines turns SaudiNewsNet into such).

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "story/clusterer.h"
#include "story/invented_stream.h"

namespace isnad::story {
namespace {

double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

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
  InventedStream stream({.seed = 1});
  std::vector<Text> texts(4000);
  for (Text& text : texts) {
    const InventedArticle article = stream.Next();
    text = {article.title, article.text};
  }
  return texts;
}

std::vector<Text> Corpus() {
  const char* path = std::getenv("ISNAD_CLUSTER_BENCH");
  return path != nullptr ? ReadCorpus(path) : InventCorpus();
}

Item ItemOf(std::int64_t id, const Text& text) {
  return {.id = id, .title = text.title, .text = text.body};
}

void BM_AddTexts(benchmark::State& state) {
  const std::vector<Text> texts = Corpus();
  std::int64_t articles = 0;
  for (auto _ : state) {
    Clusterer clusterer;
    for (const Text& text : texts) {
      benchmark::DoNotOptimize(clusterer.Add(ItemOf(++articles, text)));
    }
  }
  state.SetItemsProcessed(articles);
}
BENCHMARK(BM_AddTexts)->Unit(benchmark::kMillisecond);

void BM_AddReadings(benchmark::State& state) {
  const std::vector<Text> texts = Corpus();
  ArticleReader reader;
  std::int64_t articles = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Reading> readings;
    for (const Text& text : texts) readings.push_back(reader.Read(ItemOf(1, text)));
    Clusterer clusterer;
    state.ResumeTiming();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      benchmark::DoNotOptimize(clusterer.Add(ItemOf(++articles, texts[i]), std::move(readings[i])));
    }
  }
  state.SetItemsProcessed(articles);
}
BENCHMARK(BM_AddReadings)->Unit(benchmark::kMillisecond);

void PrintMemory(const Clusterer& clusterer) {
  const ClusterMemory memory = clusterer.memory();
  const auto each = [&](std::size_t bytes) {
    return static_cast<double>(bytes) /
           static_cast<double>(std::max<std::size_t>(1, clusterer.size()));
  };
  std::printf(
      "accounts %.0f shingles %.0f found_by %.0f terms %.0f stories %.0f chain %.0f sagas %.0f all "
      "%.0f bytes",
      each(memory.accounts), each(memory.shingles), each(memory.found_by), each(memory.terms),
      each(memory.stories), each(memory.chain), each(memory.sagas), each(memory.all()));
}

struct KeptReading {
  std::int64_t id;
  Instant seen;
  Placement placement;
  std::string reading;
};

void Restart(const std::deque<KeptReading>& kept) {
  const double start = CpuSeconds();
  Clusterer clusterer;
  std::size_t bytes = 0;
  for (const KeptReading& each : kept) {
    bytes += each.reading.size();
    if (!clusterer.Restore({.id = each.id, .title = {}, .text = {}, .seen = each.seen},
                           each.placement, each.reading)) {
      std::abort();
    }
  }
  std::printf("restart: %zu articles in %.2f CPU seconds, %.0f bytes a reading\n", clusterer.size(),
              CpuSeconds() - start, static_cast<double>(bytes) / static_cast<double>(kept.size()));
}

// The stream is made and read a step at a time, outside the time that is told.
void RunStream(std::size_t articles, std::size_t step) {
  Clusterer clusterer;
  ArticleReader reader;
  InventedStream stream({.seed = 1});
  std::deque<KeptReading> kept;
  std::size_t copies = 0, joined = 0, merges = 0;
  for (std::size_t done = 0; done < articles; done += step) {
    std::vector<InventedArticle> batch;
    std::vector<Reading> readings;
    for (std::size_t i = 0; i < step; ++i) batch.push_back(stream.Next());
    const double before_reading = CpuSeconds();
    for (const InventedArticle& article : batch) readings.push_back(reader.Read(article.item()));
    const double reading = CpuSeconds() - before_reading;
    double placing = 0, slowest = 0;
    for (std::size_t i = 0; i < step; ++i) {
      const double start = CpuSeconds();
      Placement placement = clusterer.Add(batch[i].item(), std::move(readings[i]));
      std::string kept_reading = clusterer.NewestReading();
      const double took = CpuSeconds() - start;
      placing += took;
      slowest = std::max(slowest, took);
      copies += placement.chain.origin ? 1 : 0;
      joined += placement.story != batch[i].id ? 1 : 0;
      merges += placement.merges.size();
      kept.push_back({batch[i].id, batch[i].seen, std::move(placement), std::move(kept_reading)});
    }
    while (kept.front().id < clusterer.oldest()) kept.pop_front();
    const auto count = static_cast<double>(step);
    std::printf("%8zu window %zu: from texts %.0f/s, from readings %.0f/s, slowest %.1f ms; ",
                done + step, clusterer.size(), count / (reading + placing), count / placing,
                1e3 * slowest);
    PrintMemory(clusterer);
    std::printf("; copies %zu joined %zu merges %zu\n", copies, joined, merges);
    std::fflush(stdout);
  }
  Restart(kept);
}

}  // namespace
}  // namespace isnad::story

int main(int argc, char** argv) {
  if (const char* articles = std::getenv("ISNAD_STREAM")) {
    const char* step = std::getenv("ISNAD_STREAM_STEP");
    isnad::story::RunStream(std::strtoull(articles, nullptr, 10),
                            step != nullptr ? std::strtoull(step, nullptr, 10) : 10'000);
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
