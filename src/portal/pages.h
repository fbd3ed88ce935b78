#pragma once

// The pages, as pure functions of what the store and the search answered.

#include <string>
#include <string_view>
#include <vector>

#include "news/section.h"
#include "portal/layout.h"
#include "search/index.h"
#include "search/saved_searches.h"
#include "store/store.h"

namespace isnad::portal {

using Ticker = std::vector<news::Account>;

// Stories by rank or by time. `cursor` is where this page begins, "" for the first.
[[nodiscard]] std::string FrontPage(const PageContext& context,
                                    const store::Page<news::Story>& stories,
                                    store::StoryOrder order, std::string_view cursor,
                                    Ticker ticker);

// The stories of one section, by rank.
[[nodiscard]] std::string SectionPage(const PageContext& context,
                                      const store::Page<news::Story>& stories,
                                      const news::SectionName& section, std::string_view cursor);

// What a story's page shows beside the story. Either may be empty.
struct StoryDetails {
  std::vector<std::vector<std::string>> own;  // of each account, what it alone says (additions.h)
  std::vector<store::StoryChange> changes;    // newest first
  bool has_json = false;                      // StoryJsonUrl leads somewhere
};

// One story: its chain, its accounts side by side, what was done to it.
[[nodiscard]] std::string StoryPage(const PageContext& context, const news::Story& story,
                                    const StoryDetails& details);

// One article with its text, its original and its place in its story; `story` is null when that
// could not be read.
[[nodiscard]] std::string ArticlePage(const PageContext& context,
                                      const store::StoredArticle& stored, const news::Story* story);

// Two articles of one story, or two versions of one article, with their differences word by word.
// `after` is the copy or the later one.
[[nodiscard]] std::string ComparePage(const PageContext& context,
                                      const store::StoredArticle& before,
                                      const store::StoredArticle& after);

[[nodiscard]] std::string OutletsPage(const PageContext& context,
                                      const std::vector<news::Outlet>& outlets);
[[nodiscard]] std::string OutletPage(const PageContext& context, const news::Outlet& outlet,
                                     const store::Page<news::Account>& articles,
                                     std::string_view cursor);

// What was asked of the search page.
struct SearchRequest {
  std::string text;
  search::Match match = search::Match::kAll;
  search::Group group = search::Group::kArticles;
  std::string from = {};  // search::Answer::next of the page before
};
inline constexpr std::size_t kHitsPerPage = 20;

// The form alone where `answer` is null.
[[nodiscard]] std::string SearchPage(const PageContext& context, const SearchRequest& request,
                                     const search::Answer* answer);

// Saved searches, and what answered one of them, newest first.
[[nodiscard]] std::string WatchesPage(const PageContext& context,
                                      const std::vector<search::SavedSearch>& searches);
[[nodiscard]] std::string WatchPage(const PageContext& context, const search::SavedSearch& search,
                                    const std::vector<search::SavedHit>& hits);

// An answer and suggestions for programs (docs/formats.md).
[[nodiscard]] std::string AnswerJson(const search::Answer& answer);
[[nodiscard]] std::string SuggestionsJson(const std::vector<search::Suggestion>& suggestions);

// What is followed and how it goes, those in trouble first.
[[nodiscard]] std::string SourcesPage(const PageContext& context,
                                      std::vector<news::Source> sources);
// The same for programs (docs/formats.md).
[[nodiscard]] std::string SourcesJson(Instant now, const std::vector<news::Source>& sources);

[[nodiscard]] std::string AboutPage(const PageContext& context, const store::Counts& counts);

// 404, 405 and 500.
[[nodiscard]] std::string ErrorPage(const PageContext& context, int status);

}  // namespace isnad::portal
