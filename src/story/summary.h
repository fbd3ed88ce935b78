#pragma once

// A story told in two to four sentences of its accounts, each as it was published.
//
// Which sentences: those most like the other accounts' (the mean over accounts of the greatest
// likeness to one of their sentences: degree centrality as in LexRank, Erkan and Radev 2004,
// counted by account so that a long one does not outvote the rest), like the headline, and early in
// their text; then one after the other by what each adds to those chosen (maximal marginal
// relevance, Carbonell and Goldstein 1998). Sentences that hang in the air («وأضاف», «وهو»),
// quotations opened and not closed, questions, furniture and crumbs are left out; words are in
// data/story/summary_words.tsv. A dateline («الرباط - و م ع:») is cut off: a sentence is a span of
// its article, whole words, nothing changed inside.
//
// A story of one account is told by its two first sentences that stand on their own.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "news/story.h"

namespace isnad::story {

struct SummarySource {
  news::ArticleId article = 0;
  const news::Article* text = nullptr;  // borrowed
};

struct SummaryLimits {
  std::size_t max_sentences = 4;
  std::size_t max_letters = 700;          // code points of all together
  std::size_t sentences_of_account = 10;  // that are looked at, from its start
  std::size_t sentences = 96;  // of all accounts; each may give three whatever their number
  std::size_t bytes_of_account = 6'000;  // likewise
};

// Sentences in the order to be read; none where no account has one that stands on its own.
// `sources` are independent accounts, earliest first; texts that may not be republished are passed
// over. Deterministic. Cost: O(bytes read + sentences² × words of one): about 1 ms for 32 accounts.
// Thread-safe.
[[nodiscard]] std::vector<news::SummarySentence> Summarize(std::string_view headline,
                                                           std::span<const SummarySource> sources,
                                                           const SummaryLimits& limits = {});

// The part of `sentence` that may stand in a summary: without its dateline; empty where it does not
// stand on its own. A view into it.
[[nodiscard]] std::string_view StandingSentence(std::string_view sentence);

}  // namespace isnad::story
