#include "search/standing_queries.h"

#include <algorithm>
#include <utility>

#include "arabic/fold.h"
#include "base/utf8.h"
#include "search/filter.h"
#include "search/terms.h"

namespace isnad::search {
namespace {

constexpr std::uint32_t kFieldGap = 1'000;  // more places than any phrase or NEAR spans

// The terms of an article with their places. Title and text are places apart, so that no phrase
// runs from one into the other.
class ArticleTerms {
 public:
  explicit ArticleTerms(const StandingArticle& article) {
    Read(article.title);
    place_ += kFieldGap;
    Read(article.text);
  }

  using Places = std::vector<std::uint32_t>;
  [[nodiscard]] const std::unordered_map<std::string, Places>& all() const { return places_; }

  [[nodiscard]] bool Has(const Needle& needle) const {
    if (needle.near > 0) return HasNear(needle);
    if (needle.places.size() > 1) return HasPhrase(needle);
    const Needle::Place& place = needle.places.front();
    if (needle.prefix) {
      return HasBeginning(place.stem) || HasBeginning(kWrittenMark + place.stem);
    }
    return places_.contains(place.stem) ||
           (!place.written.empty() && places_.contains(place.written)) ||
           std::ranges::any_of(place.also,
                               [this](const std::string& stem) { return places_.contains(stem); });
  }

  // The parts in order, each in one of its spellings.
  [[nodiscard]] bool Has(const NameNeedle& name) const {
    Places ends;
    Places found;
    for (std::size_t part = 0; part < name.parts.size(); ++part) {
      found.clear();
      for (const std::string& stem : name.parts[part]) {
        const auto at = places_.find(stem);
        if (at != places_.end()) found.insert(found.end(), at->second.begin(), at->second.end());
      }
      std::ranges::sort(found);
      if (part > 0) {
        std::erase_if(found, [&ends](std::uint32_t place) {
          const std::uint32_t first = place - std::min(place, std::uint32_t{kNameGap} + 1);
          const auto near = std::ranges::lower_bound(ends, first);
          return near == ends.end() || *near >= place;
        });
      }
      ends.swap(found);
      if (ends.empty()) return false;
    }
    return true;
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

  // As FTS5 reads NEAR: from the first to the last at most so many places between.
  [[nodiscard]] bool HasNear(const Needle& needle) const {
    std::vector<const Places*> words;
    for (const Needle::Place& place : needle.places) {
      const auto at = places_.find(place.stem);
      if (at == places_.end()) return false;
      words.push_back(&at->second);
    }
    const auto reach = static_cast<std::uint32_t>(needle.near) + 1;
    const auto closes = [&](std::uint32_t last) {
      const std::uint32_t first = last - std::min(last, reach);
      return std::ranges::all_of(words, [&](const Places* places) {
        const auto at = std::ranges::lower_bound(*places, first);
        return at != places->end() && *at <= last;
      });
    };
    return std::ranges::any_of(
        words, [&](const Places* places) { return std::ranges::any_of(*places, closes); });
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
      if (word) {
        const std::vector<std::string>& also = needle.places.front().also;
        terms.insert(terms.end(), also.begin(), also.end());
      }
      terms.push_back(std::move(longest));
    }
    if (weakest > best_weight) {
      best_weight = weakest;
      best = std::move(terms);
    }
  }
  if (!best.empty()) return best;
  // Nothing but names: the longest part of each, in all its spellings.
  for (const NameNeedle& name : needles.names) {
    const auto longest = std::ranges::max_element(
        name.parts, {}, [](const std::vector<std::string>& part) { return Weight(part.front()); });
    best.insert(best.end(), longest->begin(), longest->end());
  }
  return best;
}

bool StandingQueries::Set(QueryId id, const Query& query, QueryNeedles needles) {
  Remove(id);
  Standing standing;
  standing.needles = std::move(needles);
  standing.filters = query;
  standing.filters.terms.clear();
  if (standing.needles.groups.empty() && standing.filters.empty()) return false;
  standing.waits_under = ChooseTerms(standing.needles);
  if (standing.waits_under.empty()) standing.waits_under.emplace_back();
  for (const std::string& term : standing.waits_under) {
    waiting_[term].push_back(id);
    if (!term.empty() && term.front() == kPrefixMark) ++prefix_sizes_[term.size() - 1];
  }
  queries_[id] = std::move(standing);
  return true;
}

bool StandingQueries::PassesFilters(const Query& query, const StandingArticle& article) {
  if ((query.from || query.to) && !article.day) return false;
  if (query.from && *article.day < *query.from) return false;
  if (query.to && *article.day > *query.to) return false;
  const auto passes = [&query](Field field, auto&& has) { return PassesField(query, field, has); };
  return passes(Field::kOutlet,
                [&](const std::string& value) { return IsOutletNamed(article.outlet, value); }) &&
         passes(Field::kCountry,
                [&](const std::string& value) {
                  return !article.country.empty() && article.country == CountryCode(value);
                }) &&
         passes(Field::kSection,
                [&](const std::string& value) { return IsSectionNamed(article.section, value); }) &&
         passes(Field::kLanguage,
                [&](const std::string& value) {
                  const std::string tag = LanguageTag(value);
                  return !tag.empty() && PackLanguage(tag) == PackLanguage(article.language);
                }) &&
         passes(Field::kStory, [&](const std::string& value) {
           return article.story > 0 && arabic::Fold(value) == std::to_string(article.story);
         });
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
    if (!PassesFilters(query.filters, article)) return true;
    if (std::ranges::any_of(query.needles.excluded, has)) return true;
    const auto named = [&](const NameNeedle& name) { return terms.Has(name); };
    if (!query.needles.names.empty() && !std::ranges::any_of(query.needles.names, named)) {
      return true;
    }
    return !std::ranges::all_of(query.needles.groups, [&](const std::vector<Needle>& group) {
      return std::ranges::any_of(group, has);
    });
  };
  std::erase_if(awake, fails);
  return awake;
}

}  // namespace isnad::search
