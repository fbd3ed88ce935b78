#include <algorithm>
#include <string>
#include <utility>

#include "search/facets.h"
#include "search/filter.h"
#include "search/index.h"
#include "search/match.h"
#include "search/snippet.h"
#include "store/read.h"

namespace isnad::search {
namespace {

constexpr std::int64_t kMaxTotal = 10'000;
// Newest first, so that a word which half of a very large store has costs a bounded time and finds
// what is fresh.
constexpr std::int64_t kMaxScored = 200'000;
constexpr std::size_t kMaxKept = 10'000;  // offset and limit together

struct Scored {
  double score = 0;
  news::ArticleId id = 0;

  // The better one: higher score, then newer.
  bool operator>(const Scored& other) const {
    return score != other.score ? score > other.score : id > other.id;
  }
};

// The best of a stream, as a heap with the worst of them on top.
class Best {
 public:
  explicit Best(std::size_t keep) : keep_(keep) {}

  void Add(const Scored& scored) {
    if (heap_.size() < keep_) {
      heap_.push_back(scored);
      std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    } else if (keep_ > 0 && scored > heap_.front()) {
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.back() = scored;
      std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
  }

  std::vector<Scored> Sorted() && {
    std::sort_heap(heap_.begin(), heap_.end(), std::greater<>());
    return std::move(heap_);
  }

 private:
  std::size_t keep_;
  std::vector<Scored> heap_;
};

// Every match with its score, newest first.
Result<std::int64_t> ScoreMatches(store::Connection& connection, const MatchExpression& match,
                                  const Filter& filter, Best& best) {
  const std::string sql =
      filter.sql.empty() ? "SELECT rowid, isnad_rank(search, ?2) FROM search WHERE search MATCH ?1"
                           " ORDER BY rowid DESC LIMIT ?3"
                         : "SELECT search.rowid, isnad_rank(search, ?2) FROM search"
                           " CROSS JOIN articles a ON a.id = search.rowid"
                           " WHERE search MATCH ?1" +
                               filter.sql + " ORDER BY search.rowid DESC LIMIT ?3";
  auto select = connection.Prepare(sql);
  if (!select) return Fail(select.error());
  select->Bind(1, match.wanted).Bind(2, match.roles).Bind(3, kMaxScored);
  for (std::int64_t count = 0;; ++count) {
    const Result<bool> row = select->Step();
    if (!row) return Fail(row.error());
    if (!*row) return count;
    best.Add({select->Real(1), select->Int(0)});
  }
}

// Nothing was asked for but filters and exclusions: the latest articles that pass.
Result<std::int64_t> LatestMatches(store::Connection& connection, const MatchExpression& match,
                                   const Filter& filter, Best& best) {
  std::string sql = "SELECT a.id, a.time FROM articles a WHERE 1" + filter.sql;
  if (!match.excluded.empty()) {
    sql += " AND a.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?1)";
  }
  sql += " ORDER BY a.time DESC LIMIT ?2";
  auto select = connection.Prepare(sql);
  if (!select) return Fail(select.error());
  if (!match.excluded.empty()) select->Bind(1, match.excluded);
  select->Bind(2, kMaxTotal);
  for (std::int64_t count = 0;; ++count) {
    const Result<bool> row = select->Step();
    if (!row) return Fail(row.error());
    if (!*row) return count;
    best.Add({static_cast<double>(select->Int(1)) / 1000, select->Int(0)});
  }
}

Result<Hit> MakeHit(store::Connection& connection, const Scored& scored,
                    const std::vector<Needle>& needles) {
  auto listed = store::ReadListed(connection, scored.id);
  if (!listed) return Fail(listed.error());
  Hit hit;
  hit.score = scored.score;
  hit.story = listed->story;
  hit.title = Highlight(listed->account.title, needles);
  hit.snippet = MakeSnippet(listed->article.Text(), needles);
  hit.account = std::move(listed->account);
  return hit;
}

Result<Answer> SearchIn(store::Connection& connection, const Query& query,
                        const SearchOptions& options) {
  Answer answer;
  const MatchExpression match = BuildMatch(query, options.match);
  const Result<Filter> filter = FilterOf(connection, query);
  if (!filter) return Fail(filter.error());
  if (query.empty() || filter->matches_nothing ||
      (match.wanted.empty() && match.excluded.empty() && filter->sql.empty())) {
    return answer;
  }
  const std::size_t offset = std::min(options.offset, kMaxKept);
  const std::size_t keep = offset + std::min(options.limit, kMaxKept - offset);
  Best best(keep);
  const Result<std::int64_t> count = match.wanted.empty()
                                         ? LatestMatches(connection, match, *filter, best)
                                         : ScoreMatches(connection, match, *filter, best);
  if (!count) return Fail(count.error());
  answer.total = std::min(*count, kMaxTotal);
  if (options.facets) {
    Result<Facets> facets = CountFacets(connection, match, *filter);
    if (!facets) return Fail(facets.error());
    answer.facets = std::move(*facets);
  }
  const std::vector<Scored> sorted = std::move(best).Sorted();
  for (std::size_t i = offset; i < sorted.size(); ++i) {
    Result<Hit> hit = MakeHit(connection, sorted[i], match.needles);
    if (!hit) return Fail(hit.error());
    answer.hits.push_back(std::move(*hit));
  }
  return answer;
}

}  // namespace

Result<Answer> Search(store::SqliteStore& store, const Query& query, const SearchOptions& options) {
  Result<Answer> answer;
  const Result<void> done = store.WithReader([&](store::Connection& connection) -> Result<void> {
    answer = SearchIn(connection, query, options);
    return {};
  });
  if (!done) return Fail(done.error());
  return answer;
}

}  // namespace isnad::search
