// BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, 3.6) over title,
// lead and text, with a little for what is new. A word counts by its stem; articles that have it in
// the very form asked for gain by that form's own, rarer, frequency.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>

#include "search/facets.h"
#include "search/filter.h"
#include "search/gather.h"
#include "search/index.h"
#include "search/match.h"
#include "search/place.h"
#include "search/snippet.h"
#include "search/vocabulary.h"
#include "store/read.h"

namespace isnad::search {
namespace {

constexpr double kK1 = 1.2;
constexpr double kNewness = 0.08;         // more for an article of the newest day …
constexpr double kNewnessHalved = 14;     // … half of that after so many days
constexpr std::size_t kNewDays = 180;     // older ones are equally old
constexpr std::size_t kMaxKept = 10'000;  // articles among which stories are told apart
constexpr std::size_t kFew = 3'000;       // articles that are cheaper asked one by one

// One question under way, in one snapshot.
class Run {
 public:
  Run(store::Connection& connection, const DocColumns& columns, const SearchOptions& options)
      : connection_(connection), columns_(columns), options_(options) {}

  Result<Answer> Go(const Query& query);

 private:
  Result<void> FindMatches(const Query& query);
  Result<void> FindLatest();
  Result<void> WalkLatest(const std::vector<std::uint32_t>& excluded);
  Result<std::vector<std::uint32_t>> Excluded();
  std::vector<double> Score(const Gathered& gathered) const;
  // The candidates that can still be shown, best first.
  void Sort();
  Result<void> Take();
  Result<Hit> MakeHit(const Scored& scored);
  Result<news::StoryId> StoryOf(news::ArticleId id);
  Result<Scored> Timed(std::uint32_t id);

  store::Connection& connection_;
  const DocColumns& columns_;
  const SearchOptions& options_;
  std::optional<Place> from_;
  news::ArticleId last_ = 0;
  DocTotals totals_;
  MatchExpression match_;
  Filter filter_;
  std::vector<std::uint32_t> matches_;
  std::vector<Scored> candidates_;
  Answer answer_;
};

Result<Answer> Run::Go(const Query& query) {
  from_ = ReadPlace(options_.from);
  const Result<std::int64_t> newest =
      connection_.QueryInt("SELECT ifnull(max(id), 0) FROM articles");
  if (!newest) return Fail(newest.error());
  last_ = from_ ? std::min(from_->last, *newest) : *newest;
  totals_ = columns_.TotalsUpTo(last_);
  if (auto done = FindMatches(query); !done) return Fail(done.error());
  answer_.total = static_cast<std::int64_t>(matches_.size());
  Sort();
  if (auto done = Take(); !done) return Fail(done.error());
  if (options_.facets) {
    Result<Facets> facets = CountFacets(connection_, columns_, matches_);
    if (!facets) return Fail(facets.error());
    answer_.facets = std::move(*facets);
  }
  return std::move(answer_);
}

Result<void> Run::FindMatches(const Query& query) {
  QueryNeedles needles = NeedlesOf(query);
  const bool only_unwanted = needles.groups.empty() && needles.names.empty() &&
                             needles.excluded.empty() && query.filters.empty();
  if (query.empty() || (only_unwanted && !query.from && !query.to)) return {};
  if (auto done = Vocabulary(connection_).Expand(needles); !done) return done;
  match_ = BuildMatch(std::move(needles), options_.match);
  Result<Filter> filter = Filter::Of(connection_, query);
  if (!filter) return Fail(filter.error());
  filter_ = std::move(*filter);
  if (match_.wanted.empty()) return FindLatest();
  const auto articles = static_cast<double>(std::max<std::int64_t>(totals_.articles, 1));
  const Averages averages{
      .title_words = std::max(1.0, static_cast<double>(totals_.title_words) / articles),
      .body_words = std::max(1.0, static_cast<double>(totals_.body_words) / articles)};
  Gatherer gatherer(match_, columns_, filter_, last_, averages);
  Result<Gathered> gathered = gatherer.Run(connection_);
  if (!gathered) return Fail(gathered.error());
  const std::vector<double> scores = Score(*gathered);
  candidates_.reserve(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    candidates_.push_back({scores[i], gathered->ids[i]});
  }
  matches_ = std::move(gathered->ids);
  return {};
}

std::vector<double> Run::Score(const Gathered& gathered) const {
  std::vector<double> scores(gathered.ids.size());
  for (std::size_t slot = 0; slot < gathered.with.size(); ++slot) {
    const double with = gathered.with[slot];
    const double without = std::max(0.0, static_cast<double>(totals_.articles) - with);
    const double weight =
        match_.slot_list[slot].weight * (kK1 + 1) * std::log(1 + (without + 0.5) / (with + 0.5));
    const std::vector<float>& frequencies = gathered.frequencies[slot];
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
      scores[i] += weight * frequencies[i] / (frequencies[i] + kK1);
    }
  }
  std::array<double, kNewDays> newness{};
  for (std::size_t age = 0; age < kNewDays; ++age) {
    newness[age] = 1 + kNewness * std::exp2(-static_cast<double>(age) / kNewnessHalved);
  }
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const std::size_t age = totals_.newest_day - columns_.At(gathered.ids[i]).day;
    if (age < kNewDays) scores[i] *= newness[age];
  }
  return scores;
}

