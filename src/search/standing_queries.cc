#include "search/standing_queries.h"

#include <algorithm>
#include <utility>

#include "arabic/fold.h"
#include "base/utf8.h"
#include "search/terms.h"

namespace isnad::search {
namespace {

// The terms of an article with their places. Title and text are places apart, so that no phrase
// runs from one into the other.
class ArticleTerms {
 public:
  explicit ArticleTerms(const StandingArticle& article) {
    Read(article.title);
    ++place_;
    Read(article.text);
  }

  using Places = std::vector<std::uint32_t>;
  [[nodiscard]] const std::unordered_map<std::string, Places>& all() const { return places_; }

  [[nodiscard]] bool Has(const Needle& needle) const {
    if (needle.places.size() > 1) return HasPhrase(needle);
    const Needle::Place& place = needle.places.front();
    if (needle.prefix) {
      return HasBeginning(place.stem) || HasBeginning(kWrittenMark + place.stem);
    }
    return places_.contains(place.stem) ||
           (!place.written.empty() && places_.contains(place.written));
  }

 private:
  void Read(std::string_view text) {
    TermReader reader(text);
    while (reader.Next()) {
      ++place_;
      Add(reader.stem());
      if (!reader.written().empty()) Add(reader.written());
    }
  }

  void Add(std::string_view term) {
    key_.assign(term);
    places_[key_].push_back(place_);
  }

  [[nodiscard]] bool HasBeginning(const std::string& beginning) const {
    return std::any_of(places_.begin(), places_.end(),
                       [&](const auto& entry) { return entry.first.starts_with(beginning); });
  }

  [[nodiscard]] bool HasPhrase(const Needle& needle) const {
    std::vector<const Places*> words;
    const std::size_t whole = needle.places.size() - (needle.prefix ? 1 : 0);
    for (std::size_t i = 0; i < whole; ++i) {
      const auto at = places_.find(std::string(needle.Wanted(i)));
      if (at == places_.end()) return false;
      words.push_back(&at->second);
    }
    const auto stands_at = [&](std::uint32_t first) {
      for (std::size_t i = 1; i < words.size(); ++i) {
        const auto wanted = first + static_cast<std::uint32_t>(i);
        if (!std::binary_search(words[i]->begin(), words[i]->end(), wanted)) return false;
      }
      return !needle.prefix ||
             BeginsAt(needle.Wanted(whole), first + static_cast<std::uint32_t>(whole));
    };
    return std::any_of(words.front()->begin(), words.front()->end(), stands_at);
  }

  [[nodiscard]] bool BeginsAt(std::string_view beginning, std::uint32_t place) const {
    return std::any_of(places_.begin(), places_.end(), [&](const auto& entry) {
      return entry.first.starts_with(beginning) &&
             std::binary_search(entry.second.begin(), entry.second.end(), place);
    });
  }

