#pragma once

// What the benchmarks of store and search share: the articles of $ISNAD_ARTICLES (clean-article
// JSON Lines, for instance what tools/saudinewsnet_to_jsonl.py prints), each $ISNAD_COPIES times
// under other addresses, and a store made of them.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "news/article_json.h"
#include "search/index.h"
#include "store/sqlite_store.h"

namespace isnad::search {

inline std::vector<store::Incoming> ReadArticles() {
  std::vector<store::Incoming> articles;
  const char* path = std::getenv("ISNAD_ARTICLES");
  std::ifstream file(path == nullptr ? "" : path);
  std::string line;
  std::int64_t seen = 1'437'000'000'000;  // July 2015, a second later for each
  while (std::getline(file, line)) {
    auto parsed = news::ParseInputLine(line, std::size_t{64} << 20);
    if (!parsed || parsed->kind != news::InputLine::Kind::kClean) continue;
    parsed->article.url = parsed->url;
    seen += 1'000;
    articles.push_back({.article = std::move(parsed->article),
                        .page = {},
                        .seen = Instant(std::chrono::milliseconds(seen))});
  }
  return articles;
}

// How often each article is written.
inline int Copies() {
  const char* copies = std::getenv("ISNAD_COPIES");
  return copies == nullptr ? 1 : std::max(1, std::atoi(copies));
}

class EachItsStory final : public store::StoryPlacer {
 public:
  store::StoryPlacement Place(news::ArticleId, const news::Article&, Instant) override {
    return {};
  }
};

// A store in a folder that goes away with it, or in `kept`, which stays for the next run.
class BenchStore {
 public:
  explicit BenchStore(const char* kept = nullptr)
      : keeps_(kept != nullptr), index_(MakeIndexHook()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "isnad-bench-XXXXXX").string();
    folder_ = keeps_ ? kept : mkdtemp(pattern.data());
    auto opened = store::OpenSqlite({.folder = folder_, .index = index_.get()});
    if (opened) store_ = std::move(*opened);
  }
  ~BenchStore() {
    store_.reset();
    if (keeps_) return;
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  BenchStore(const BenchStore&) = delete;
  BenchStore& operator=(const BenchStore&) = delete;

  // Each article as often as Copies() says; a store that was kept is taken as it is.
  bool WriteCopies(std::vector<store::Incoming> articles) {
    const auto counts = store_->Count();
    if (counts && counts->articles > 0) return true;
    for (int copy = 1; copy <= Copies(); ++copy) {
      if (copy > 1) {
        for (std::size_t i = 0; i < articles.size(); ++i) {
          articles[i].article.url =
              "https://copy" + std::to_string(copy) + ".example/" + std::to_string(i);
        }
      }
      if (!Write(articles, 512)) return false;
    }
    return true;
  }

  // In batches of `batch`, as ingest writes them.
  bool Write(const std::vector<store::Incoming>& articles, std::size_t batch = 64) {
    EachItsStory placer;
    for (std::size_t at = 0; at < articles.size(); at += batch) {
      const std::size_t count = std::min(batch, articles.size() - at);
      if (!store_->Write({articles.data() + at, count}, placer)) return false;
    }
    return true;
  }

  [[nodiscard]] store::SqliteStore& store() { return *store_; }
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  bool keeps_;
  std::string folder_;
  std::unique_ptr<store::IndexHook> index_;
  std::unique_ptr<store::SqliteStore> store_;
};

}  // namespace isnad::search
