#pragma once

// The MATCH expression of a query. Only terms of the index in double quotes, AND, OR, NOT, NEAR,
// parentheses and "*" go into it, so nothing a reader types can be read by FTS5 as its syntax.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/query.h"

namespace isnad::search {

// Terms that stand one after the other; the last may be the beginning of one.
struct Needle {
  struct Place {
    std::string stem;
    std::string written;              // with its mark; empty where it says the same
    std::vector<std::string> also{};  // other stems that mean the same (vocabulary.h)
  };
  std::vector<Place> places;
  bool prefix = false;
  int near = 0;                   // over 0: in any order, at most so many places between
  bool is_function_word = false;  // alone, and carries no topic

  // What the place must hold: a phrase is exact where the index can tell.
  [[nodiscard]] std::string_view Wanted(std::size_t place) const;
};

// A personal name, each part in the spellings that are taken for it (arabic/name_spellings.h), as
// stems. The parts stand in order with at most kNameGap places between.
struct NameNeedle {
  std::vector<std::vector<std::string>> parts;
};
inline constexpr int kNameGap = 2;

// A query taken apart: every group must be met, by any of its alternatives; none of `excluded` may.
// Words that carry no topic are left out when any other is asked for: they are in every article.
struct QueryNeedles {
  std::vector<std::vector<Needle>> groups;
  std::vector<Needle> excluded;
  std::vector<NameNeedle> names;  // any of them
};
[[nodiscard]] QueryNeedles NeedlesOf(const Query& query);

// What the phrases of an expression are to the ranking. A slot is what counts as one word: a stem
// with the others that mean the same, a written form, a phrase.
struct Slot {
  double weight = 1;
};
inline constexpr int kNoSlot = -1;

struct MatchExpression {
  std::string wanted;      // "" when nothing but filters or exclusions was asked for
  std::vector<int> slots;  // of each phrase of `wanted`, or kNoSlot
  std::vector<Slot> slot_list;
  std::string excluded;         // already part of `wanted` unless that is empty
  std::vector<Needle> needles;  // of `wanted`: what snippets highlight
  // For each name asked for, the phrases of `wanted` that each of its parts may be.
  std::vector<std::vector<std::vector<int>>> names;
  bool any_phrase = false;  // any phrase suffices: the articles met are those that have one
};

// Cost: O(query). Thread-safe.
[[nodiscard]] MatchExpression BuildMatch(QueryNeedles needles, Match match);

}  // namespace isnad::search
