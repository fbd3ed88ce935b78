#pragma once

// The ranking: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, with
// the frequencies of title and body weighted into one as in BM25F, 3.6) as an auxiliary function
// of FTS5:
//   isnad_rank(search, roles)   roles: one letter a phrase of the expression, see match.h
// A word counts by its stem; articles that have it in the very form asked for gain by that form's
// own, rarer, frequency. Higher is better.
// Cost: once a query, a walk through the postings of each phrase; an article, O(its hits).

#include "base/error.h"

struct fts5_api;

namespace isnad::search {

// Errors: kIo.
[[nodiscard]] Result<void> RegisterRank(fts5_api& fts5);

}  // namespace isnad::search
