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

#include "search/match.h"
#include "search/query.h"

namespace isnad::search {

// What of an article a query can ask for.
struct StandingArticle {
  std::string_view title;
  std::string_view text;
  std::string_view outlet;  // display name
  std::string_view outlet_slug;
  std::string_view outlet_host;
  std::optional<std::chrono::sys_days> day;  // nothing: no date filter passes
};

class StandingQueries {
 public:
  using QueryId = std::int64_t;

  // Replaces a query of that id. False, and nothing is kept, where the query asks for nothing.
  bool Set(QueryId id, const Query& query);
  void Remove(QueryId id);
  [[nodiscard]] std::size_t size() const { return queries_.size(); }

  // Ids of the queries that the article answers, ascending. Cost: O(words of the article) and the
  // queries that wait under them. Thread-safe as long as nothing is set or removed meanwhile.
  [[nodiscard]] std::vector<QueryId> Match(const StandingArticle& article) const;

 private:
  struct Standing {
    QueryNeedles needles;
    std::string outlet;  // folded
    std::optional<std::chrono::sys_days> from;
    std::optional<std::chrono::sys_days> to;
    std::vector<std::string> waits_under;  // terms, or beginnings with kPrefixMark in front
  };
  static constexpr char kPrefixMark = '*';

  static std::vector<std::string> ChooseTerms(const QueryNeedles& needles);

  std::unordered_map<QueryId, Standing> queries_;
  std::unordered_map<std::string, std::vector<QueryId>> waiting_;  // "": filters alone
  std::unordered_map<std::size_t, std::size_t> prefix_sizes_;      // bytes, to how many wait so
};

}  // namespace isnad::search
