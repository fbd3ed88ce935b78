#pragma once

// What ranking, filters and facets ask of every match, in memory: sixteen bytes an article, so that
// walking 100,000 matches touches no row. Kept in the table `search_docs` in chunks of kChunkSize
// articles by id, written in the writer's own transaction; a reader takes over the chunks whose
// stamp has moved and shares the rest with the readers before it.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "news/article.h"
#include "news/story.h"
#include "store/sqlite.h"

namespace isnad::search {

struct DocRecord {
  std::uint32_t outlet = 0;
  std::uint16_t day = 0;  // since 1970; published, else first seen
  std::uint16_t title_words = 0;
  std::uint16_t body_words = 0;  // 0xFFFF: so many or more
  std::uint16_t section = 0;     // id of search_sections; 0 unknown
  std::uint16_t language = 0;    // see PackLanguage; 0 unknown
  std::uint16_t is_there = 0;    // 0: no article has this id
};
static_assert(sizeof(DocRecord) == 16);

// A BCP 47 primary tag of two or three small letters as a number; 0 for anything else.
[[nodiscard]] std::uint16_t PackLanguage(std::string_view tag);

// What the articles up to some id come to.
struct DocTotals {
  std::int64_t articles = 0;
  std::int64_t title_words = 0;
  std::int64_t body_words = 0;
  std::uint16_t newest_day = 0;

  void Add(const DocRecord& record);
  void Add(const DocTotals& other);
};

class DocColumns {
 public:
  static constexpr std::size_t kChunkSize = 2'048;

  [[nodiscard]] const DocRecord& At(news::ArticleId id) const {
    const auto at = static_cast<std::size_t>(id);
    if (id < 0 || at / kChunkSize >= chunks_.size() || !chunks_[at / kChunkSize].records) {
      return kNone;
    }
    return (*chunks_[at / kChunkSize].records)[at % kChunkSize];
  }
  // One past the last id that may be there.
  [[nodiscard]] news::ArticleId end() const {
    return static_cast<news::ArticleId>(chunks_.size() * kChunkSize);
  }

  // Cost: O(chunks) and one chunk.
  [[nodiscard]] DocTotals TotalsUpTo(news::ArticleId last) const;

  // As the snapshot of `connection` has it; chunks of `known` that are the same are shared.
  // Errors: those of the store, kMalformed.
  [[nodiscard]] static Result<DocColumns> Load(store::Connection& connection,
                                               const DocColumns& known);

 private:
  using Records = std::array<DocRecord, kChunkSize>;
  struct Chunk {
    std::int64_t stamp = 0;
    DocTotals totals;
    std::shared_ptr<const Records> records;
  };
  static const DocRecord kNone;
  std::vector<Chunk> chunks_;
};

// The last columns that a reader saw, for the next one. Thread-safe.
class ColumnCache {
 public:
  [[nodiscard]] Result<DocColumns> Get(store::Connection& connection);

 private:
  std::mutex mutex_;  // guards what follows
  DocColumns columns_;
};

// The writer's side: collects the records of a batch and writes their chunks at its end.
class ColumnWriter {
 public:
  static constexpr const char* kCreate =
      "DROP TABLE IF EXISTS search_docs;"
      "DROP TABLE IF EXISTS search_sections;"
      "CREATE TABLE search_docs (chunk INTEGER PRIMARY KEY, stamp INTEGER NOT NULL,"
      " records BLOB NOT NULL) STRICT;"
      "CREATE TABLE search_sections (id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE,"
      " name TEXT NOT NULL) STRICT;";

  void Forget() {
    pending_.clear();
    articles_.clear();
  }
  // The article is in the store and its words in the index already.
  void Add(news::ArticleId id, const news::Article& article);
  [[nodiscard]] Result<void> Flush(store::Connection& connection);

 private:
  struct Waiting {
    news::ArticleId id;
    std::uint16_t language;
    std::string section;
  };
  [[nodiscard]] Result<DocRecord> Read(store::Connection& connection, const Waiting& waiting);
  [[nodiscard]] Result<std::uint16_t> SectionId(store::Connection& connection,
                                                const std::string& name);

  std::vector<Waiting> articles_;
  std::map<std::int64_t, std::vector<std::pair<std::size_t, DocRecord>>> pending_;  // by chunk
};

}  // namespace isnad::search
