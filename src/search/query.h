#pragma once

// What a reader types, understood. Grammar (everything else is a word; nothing is ever an error):
//   query   := term*            all terms must match; "|" or «أو» between two terms means either
//   term    := ["-"] (word | phrase | filter)
//   phrase  := '"' words '"' ["~" number] | '«' words '»' … | '“' words '”' …
//              "~5": the words in any order, with at most 5 others between them
//   word    := letters and digits ["*"]    a trailing "*" matches any ending
//   near    := word "NEAR" ["/" number] word | word «قرب/»number word      as a phrase with "~"
//   filter  := name ":" (word | phrase)
//   name    := outlet | منبر | country | بلد | section | قسم | person | شخص | lang | لغة
//            | story | خبر | date | تاريخ
//   date    := day [".." day], either end may be left out
//   day     := 2025, 2025-02, 2025-02-19, or words in quotes: أمس, today, «فبراير 2025», «الأسبوع
//              الماضي»; those told from today need QueryLimits::today
// Several values of one filter are alternatives; of dates the last counts. An unclosed quote runs
// to the end. «Outlet» is told by name, slug or host; «country» is where the outlet publishes, by
// name or ISO 3166 code; «person» takes a name in any spelling; «story» its number.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::search {

struct QueryLimits {
  std::size_t max_bytes = 2'000;  // the rest is cut at a word's end
  std::size_t max_terms = 40;
  std::size_t max_filters = 20;
  std::optional<std::chrono::year_month_day> today = {};
};

inline constexpr int kDefaultNear = 10;
inline constexpr int kMaxNear = 100;

struct Term {
  std::vector<std::string> words;  // as typed; more than one makes a phrase
  bool excluded = false;
  bool prefix = false;
  int near = 0;   // over 0: the words in any order, at most so many others between them
  int group = 0;  // terms with the same group are alternatives

  bool operator==(const Term&) const = default;
};

enum class Field : std::uint8_t { kOutlet, kCountry, kSection, kPerson, kLanguage, kStory };

struct FieldFilter {
  Field field = Field::kOutlet;
  std::string value;  // as typed, not empty
  bool excluded = false;

  bool operator==(const FieldFilter&) const = default;
};

struct Query {
  std::vector<Term> terms;
  std::vector<FieldFilter> filters;
  std::optional<std::chrono::sys_days> from;  // inclusive
  std::optional<std::chrono::sys_days> to;    // inclusive

  [[nodiscard]] bool empty() const { return terms.empty() && filters.empty() && !from && !to; }
  bool operator==(const Query&) const = default;
};

// Never fails: what cannot be understood is searched as words. Cost: O(text). Thread-safe.
[[nodiscard]] Query ParseQuery(std::string_view text, const QueryLimits& limits = {});

// The query as text, which ParseQuery reads as the same query again (within its limits): for saved
// searches and links. Filters are written in English, dates as days. Cost: O(query).
[[nodiscard]] std::string ToText(const Query& query);

}  // namespace isnad::search
