#include "ingest/polling_service.h"

#include <algorithm>
#include <utility>

#include "ingest/story_telling.h"
#include "store/source_store.h"

namespace isnad::ingest {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxHints = 10'000;

}  // namespace

PollingService::PollingService(ServiceOptions options, store::IndexHook* index,
                               fetch::Fetcher& fetcher, const Clock& clock, Random& random,
                               Logger& log, OnPoll report)
    : options_(std::move(options)),
      index_(index),
      fetcher_(fetcher),
      clock_(clock),
      random_(random),
      log_(log),
      report_(std::move(report)) {}

PollingService::~PollingService() { Stop(); }

void PollingService::Start() {
  thread_ = std::thread([this] { Run(); });
}

void PollingService::Stop() {
  stopping_ = true;
  {
    const std::lock_guard lock(mutex_);
    wake_.notify_all();
  }
  fetcher_.Wake();
  if (thread_.joinable()) thread_.join();
}

void PollingService::Run() {
  bool spread = true;  // only what a stop of ours left behind
  std::string last_trouble;
  while (!stopping_) {
    const auto done = PollWhileOurs(spread);
    spread = false;
    if (done) {
      last_trouble.clear();
      continue;
    }
    const std::string trouble = ToString(done.error());
    if (trouble != last_trouble) log_.Warning("polling", {{"error", trouble}});
    last_trouble = trouble;
    Rest(options_.store_retry);
  }
}

Result<void> PollingService::PollWhileOurs(bool spread) {
  store::SqliteOptions how{.folder = options_.folder, .access = store::Access::kWrite};
  how.index = index_;
  const std::unique_ptr<store::StoryTeller> teller = MakeStoryTeller();
  how.teller = teller.get();
  how.clock = &clock_;
  how.manners = store::Manners::kYields;
  {
    auto store = store::OpenSqlite(how);
    if (!store) return Fail(store.error());
    const auto sources = store::MakeSourceStore(**store);
    if (auto done = LoadSubscriptions(*sources); !done) return done;
    Poller poller(**store, *sources, fetcher_, clock_, random_, options_.poller, report_);
    poller.set_on_feed([this](const news::FollowedFeed& feed, const fetch::FetchResponse& answer,
                              const news::Feed& listed) { LookForHub(feed, answer, listed); });
    if (auto done = poller.Load(spread); !done) return done;
    while (!stopping_ && !(*store)->WriterWanted()) {
      if (auto done = Turn(poller, *sources); !done) return done;
    }
    const Instant until = clock_.Now() + options_.last_answers;
    while (poller.busy() && clock_.Now() < until) {
      if (auto done = poller.Drain(options_.step); !done) return done;
    }
    if (auto done = KeepSubscriptions(*sources); !done) return done;
  }
  // Who waits gets its turn before we ask again.
  while (!stopping_ && store::WriterLock::IsWanted(options_.folder)) Rest(milliseconds(50));
  return {};
}

Result<void> PollingService::Turn(Poller& poller, store::SourceStore& sources) {
  std::vector<news::FeedId> hints;
  {
    const std::lock_guard lock(mutex_);
    hints = std::exchange(hints_, {});
  }
  for (const news::FeedId feed : hints) poller.Hint(feed);
  if (auto done = poller.Step(options_.step); !done) return done;
  if (auto done = KeepSubscriptions(sources); !done) return done;
  if (poller.busy()) return {};
  const auto next = poller.NextAt();
  const milliseconds wait = next ? *next - clock_.Now() : options_.step;
  Rest(std::clamp<milliseconds>(wait, milliseconds(0), options_.step));
  return {};
}

void PollingService::Rest(milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, time, [this] { return stopping_ || !hints_.empty(); });
}

Result<void> PollingService::LoadSubscriptions(store::SourceStore& sources) {
  auto records = sources.Subscriptions();
  if (!records) return Fail(records.error());
  const std::lock_guard lock(mutex_);
  // What a hub said meanwhile is newer than what the store has; what went from there has gone.
  auto before = std::exchange(subscriptions_, {});
  for (store::SubscriptionRecord& record : *records) {
    const std::string token = record.token;
    const auto known = before.find(token);
    const bool newer = known != before.end() && known->second.dirty;
    subscriptions_[token] = newer ? std::move(known->second) : Subscribed{std::move(record), false};
  }
  return {};
}

