#pragma once

// The full-text index: SQLite FTS5 with our tokenizer on top of `arabic`, living in the store's
// own transactions. The index holds folded forms; snippets and titles are cut from the text as
// published.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.h"
#include "base/error.h"
#include "news/story.h"
#include "search/query.h"
#include "store/sqlite_store.h"

namespace isnad::search {

[[nodiscard]] std::unique_ptr<store::IndexHook> MakeIndexHook();

// A piece of text as published; `hit` pieces answer the query.
struct SnippetPiece {
  std::string text;
  bool hit = false;

  bool operator==(const SnippetPiece&) const = default;
};

struct Hit {
  news::Account account;
  news::StoryId story = 0;
  double score = 0;  // higher is better; comparable within one answer
  std::vector<SnippetPiece> title;
  std::vector<SnippetPiece> snippet;  // at most about 300 bytes of the text
};

enum class Match : std::uint8_t { kAll, kAny };

struct SearchOptions {
  Match match = Match::kAll;
  std::size_t limit = 20;
  std::size_t offset = 0;
};

struct Answer {
  std::vector<Hit> hits;
  std::int64_t total = 0;  // matches, counted up to 10,000
};

// Errors: kIo, kMalformed from the store; never for what the query says.
// Cost: FTS5 plus one row a hit. Thread-safe (reads through the store's pool).
[[nodiscard]] Result<Answer> Search(store::SqliteStore& store, const Query& query,
                                    const SearchOptions& options);

}  // namespace isnad::search
