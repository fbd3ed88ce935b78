#include "portal/portal.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "news/republication.h"
#include "portal/additions.h"
#include "portal/parts.h"
#include "search/place.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxCursorBytes = 200;
constexpr std::string_view kJsonEnding = ".json";
constexpr std::size_t kMaxQueryBytes = 2'000;
constexpr std::size_t kMaxSuggestions = 8;
constexpr std::size_t kMaxSavedHits = 100;
constexpr const char* kSuggestingPolicy =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

// A positive number and nothing else.
std::optional<std::int64_t> ParseId(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id <= 0) return std::nullopt;
  return id;
}

SearchRequest ReadSearch(const web::Request& request) {
  SearchRequest search;
  search.text = TruncateUtf8(request.Query("q"), kMaxQueryBytes);
  if (request.Query("match") == "any") search.match = search::Match::kAny;
  if (request.Query("group") == "stories") search.group = search::Group::kStories;
  search.from = TruncateUtf8(request.Query("from"), kMaxCursorBytes);
  return search;
}

// Whether some answer gave the cursor, if there is one: another would lead to the first page again.
bool MayBeFrom(const SearchRequest& request) {
  return request.from.empty() || search::ReadPlace(request.from).has_value();
}

search::SearchOptions OptionsOf(const SearchRequest& request) {
  search::SearchOptions options;
  options.match = request.match;
  options.group = request.group;
  options.limit = kHitsPerPage;
  options.from = request.from;
  options.facets = true;
  return options;
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

}  // namespace

Portal::Portal(store::Store& store, SearchBackend& search, const Clock& clock, Logger& log,
               const PortalOptions& options)
    : store_(store),
      search_(search),
      clock_(clock),
      log_(log),
      options_(options),
      words_(Words::Embedded(options.digits)),
      cache_(options.cache) {
  AddRoutes();
}

void Portal::AddRoutes() {
  using web::Request;
  router_.Add("GET", "/", [this](const Request& r) { return Front(r, store::StoryOrder::kRank); });
  router_.Add("GET", "/latest",
              [this](const Request& r) { return Front(r, store::StoryOrder::kLatest); });
  router_.Add("GET", "/section/{slug}", [this](const Request& r) { return Section(r); });
  router_.Add("GET", "/story/{id}", [this](const Request& r) { return Story(r); });
  router_.Add("GET", "/article/{id}", [this](const Request& r) { return Article(r); });
  router_.Add("GET", "/compare/{after}/{before}", [this](const Request& r) { return Compare(r); });
  router_.Add("GET", "/outlets", [this](const Request&) { return Outlets(); });
  router_.Add("GET", "/outlet/{slug}", [this](const Request& r) { return Outlet(r); });
  router_.Add("GET", "/search", [this](const Request& r) { return Search(r); });
  router_.Add("GET", "/search.json", [this](const Request& r) { return SearchJson(r); });
  router_.Add("GET", "/suggest.json", [this](const Request& r) { return Suggest(r); });
  router_.Add("GET", "/watches", [this](const Request&) { return Watches(); });
  router_.Add("GET", "/watch/{id}", [this](const Request& r) { return Watch(r); });
  router_.Add("GET", "/sources", [this](const Request&) { return Sources(false); });
  router_.Add("GET", "/sources.json", [this](const Request&) { return Sources(true); });
  router_.Add("GET", "/about", [this](const Request&) { return About(); });
  router_.Add("GET", "/healthz", [this](const Request&) { return Health(); });
  router_.Add("GET", "/robots.txt", [](const Request&) {
    return web::Response::Text(200, "User-agent: *\nDisallow: /search\nDisallow: /compare/\n");
  });
  router_.Add("GET", "/assets/{name}", [this](const Request& r) {
    const auto asset = assets_.Find(r.path);
    return asset ? *asset : ErrorResponse(404);
  });
  router_.OnError([this](const Request&, int status) { return ErrorResponse(status); });
}

