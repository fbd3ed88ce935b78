#pragma once

// The MATCH expression of a query. Only terms of the index in double quotes, AND, OR, NOT,
// parentheses and "*" go into it, so nothing a reader types can be read by FTS5 as its syntax.

#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/query.h"

namespace isnad::search {

// What a phrase of the expression is to the ranking; one a phrase, in their order.
inline constexpr char kStemRole = 's';
inline constexpr char kWrittenRole = 'w';
inline constexpr char kPhraseRole = 'p';
inline constexpr char kPrefixRole = 'x';
inline constexpr char kExcludedRole = '-';

// Terms that stand one after the other; the last may be the beginning of one.
struct Needle {
  struct Place {
    std::string stem;
    std::string written;  // with its mark; empty where it says the same
  };
  std::vector<Place> places;
  bool prefix = false;
  bool is_function_word = false;  // alone, and carries no topic

  // What the place must hold: a phrase is exact where the index can tell.
  [[nodiscard]] std::string_view Wanted(std::size_t place) const;
};

// A query taken apart: every group must be met, by any of its alternatives; none of `excluded` may.
// Words that carry no topic are left out when any other is asked for: they are in every article.
struct QueryNeedles {
  std::vector<std::vector<Needle>> groups;
  std::vector<Needle> excluded;
};
[[nodiscard]] QueryNeedles NeedlesOf(const Query& query);

struct MatchExpression {
  std::string wanted;           // "" when nothing but filters or exclusions was asked for
  std::string roles;            // of the phrases of `wanted`
  std::string excluded;         // already part of `wanted` unless that is empty
  std::vector<Needle> needles;  // of `wanted`: what snippets highlight
};

// Cost: O(query). Thread-safe.
[[nodiscard]] MatchExpression BuildMatch(const Query& query, Match match);

}  // namespace isnad::search
