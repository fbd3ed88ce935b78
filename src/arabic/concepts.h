#pragma once

// Words that are one thing in several forms, for search: a nation by its country, its adjective and
// its people («المغرب», «مغربية», «المغاربة»), a month in every Arab naming («يناير», «كانون
// الثاني», «جانفي»), a word in its spellings («تلفزيون», «تلفاز») and its broken plurals («وزير»,
// «وزراؤها»). From data/arabic/nations.tsv, months.tsv, spellings.tsv, plurals.tsv and
// contexts.tsv.
//
// A form that means other things as well is told by its neighbours, after Yarowsky's one sense per
// collocation (1993): «المالية» beside «القوات» is Mali, beside «وزارة» it is finance. Where they
// say nothing it stays what it is.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isnad::arabic {

// A nation's or a month's mark starts so; what follows is its code: "@ma", "@m7".
inline constexpr char kConceptMark = '@';

enum class ConceptKind : std::uint8_t {
  kNone,
  kPlain,      // `mark` whatever stands beside it
  kInContext,  // by its neighbours: ask ConceptInContext
};

struct Concept {
  ConceptKind kind = ConceptKind::kNone;
  std::string_view mark = {};  // of a plain one; static storage
  std::uint32_t entry = 0;     // for ConceptInContext
};

// What a word may mean: folded (FoldTier::kSearch), without proclitics and article. Cost: a hash
// look-up. Thread-safe.
[[nodiscard]] Concept FindConcept(std::string_view bare_word);

// The mark of a word in context; "" where its neighbours say that it is nothing but itself, nothing
// where they do not say. `before` and `after` are folded and bare like the word, "" at an end of
// the text, "#" for a number. Static storage.
[[nodiscard]] std::optional<std::string_view> ConceptInContext(const Concept& found,
                                                               std::string_view before,
                                                               std::string_view after);

// The mark of a nation by its name, adjective or ISO 3166 code, "" for anything else; the
// meaning of doubtful ones is taken to be the nation. For filters.
[[nodiscard]] std::string NationOf(std::string_view name);

}  // namespace isnad::arabic