Result<void> PollingService::KeepSubscriptions(store::SourceStore& sources) {
  std::vector<store::SubscriptionRecord> changed;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [token, one] : subscriptions_) {
      if (std::exchange(one.dirty, false)) changed.push_back(one.record);
    }
  }
  for (const store::SubscriptionRecord& record : changed) {
    if (auto done = sources.PutSubscription(record); !done) return done;
  }
  return {};
}

fetch::Subscription PollingService::AsSubscription(const store::SubscriptionRecord& record) const {
  fetch::Subscription subscription;
  subscription.topic = record.topic;
  subscription.hub = record.hub;
  subscription.callback = options_.public_address + std::string(kHubPath) + record.token;
  subscription.secret = record.secret;
  subscription.expires = record.expires;
  return subscription;
}

// Asks the hub where there is one and the lease is not running, at most once a day.
void PollingService::LookForHub(const news::FollowedFeed& feed, const fetch::FetchResponse& answer,
                                const news::Feed& listed) {
  if (options_.public_address.empty()) return;
  const auto url = Url::Parse(answer.url);
  if (!url) return;
  const auto offer = fetch::FindHub(*url, answer.headers.link, listed.self, listed.hubs);
  if (!offer || offer->hubs.empty()) return;
  const Instant now = clock_.Now();
  store::SubscriptionRecord record;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [token, one] : subscriptions_) {
      if (one.record.feed == feed.id) record = one.record;
    }
    const bool same = record.topic == offer->topic && record.hub == offer->hubs.front();
    if (same && record.expires && *record.expires > now &&
        !fetch::ShouldRenew(AsSubscription(record), options_.lease, now)) {
      return;
    }
    if (same && now - record.asked < options_.ask_hub_again && now >= record.asked) return;
    if (!same) {
      subscriptions_.erase(record.token);
      record = {};
      record.feed = feed.id;
      record.token = fetch::NewSecret(random_);
      record.topic = offer->topic;
      record.hub = offer->hubs.front();
      // Over an open line a secret is none; the token, which nobody can guess, has to do.
      if (record.hub.starts_with("https://")) record.secret = fetch::NewSecret(random_);
    }
    record.asked = now;
    subscriptions_[record.token] = {record, true};
  }
  fetcher_.Start(fetch::SubscriptionRequest(AsSubscription(record), options_.lease),
                 [this, hub = record.hub](const Result<fetch::FetchResponse>& result) {
                   const bool good = result && result->status >= 200 && result->status < 300;
                   log_.Info("hub", {{"hub", hub}, {"asked", good ? "yes" : "refused"}});
                 });
}

Result<std::string> PollingService::ConfirmSubscription(const std::string& token,
                                                        std::string_view query) {
  const std::lock_guard lock(mutex_);
  const auto found = subscriptions_.find(token);
  if (found == subscriptions_.end()) return Fail(Errc::kDenied, "no such subscription");
  fetch::Subscription subscription = AsSubscription(found->second.record);
  auto challenge = fetch::VerifyIntent(query, clock_.Now(), subscription);
  if (!challenge) return challenge;
  found->second.record.expires = subscription.expires;
  found->second.dirty = true;
  return challenge;
}

bool PollingService::TakeDelivery(const std::string& token, std::string_view signature,
                                  std::string_view body) {
  std::string secret;
  news::FeedId feed = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = subscriptions_.find(token);
    if (found == subscriptions_.end()) return false;
    secret = found->second.record.secret;
    feed = found->second.record.feed;
  }
  if (!secret.empty() &&
      fetch::CheckSignature(signature, secret, body) != fetch::Signature::kGood) {
    return true;
  }
  const std::lock_guard lock(mutex_);
  const bool waits = std::find(hints_.begin(), hints_.end(), feed) != hints_.end();
  if (!waits && hints_.size() < kMaxHints) hints_.push_back(feed);
  wake_.notify_all();
  return true;
}

}  // namespace isnad::ingest
