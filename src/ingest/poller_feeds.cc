// What a feed's answer leads to: its new state, and tasks for what is new in it.

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "ingest/feed_items.h"
#include "ingest/poll_state.h"
#include "ingest/poller.h"

namespace isnad::ingest {
namespace {

// A page or a sitemap says nothing about how soon it changes, and costs more than a feed.
constexpr std::chrono::minutes kShortestWithoutFeed{15};
constexpr std::chrono::hours kRobotsDenied{24};
constexpr std::chrono::seconds kSearchLater{2};  // while others are looked for

std::string DomainOf(const std::string& url) {
  const auto parsed = Url::Parse(url);
  return parsed ? parsed->RegistrableDomain() : std::string();
}

bool IsWhole(const Result<fetch::FetchResponse>& answer) {
  return answer && answer->status >= 200 && answer->status < 300;
}

}  // namespace

void Poller::PutFeed(const news::FollowedFeed& feed) {
  if (feed.state.life == news::FeedLife::kEnded) return;
  if (options_.only_before && feed.state.due > *options_.only_before) return;
  Put(IdOfFeed(feed.id), feed.state.moved_to.empty() ? feed.url : feed.state.moved_to,
      feed.state.due);
}

// A source that was given by its homepage alone: its feeds are found first, a request at a time.
Result<void> Poller::SearchSite(const news::FollowedFeed& feed, Instant now) {
  auto search = searches_.find(feed.id);
  if (search == searches_.end()) {
    if (searches_.size() >= options_.max_searches) {
      schedule_->Done(IdOfFeed(feed.id));
      Put(IdOfFeed(feed.id), feed.url, now + kSearchLater);
      return {};
    }
    FinderOptions finder = options_.finder;
    finder.robots_token = options_.robots_token;
    finder.rules = options_.rules;
    search = searches_.emplace(feed.id, SiteSearch(feed.url, now, std::move(finder))).first;
  }
  if (const fetch::FetchRequest* wanted = search->second.wanted()) {
    Send(IdOfFeed(feed.id), std::nullopt, *wanted);
    return {};
  }
  auto found = search->second.TakeResult();
  searches_.erase(search);
  schedule_->Done(IdOfFeed(feed.id));
  return TakeSite(feed, std::move(found));
}

Result<void> Poller::TakeSite(news::FollowedFeed feed, Result<FoundSite> found) {
  const Instant now = clock_.Now();
  PollReport report;
  report.source = feed.source;
  report.feed = feed.id;
  report.url = feed.url;
  if (!found) {
    const auto state = fetch::AfterPoll(ToPollState(feed.state), Fail(found.error()), {}, now,
                                        random_, options_.polling);
    TakePollState(state, feed.state);
    feed.state.last_try = now;
    report.fate = PollReport::Fate::kFailed;
    report.why = feed.state.trouble;
    Tell(report);
    return Record(feed, {}, now);
  }
  news::Source source = std::move(found->source);
  source.homepage = source_[feed.source].homepage;  // the name by which it is known
  if (auto added = sources_.AddSource(source); !added) return Fail(added.error());
  report.fate = PollReport::Fate::kNew;
  report.why = "found " + source.feeds.front().url;
  Tell(report);
  schedule_->Remove(IdOfFeed(feed.id));
  auto sources = sources_.Sources(std::size_t{1} << 20);
  if (!sources) return Fail(sources.error());
  for (news::Source& one : *sources) {
    if (one.id != feed.source) continue;
    feeds_.erase(feed.id);
    for (news::FollowedFeed& now_followed : std::exchange(one.feeds, {})) {
      // Found just now: it belongs to the round that looked for it.
      schedule_->Remove(IdOfFeed(now_followed.id));
      Put(IdOfFeed(now_followed.id), now_followed.url, now);
      feeds_[now_followed.id] = std::move(now_followed);
    }
    source_[one.id] = std::move(one);
    break;
  }
  return {};
}

Result<news::Feed> Poller::ReadFeed(news::FeedRole role, const std::string& url,
                                    const fetch::FetchResponse& answer) const {
  if (role != news::FeedRole::kFrontPage) {
    return feed::Parse(answer.body, {.content_type = answer.headers.content_type,
                                     .content_language = {},
                                     .url = answer.url,
                                     .limits = options_.feeds});
  }
  auto listed = FrontPageItems(answer.body,
                               {.url = answer.url.empty() ? url : answer.url,
                                .content_type = answer.headers.content_type,
                                .limits = options_.pages,
                                .rules = options_.rules},
                               options_.max_front_links);
  if (listed && listed->items.empty()) {
    return Fail(Errc::kMalformed, "no links to articles on the page");
  }
  return listed;
}

Result<void> Poller::TakeFeed(news::FollowedFeed feed, const Result<fetch::FetchResponse>& answer) {
  const Instant now = clock_.Now();
  fetch::PollOutcome outcome;
  Plan plan;
  std::string why;
  Result<news::Feed> listed = news::Feed();
  if (IsWhole(answer)) {
    listed = ReadFeed(feed.role, feed.url, *answer);
    outcome.readable = listed.has_value();
    if (!listed) why = "the answer is no feed: " + listed.error().detail;
  }
  if (IsWhole(answer) && listed) {
    auto planned = PlanItems(feed, *listed, now);
    if (!planned) return Fail(planned.error());
    plan = std::move(*planned);
    outcome.new_items = plan.times;
    outcome.ttl = listed->update_interval;
  }
  news::FetchState& state = feed.state;
  TakePollState(
      fetch::AfterPoll(ToPollState(state), answer, outcome, now, random_, options_.polling), state);
  state.last_try = now;
  if (answer) state.latency = answer->timing.first_byte;
  if (!why.empty()) state.trouble = why;
  if (!answer && answer.error().code == Errc::kDenied) {
    state.due = std::max(state.due, now + kRobotsDenied);  // or by the guard: no sooner either
  }
  if (feed.role != news::FeedRole::kFeed) {
    state.due = std::max<Instant>(state.due, now + kShortestWithoutFeed);
  }
  if (plan.cut) {  // the rest is asked for soon, whatever the server says of changes
    state.etag.clear();
    state.last_modified.clear();
    state.due = std::min<Instant>(state.due, now + options_.polling.shortest);
  }
  state.items += static_cast<std::int64_t>(plan.times.size());

  PollReport report;
  report.source = feed.source;
  report.feed = feed.id;
  report.url = feed.url;
  report.new_items = plan.times.size();
  report.why = state.trouble;
  if (!state.trouble.empty()) {
    report.fate = state.life == news::FeedLife::kEnded ? PollReport::Fate::kDropped
                                                       : PollReport::Fate::kFailed;
  } else if (report.new_items > 0) {
    report.fate = PollReport::Fate::kNew;
  }
  if (auto done = Record(feed, std::move(plan), now); !done) return done;
  if (IsWhole(answer) && listed && on_feed_) on_feed_(feed, *answer, *listed);
  Tell(report);
  return {};
}

// On the first sight of a feed its last weeks are of interest; a sitemap lists years.
bool Poller::IsTooOld(const news::FollowedFeed& feed, const news::FeedItem& item,
                      Instant now) const {
  const auto time = TimeOf(item, now);
  if (feed.role == news::FeedRole::kSitemap) {
    if (!time) return feed.state.items == 0;
    return now - *time > options_.oldest_in_sitemap;
  }
  return time && !feed.state.last_whole && now - *time > options_.oldest_first;
}

Result<Poller::Plan> Poller::PlanItems(const news::FollowedFeed& feed, const news::Feed& listed,
                                       Instant now) const {
  if (listed.is_index) return PlanSitemaps(feed, listed, now);
  const std::string domain = DomainOf(feed.url);
  std::vector<store::ListedItem> items;
  std::vector<const news::FeedItem*> of;
  std::unordered_set<std::string> seen;
  std::size_t foreign = 0;
  for (const news::FeedItem& item : listed.items) {
    store::ListedItem one = ListedOf(item);
    if (one.url.empty() || !seen.insert(one.url).second) continue;
    // A feed must not send us to somebody else's door in numbers.
    if (DomainOf(one.url) != domain && ++foreign > options_.max_foreign_items) continue;
    items.push_back(std::move(one));
    of.push_back(&item);
  }
  const auto familiar = sources_.Familiar(items);
  if (!familiar) return Fail(familiar.error());
  Plan plan;
  const auto source = source_.find(feed.source);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if ((*familiar)[i] == store::Familiarity::kKnown) {
      plan.items.push_back({items[i], std::nullopt});
      continue;
    }
    if (plan.times.size() == options_.max_new_items) {
      plan.cut = true;
      break;
    }
    store::FoundItem found{items[i], std::nullopt};
    if (!IsTooOld(feed, *of[i], now)) {
      FeedArticle told = ArticleOf(*of[i], source->second, options_.pages);
      found.task.emplace();
      found.task->url = items[i].url;
      found.task->due = now;
      found.task->has_text = told.has_text;
      found.task->item = std::move(told.article);
    }
    plan.items.push_back(std::move(found));
    plan.times.push_back(TimeOf(*of[i], now).value_or(now));
  }
  // Oldest first, since feeds list the newest on top: an origin must come in before its copies.
  std::reverse(plan.items.begin(), plan.items.end());
  return plan;
}