std::shared_ptr<const web::Response> Portal::Cached(const web::Request& request) {
  if (auto asset = assets_.Find(request.path)) return asset;
  const Instant now = clock_.Now();
  const Instant read_at{Instant::duration(generation_read_at_)};
  if (now < read_at || now - read_at >= options_.generation_lifetime) return nullptr;
  return cache_.Get(web::CacheKey(request), generation_, now);
}

web::Response Portal::Handle(const web::Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return router_.Handle(request);
  const std::optional<std::int64_t> generation = RefreshGeneration();
  const std::string key = web::CacheKey(request);
  const Instant now = clock_.Now();
  if (generation) {
    if (const auto cached = cache_.Get(key, *generation, now)) return *cached;
  }
  web::Response response = router_.Handle(request);
  if (response.etag.empty()) Finish(response);
  const bool keeps = generation && response.status == 200 && response.cache_control != "no-store";
  if (keeps) {
    cache_.Put(key, *generation, now + options_.page_lifetime,
               std::make_shared<const web::Response>(response));
  }
  return response;
}

std::optional<std::int64_t> Portal::RefreshGeneration() {
  // Read before the pages are: a write in between makes a page younger than its key, never older.
  const Instant now = clock_.Now();
  const auto generation = store_.Generation();
  if (!generation) return std::nullopt;
  generation_ = *generation;
  generation_read_at_ = now.time_since_epoch().count();
  return *generation;
}

PageContext Portal::Context() const {
  return {words_, assets_.urls(), {clock_.Now(), options_.utc_offset}};
}

// Saving a search moves no generation: such a page is not kept.
web::Response Portal::Fresh(std::string html) const {
  web::Response response = Page(std::move(html));
  response.cache_control = "no-store";
  return response;
}

web::Response Portal::Json(std::string json) const {
  web::Response response = web::Response::Text(200, std::move(json));
  response.content_type = "application/json; charset=utf-8";
  return response;
}

web::Response Portal::Page(std::string html) const {
  return web::Response::Html(200, std::move(html));
}

web::Response Portal::ErrorResponse(int status) const {
  web::Response response = web::Response::Html(status, ErrorPage(Context(), status));
  response.cache_control = "no-store";
  return response;
}

web::Response Portal::Failure(const Error& error, const web::Request& request) const {
  if (error.code == Errc::kNotFound) return ErrorResponse(404);
  log_.Error("page", {{"path", request.path}, {"error", ToString(error)}});
  return ErrorResponse(500);
}

web::Response Portal::Front(const web::Request& request, store::StoryOrder order) {
  const std::string cursor(request.Query("from"));
  if (cursor.size() > kMaxCursorBytes) return ErrorResponse(404);
  auto stories = store_.Stories(order, clock_.Now(), options_.stories_per_page,
                                options_.accounts_on_card, cursor);
  if (!stories) {
    // A cursor that the store cannot read is an address that leads nowhere.
    return cursor.empty() ? Failure(stories.error(), request) : ErrorResponse(404);
  }
  if (order == store::StoryOrder::kRank && cursor.empty()) CompleteLeadStory(*stories);
  // A front page without its ticker is better than none.
  auto ticker = store_.LatestHeadlines(options_.ticker_headlines);
  return Page(
      FrontPage(Context(), *stories, order, cursor, ticker ? std::move(*ticker) : Ticker()));
}

void Portal::CompleteLeadStory(store::Page<news::Story>& stories) {
  if (stories.items.empty()) return;
  news::Story& lead = stories.items.front();
  if (lead.account_count <= static_cast<int>(lead.accounts.size())) return;
  if (auto whole = store_.Story(lead.id, options_.max_accounts)) {
    lead.accounts = std::move(whole->accounts);
  }
}

