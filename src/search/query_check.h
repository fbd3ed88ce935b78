#pragma once

// What of a query its reader must have meant otherwise. A search takes any text (query.h): a filter
// that cannot be one is searched as words, and those are in no article. Where somebody can be told,
// as on a command line, that is said instead of "nothing found".

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/query.h"

namespace isnad::search {

struct QueryProblem {
  enum class Kind : std::uint8_t {
    kNothing,        // the query asks for nothing: it is empty, or but signs
    kNoValue,        // a filter's name with nothing behind it
    kNoDate,         // a date that is none: "date:2025-13"
    kExcludedDate,   // "-date:2025": days are wanted, never unwanted
    kNoStory,        // a story that is no number
    kUnknownFilter,  // letters, a colon and more: a word with a colon, or a filter that is none
  };
  Kind kind = Kind::kNothing;
  std::string part;  // of the query, as typed; of kUnknownFilter the name and its colon

  bool operator==(const QueryProblem&) const = default;
};

// In the order of the text. The limits are those that the query is read with. Cost: O(text).
// Thread-safe.
[[nodiscard]] std::vector<QueryProblem> FindProblems(std::string_view text,
                                                     const QueryLimits& limits = {});

}  // namespace isnad::search
