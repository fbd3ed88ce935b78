#pragma once

// Suggestions while typing: words and pairs of words of the titles, those of most articles first.
// Kept in the table `search_words`, written in the writer's own transaction.
//
// A word is kept under its folded form without the article, a pair under both words once each of
// them stands in kMinForPair titles. `level` is the binary logarithm of the count: with an index by
// level and key the best continuations of any beginning are found by one seek a level, however many
// there are, and the index is touched only when a count doubles.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/sqlite.h"

namespace isnad::search {

inline constexpr std::int64_t kMinForPair = 8;

struct Suggestion {
  std::string text;           // what was typed with its last word completed
  std::int64_t articles = 0;  // with these words in their titles

  bool operator==(const Suggestion&) const = default;
};

// At most `limit` continuations of `typed`, best first; none for what begins no word.
// Cost: some twenty look-ups. Errors: those of the store.
[[nodiscard]] Result<std::vector<Suggestion>> SuggestIn(store::Connection& connection,
                                                        std::string_view typed, std::size_t limit);

// The writer's side: counts the words of a batch's titles and writes them at its end.
class WordBook {
 public:
  static constexpr const char* kCreate =
      "DROP TABLE IF EXISTS search_words;"
      "CREATE TABLE search_words (key TEXT PRIMARY KEY, shown TEXT NOT NULL,"
      " articles INTEGER NOT NULL, level INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE INDEX search_words_by_level ON search_words (level, key) WHERE level > 0;";

  void Forget() {
    words_.clear();
    pairs_.clear();
  }
  void Add(std::string_view title, int times);  // -1 takes it back
  [[nodiscard]] Result<void> Flush(store::Connection& connection);

 private:
  struct Word {
    std::string shown;
    std::int64_t change = 0;
    std::int64_t articles = 0;  // after the change
  };
  struct Pair {
    std::string shown;
    std::string first;  // keys of its words
    std::string second;
    std::int64_t change = 0;
  };
  static Result<std::int64_t> Change(store::Connection& connection, const std::string& key,
                                     const std::string& shown, std::int64_t change);

  std::map<std::string, Word> words_;
  std::map<std::string, Pair> pairs_;
};

}  // namespace isnad::search
