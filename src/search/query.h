#pragma once

// What a reader types, understood. Grammar (everything else is a word; nothing is ever an error):
//   query   := term*            all terms must match; "|" or «أو» between two terms means either
//   term    := ["-"] (word | phrase | filter)
//   phrase  := '"' words '"' | '«' words '»' | '“' words '”'
//   word    := letters and digits ["*"]    a trailing "*" matches any ending
//   filter  := ("outlet" | "منبر") ":" (word | phrase)
//            | ("date" | "تاريخ") ":" day [".." day]     day: 2025, 2025-02 or 2025-02-19
// An unclosed quote runs to the end.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::search {

struct QueryLimits {
  std::size_t max_bytes = 2'000;  // the rest is cut at a word's end
  std::size_t max_terms = 40;
};

struct Term {
  std::vector<std::string> words;  // as typed; more than one makes a phrase
  bool excluded = false;
  bool prefix = false;
  int group = 0;  // terms with the same group are alternatives

  bool operator==(const Term&) const = default;
};

struct Query {
  std::vector<Term> terms;
  std::string outlet;                         // name, slug or host; "" for any
  std::optional<std::chrono::sys_days> from;  // inclusive
  std::optional<std::chrono::sys_days> to;    // inclusive

  [[nodiscard]] bool empty() const { return terms.empty() && outlet.empty() && !from && !to; }
  bool operator==(const Query&) const = default;
};

// Never fails: what cannot be understood is searched as words. Cost: O(text). Thread-safe.
[[nodiscard]] Query ParseQuery(std::string_view text, const QueryLimits& limits = {});

}  // namespace isnad::search
