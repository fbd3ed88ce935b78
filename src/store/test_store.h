#pragma once

// What the tests of the store share: a folder that goes away, a placer, articles.

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite_store.h"

namespace isnad::store {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "isnad-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Every article founds a story, unless a test says otherwise for its title.
class TestPlacer final : public StoryPlacer {
 public:
  StoryPlacement Place(news::ArticleId id, const news::Article& article, Instant) override {
    asked.push_back(id);
    const auto planned = plan.find(article.title);
    return planned == plan.end() ? StoryPlacement{} : planned->second;
  }

  std::map<std::string, StoryPlacement> plan;
  std::vector<news::ArticleId> asked;
};

[[nodiscard]] inline Instant At(std::int64_t seconds) {
  return Instant(std::chrono::seconds(seconds));
}

[[nodiscard]] inline news::Article MakeArticle(std::string url, std::string title, std::string text,
                                               std::string outlet = "الدار") {
  news::Article article;
  article.url = std::move(url);
  article.title = std::move(title);
  article.outlet = std::move(outlet);
  article.paragraphs.push_back({news::ParagraphKind::kText, std::move(text)});
  return article;
}

[[nodiscard]] inline Incoming MakeIncoming(news::Article article, std::int64_t seen_seconds = 1'000,
                                           std::string_view page = {}) {
  return {.article = std::move(article), .page = page, .seen = At(seen_seconds)};
}

}  // namespace isnad::store
