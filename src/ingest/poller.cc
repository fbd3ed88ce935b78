#include "ingest/poller.h"

#include <algorithm>
#include <utility>

#include "fetch/caching.h"
#include "ingest/poll_state.h"

namespace isnad::ingest {
namespace {

using std::chrono::milliseconds;

// No wait of ours is longer: a due time beyond it was written under a wrong clock.
constexpr std::chrono::hours kLongestWait{8 * 24};
constexpr std::chrono::minutes kClockWentBack{1};
// Items that no feed has listed for so long, and what was known of hosts that nobody asked.
constexpr std::chrono::hours kRememberedFor{90 * 24};
constexpr std::chrono::minutes kRestAfterTrouble{5};  // of a host that says 429 or 503 and no more

constexpr char kPageTypes[] = "text/html,application/xhtml+xml,*/*;q=0.5";

Instant Sane(Instant due, Instant now) { return due > now + kLongestWait ? now : due; }

}  // namespace

const char* Name(PollReport::Fate fate) {
  constexpr const char* kNames[] = {"unchanged", "new",    "changed", "duplicate",
                                    "linked",    "failed", "dropped"};
  return kNames[static_cast<std::size_t>(fate)];
}

Poller::Poller(store::Store& store, store::SourceStore& sources, fetch::Fetcher& fetcher,
               const Clock& clock, Random& random, PollerOptions options, OnPoll report)
    : store_(store),
      sources_(sources),
      fetcher_(fetcher),
      clock_(clock),
      random_(random),
      options_(std::move(options)),
      report_(std::move(report)),
      lines_(store),
      placer_(options_.cluster),
      robots_(&sources, options_.robots_token) {}

Result<void> Poller::Load(bool spread) {
  const Instant now = clock_.Now();
  last_seen_ = now;
  schedule_ = std::make_unique<fetch::Schedule>(options_.schedule);
  if (auto done = sources_.Prune(now - kRememberedFor); !done) return done;
  if (auto done = robots_.Load(); !done) return done;
  if (auto done = LoadSources(now); !done) return done;
  tasks_.clear();
  if (auto done = LoadTasks(); !done) return done;
  if (spread) {
    schedule_->SpreadOverdue(now, options_.overdue_grace, options_.spread_over, random_);
  }
  return {};
}

Result<void> Poller::LoadSources(Instant now) {
  auto sources = sources_.Sources(std::size_t{1} << 20);
  if (!sources) return Fail(sources.error());
  source_.clear();
  feeds_.clear();
  searches_.clear();
  for (news::Source& source : *sources) {
    std::vector<news::FollowedFeed> feeds = std::exchange(source.feeds, {});
    for (news::FollowedFeed& feed : feeds) {
      if (source.resting) continue;
      feed.state.due = Sane(feed.state.due, now);
      PutFeed(feed);
      feeds_[feed.id] = std::move(feed);
    }
    source_[source.id] = std::move(source);
  }
  return {};
}

Result<void> Poller::LoadTasks() {
  auto tasks = sources_.Tasks(options_.max_tasks_in_memory);
  if (!tasks) return Fail(tasks.error());
  more_tasks_ = tasks->size() == options_.max_tasks_in_memory;
  for (store::PageTask& task : *tasks) {
    if (!tasks_.contains(task.id)) PutTask(std::move(task));
  }
  return {};
}

void Poller::Put(Id id, const std::string& url, Instant due) {
  const auto parsed = Url::Parse(url);
  if (!parsed) return;  // what the store gave was parsed once
  schedule_->Put(id, *parsed, due);
  if (const auto delay = robots_.CrawlDelay(*parsed)) schedule_->SetGap(parsed->host(), *delay);
  const Instant now = clock_.Now();
  const Instant hold = robots_.HoldUntil(*parsed);
  if (hold > now && hold < now + kLongestWait) schedule_->Hold(parsed->host(), hold);
}

// A clock that was turned back would leave everything waiting; after a leap (a machine that slept)
// everything would be asked at once.
void Poller::NoteClock(Instant now) {
  if (now < last_seen_ - kClockWentBack) reschedule_ = true;
  if (now > last_seen_ + options_.overdue_grace) {
    schedule_->SpreadOverdue(now, options_.overdue_grace, options_.spread_over, random_);
  }
  last_seen_ = now;
  if (reschedule_ && under_way_.empty()) Reschedule(now);
}

void Poller::Reschedule(Instant now) {
  reschedule_ = false;
  schedule_ = std::make_unique<fetch::Schedule>(options_.schedule);
  for (auto& [id, feed] : feeds_) {
    feed.state.due = Sane(feed.state.due, now);
    PutFeed(feed);
  }
  for (auto& [id, task] : tasks_) {
    task.due = Sane(task.due, now);
    Put(IdOfTask(id), task.url, task.due);
  }
}

std::optional<Instant> Poller::NextAt() const {
  const auto at = schedule_->NextAt();
  if (!at) return std::nullopt;
  return std::max(*at, clock_.Now());
}

void Poller::Hint(news::FeedId feed) {
  const auto found = feeds_.find(feed);
  if (found == feeds_.end() || under_way_.contains(IdOfFeed(feed))) return;
  found->second.state.due = clock_.Now();
  PutFeed(found->second);
}

const news::FollowedFeed* Poller::FindFeed(news::FeedId feed) const {
  const auto found = feeds_.find(feed);
  return found == feeds_.end() ? nullptr : &found->second;
}

Result<void> Poller::Step(milliseconds wait) {
  const Instant now = clock_.Now();
  NoteClock(now);
  if (!reschedule_) {
    if (auto done = StartDue(now); !done) return done;
  }
  return Drain(wait);
}

Result<void> Poller::Drain(milliseconds wait) {
  if (!under_way_.empty()) fetcher_.Poll(wait);
  if (auto done = TakeAnswers(); !done) return done;
  return Flush();
}

Result<void> Poller::StartDue(Instant now) {
  while (under_way_.size() < options_.max_in_flight) {
    const auto id = schedule_->Take(now);
    if (!id) return {};
    if (auto done = Start(*id, now); !done) return done;
    if (batch_.size() >= options_.batch_articles) {
      if (auto done = Flush(); !done) return done;
    }
  }
  return {};
}

Result<void> Poller::Start(Id id, Instant now) {
  const bool is_task = IsTask(id);
  const auto task = is_task ? tasks_.find(Number(id)) : tasks_.end();
  const auto feed = is_task ? feeds_.end() : feeds_.find(Number(id));
  if (is_task ? task == tasks_.end() : feed == feeds_.end()) {
    schedule_->Done(id);
    return {};
  }
  if (!is_task && feed->second.role == news::FeedRole::kSite) return SearchSite(feed->second, now);
  std::string address = is_task ? task->second.url : feed->second.url;
  if (!is_task && !feed->second.state.moved_to.empty()) address = feed->second.state.moved_to;
  const auto url = Url::Parse(address);
  if (!url) return Finish(id, Fail(url.error()));
  switch (robots_.Judge(*url, now)) {
    case RobotsVerdict::kAskFirst:
      Send(id, *url, robots_.Request(*url));
      return {};
    case RobotsVerdict::kDenied:
      return Finish(id, Fail(Errc::kDenied, "robots.txt does not allow it"));
    case RobotsVerdict::kUnreachable:
      return Finish(id, Fail(Errc::kIo, "robots.txt cannot be had, so nothing is asked"));
    case RobotsVerdict::kAllowed:
      break;
  }
  if (!is_task) {
    Send(id, std::nullopt,
         fetch::PollRequest(address, ToPollState(feed->second.state), now, options_.polling));
    return {};
  }
  fetch::FetchRequest request;
  request.url = address;
  request.accept = kPageTypes;
  Send(id, std::nullopt, std::move(request));
  return {};
}

void Poller::Send(Id id, std::optional<Url> robots_for, fetch::FetchRequest request) {
  under_way_.insert(id);
  fetcher_.Start(std::move(request), [answers = answers_, id, robots_for = std::move(robots_for)](
                                         Result<fetch::FetchResponse> result) {
    answers->push_back({id, robots_for, std::move(result)});
  });
}

Result<void> Poller::TakeAnswers() {
  while (!answers_->empty()) {
    Answer answer = std::move(answers_->front());
    answers_->pop_front();
    if (auto done = Take(std::move(answer)); !done) return done;
    if (batch_.size() >= options_.batch_articles) {
      if (auto done = Flush(); !done) return done;
    }
  }
  return {};
}

Result<void> Poller::Take(Answer answer) {
  under_way_.erase(answer.id);
  if (answer.robots_for) return TakeRobots(answer);
  return Finish(answer.id, std::move(answer.result));
}

// The page that is to be asked for goes behind it, in its host's turn.
Result<void> Poller::TakeRobots(const Answer& answer) {
  schedule_->Done(answer.id);
  const Url& url = *answer.robots_for;
  const Instant now = clock_.Now();
  if (auto done = RestWhereAsked(url.text(), answer.result); !done) return done;
  if (auto done = robots_.Take(url, answer.result, now); !done) return done;
  Put(answer.id, url.text(), now);
  return {};
}

Result<void> Poller::Finish(Id id, Result<fetch::FetchResponse> answer) {
  schedule_->Done(id);
  if (IsTask(id)) {
    const auto task = tasks_.find(Number(id));
    if (task == tasks_.end()) return {};
    if (auto done = RestWhereAsked(task->second.url, answer); !done) return done;
    return TakeTask(task->second, std::move(answer));
  }
  const auto feed = feeds_.find(Number(id));
  if (feed == feeds_.end()) return {};
  if (const auto search = searches_.find(feed->first); search != searches_.end()) {
    search->second.Take(std::move(answer));
    Put(id, feed->second.url, clock_.Now());  // goes on in its host's turn
    return {};
  }
  if (auto done = RestWhereAsked(feed->second.url, answer); !done) return done;
  return TakeFeed(feed->second, answer);
}

// A server that says "too many" or "not now" is left alone as a whole, not only at this address.
Result<void> Poller::RestWhereAsked(const std::string& url,
                                    const Result<fetch::FetchResponse>& answer) {
  if (!answer || (answer->status != 429 && answer->status != 503)) return {};
  const Instant now = clock_.Now();
  const auto asked = fetch::RetryAfter(answer->headers, now);
  const Instant until =
      now + std::max<milliseconds>(asked.value_or(kRestAfterTrouble), std::chrono::seconds(10));
  for (const std::string* address : {&url, &answer->url}) {
    const auto parsed = Url::Parse(*address);
    if (!parsed) continue;
    schedule_->Hold(parsed->host(), until);
    if (auto done = robots_.Hold(*parsed, until); !done) return done;
  }
  return {};
}

void Poller::Tell(const PollReport& report) const {
  if (report_) report_(report);
}

}  // namespace isnad::ingest
