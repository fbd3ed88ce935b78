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

class Finder {
 public:
  Finder(fetch::Fetcher& fetcher, Instant now, const FinderOptions& options)
      : fetcher_(fetcher), now_(now), options_(options), robots_(nullptr, options.robots_token) {}

  Result<FoundSite> Go(const std::string& address) {
    const bool has_scheme = address.find("://") != address.npos;
    auto url = Url::Parse(has_scheme ? address : "https://" + address);
    if (!url) {
      return Fail(Errc::kMalformed, address + ": no address of a site: " + url.error().detail,
                  "give it as https://www.example.org/");
    }
    auto page = Ask(*url, "text/html,application/xhtml+xml,*/*;q=0.8");
    if (!page && !has_scheme && page.error().code == Errc::kIo) {
      url = Url::Parse("http://" + address);
      if (url) page = Ask(*url, "text/html,*/*;q=0.8");
    }
    if (!page) return Fail(Named(address, page.error()));
    if (!IsGood(page)) return Fail(Errc::kNotFound, address + ": " + WordsOf(page));
    const auto at = Url::Parse(page->url);
    if (!at) return Fail(at.error());
    if (TakeFeedItself(*at, *page)) return std::move(site_);
    TakeHomepage(*at, *page);
    TryCandidates(*at, *page);
    if (!Choose()) TryFrontPage(*at, *page);
    if (site_.source.feeds.empty()) return Fail(NothingFound(address));
    return std::move(site_);
  }

 private:
  static Error Named(const std::string& address, Error error) {
    if (error.detail.find(address) == std::string::npos)
      error.detail = address + ": " + error.detail;
    return error;
  }

  // Within robots.txt and the number of requests.
  Result<fetch::FetchResponse> Ask(const Url& url, const char* accept) {
    if (robots_.Judge(url, now_) == RobotsVerdict::kAskFirst) {
      const auto answer = Send(robots_.Request(url));
      // Where the site itself cannot be had, that is what there is to say.
      if (!answer && answer.error().code != Errc::kMalformed) return answer;
      if (auto done = robots_.Take(url, answer, now_); !done) return Fail(done.error());
    }
    switch (robots_.Judge(url, now_)) {
      case RobotsVerdict::kDenied:
        return Fail(Errc::kDenied, url.text() + ": robots.txt does not allow it",
                    "ask the outlet for its feed's address and add that");
      case RobotsVerdict::kUnreachable:
        return Fail(Errc::kDenied, url.text() + ": robots.txt cannot be had for now",
                    "try again later");
      default:
        break;
    }
    fetch::FetchRequest request;
    request.url = url.text();
    request.accept = accept;
    return Send(std::move(request));
  }

  Result<fetch::FetchResponse> Send(fetch::FetchRequest request) {
    if (requests_ == options_.max_requests) {
      return Fail(Errc::kTooLarge, request.url + ": too many addresses to try");
    }
    ++requests_;
    request.limits.total =
        std::min<std::chrono::milliseconds>(request.limits.total, options_.per_request);
    return fetch::FetchNow(fetcher_, std::move(request));
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

  void TryCandidates(const Url& at, const fetch::FetchResponse& answer) {
    const fetch::SitePage content{
        .html = answer.body, .link_header = answer.headers.link, .sitemaps = robots_.Sitemaps(at)};
    int best = 0;
    for (const fetch::FeedCandidate& candidate : fetch::DiscoverFeeds(at, content)) {
      if (requests_ == options_.max_requests) break;
      // Something good was read: what is worth less need not be asked for.
      if (best >= kGoodScore && candidate.score < kGoodScore) break;
      if (best > 0 && candidate.source >= fetch::FeedSource::kSitemap) break;
      TriedFeed tried = Try(candidate);
      if (tried.trouble.empty()) best = std::max(best, tried.score);
      site_.tried.push_back(std::move(tried));
    }
  }

  TriedFeed Try(const fetch::FeedCandidate& candidate) {
    TriedFeed tried;
    tried.url = candidate.url;
    tried.where = candidate.source;
    tried.title = RepairUtf8(candidate.title);
    const auto url = Url::Parse(candidate.url);
    const auto answer = url ? Ask(*url, "application/rss+xml,application/atom+xml,*/*;q=0.5")
                            : Result<fetch::FetchResponse>(tl::unexpected(url.error()));
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

  fetch::Fetcher& fetcher_;
  const Instant now_;
  const FinderOptions& options_;
  RobotsBook robots_;
  std::size_t requests_ = 0;
  FoundSite site_;
};

}  // namespace

Result<FoundSite> FindSource(fetch::Fetcher& fetcher, const std::string& address, Instant now,
                             const FinderOptions& options) {
  return Finder(fetcher, now, options).Go(address);
}

const char* Name(fetch::FeedSource where) {
  constexpr const char* kNames[] = {"declared by the page", "declared by a header field",
                                    "linked from the page", "named by robots.txt", "a usual place"};
  return kNames[static_cast<std::size_t>(where)];
}

}  // namespace isnad::ingest
