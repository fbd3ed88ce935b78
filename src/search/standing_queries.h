#pragma once

// Saved searches turned around: the queries are indexed, and each new article is matched against
// all of them at once. A query waits under one of its words, the one that looks rarest; an article
// wakes only the queries that wait under words it has (Yan and Garcia-Molina, "Index structures for
// selective dissemination of information", TODS 1994). What matches is what Search would find.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "news/story.h"
#include "search/match.h"
#include "search/query.h"
#include "search/vocabulary.h"

namespace isnad::search {

// What of an article a query can ask for.
struct StandingArticle {
  std::string_view title;
  std::string_view text;
  news::Outlet outlet = {};
  std::string country = {};  // of the outlet: CountryOfOutlet
  std::string section = {};
  std::string language = {};                      // tag
  std::optional<std::chrono::sys_days> day = {};  // nothing: no date filter passes
  news::StoryId story = 0;
};

class StandingQueries {
 public:
  using QueryId = std::int64_t;

  // Replaces a query of that id. False, and nothing is kept, where the query asks for nothing.
  bool Set(QueryId id, const Query& query) { return Set(id, query, NeedlesOf(query)); }
  // The same with `needles` of the query that a vocabulary has expanded.
  bool Set(QueryId id, const Query& query, QueryNeedles needles);
  void Remove(QueryId id);
  [[nodiscard]] std::size_t size() const { return queries_.size(); }

  // Ids of the queries that the article answers, ascending. Cost: O(words of the article) and the
  // queries that wait under them. Thread-safe as long as nothing is set or removed meanwhile.
  [[nodiscard]] std::vector<QueryId> Match(const StandingArticle& article) const;

 private:
  struct Standing {
    QueryNeedles needles;
    Query filters;                         // without terms
    std::vector<std::string> waits_under;  // terms, or beginnings with kPrefixMark in front
  };
  static constexpr char kPrefixMark = '*';

  static std::vector<std::string> ChooseTerms(const QueryNeedles& needles);
  static bool PassesFilters(const Query& query, const StandingArticle& article);

  std::unordered_map<QueryId, Standing> queries_;
  std::unordered_map<std::string, std::vector<QueryId>> waiting_;  // "": filters alone
  std::unordered_map<std::size_t, std::size_t> prefix_sizes_;      // bytes, to how many wait so
};

}  // namespace isnad::search