web::Response Portal::Section(const web::Request& request) {
  const std::size_t index = news::SectionIndex(request.Parameter("slug"));
  const std::string cursor(request.Query("from"));
  if (index >= news::Sections().size() || cursor.size() > kMaxCursorBytes) {
    return ErrorResponse(404);
  }
  const news::SectionName& section = news::Sections()[index];
  const auto stories =
      store_.Stories(store::StoryOrder::kRank, clock_.Now(), options_.stories_per_page,
                     options_.accounts_on_card, cursor, section.slug);
  if (!stories) return cursor.empty() ? Failure(stories.error(), request) : ErrorResponse(404);
  return Page(SectionPage(Context(), *stories, section, cursor));
}

web::Response Portal::Story(const web::Request& request) {
  std::string_view name = request.Parameter("id");
  const bool as_json = options_.story_json && name.ends_with(kJsonEnding);
  if (as_json) name.remove_suffix(kJsonEnding.size());
  const auto id = ParseId(name);
  if (!id) return ErrorResponse(404);
  auto story = store_.Story(*id, options_.max_accounts);
  if (!story) return Failure(story.error(), request);
  // It became a part of another.
  if (story->id != *id) {
    return web::Response::Redirect(
        301, (as_json ? StoryJsonUrl(story->id) : StoryUrl(story->id)).text());
  }
  if (as_json) return Json(options_.story_json(*story) + "\n");
  PutOriginsFirst(story->accounts);
  StoryDetails details;
  details.own = OwnSentencesOf(*story);
  details.has_json = static_cast<bool>(options_.story_json);
  // A story without its log is better than none.
  if (auto changes = store_.StoryChanges(*id, options_.max_story_changes)) {
    details.changes = std::move(*changes);
  }
  return Page(StoryPage(Context(), *story, details));
}

std::vector<std::vector<std::string>> Portal::OwnSentencesOf(const news::Story& story) {
  if (story.accounts.size() < 2) return {};
  const AdditionLimits limits;
  const std::size_t count = std::min(story.accounts.size(), limits.max_accounts);
  std::vector<std::string> texts(count);
  std::vector<ToldText> told(count);
  std::unordered_map<news::ArticleId, std::size_t> places;
  for (std::size_t i = 0; i < count; ++i) {
    const news::Account& account = story.accounts[i];
    const auto stored = store_.Article(account.article);
    // What may not be shown again is not quoted either.
    if (stored && news::MayBeRepublished(stored->article)) texts[i] = stored->article.Text();
    told[i].text = texts[i];
    told[i].outlet = account.outlet;
    if (ShowsLead(account)) told[i].lead = account.lead;
    if (account.origin) {
      const auto at = places.find(*account.origin);
      // Two articles of an outlet that share little may share what all its pages carry.
      const bool counts =
          at != places.end() &&
          (IsMostlyCopied(account) || account.outlet != story.accounts[at->second].outlet);
      if (counts) told[i].origin = at->second;
    }
    places.emplace(account.article, i);
  }
  return OwnSentences(told, limits);
}

web::Response Portal::Article(const web::Request& request) {
  const auto id = ParseId(request.Parameter("id"));
  if (!id) return ErrorResponse(404);
  const auto article = store_.Article(*id);
  if (!article) return Failure(article.error(), request);
  const auto story = store_.Story(article->story, options_.max_accounts);
  return Page(ArticlePage(Context(), *article, story ? &*story : nullptr));
}

web::Response Portal::Compare(const web::Request& request) {
  const auto after_id = ParseId(request.Parameter("after"));
  const auto before_id = ParseId(request.Parameter("before"));
  if (!after_id || !before_id || *after_id == *before_id) return ErrorResponse(404);
  const auto after = store_.Article(*after_id);
  if (!after) return Failure(after.error(), request);
  const auto before = store_.Article(*before_id);
  if (!before) return Failure(before.error(), request);
  // What tells of different events has nothing to be compared in.
  if (after->story != before->story) return ErrorResponse(404);
  return Page(ComparePage(Context(), *before, *after));
}

