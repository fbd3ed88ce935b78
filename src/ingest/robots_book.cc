#include "ingest/robots_book.h"

#include <utility>

#include "ingest/poll_state.h"

namespace isnad::ingest {
namespace {

// A clock that was ahead when this was written must not keep a site closed for long.
constexpr std::chrono::hours kLongestTrust{7 * 24};

std::string PathAndQuery(const Url& url) {
  return url.query().empty() ? url.path() : url.path() + "?" + url.query();
}

}  // namespace

std::string OriginOf(const Url& url) {
  std::string origin = url.scheme() + "://" + url.host();
  const bool usual = url.port() == (url.scheme() == "https" ? 443 : 80);
  return usual ? origin : origin + ":" + std::to_string(url.port());
}

Result<void> RobotsBook::Load() {
  if (store_ == nullptr) return {};
  const auto hosts = store_->Hosts();
  if (!hosts) return Fail(hosts.error());
  sites_.clear();
  for (const store::HostRecord& host : *hosts) {
    sites_[host.origin] = {ToRobots(host, token_), host.hold_until};
  }
  return {};
}

const RobotsBook::Site* RobotsBook::Find(const Url& url) const {
  const auto found = sites_.find(OriginOf(url));
  return found == sites_.end() ? nullptr : &found->second;
}

RobotsVerdict RobotsBook::Judge(const Url& url, Instant now) const {
  const Site* site = Find(url);
  if (site == nullptr || now >= site->robots.check_again ||
      site->robots.check_again > now + kLongestTrust) {
    return RobotsVerdict::kAskFirst;
  }
  if (site->robots.robots.Allows(PathAndQuery(url))) return RobotsVerdict::kAllowed;
  return site->robots.unreachable_since ? RobotsVerdict::kUnreachable : RobotsVerdict::kDenied;
}

fetch::FetchRequest RobotsBook::Request(const Url& url) const {
  const Site* site = Find(url);
  return fetch::RobotsRequest(url, site == nullptr ? nullptr : &site->robots);
}

Result<void> RobotsBook::Take(const Url& url, const Result<fetch::FetchResponse>& answer,
                              Instant now) {
  const Site* known = Find(url);
  Site site;
  if (known != nullptr) site.hold_until = known->hold_until;
  // Written with an address alone, as when only a rest was known, a record counts as none.
  const bool had = known != nullptr && known->robots.check_again != Instant();
  site.robots = fetch::AfterRobots(answer, had ? &known->robots : nullptr, token_, now);
  return Keep(OriginOf(url), site);
}

Result<void> RobotsBook::Hold(const Url& url, Instant until) {
  const Site* known = Find(url);
  Site site = known == nullptr ? Site() : *known;
  if (until <= site.hold_until) return {};
  site.hold_until = until;
  return Keep(OriginOf(url), site);
}

Result<void> RobotsBook::Keep(const std::string& origin, const Site& site) {
  sites_[origin] = site;
  if (store_ == nullptr) return {};
  store::HostRecord host;
  host.origin = origin;
  host.hold_until = site.hold_until;
  TakeRobots(site.robots, host);
  return store_->PutHost(host);
}

std::optional<std::chrono::milliseconds> RobotsBook::CrawlDelay(const Url& url) const {
  const Site* site = Find(url);
  return site == nullptr ? std::nullopt : site->robots.robots.crawl_delay();
}

std::vector<std::string> RobotsBook::Sitemaps(const Url& url) const {
  const Site* site = Find(url);
  return site == nullptr ? std::vector<std::string>() : site->robots.robots.sitemaps();
}

Instant RobotsBook::HoldUntil(const Url& url) const {
  const Site* site = Find(url);
  return site == nullptr ? Instant() : site->hold_until;
}

Instant RobotsBook::CheckAgain(const Url& url) const {
  const Site* site = Find(url);
  return site == nullptr ? Instant() : site->robots.check_again;
}

}  // namespace isnad::ingest
