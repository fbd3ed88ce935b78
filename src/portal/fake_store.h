#pragma once

// A store in memory for tests, with invented news. Test code only: it is never written to through
// the interface, and listings are short enough to scan.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "portal/search_backend.h"
#include "store/store.h"

namespace isnad::portal {

class FakeStore final : public store::Store {
 public:
  std::vector<store::StoredArticle> articles;
  std::vector<news::Story> stories;
  std::vector<news::Outlet> outlets;
  std::vector<news::Account> headlines;
  std::vector<news::Source> sources;
  std::vector<store::StoryChange> changes;  // of every story
  std::int64_t generation = 1;
  bool broken = false;  // every read fails
  int reads = 0;

  Result<std::vector<store::Stored>> Write(std::span<const store::Incoming>,
                                           store::StoryPlacer&) override {
    return Fail(Errc::kUnsupported, "the fake store is read only");
  }
  Result<store::StoredArticle> Article(news::ArticleId id) override {
    return Find(articles, [id](const auto& article) { return article.id == id; });
  }
  Result<news::Story> Story(news::StoryId id, std::size_t max_accounts) override {
    auto story = Find(stories, [id](const auto& candidate) { return candidate.id == id; });
    if (story && story->accounts.size() > max_accounts) story->accounts.resize(max_accounts);
    return story;
  }
  Result<store::Page<news::Story>> Stories(store::StoryOrder, Instant, std::size_t limit,
                                           std::size_t max_accounts, const store::Cursor& from,
                                           std::string_view section) override {
    std::vector<news::Story> listed = stories;
    if (!section.empty()) {
      std::erase_if(listed, [section](const auto& story) { return story.section != section; });
    }
    auto page = Cut(listed, limit, from);
    if (page) {
      for (news::Story& story : page->items) {
        if (story.accounts.size() > max_accounts) story.accounts.resize(max_accounts);
      }
    }
    return page;
  }
  Result<std::vector<news::Outlet>> Outlets(std::size_t) override {
    ++reads;
    if (broken) return Broken();
    return outlets;
  }
  Result<news::Outlet> OutletBySlug(std::string_view slug) override {
    return Find(outlets, [slug](const auto& outlet) { return outlet.slug == slug; });
  }
  Result<store::Page<news::Account>> OutletArticles(news::OutletId id, std::size_t limit,
                                                    const store::Cursor& from) override {
    std::vector<news::Account> accounts;
    for (const news::Story& story : stories) {
      for (const news::Account& account : story.accounts) {
        if (account.outlet == id) accounts.push_back(account);
      }
    }
    return Cut(accounts, limit, from);
  }
  Result<std::vector<news::Account>> LatestHeadlines(std::size_t limit) override {
    if (broken) return Broken();
    return std::vector(headlines.begin(), headlines.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                  limit, headlines.size())));
  }
  Result<void> ForEachPlaced(Instant, std::size_t, const store::OnPlaced&) override {
    return Fail(Errc::kUnsupported, "not for pages");
  }
  Result<std::string> EvidencePage(news::ArticleId, std::size_t) override {
    return Fail(Errc::kNotFound, "no evidence here");
  }
  Result<std::vector<news::Source>> Sources(std::size_t) override {
    ++reads;
    if (broken) return Broken();
    return sources;
  }
  Result<store::Counts> Count() override {
    if (broken) return Broken();
    return store::Counts{.outlets = static_cast<std::int64_t>(outlets.size()),
                         .articles = 12'345,
                         .versions = 12'400,
                         .stories = static_cast<std::int64_t>(stories.size()),
                         .headlines = 53,
                         .pages = 12'300};
  }
  Result<std::int64_t> Generation() override {
    if (broken) return Broken();
    return generation;
  }
  Result<std::vector<store::StoryChange>> StoryChanges(news::StoryId, std::size_t) override {
    if (broken) return Broken();
    return changes;
  }
  Result<std::vector<std::string>> Check() override { return std::vector<std::string>{}; }

  // A story with accounts that are already filled in; counts follow from them.
  news::Story& AddStory(std::string title, std::vector<news::Account> accounts);

 private:
  static tl::unexpected<Error> Broken() { return Fail(Errc::kIo, "the disk is gone"); }

  template <typename T, typename Predicate>
  Result<T> Find(const std::vector<T>& items, Predicate predicate) {
    ++reads;
    if (broken) return Broken();
    const auto found = std::find_if(items.begin(), items.end(), predicate);
    if (found == items.end()) return Fail(Errc::kNotFound, "no such thing");
    return *found;
  }

  // The cursor is the index to go on at.
  template <typename T>
  Result<store::Page<T>> Cut(const std::vector<T>& items, std::size_t limit,
                             const std::string& from) {
    ++reads;
    if (broken) return Broken();
    std::size_t begin = 0;
    for (const char c : from) {
      if (c < '0' || c > '9') return Fail(Errc::kMalformed, "no such cursor");
      begin = begin * 10 + static_cast<std::size_t>(c - '0');
    }
    begin = std::min(begin, items.size());
    const std::size_t end = std::min(items.size(), begin + limit);
    store::Page<T> page;
    page.items.assign(items.begin() + static_cast<std::ptrdiff_t>(begin),
                      items.begin() + static_cast<std::ptrdiff_t>(end));
    if (end < items.size()) page.next = std::to_string(end);
    return page;
  }
};

inline news::Story& FakeStore::AddStory(std::string title, std::vector<news::Account> accounts) {
  news::Story story;
  story.id = static_cast<news::StoryId>(stories.size()) + 1;
  story.title = std::move(title);
  story.account_count = static_cast<int>(accounts.size());
  std::vector<news::OutletId> seen;
  for (const news::Account& account : accounts) {
    if (!account.origin) ++story.independent_count;
    if (std::find(seen.begin(), seen.end(), account.outlet) == seen.end()) {
      seen.push_back(account.outlet);
    }
  }
  story.outlet_count = static_cast<int>(seen.size());
  if (!accounts.empty()) {
    story.first = accounts.front().first_seen;
    story.latest = accounts.back().first_seen;
  }
  story.accounts = std::move(accounts);
  stories.push_back(std::move(story));
  return stories.back();
}

// Answers every search with the same.
class FakeSearch final : public SearchBackend {
 public:
  search::Answer answer;
  std::string asked;
  search::SearchOptions options;

  Result<search::Answer> Search(std::string_view text,
                                const search::SearchOptions& search_options) override {
    asked = text;
    options = search_options;
    return answer;
  }

  Result<std::vector<search::Suggestion>> Suggest(std::string_view typed,
                                                  std::size_t /*limit*/) override {
    asked = typed;
    return suggestions;
  }
  std::vector<search::Suggestion> suggestions;

  Result<std::vector<search::SavedSearch>> SavedSearches() override { return saved; }
  Result<std::vector<search::SavedHit>> SavedHits(search::SavedSearchId id,
                                                  std::size_t /*limit*/) override {
    if (saved.empty() || saved[0].id != id) return Fail(Errc::kNotFound, "no such search");
    return saved_hits;
  }
  std::vector<search::SavedSearch> saved;
  std::vector<search::SavedHit> saved_hits;
};

// Invented news that shows what the pages can: a story of four accounts with a chain of three, one
// of two independent ones, single accounts, a foreign title, an article with every kind of
// paragraph. `now` is some hours after the latest.
void FillWithNews(FakeStore& store, Instant now);

}  // namespace isnad::portal
