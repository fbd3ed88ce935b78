#pragma once

// Light stemming for retrieval and clustering, after Larkey, Ballesteros and Connell (light10, 2002
// and 2007): proclitics and the article off the front, inflection off the end, never a root; with
// guards, so that short words and known nouns («فلسطين», «والد», «باريس») are left whole.

#include <string>
#include <string_view>

namespace isnad::arabic {

// Length in bytes that is cut from the front and the back of a folded word (FoldTier::kSearch).
struct StemCut {
  std::size_t front = 0;
  std::size_t back = 0;
};
[[nodiscard]] StemCut LightStem(std::string_view folded_word);

// The stem itself: a view into `folded_word`.
[[nodiscard]] std::string_view Stem(std::string_view folded_word);

// True for words that carry no topic (في، من، التي، قال …), given folded; from data/arabic/.
[[nodiscard]] bool IsFunctionWord(std::string_view folded_word);

}  // namespace isnad::arabic
