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
#include "search/doc_columns.h"
#include "search/query.h"
#include "search/suggest.h"
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
  double score = 0;  // higher is better; comparable within one answer. Without words: its time
  std::vector<SnippetPiece> title;
  std::vector<SnippetPiece> snippet;  // at most about 300 bytes of the text
};

enum class Match : std::uint8_t { kAll, kAny };

// How the matches spread.
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
struct NameCount {
  std::string name;
  std::int64_t count = 0;

  bool operator==(const NameCount&) const = default;
};
struct Facets {
  std::vector<OutletCount> outlets = {};  // most first, at most 20
  std::vector<NameCount> sections = {};   // likewise
  std::vector<NameCount> languages = {};  // likewise, by tag
  std::vector<DayCount> days = {};        // those that have matches, ascending
  std::int64_t counted = 0;
};

enum class Group : std::uint8_t {
  kArticles,
  kStories,  // of each story its best article
};

struct SearchOptions {
  Match match = Match::kAll;
  Group group = Group::kArticles;
  std::size_t limit = 20;
  std::string from = {};  // Answer::next of the page before; "" for the first
  bool facets = false;
};

struct Answer {
  std::vector<Hit> hits;
  std::string next;        // where the answer goes on; "" at its end
  std::int64_t total = 0;  // matching articles
  std::optional<Facets> facets;
  std::string did_you_mean;  // the query with words as the store spells them; only portal and
                             // command line fill it in, by SuggestSpelling
};

// Asks one store. Keeps between questions what it learned of the store's articles, so that one
// lives as long as the store does. Thread-safe (reads through the store's pool).
class Searcher {
 public:
  explicit Searcher(store::SqliteStore& store) : store_(store) {}

  // A page that goes on from a cursor is that of the state its first page saw: articles that came
  // in since are not in it, and none stands on two pages or on none. A cursor that is none of ours
  // starts over.
  // Errors: kIo, kMalformed from the store; never for what the query says.
  // Cost: FTS5's walk of the matches, some tens of nanoseconds each, and a row and a text for each
  // hit. Stories are told apart among the best 10,000 articles.
  [[nodiscard]] Result<Answer> Search(const Query& query, const SearchOptions& options);

  // See SuggestIn (suggest.h).
  [[nodiscard]] Result<std::vector<Suggestion>> Suggest(std::string_view typed, std::size_t limit);

 private:
  store::SqliteStore& store_;
  ColumnCache columns_;
};

// The same, once.
[[nodiscard]] Result<Answer> Search(store::SqliteStore& store, const Query& query,
                                    const SearchOptions& options);

// For a query that found nothing: `text` with each word that no article has replaced by the word
// one letter away that most articles have, spelled as published; "" where there is none. Cost: some
// hundred index lookups a word, for at most three words. Thread-safe.
[[nodiscard]] Result<std::string> SuggestSpelling(store::SqliteStore& store, std::string_view text);

}  // namespace isnad::search
