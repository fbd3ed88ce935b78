#pragma once

// Which account's title heads a story: the one that says most and claims least.
//
//   says most     the words of the other titles are in it (mean share, numbers counting double)
//   claims least  its own words are in the titles and leads of the others, and in its own lead
//
// After the centrality of Radev, Jing, Styś and Tam (2004), with set overlap in place of cosines:
// titles have ten words. Taken off for what an editor would strike: lures («شاهد», «صادم»),
// questions, dots, exclamation marks, an outlet's name at the end, a title too short or too long, a
// number that no other account has, a count that a later account puts higher, a claim as one's own
// where the others say whose it is. The words are data/story/headline_words.tsv.

#include <cstddef>
#include <span>
#include <string_view>

#include "base/clock.h"

namespace isnad::story {

struct HeadlineCandidate {
  std::string_view title = {};   // as published
  std::string_view lead = {};    // the opening of its text
  std::string_view outlet = {};  // display name
  Instant told{};                // when
  bool stands = false;           // it is the headline now: kept where another is hardly better
};

// Index of the best; the earlier of equals; 0 where no candidate has a title. Deterministic.
// Cost: O(bytes + candidates² × words of a title). Thread-safe.
[[nodiscard]] std::size_t BestHeadline(std::span<const HeadlineCandidate> candidates);

// What is taken off a title for its form alone, 0 for none; for tests and for titles that stand
// alone. Cost: O(title.size()).
[[nodiscard]] double HeadlineFault(std::string_view title, std::string_view outlet);

}  // namespace isnad::story