Result<Poller::Plan> Poller::PlanSitemaps(const news::FollowedFeed& feed, const news::Feed& index,
                                          Instant now) const {
  Plan plan;
  const std::string domain = DomainOf(feed.url);
  for (const news::FeedItem& item : ChooseSitemaps(index, options_.max_sitemaps)) {
    store::ListedItem listed = ListedOf(item);
    listed.endless = true;
    if (listed.url.empty() || DomainOf(listed.url) != domain) continue;
    // One without a date may have changed at any time.
    if (item.updated) {
      const auto familiar = sources_.Familiar(std::span(&listed, 1));
      if (!familiar) return Fail(familiar.error());
      if (familiar->front() == store::Familiarity::kKnown) continue;
    }
    store::FoundItem found{listed, store::PageTask()};
    found.task->kind = store::PageTask::Kind::kSitemap;
    found.task->url = listed.url;
    found.task->due = now;
    plan.items.push_back(std::move(found));
  }
  return plan;
}

Result<void> Poller::Record(const news::FollowedFeed& feed, Plan plan, Instant now) {
  const auto ids = sources_.RecordPoll(feed, plan.items, now);
  if (!ids) return Fail(ids.error());
  feeds_[feed.id] = feed;
  PutFeed(feed);
  std::size_t next = 0;
  for (store::FoundItem& item : plan.items) {
    if (!item.task) continue;
    const std::int64_t id = (*ids)[next++];
    if (id == 0) continue;
    if (tasks_.size() >= options_.max_tasks_in_memory) {
      more_tasks_ = true;
      continue;
    }
    item.task->id = id;
    item.task->feed = feed.id;
    PutTask(std::move(*item.task));
  }
  return {};
}

}  // namespace isnad::ingest
