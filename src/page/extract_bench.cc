// From bytes to JSON, beside the limit: MyHTML alone parsing the same pages and walking the trees.
// ISNAD_PAGES names a folder of .html files; they are read into memory first. bench/measure.py
// prints both with their ratio.

#include <benchmark/benchmark.h>
#include <myhtml/api.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "news/article_json.h"
#include "page/extract.h"

namespace isnad::page {
namespace {

std::vector<std::string> ReadPages() {
  std::vector<std::string> pages;
  const char* folder = std::getenv("ISNAD_PAGES");
  if (folder == nullptr) return pages;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

// Runs `work` on every page and counts their bytes.
template <typename Work>
void OverPages(benchmark::State& state, Work work) {
  const std::vector<std::string> pages = ReadPages();
  if (pages.empty()) {
    state.SkipWithError("ISNAD_PAGES names no folder of .html files");
    return;
  }
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& page : pages) {
      work(page);
      bytes += static_cast<std::int64_t>(page.size());
    }
  }
  state.SetBytesProcessed(bytes);
}

std::size_t Walk(myhtml_tree_node_t* root) {
  std::size_t nodes = 0;
  for (myhtml_tree_node_t* node = root; node != nullptr;) {
    ++nodes;
    myhtml_tree_node_t* next = myhtml_node_child(node);
    while (next == nullptr && node != nullptr && node != root) {
      next = myhtml_node_next(node);
      if (next == nullptr) node = myhtml_node_parent(node);
    }
    node = next;
  }
  return nodes;
}

void ParseAndWalk(benchmark::State& state) {
  myhtml_t* html = myhtml_create();
  myhtml_init(html, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0);
  myhtml_tree_t* tree = myhtml_tree_create();
  myhtml_tree_init(tree, html);
  OverPages(state, [&](const std::string& page) {
    myhtml_parse(tree, MyENCODING_UTF_8, page.data(), page.size());
    benchmark::DoNotOptimize(Walk(myhtml_tree_get_document(tree)));
    myhtml_tree_clean(tree);
  });
  myhtml_tree_destroy(tree);
  myhtml_destroy(html);
}
BENCHMARK(ParseAndWalk)->Unit(benchmark::kMillisecond);

void ExtractToJson(benchmark::State& state) {
  OverPages(state, [](const std::string& page) {
    const auto article = Extract(page, {.format = Format::kHtml});
    if (article) benchmark::DoNotOptimize(news::ToJsonLine(*article, "page"));
  });
}
BENCHMARK(ExtractToJson)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace isnad::page
