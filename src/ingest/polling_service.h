#pragma once

// Polling that goes on for days beside a portal: a thread of its own that opens the store for
// writing, follows what is followed, lets other processes write when they ask, and takes hints from
// WebSub hubs. What it cannot do now (the store is busy, the disk is full) it tries again later.
//
// A hub's delivery is taken as a hint to ask the feed at once, and no more: what is stored always
// comes from the outlet itself. So a lost, late or forged delivery costs nothing.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "fetch/fetch.h"
#include "fetch/websub.h"
#include "ingest/poller.h"
#include "store/sqlite_store.h"

namespace isnad::ingest {

struct ServiceOptions {
  std::string folder;  // of the store
  PollerOptions poller = {};
  // Where hubs reach us, without a slash at its end: "https://reader.example.org". Empty: no
  // WebSub.
  std::string public_address;
  std::chrono::seconds lease{10 * 24 * 3600};     // asked of hubs
  std::chrono::hours ask_hub_again{24};           // where it did not confirm
  std::chrono::milliseconds step{200};            // at most between two looks at what is wanted
  std::chrono::milliseconds store_retry{5'000};   // after the store could not be had
  std::chrono::milliseconds last_answers{5'000};  // waited for when ending
};

inline constexpr std::string_view kHubPath = "/websub/";  // and a token behind it

class PollingService {
 public:
  // All are borrowed, and used by the service's thread alone once it has started. `report` may be
  // empty; it is called on that thread.
  PollingService(ServiceOptions options, store::IndexHook* index, fetch::Fetcher& fetcher,
                 const Clock& clock, Random& random, Logger& log, OnPoll report);
  ~PollingService();  // stops

  void Start();
  // Ends with what is under way, as far as `last_answers` lets it. Again: nothing.
  void Stop();

  // WebSub 5.3: the text to answer 200 with. Errors: kDenied, kMalformed: answer 404. Thread-safe.
  [[nodiscard]] Result<std::string> ConfirmSubscription(const std::string& token,
                                                        std::string_view query);
  // WebSub 7: false for a token that nobody was given (answer 404); else answer 202, whatever the
  // signature is worth. Thread-safe.
  bool TakeDelivery(const std::string& token, std::string_view signature, std::string_view body);

 private:
  struct Subscribed {
    store::SubscriptionRecord record;
    bool dirty = false;  // not yet as the store has it
  };

  void Run();
  // Until stopped, wanted elsewhere or in trouble. Errors: the store's.
  [[nodiscard]] Result<void> PollWhileOurs(bool spread);
  [[nodiscard]] Result<void> Turn(Poller& poller, store::SourceStore& sources);
  [[nodiscard]] Result<void> LoadSubscriptions(store::SourceStore& sources);
  [[nodiscard]] Result<void> KeepSubscriptions(store::SourceStore& sources);
  void LookForHub(const news::FollowedFeed& feed, const fetch::FetchResponse& answer,
                  const news::Feed& listed);
  [[nodiscard]] fetch::Subscription AsSubscription(const store::SubscriptionRecord& record) const;
  void Rest(std::chrono::milliseconds time);  // or until stopped or hinted

  const ServiceOptions options_;
  store::IndexHook* const index_;
  fetch::Fetcher& fetcher_;
  const Clock& clock_;
  Random& random_;
  Logger& log_;
  const OnPoll report_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::unordered_map<std::string, Subscribed> subscriptions_;  // by token
  std::vector<news::FeedId> hints_;
};

}  // namespace isnad::ingest