// Nothing was asked for but filters and exclusions: the latest articles that pass.
Result<void> Run::FindLatest() {
  const Result<std::vector<std::uint32_t>> excluded = Excluded();
  if (!excluded) return Fail(excluded.error());
  for (news::ArticleId id = 1; id <= last_ && id < columns_.end(); ++id) {
    const DocRecord& record = columns_.At(id);
    if (record.is_there == 0 || !filter_.Passes(id, record)) continue;
    const auto narrow = static_cast<std::uint32_t>(id);
    if (std::binary_search(excluded->begin(), excluded->end(), narrow)) continue;
    matches_.push_back(narrow);
  }
  if (matches_.size() > kFew) return WalkLatest(*excluded);
  for (const std::uint32_t id : matches_) {
    const Result<Scored> timed = Timed(id);
    if (!timed) return Fail(timed.error());
    candidates_.push_back(*timed);
  }
  return {};
}

// By the index of times, until there are enough: one in a hundred passes, or more.
Result<void> Run::WalkLatest(const std::vector<std::uint32_t>& excluded) {
  const bool from_top = !from_ || options_.group == Group::kStories;
  const std::size_t wanted = options_.group == Group::kStories ? kFew : options_.limit + 1;
  auto select = connection_.Cached(
      "SELECT id, time FROM articles WHERE (time, id) < (?1, ?2) ORDER BY time DESC, id DESC");
  if (!select) return Fail(select.error());
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  (*select)
      ->Bind(1,
             from_top ? kEnd : static_cast<std::int64_t>(std::llround(from_->behind.score * 1e3)))
      .Bind(2, from_top ? kEnd : from_->behind.id);
  while (candidates_.size() < wanted) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return {};
    const news::ArticleId id = (*select)->Int(0);
    if (id > last_ || !filter_.Passes(id, columns_.At(id))) continue;
    const auto narrow = static_cast<std::uint32_t>(id);
    if (std::binary_search(excluded.begin(), excluded.end(), narrow)) continue;
    candidates_.push_back({static_cast<double>((*select)->Int(1)) / 1e3, id});
  }
  return {};
}

Result<Scored> Run::Timed(std::uint32_t id) {
  auto select = connection_.Cached("SELECT time FROM articles WHERE id = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, static_cast<std::int64_t>(id));
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  const double seconds = *row ? static_cast<double>((*select)->Int(0)) / 1e3 : 0;
  return Scored{seconds, id};
}

Result<std::vector<std::uint32_t>> Run::Excluded() {
  if (match_.excluded.empty()) return std::vector<std::uint32_t>();
  MatchExpression unwanted;
  unwanted.wanted = match_.excluded;
  const Filter all;
  Gatherer gatherer(unwanted, columns_, all, last_, {});
  Result<Gathered> gathered = gatherer.Run(connection_);
  if (!gathered) return Fail(gathered.error());
  return std::move(gathered->ids);
}

void Run::Sort() {
  // Stories are told apart from the top, so that no page repeats one of a page before.
  if (from_ && options_.group == Group::kArticles) {
    std::erase_if(candidates_, [this](const Scored& scored) { return !(from_->behind > scored); });
  }
  std::size_t kept = options_.group == Group::kStories ? kMaxKept : options_.limit + 1;
  kept = std::min(kept, candidates_.size());
  const auto middle = candidates_.begin() + static_cast<std::ptrdiff_t>(kept);
  if (kept < candidates_.size()) {
    std::nth_element(candidates_.begin(), middle, candidates_.end(), std::greater<>());
  }
  std::sort(candidates_.begin(), middle, std::greater<>());
  candidates_.resize(kept);
}

Result<news::StoryId> Run::StoryOf(news::ArticleId id) {
  auto select = connection_.Cached("SELECT story FROM articles WHERE id = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, id);
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  return *row ? (*select)->Int(0) : 0;
}

Result<void> Run::Take() {
  std::unordered_set<news::StoryId> stories;
  Scored last;
  for (const Scored& candidate : candidates_) {
    if (options_.group == Group::kStories) {
      const Result<news::StoryId> story = StoryOf(candidate.id);
      if (!story) return Fail(story.error());
      if (!stories.insert(*story).second) continue;
      if (from_ && !(from_->behind > candidate)) continue;
    }
    if (answer_.hits.size() == options_.limit) {
      answer_.next = WritePlace({last_, last});
      return {};
    }
    Result<Hit> hit = MakeHit(candidate);
    if (!hit) return Fail(hit.error());
    answer_.hits.push_back(std::move(*hit));
    last = candidate;
  }
  return {};
}

Result<Hit> Run::MakeHit(const Scored& scored) {
  auto listed = store::ReadListed(connection_, scored.id);
  if (!listed) return Fail(listed.error());
  Hit hit;
  hit.score = scored.score;
  hit.story = listed->story;
  hit.title = Highlight(listed->account.title, match_.needles);
  hit.snippet = MakeSnippet(listed->article.Text(), match_.needles);
  hit.account = std::move(listed->account);
  return hit;
}

}  // namespace

Result<Answer> Searcher::Search(const Query& query, const SearchOptions& options) {
  Result<Answer> answer;
  const Result<void> done = store_.WithReader([&](store::Connection& connection) -> Result<void> {
    const Result<DocColumns> columns = columns_.Get(connection);
    if (!columns) return Fail(columns.error());
    answer = Run(connection, *columns, options).Go(query);
    return {};
  });
  if (!done) return Fail(done.error());
  return answer;
}

Result<std::vector<Suggestion>> Searcher::Suggest(std::string_view typed, std::size_t limit) {
  std::vector<Suggestion> found;
  const Result<void> done = store_.WithReader([&](store::Connection& connection) -> Result<void> {
    auto suggestions = SuggestIn(connection, typed, limit);
    if (!suggestions) return Fail(suggestions.error());
    found = std::move(*suggestions);
    return {};
  });
  if (!done) return Fail(done.error());
  return found;
}

Result<Answer> Search(store::SqliteStore& store, const Query& query, const SearchOptions& options) {
  return Searcher(store).Search(query, options);
}

}  // namespace isnad::search
