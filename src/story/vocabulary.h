#pragma once

// What the clusterer knows of the press's words: which say nothing of an event (data/story/
// press_words.tsv), which stand for one another when an event is told again (synonyms.tsv), and
// what they say of its course (event_words.tsv).

#include <cstdint>
#include <string>
#include <string_view>

#include "arabic/tokens.h"

namespace isnad::story {

struct Sense {
  // What a word counts as when accounts are compared: the key of AppendTermKey, or of its synonyms;
  // 0 for words that say nothing (function words, words of the trade) or have no key.
  std::uint32_t term = 0;
  std::uint8_t action = 0;   // kind of act, 1..kMaxActions; 0 for words that name none
  bool is_outcome = false;   // of a match, above all
  bool is_edition = false;   // a session, a round: what is counted through
  std::uint8_t ordinal = 0;  // 1..10, of «الثالثة»
  std::uint8_t tens = 0;     // 10, 20 …, of «والعشرون»
};

inline constexpr std::uint8_t kMaxActions = 63;

// Of a folded word. `name` becomes the term as text, "=" and the first word for synonyms.
// Cost: some hash look-ups. Thread-safe.
[[nodiscard]] Sense SenseOf(std::string_view folded, arabic::TokenKind kind, std::string& name);

}  // namespace isnad::story
