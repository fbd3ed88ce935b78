#pragma once

// The full-text index: SQLite FTS5 with our tokenizer on top of `arabic`, living in the store's
// own transactions. The index holds folded forms; snippets and titles are cut from the text as
// published.

#include <chrono>
#include <cstddef>
#include <cstdint>
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

// How the matches spread, over the newest kMaxFaceted of them.
inline constexpr std::int64_t kMaxFaceted = 20'000;

struct OutletCount {
  std::string name;
  std::string slug;
  std::int64_t count = 0;

  bool operator==(const OutletCount&) const = default;
};
struct DayCount {
  std::chrono::sys_days day;
  std::int64_t count = 0;

  bool operator==(const DayCount&) const = default;
};
struct Facets {
  std::vector<OutletCount> outlets;  // most first, at most 20
  std::vector<DayCount> days;        // those that have matches, ascending
  std::int64_t counted = 0;
};

struct SearchOptions {
  Match match = Match::kAll;
  std::size_t limit = 20;
  std::size_t offset = 0;
  bool facets = false;
};

struct Answer {
  std::vector<Hit> hits;
  std::int64_t total = 0;  // matches, counted up to 10,000
  std::optional<Facets> facets;
  std::string did_you_mean;  // the query with words as the store spells them; only portal and
                             // command line fill it in, by SuggestSpelling
};

// Errors: kIo, kMalformed from the store; never for what the query says.
// Cost: FTS5 plus one row a hit. Thread-safe (reads through the store's pool).
[[nodiscard]] Result<Answer> Search(store::SqliteStore& store, const Query& query,
                                    const SearchOptions& options);

// For a query that found nothing: `text` with each word that no article has replaced by the word
// one letter away that most articles have, spelled as published; "" where there is none. Cost: some
// hundred index lookups a word, for at most three words. Thread-safe.
[[nodiscard]] Result<std::string> SuggestSpelling(store::SqliteStore& store, std::string_view text);

}  // namespace isnad::search
