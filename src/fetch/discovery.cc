#include "fetch/discovery.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "base/url_text.h"
#include "fetch/data.h"
#include "fetch/header_field.h"
#include "fetch/html_links.h"
#include "fetch/link_header.h"

namespace isnad::fetch {
namespace {

constexpr int kDeclaredScore = 95;
constexpr int kHeaderScore = 90;
constexpr int kLinkedScore = 65;
constexpr int kPlatformScore = 55;
constexpr int kNewsSitemapScore = 50;
constexpr int kSitemapScore = 35;
constexpr int kGuessScore = 30;  // less by one a row

constexpr int kCommentsPenalty = 45;
constexpr int kPartialPenalty = 15;
constexpr int kMostOrderPenalty = 10;  // sites name their main feed first

bool Contains(std::string_view text, std::string_view word) { return text.find(word) != text.npos; }

bool SaysA(std::string_view meaning, std::string_view lower_text) {
  const auto& words = FeedLinkWords();
  return std::any_of(words.begin(), words.end(), [&](const FeedLinkWord& row) {
    return row.meaning == meaning && Contains(lower_text, row.word);
  });
}

// An address whose path ends as feeds' do.
bool LooksLikeFeedPath(const Url& url) {
  std::string_view path = url.path();
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const std::string lower = AsciiLower(path.substr(path.rfind('/') + 1));
  for (const std::string_view name : {"feed", "feeds", "rss", "rss2", "atom", "rdf"}) {
    if (lower == name) return true;
  }
  for (const std::string_view end : {".rss", ".atom", ".rdf", "rss.xml", "feed.xml", "atom.xml",
                                     "rss.php", "rss.aspx", "feed.json", "rss.ashx"}) {
    if (lower.ends_with(end)) return true;
  }
  const std::string query = AsciiLower(url.query());
  return Contains(query, "feed=") || Contains(query, "format=feed") || Contains(query, "type=rss");
}

// Feeds are often kept by somebody else, but then under such a name; other links away from the
// site are those to readers and networks.
bool MayKeepFeedsOf(const Url& url, const Url& page) {
  return url.RegistrableDomain() == page.RegistrableDomain() || url.host().starts_with("feeds.") ||
         url.host().starts_with("rss.") || url.host().starts_with("feed.");
}

class Finder {
 public:
  Finder(const Url& page, const DiscoveryLimits& limits)
      : page_(page), base_(page), limits_(limits) {}

  void TakeHtml(std::string_view html) {
    const std::vector<HtmlLink> links = ScanHtmlLinks(html);
    for (const HtmlLink& link : links) {
      if (link.tag != HtmlTag::kBase || link.href.empty()) continue;
      if (auto base = page_.Resolve(link.href)) base_ = std::move(*base);
      break;  // the first counts (WHATWG HTML 4.2.3)
    }
    for (const HtmlLink& link : links) {
      if (link.tag == HtmlTag::kLink) TakeDeclared(link);
      if (link.tag == HtmlTag::kAnchor) TakeAnchor(link);
      if (link.tag == HtmlTag::kMeta && SameToken(link.name, "generator")) {
        generator_ += AsciiLower(link.content) + " ";
      }
    }
  }

  void TakeHeader(std::string_view field) {
    for (const HeaderLink& link : ParseLinkHeader(field)) {
      if (HasRelation(link.rel, "alternate") && IsFeedType(link.type)) {
        Add(page_.Resolve(link.target), link.title, link.type, FeedSource::kHeader, kHeaderScore);
      }
    }
  }

  void TakeSitemap(const std::string& address) {
    const bool is_news = Contains(AsciiLower(address), "news");
    Add(page_.Resolve(address), "", "", FeedSource::kSitemap,
        is_news ? kNewsSitemapScore : kSitemapScore);
  }

  void Guess() {
    int score = kGuessScore;
    for (const CommonFeedPath& row : CommonFeedPaths()) {
      const bool any = row.platform == "*";
      if (!any && !Contains(generator_, row.platform)) continue;
      Add(page_.Resolve(row.path), "", "", FeedSource::kGuessed,
          any ? std::max(--score, 1) : kPlatformScore);
    }
  }

  std::vector<FeedCandidate> Finish() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    if (found_.size() > limits_.max_candidates) found_.resize(limits_.max_candidates);
    return std::move(found_);
  }

 private:
  void TakeDeclared(const HtmlLink& link) {
    if (link.href.empty() || !HasRelation(link.rel, "alternate") || !IsFeedType(link.type)) return;
    const int order = std::min(declared_++, kMostOrderPenalty);
    Add(base_.Resolve(link.href), link.title, link.type, FeedSource::kDeclared,
        kDeclaredScore - order);
  }

  void TakeAnchor(const HtmlLink& link) {
    if (link.href.empty() || link.href.front() == '#') return;
    const bool named =
        SaysA("feed", AsciiLower(link.text + " " + link.title)) || IsFeedType(link.type);
    // Resolving costs some µs, and pages have thousands of links.
    const std::string lower = AsciiLower(link.href);
    if (!named && !Contains(lower, "rss") && !Contains(lower, "feed") && !Contains(lower, "atom") &&
        !Contains(lower, ".rdf")) {
      return;
    }
    const auto url = base_.Resolve(link.href);
    if (!url || !MayKeepFeedsOf(*url, page_)) return;
    const bool looks = LooksLikeFeedPath(*url);
    if (!looks && !named) return;
    Add(url, link.title.empty() ? link.text : link.title, link.type, FeedSource::kLinked,
        kLinkedScore - (looks ? 0 : 20) - (named ? 0 : 10));
  }

  void Add(const Result<Url>& url, std::string_view title, std::string_view type, FeedSource source,
           int score) {
    if (!url) return;
    const std::string about = AsciiLower(std::string(title) + " " + PercentDecode(url->text()));
    if (SaysA("comments", about)) {
      score -= kCommentsPenalty;
    } else if (SaysA("partial", about)) {
      score -= kPartialPenalty;
    }
    score = std::max(score, 0);
    const auto [known, is_new] = index_.try_emplace(url->Canonical().text(), found_.size());
    if (is_new) {
      found_.push_back(
          {WithoutFragment(url->text()), FieldValue(title), AsciiLower(type), source, score});
      return;
    }
    FeedCandidate& old = found_[known->second];
    if (old.score >= score) return;
    old.score = score;
    old.source = source;
    if (!title.empty()) old.title = FieldValue(title);
    if (!type.empty()) old.type = AsciiLower(type);
  }

  static std::string WithoutFragment(const std::string& text) {
    return text.substr(0, text.find('#'));
  }

  const Url& page_;
  Url base_;
  const DiscoveryLimits& limits_;
  std::string generator_;
  int declared_ = 0;
  std::vector<FeedCandidate> found_;
  std::unordered_map<std::string, std::size_t> index_;  // canonical address, place in found_
};

}  // namespace

bool IsFeedType(std::string_view media_type) {
  const std::string_view type = TrimField(media_type.substr(0, media_type.find(';')));
  for (const std::string_view known :
       {"application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "application/x-rss+xml", "text/rss+xml", "text/atom+xml"}) {
    if (SameToken(type, known)) return true;
  }
  return false;
}

std::vector<FeedCandidate> DiscoverFeeds(const Url& page, const SitePage& content,
                                         const DiscoveryLimits& limits) {
  Finder finder(page, limits);
  finder.TakeHtml(content.html);
  finder.TakeHeader(content.link_header);
  for (const std::string& sitemap : content.sitemaps) finder.TakeSitemap(sitemap);
  finder.Guess();
  return finder.Finish();
}

}  // namespace isnad::fetch
