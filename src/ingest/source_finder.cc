#include "ingest/source_finder.h"

#include <algorithm>
#include <utility>

#include "arabic/language.h"
#include "base/utf8.h"
#include "fetch/html_links.h"
#include "fetch/link_header.h"
#include "ingest/feed_items.h"
#include "ingest/robots_book.h"

namespace isnad::ingest {
namespace {

constexpr int kGoodScore = 75;  // read, and declared by the site: no need to try usual places
constexpr std::chrono::hours kFresh{7 * 24};
constexpr std::chrono::hours kStale{60 * 24};
constexpr std::size_t kMaxNameBytes = 120;

std::string PrimaryLanguage(std::string_view tag) {
  return std::string(tag.substr(0, tag.find('-')));
}

std::string LanguageOf(const news::Feed& feed) {
  std::string titles = feed.title;
  for (const news::FeedItem& item : feed.items) {
    if (titles.size() > 2'000) break;
    titles += '\n' + item.title;
  }
  // Templates declare "en-US" for ever: what is written counts more.
  const std::string_view seen = arabic::DetectLanguage(titles);
  return seen.empty() ? PrimaryLanguage(feed.language) : std::string(seen);
}

std::string WordsOf(const Result<fetch::FetchResponse>& answer) {
  if (!answer) return answer.error().detail;
  return "HTTP status " + std::to_string(answer->status);
}

bool IsGood(const Result<fetch::FetchResponse>& answer) {
  return answer && answer->status >= 200 && answer->status < 300;
}

}  // namespace

// The page that was given, then what it and the site offer, the best first.
class SiteSearch::Impl {
 public:
  Impl(std::string address, Instant now, FinderOptions options)
      : address_(std::move(address)),
        now_(now),
        options_(std::move(options)),
        robots_(nullptr, options_.robots_token) {
    const bool has_scheme = address_.find("://") != address_.npos;
    const auto url = Url::Parse(has_scheme ? address_ : "https://" + address_);
    if (!url) {
      End(Fail(Errc::kMalformed, address_ + ": no address of a site: " + url.error().detail,
               "give it as https://www.example.org/"));
      return;
    }
    // Of an address without a scheme the other one may be meant.
    if (!has_scheme) {
      if (auto plain = Url::Parse("http://" + address_)) plain_ = std::move(*plain);
    }
    Ask(*url, "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  [[nodiscard]] const fetch::FetchRequest* wanted() const { return wanted_ ? &*wanted_ : nullptr; }

  void Take(Result<fetch::FetchResponse> answer) {
    wanted_.reset();
    if (!std::exchange(for_robots_, false)) return Go(std::move(answer));
    // Where the site itself cannot be had, that is what there is to say.
    if (!answer && answer.error().code != Errc::kMalformed) return Go(std::move(answer));
    if (auto done = robots_.Take(*asked_, answer, now_); !done) return Go(Fail(done.error()));
    Ask(*asked_, accept_);
  }

  [[nodiscard]] Result<FoundSite> TakeResult() { return std::move(*result_); }

 private:
  void End(Result<FoundSite> result) { result_ = std::move(result); }

  // Within robots.txt and the number of requests. What is refused is answered at once.
  void Ask(const Url& url, const char* accept) {
    asked_ = url;
    accept_ = accept;
    switch (robots_.Judge(url, now_)) {
      case RobotsVerdict::kAskFirst:
        for_robots_ = true;
        return Want(robots_.Request(url));
      case RobotsVerdict::kDenied:
        return Go(Fail(Errc::kDenied, url.text() + ": robots.txt does not allow it",
                       "ask the outlet for its feed's address and add that"));
      case RobotsVerdict::kUnreachable:
        return Go(Fail(Errc::kDenied, url.text() + ": robots.txt cannot be had for now",
                       "try again later"));
      case RobotsVerdict::kAllowed:
        break;
    }
    fetch::FetchRequest request;
    request.url = url.text();
    request.accept = accept;
    Want(std::move(request));
  }

  void Want(fetch::FetchRequest request) {
    if (requests_ == options_.max_requests) {
      for_robots_ = false;
      return Go(Fail(Errc::kTooLarge, request.url + ": too many addresses to try"));
    }
    ++requests_;
    request.limits.total =
        std::min<std::chrono::milliseconds>(request.limits.total, options_.per_request);
    wanted_ = std::move(request);
  }

  // On with the answer to what was asked for last.
  void Go(Result<fetch::FetchResponse> answer) {
    if (next_ > 0) {
      TakeCandidate(candidates_[next_ - 1], answer);
      return TryNext();
    }
    if (!answer && plain_ && answer.error().code == Errc::kIo) {
      return Ask(*std::exchange(plain_, std::nullopt), "text/html,*/*;q=0.8");
    }
    if (!answer) return End(Fail(Named(address_, answer.error())));
    if (!IsGood(answer)) return End(Fail(Errc::kNotFound, address_ + ": " + WordsOf(answer)));
    const auto at = Url::Parse(answer->url);
    if (!at) return End(Fail(at.error()));
    if (TakeFeedItself(*at, *answer)) return End(std::move(site_));
    home_ = *at;
    page_ = std::move(*answer);
    TakeHomepage(*home_, page_);
    candidates_ = fetch::DiscoverFeeds(*home_, {.html = page_.body,
                                                .link_header = page_.headers.link,
                                                .sitemaps = robots_.Sitemaps(*home_)});
    TryNext();
  }

  void TryNext() {
    while (next_ < candidates_.size() && requests_ < options_.max_requests) {
      const fetch::FeedCandidate& candidate = candidates_[next_];
      // Something good was read: what is worth less need not be asked for.
      if (best_ >= kGoodScore && candidate.score < kGoodScore) break;
      if (best_ > 0 && candidate.source >= fetch::FeedSource::kSitemap) break;
      ++next_;
      const auto url = Url::Parse(candidate.url);
      if (url) return Ask(*url, "application/rss+xml,application/atom+xml,*/*;q=0.5");
      TakeCandidate(candidate, Fail(url.error()));
    }
    if (!Choose()) TryFrontPage(*home_, page_);
    if (site_.source.feeds.empty()) return End(Fail(NothingFound(address_)));
    End(std::move(site_));
  }

  void TakeCandidate(const fetch::FeedCandidate& candidate,
                     const Result<fetch::FetchResponse>& answer) {
    TriedFeed tried = Try(candidate, answer);
    if (tried.trouble.empty()) best_ = std::max(best_, tried.score);
    site_.tried.push_back(std::move(tried));
  }

  static Error Named(const std::string& address, Error error) {
    if (error.detail.find(address) == std::string::npos)
      error.detail = address + ": " + error.detail;
    return error;
  }

  [[nodiscard]] Result<news::Feed> Read(const fetch::FetchResponse& answer) const {
    return feed::Parse(answer.body, {.content_type = answer.headers.content_type,
                                     .content_language = {},
                                     .url = answer.url,
                                     .limits = options_.feeds});
  }

  // The address given is a feed's own.
  bool TakeFeedItself(const Url& at, const fetch::FetchResponse& answer) {
    const auto feed = Read(answer);
    if (!feed) return false;
    const auto link = Url::Parse(feed->link);
    const auto root = at.Resolve("/");
    site_.source.homepage = link ? link->text() : root ? root->text() : at.text();
    site_.source.name = feed->title.empty() ? at.DisplayHost() : CutName(feed->title);
    site_.source.icon = feed->image;
    TriedFeed tried = Judged(at.text(), *feed);
    tried.chosen = true;
    site_.source.language = tried.language;
    Follow(tried);
    site_.tried.push_back(std::move(tried));
    return true;
  }

  void TakeHomepage(const Url& at, const fetch::FetchResponse& answer) {
    site_.source.homepage = at.text().substr(0, at.text().find('#'));
    const auto page = page::Extract(answer.body, {.url = at.text(),
                                                  .content_type = answer.headers.content_type,
                                                  .format = page::Format::kHtml,
                                                  .limits = options_.pages});
    if (page) {
      site_.source.name = page->outlet;
      std::string titles = page->title;
      for (const news::Headline& headline : page->headlines) titles += '\n' + headline.title;
      site_.source.language = arabic::DetectLanguage(titles);
    }
    for (const fetch::HtmlLink& link : fetch::ScanHtmlLinks(answer.body)) {
      if (link.tag == fetch::HtmlTag::kLink && fetch::HasRelation(link.rel, "icon") &&
          site_.source.icon.empty()) {
        if (const auto icon = at.Resolve(link.href)) site_.source.icon = icon->text();
      }
      if (link.tag == fetch::HtmlTag::kMeta && link.name == "og:site_name" &&
          site_.source.name.empty()) {
        site_.source.name = CutName(link.content);
      }
    }
  }

  [[nodiscard]] TriedFeed Try(const fetch::FeedCandidate& candidate,
                              const Result<fetch::FetchResponse>& answer) const {
    TriedFeed tried;
    tried.url = candidate.url;
    tried.where = candidate.source;
    tried.title = RepairUtf8(candidate.title);
    if (!IsGood(answer)) {
      tried.trouble = WordsOf(answer);
      return tried;
    }
    const auto feed = Read(*answer);
    if (!feed) {
      tried.trouble = "no feed: " + feed.error().detail;
      return tried;
    }
    const bool moved = !answer->permanent_url.empty();
    TriedFeed judged = Judged(moved ? answer->permanent_url : candidate.url, *feed);
    judged.where = candidate.source;
    judged.score += candidate.score;
    if (judged.items == 0) judged.trouble = "it lists nothing";
    return judged;
  }

  [[nodiscard]] TriedFeed Judged(const std::string& url, const news::Feed& feed) const {
    TriedFeed tried;
    tried.url = url;
    tried.role =
        feed.kind == news::FeedKind::kSitemap ? news::FeedRole::kSitemap : news::FeedRole::kFeed;
    tried.title = feed.title;
    tried.items = feed.items.size();
    tried.language = LanguageOf(feed);
    for (const news::FeedItem& item : feed.items) {
      const auto time = TimeOf(item, now_);
      if (time && (!tried.newest || *time > *tried.newest)) tried.newest = time;
    }
    if (tried.newest && now_ - *tried.newest < kFresh) tried.score += 5;
    if (tried.newest && now_ - *tried.newest > kStale) tried.score -= 25;
    if (!tried.language.empty() && tried.language == site_.source.language) tried.score += 8;
    return tried;
  }

  // The best that was read becomes what is followed; false where there is none.
  bool Choose() {
    TriedFeed* best = nullptr;
    for (TriedFeed& tried : site_.tried) {
      if (tried.trouble.empty() && (best == nullptr || tried.score > best->score)) best = &tried;
    }
    if (best == nullptr) return false;
    best->chosen = true;
    news::Source& source = site_.source;
    if (source.name.empty()) source.name = CutName(best->title);
    if (source.name.empty()) source.name = HostOf(source.homepage);
    if (source.language.empty()) source.language = best->language;
    Follow(*best);
    return true;
  }

  void TryFrontPage(const Url& at, const fetch::FetchResponse& answer) {
    const auto items = FrontPageItems(answer.body,
                                      {.url = at.text(),
                                       .content_type = answer.headers.content_type,
                                       .limits = options_.pages,
                                       .rules = options_.rules},
                                      options_.fewest_front_links + 50);
    TriedFeed tried;
    tried.url = site_.source.homepage;
    tried.role = news::FeedRole::kFrontPage;
    tried.items = items ? items->items.size() : 0;
    tried.chosen = tried.items >= options_.fewest_front_links;
    if (!tried.chosen) tried.trouble = "too few links to articles";
    if (tried.chosen) Follow(tried);
    if (site_.source.name.empty()) site_.source.name = HostOf(site_.source.homepage);
    site_.tried.push_back(std::move(tried));
  }

  void Follow(const TriedFeed& tried) {
    news::FollowedFeed feed;
    feed.url = tried.url;
    feed.role = tried.role;
    feed.state.due = now_;
    site_.source.feeds.push_back(std::move(feed));
  }

  static std::string CutName(std::string_view name) {
    return std::string(TruncateUtf8(RepairUtf8(name), kMaxNameBytes));
  }

  static std::string HostOf(const std::string& homepage) {
    const auto url = Url::Parse(homepage);
    return url ? url->DisplayHost() : homepage;
  }

  [[nodiscard]] Error NothingFound(const std::string& address) const {
    std::string detail = address + ": no feed, no sitemap and too few links to articles";
    for (const TriedFeed& tried : site_.tried) {
      if (!tried.url.empty()) detail += "; " + tried.url + ": " + tried.trouble;
      if (detail.size() > 1'500) break;
    }
    return {Errc::kNotFound, detail, "add the feed's own address, or a section's page"};
  }

  const std::string address_;
  const Instant now_;
  const FinderOptions options_;
  RobotsBook robots_;
  std::optional<Url> plain_;  // in http, where that is still to be tried
  std::optional<Url> asked_;  // for which robots.txt or the page itself is awaited
  const char* accept_ = "";
  bool for_robots_ = false;
  std::optional<fetch::FetchRequest> wanted_;
  std::size_t requests_ = 0;
  std::optional<Url> home_;  // where the page was found
  fetch::FetchResponse page_;
  std::vector<fetch::FeedCandidate> candidates_;
  std::size_t next_ = 0;  // of them: the first that was not asked for
  int best_ = 0;
  FoundSite site_;
  std::optional<Result<FoundSite>> result_;
};

SiteSearch::SiteSearch(std::string address, Instant now, FinderOptions options)
    : impl_(std::make_unique<Impl>(std::move(address), now, std::move(options))) {}
SiteSearch::SiteSearch(SiteSearch&&) noexcept = default;
SiteSearch::~SiteSearch() = default;

const fetch::FetchRequest* SiteSearch::wanted() const { return impl_->wanted(); }
void SiteSearch::Take(Result<fetch::FetchResponse> answer) { impl_->Take(std::move(answer)); }
Result<FoundSite> SiteSearch::TakeResult() { return impl_->TakeResult(); }

Result<FoundSite> FindSource(fetch::Fetcher& fetcher, const std::string& address, Instant now,
                             const FinderOptions& options) {
  SiteSearch search(address, now, options);
  while (const fetch::FetchRequest* request = search.wanted()) {
    search.Take(fetch::FetchNow(fetcher, *request));
  }
  return search.TakeResult();
}

const char* Name(fetch::FeedSource where) {
  constexpr const char* kNames[] = {"declared by the page", "declared by a header field",
                                    "linked from the page", "named by robots.txt", "a usual place"};
  return kNames[static_cast<std::size_t>(where)];
}

}  // namespace isnad::ingest
