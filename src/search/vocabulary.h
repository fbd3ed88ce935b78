#pragma once

// The words of the index as a lexicon that the store learns from its own stream: which clitics may
// be taken for clitics is decided by what is attested there. The light stemmer leaves a letter that
// may belong to the word («بسكورسيزي»); here it counts as a preposition where the rest is a word of
// many more articles and the whole never stands with the article («البسكورسيزي»), as nouns do.

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/error.h"
#include "search/match.h"
#include "store/sqlite.h"

namespace isnad::search {

class Vocabulary {
 public:
  explicit Vocabulary(store::Connection& connection) : connection_(connection) {}

  // Articles that have a term of the index, counted up to `limit`. Cost: a look-up in the index.
  [[nodiscard]] Result<std::int64_t> Count(std::string_view term, std::int64_t limit);

  // Gives single words the forms that are attested as theirs: `also` of their places.
  // Cost: some ten look-ups a word.
  [[nodiscard]] Result<void> Expand(QueryNeedles& needles);

 private:
  [[nodiscard]] Result<void> ExpandWord(Needle::Place& place);
  [[nodiscard]] Result<bool> IsCliticForm(const std::string& whole, std::string_view rest);

  store::Connection& connection_;
};

}  // namespace isnad::search
