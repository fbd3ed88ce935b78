#pragma once

// The right-to-left pages over a store and its search:
//
//   /  /latest              stories by rank, by time (?from=CURSOR)
//   /section/{slug}         stories of one section by rank (?from=CURSOR)
//   /story/{id}.json        a story for programs (docs/formats.md)
//   /story/{id}             a story, its chain and its accounts side by side
//   /article/{id}           an article
//   /compare/{id}/{id}      what changed from the second to the first, of one story
//   /outlets  /outlet/{slug}
//   /search                 ?q=TEXT&match=all|any&group=articles|stories&from=CURSOR
//   /search.json            the same for programs (docs/formats.md)
//   /suggest.json           ?q=TYPED: continuations, for the script of the search page
//   /watches  /watch/{id}   saved searches and what answered them; never kept
//   /sources  /sources.json what is followed and how it goes; never kept
//   /about  /robots.txt  /healthz  /assets/…
//
// Pages are made on a worker and kept, with their compressed form, until the store's generation
// moves or they are a minute old (what they say of "minutes ago" ages too). Cached() answers from
// there on the I/O thread without touching the store: for a second at a time it takes the
// generation to be what a worker last read.

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "portal/assets.h"
#include "portal/pages.h"
#include "portal/search_backend.h"
#include "portal/words.h"
#include "store/store.h"
#include "web/page_cache.h"
#include "web/router.h"

namespace isnad::portal {

struct PortalOptions {
  Digits digits = Digits::kArabicIndic;
  std::chrono::minutes utc_offset{0};  // what the portal's own instants are shown at
  std::size_t stories_per_page = 30;
  std::size_t accounts_on_card = 12;
  std::size_t max_accounts = 100;  // on a story's page
  std::size_t max_story_changes = 20;
  std::size_t articles_per_page = 30;
  std::size_t max_outlets = 1'000;
  std::size_t max_sources = 2'000;
  std::size_t ticker_headlines = 20;
  // What /story/{id}.json answers: the same as the command line; without it there is none.
  std::function<std::string(const news::Story&)> story_json = {};
  web::PageCacheLimits cache = {};
  std::chrono::milliseconds page_lifetime = std::chrono::minutes(1);
  std::chrono::milliseconds generation_lifetime = std::chrono::seconds(1);
};

class Portal {
 public:
  // All are borrowed and must outlive the portal.
  Portal(store::Store& store, SearchBackend& search, const Clock& clock, Logger& log,
         const PortalOptions& options = {});

  // Any request, from the cache or made anew. Thread-safe; for web::Handler.
  [[nodiscard]] web::Response Handle(const web::Request& request);
  // At once, or nullptr. Thread-safe, does not wait; for web::FastHandler.
  [[nodiscard]] std::shared_ptr<const web::Response> Cached(const web::Request& request);

 private:
  web::Response Front(const web::Request& request, store::StoryOrder order);
  // Reads the accounts of the first story that a card has no place for: its chain is shown.
  void CompleteLeadStory(store::Page<news::Story>& stories);
  web::Response Section(const web::Request& request);
  web::Response Story(const web::Request& request);
  web::Response Article(const web::Request& request);
  // Of each account what it alone says, read from the articles' texts.
  [[nodiscard]] std::vector<std::vector<std::string>> OwnSentencesOf(const news::Story& story);
  web::Response Compare(const web::Request& request);
  web::Response Outlets();
  web::Response Outlet(const web::Request& request);
  web::Response Search(const web::Request& request);
  web::Response SearchJson(const web::Request& request);
  web::Response Suggest(const web::Request& request);
  web::Response Watches();
  web::Response Watch(const web::Request& request);
  web::Response Sources(bool as_json);
  web::Response About();
  web::Response Health();

  web::Response Page(std::string html) const;
  web::Response Json(std::string json) const;
  web::Response Fresh(std::string html) const;
  web::Response ErrorResponse(int status) const;
  web::Response Failure(const Error& error, const web::Request& request) const;
  [[nodiscard]] PageContext Context() const;
  // Generation as the store says it now; nullopt when it cannot.
  std::optional<std::int64_t> RefreshGeneration();
  void AddRoutes();

  store::Store& store_;
  SearchBackend& search_;
  const Clock& clock_;
  Logger& log_;
  const PortalOptions options_;
  const Words words_;
  const Assets assets_;
  web::Router router_;
  web::PageCache cache_;
  std::atomic<std::int64_t> generation_ = -1;
  std::atomic<Instant::rep> generation_read_at_ = 0;
};

}  // namespace isnad::portal
