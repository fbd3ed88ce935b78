#include "cli/query_complaint.h"

#include <optional>

namespace isnad::cli {
namespace {

using Kind = search::QueryProblem::Kind;

std::optional<Error> ErrorOf(const search::QueryProblem& problem) {
  const std::string part = "query: \"" + problem.part + "\" ";
  switch (problem.kind) {
    case Kind::kNothing:
      return Error{Errc::kMalformed, "query: it asks for nothing",
                   "give it a word, a \"phrase\" or a filter"};
    case Kind::kNoValue:
      return Error{Errc::kMalformed, part + "has no value",
                   "write it behind the colon, without a space, in quotes where it has spaces"};
    case Kind::kNoDate:
      return Error{Errc::kMalformed, part + "is no date",
                   "write date:2025, date:2025-02, date:2025-02-19 or date:2025-02..2025-03"};
    case Kind::kExcludedDate:
      return Error{Errc::kMalformed, part + "cannot be excluded",
                   "ask for the days that are wanted: date:..2024, date:2026.."};
    case Kind::kNoStory:
      return Error{Errc::kMalformed, part + "is no story's number",
                   "isnad stories shows the numbers"};
    case Kind::kUnknownFilter:
      break;  // "foo:bar" may stand in an article
  }
  return std::nullopt;
}

}  // namespace

bool ComplainOfQuery(Context& context, const std::vector<search::QueryProblem>& problems) {
  bool complained = false;
  for (const search::QueryProblem& problem : problems) {
    const std::optional<Error> error = ErrorOf(problem);
    if (!error) continue;
    context.Complain(*error, kBadUsage);
    complained = true;
  }
  return complained;
}

std::string UnknownFilters(const std::vector<search::QueryProblem>& problems) {
  std::string names;
  for (const search::QueryProblem& problem : problems) {
    if (problem.kind != Kind::kUnknownFilter) continue;
    names += (names.empty() ? "" : ", ") + problem.part;
  }
  if (names.empty()) return "";
  return names + " is no filter; there are outlet: country: section: person: lang: story: date:";
}

}  // namespace isnad::cli