web::Response Portal::Outlets() {
  const auto outlets = store_.Outlets(options_.max_outlets);
  if (!outlets) return Failure(outlets.error(), {});
  return Page(OutletsPage(Context(), *outlets));
}

web::Response Portal::Outlet(const web::Request& request) {
  const std::string cursor(request.Query("from"));
  if (cursor.size() > kMaxCursorBytes) return ErrorResponse(404);
  const auto outlet = store_.OutletBySlug(request.Parameter("slug"));
  if (!outlet) return Failure(outlet.error(), request);
  const auto articles = store_.OutletArticles(outlet->id, options_.articles_per_page, cursor);
  if (!articles) {
    return cursor.empty() ? Failure(articles.error(), request) : ErrorResponse(404);
  }
  return Page(OutletPage(Context(), *outlet, *articles, cursor));
}

web::Response Portal::Search(const web::Request& request) {
  const SearchRequest search = ReadSearch(request);
  if (!MayBeFrom(search)) return ErrorResponse(404);
  const bool blank = IsBlank(search.text);
  Result<search::Answer> answer;
  if (!blank) {
    answer = search_.Search(search.text, OptionsOf(search));
    if (!answer) return Failure(answer.error(), request);
  }
  web::Response response = Page(SearchPage(Context(), search, blank ? nullptr : &*answer));
  // This page alone runs a script, our own, which asks us alone.
  response.headers.emplace_back("Content-Security-Policy", kSuggestingPolicy);
  return response;
}

web::Response Portal::SearchJson(const web::Request& request) {
  const SearchRequest search = ReadSearch(request);
  if (!MayBeFrom(search)) return ErrorResponse(404);
  Result<search::Answer> answer = search_.Search(search.text, OptionsOf(search));
  if (!answer) return Failure(answer.error(), request);
  return Json(AnswerJson(*answer));
}

web::Response Portal::Suggest(const web::Request& request) {
  const std::string_view typed = TruncateUtf8(request.Query("q"), kMaxQueryBytes);
  const auto found = search_.Suggest(typed, kMaxSuggestions);
  if (!found) return Failure(found.error(), request);
  return Json(SuggestionsJson(*found));
}

web::Response Portal::Watches() {
  const auto saved = search_.SavedSearches();
  if (!saved) return Failure(saved.error(), {});
  return Fresh(WatchesPage(Context(), *saved));
}

web::Response Portal::Watch(const web::Request& request) {
  const auto id = ParseId(request.Parameter("id"));
  if (!id) return ErrorResponse(404);
  const auto saved = search_.SavedSearches();
  if (!saved) return Failure(saved.error(), request);
  const auto hits = search_.SavedHits(*id, kMaxSavedHits);
  if (!hits) return Failure(hits.error(), request);
  for (const search::SavedSearch& search : *saved) {
    if (search.id == *id) return Fresh(WatchPage(Context(), search, *hits));
  }
  return ErrorResponse(404);
}

web::Response Portal::Sources(bool as_json) {
  auto sources = store_.Sources(options_.max_sources);
  if (!sources) return Failure(sources.error(), {});
  web::Response response =
      as_json ? web::Response::Text(200, SourcesJson(clock_.Now(), *sources))
              : web::Response::Html(200, SourcesPage(Context(), std::move(*sources)));
  if (as_json) response.content_type = "application/json; charset=utf-8";
  // Polling moves no generation: the state of now is what is asked for.
  response.cache_control = "no-store";
  return response;
}

web::Response Portal::About() {
  const auto counts = store_.Count();
  if (!counts) return Failure(counts.error(), {});
  return Page(AboutPage(Context(), *counts));
}

web::Response Portal::Health() {
  const auto generation = store_.Generation();
  web::Response response = generation ? web::Response::Text(200, "ok\n")
                                      : web::Response::Text(503, "the store cannot be read\n");
  response.cache_control = "no-store";
  return response;
}

}  // namespace isnad::portal
