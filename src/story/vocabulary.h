#pragma once

// What the clusterer knows of the press's words: which say nothing of an event (data/story/
// press_words.tsv) and which stand for one another when an event is told again (synonyms.tsv).

#include <cstdint>
#include <string>
#include <string_view>

#include "arabic/tokens.h"

namespace isnad::story {

// The term that a folded word counts as: the key of AppendTermKey, or of its synonyms; 0 for words
// that say nothing (function words, words of the trade) or have no key. `name` becomes the term as
// text, "=" and the first word for synonyms. Cost: some hash look-ups. Thread-safe.
[[nodiscard]] std::uint32_t TermOf(std::string_view folded, arabic::TokenKind kind,
                                   std::string& name);

}  // namespace isnad::story
