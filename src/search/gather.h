#pragma once

// All matches of an expression in one walk: the auxiliary function of FTS5
//   isnad_gather(search, ?)      ?: a Gatherer bound as a pointer (sqlite.org/bindptr.html)
// stands in the WHERE clause, takes what the ranking needs of each match straight from the posting
// lists, and is always false, so that no row goes through SQLite's machine. It also lets articles
// through by their filter and by whether a person's names stand in order.

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

// Matches, each with the weighted frequency of every slot, as BM25F takes it.
struct Gathered {
  std::vector<std::uint32_t> ids;
  std::vector<float> frequencies;  // slots of the first match, of the second …
  std::vector<double> with;        // articles that have each slot; estimated where they were not
                                   // all walked
  bool overflowed = false;         // more than kMaxGathered: the rest is left out
};
inline constexpr std::size_t kMaxGathered = 2'000'000;

class Gatherer {
 public:
  // All are borrowed. `exact` where every article of every slot is a match.
  Gatherer(const MatchExpression& match, const DocColumns& columns, const Filter& filter,
           news::ArticleId last, const Averages& averages, bool exact);

  // Errors: those of SQLite.
  [[nodiscard]] Result<Gathered> Run(store::Connection& connection);

  // For the auxiliary function: takes the match at hand. An SQLite result code.
  int Take(const Fts5ExtensionApi* api, Fts5Context* fts);

 private:
  int Estimate(const Fts5ExtensionApi* api, Fts5Context* fts);
  int ReadFrequencies(const Fts5ExtensionApi* api, Fts5Context* fts, const DocRecord& record,
                      float* frequencies) const;
  int HasName(const Fts5ExtensionApi* api, Fts5Context* fts, bool& has) const;

  const MatchExpression& match_;
  const DocColumns& columns_;
  const Filter& filter_;
  const bool passes_all_;
  const news::ArticleId last_;
  const Averages averages_;
  const bool exact_;
  bool estimated_ = false;
  Gathered gathered_;
};

// Errors: kIo.
[[nodiscard]] Result<void> RegisterGather(fts5_api& fts5);

}  // namespace isnad::search
