#pragma once

// All matches of an expression in one walk: the auxiliary function of FTS5
//   isnad_gather(search, ?)      ?: a Gatherer bound as a pointer (sqlite.org/bindptr.html)
// stands in the WHERE clause, takes what the ranking needs of each match straight from the posting
// lists, and is always false, so that no row goes through SQLite's machine. It also lets articles
// through by their filter and by whether a person's names stand in order. Where any phrase suffices
// the lists are walked one after another from the first match, which spares joining them.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "search/doc_columns.h"
#include "search/filter.h"
#include "search/match.h"
#include "store/sqlite.h"

struct fts5_api;
struct Fts5ExtensionApi;
struct Fts5Context;

namespace isnad::search {

inline constexpr int kLeadPlaces = 60;  // the first words of a text are its lead

struct Averages {
  double title_words = 1;
  double body_words = 1;
};

// Matches, in no order, and the weighted frequency of every slot in each, as BM25F takes it.
struct Gathered {
  std::vector<std::uint32_t> ids;
  std::vector<std::vector<float>> frequencies;  // of a slot in each match; the last ones may be
                                                // missing, which are 0
  std::vector<double> with;  // articles that have each slot; estimated where they were not all
                             // walked
  bool overflowed = false;   // more than kMaxGathered: the rest is left out
};
inline constexpr std::size_t kMaxGathered = 2'000'000;

class Gatherer {
 public:
  // All are borrowed.
  Gatherer(const MatchExpression& match, const DocColumns& columns, const Filter& filter,
           news::ArticleId last, const Averages& averages);

  // Errors: those of SQLite.
  [[nodiscard]] Result<Gathered> Run(store::Connection& connection);

  // For the auxiliary function: takes the match at hand, or all of them. An SQLite result code.
  int Take(const Fts5ExtensionApi* api, Fts5Context* fts);
  // Whether there is nothing left to take.
  [[nodiscard]] bool done() const { return done_; }

 private:
  // Walks the articles of one phrase.
  struct Walk {
    Gatherer& gatherer;
    std::size_t slot;
    int code;
  };
  static int TakeOfPhrase(const Fts5ExtensionApi* api, Fts5Context* fts, void* walk);

  int WalkPhrases(const Fts5ExtensionApi* api, Fts5Context* fts);
  int TakeOf(std::size_t slot, const Fts5ExtensionApi* api, Fts5Context* fts);
  int TakeMatch(const Fts5ExtensionApi* api, Fts5Context* fts);
  int Estimate(const Fts5ExtensionApi* api, Fts5Context* fts);
  // The weighted frequency of a phrase in the article at hand.
  int ReadFrequency(const Fts5ExtensionApi* api, Fts5Context* fts, int phrase,
                    const DocRecord& record, float& frequency) const;
  int HasName(const Fts5ExtensionApi* api, Fts5Context* fts, bool& has) const;

  const MatchExpression& match_;
  const DocColumns& columns_;
  const Filter& filter_;
  const bool passes_all_;
  const news::ArticleId last_;
  const Averages averages_;
  bool estimated_ = false;
  bool done_ = false;
  std::vector<std::uint32_t> place_;  // 1 + index of an article among the matches, when walking
  Gathered gathered_;
};

// Errors: kIo.
[[nodiscard]] Result<void> RegisterGather(fts5_api& fts5);

}  // namespace isnad::search