  std::unordered_map<std::string, Places> places_;
  std::uint32_t place_ = 0;
  std::string key_;
};

bool OutletPasses(const std::string& wanted, const StandingArticle& article) {
  if (wanted.empty()) return true;
  const std::string name = arabic::Fold(article.outlet);
  return article.outlet_slug == wanted || article.outlet_host == wanted ||
         name.find(wanted) != std::string::npos;
}

// How telling a term looks: long words are rarer than short ones.
std::size_t Weight(const std::string& term) { return CountCodePoints(term); }

}  // namespace

// Of the groups, all of which must be met, the one whose weakest alternative tells most; of a
// phrase its longest word.
std::vector<std::string> StandingQueries::ChooseTerms(const QueryNeedles& needles) {
  std::vector<std::string> best;
  std::size_t best_weight = 0;
  for (const std::vector<Needle>& group : needles.groups) {
    std::vector<std::string> terms;
    std::size_t weakest = 1'000;
    for (const Needle& needle : group) {
      if (needle.places.size() == 1 && needle.prefix) {
        const std::string& beginning = needle.places.front().stem;
        terms.push_back(kPrefixMark + beginning);
        terms.push_back(std::string(1, kPrefixMark) + kWrittenMark + beginning);
        weakest = std::min(weakest, Weight(beginning) / 2 + 1);
        continue;
      }
      const std::size_t whole = needle.places.size() - (needle.prefix ? 1 : 0);
      std::string longest;
      for (std::size_t i = 0; i < whole; ++i) {
        std::string term(needle.Wanted(i));
        if (Weight(term) > Weight(longest)) longest = std::move(term);
      }
      weakest = std::min(weakest, Weight(longest) + 1);
      const bool word = needle.places.size() == 1;
      if (word && !needle.places.front().written.empty()) {
        terms.push_back(needle.places.front().written);
      }
      terms.push_back(std::move(longest));
    }
    if (weakest > best_weight) {
      best_weight = weakest;
      best = std::move(terms);
    }
  }
  return best;
}

bool StandingQueries::Set(QueryId id, const Query& query) {
  Remove(id);
  Standing standing;
  standing.needles = NeedlesOf(query);
  standing.outlet = arabic::Fold(query.outlet);
  standing.from = query.from;
  standing.to = query.to;
  const bool filters = !query.outlet.empty() || query.from || query.to;
  if (standing.needles.groups.empty() && !filters) return false;
  standing.waits_under = ChooseTerms(standing.needles);
  if (standing.waits_under.empty()) standing.waits_under.emplace_back();
  for (const std::string& term : standing.waits_under) {
    waiting_[term].push_back(id);
    if (!term.empty() && term.front() == kPrefixMark) ++prefix_sizes_[term.size() - 1];
  }
  queries_[id] = std::move(standing);
  return true;
}

void StandingQueries::Remove(QueryId id) {
  const auto found = queries_.find(id);
  if (found == queries_.end()) return;
  for (const std::string& term : found->second.waits_under) {
    const auto waiting = waiting_.find(term);
    std::erase(waiting->second, id);
    if (waiting->second.empty()) waiting_.erase(waiting);
    if (!term.empty() && term.front() == kPrefixMark) {
      const auto size = prefix_sizes_.find(term.size() - 1);
      if (--size->second == 0) prefix_sizes_.erase(size);
    }
  }
  queries_.erase(found);
}

std::vector<StandingQueries::QueryId> StandingQueries::Match(const StandingArticle& article) const {
  const ArticleTerms terms(article);
  std::vector<QueryId> awake;
  const auto wake = [&](const std::string& term) {
    const auto waiting = waiting_.find(term);
    if (waiting == waiting_.end()) return;
    awake.insert(awake.end(), waiting->second.begin(), waiting->second.end());
  };
  wake("");
  std::string beginning;
  for (const auto& [term, places] : terms.all()) {
    wake(term);
    for (const auto& [size, count] : prefix_sizes_) {
      if (size > term.size()) continue;
      beginning.assign(1, kPrefixMark).append(term, 0, size);
      wake(beginning);
    }
  }
  std::sort(awake.begin(), awake.end());
  awake.erase(std::unique(awake.begin(), awake.end()), awake.end());
  const auto fails = [&](QueryId id) {
    const Standing& query = queries_.at(id);
    const auto has = [&](const Needle& needle) { return terms.Has(needle); };
    if ((query.from || query.to) && !article.day) return true;
    if (query.from && *article.day < *query.from) return true;
    if (query.to && *article.day > *query.to) return true;
    if (!OutletPasses(query.outlet, article)) return true;
    if (std::ranges::any_of(query.needles.excluded, has)) return true;
    return !std::ranges::all_of(query.needles.groups, [&](const std::vector<Needle>& group) {
      return std::ranges::any_of(group, has);
    });
  };
  std::erase_if(awake, fails);
  return awake;
}

}  // namespace isnad::search
