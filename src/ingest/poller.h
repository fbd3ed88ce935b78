#pragma once

// Follows sources: asks what is due, politely, and brings what is new into the store by the same
// way as `ingest` (extraction, placing into stories, batches).
//
//   due feed -> robots.txt -> conditional request -> new items -> tasks (one transaction with the
//   feed's new state) -> their pages, each host in its turn -> articles -> the store -> task gone
//
// A page that cannot be had is told by what the feed says of it; one that asks robots to keep no
// copy, or reserves text and data mining, is kept as a headline with its link alone.
//
// Everything is kept by the store: a poller that dies is replaced by another that loads. The caller
// brings clock, random, network and store, and turns the crank: Step. Not thread-safe. Memory:
// feeds, some thousand tasks, answers under way, the clusterer's window.

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "feed/feed.h"
#include "fetch/fetch.h"
#include "fetch/polling.h"
#include "fetch/schedule.h"
#include "ingest/line_memory.h"
#include "ingest/placer.h"
#include "ingest/robots_book.h"
#include "ingest/source_finder.h"
#include "page/extract.h"
#include "store/source_store.h"
#include "store/store.h"

namespace isnad::ingest {

struct PollerOptions {
  std::string robots_token = "Isnad";
  fetch::SchedulePolicy schedule = {};
  fetch::PollPolicy polling = {};
  feed::FeedLimits feeds = {};
  page::ExtractLimits pages = {};
  // What is known of single sources (page/source_rules.h); must outlive the poller.
  const page::SourceRules* rules = nullptr;
  story::ClusterLimits cluster = {};
  FinderOptions finder = {};
  std::size_t max_in_flight = 32;
  std::size_t max_searches = 8;  // sites whose feeds are looked for at once; each holds a page
  std::size_t max_tasks_in_memory = 5'000;
  std::size_t max_new_items = 300;     // of one poll; the rest is found by the next
  std::size_t max_foreign_items = 50;  // of one poll, that lead to another domain than the feed's
  std::size_t max_front_links = 60;
  std::size_t max_sitemaps = 3;              // of an index, a poll
  std::chrono::hours oldest_first{14 * 24};  // of a feed's first items; older ones are not fetched
  std::chrono::hours oldest_in_sitemap{3 * 24};
  int page_tries = 5;
  std::chrono::minutes first_page_back_off{15};
  std::chrono::hours longest_page_back_off{12};
  std::size_t batch_articles = 64;
  std::chrono::minutes overdue_grace{60};  // after a longer stop, what is overdue is spread
  std::chrono::minutes spread_over{15};
  // For a single round: feeds due later, and pages put off to later, are left alone.
  std::optional<Instant> only_before = {};
};

// One thing that was done, told once it is on the disk.
struct PollReport {
  enum class What : std::uint8_t { kFeed, kPage };
  enum class Fate : std::uint8_t {
    kUnchanged,  // 304, or nothing new in it
    kNew,        // new items; a new article
    kChanged,    // a new version of an article
    kDuplicate,  // an article that was known to the letter
    kLinked,     // only the headline was kept
    kFailed,     // will be tried again; `why` says what is the matter
    kDropped,    // will not be tried again
  };
  What what = What::kFeed;
  Fate fate = Fate::kUnchanged;
  news::SourceId source = 0;
  news::FeedId feed = 0;
  std::string url;
  std::string title;          // of the article
  std::size_t new_items = 0;  // of a feed
  news::ArticleId article = 0;
  std::string why;
};

[[nodiscard]] const char* Name(PollReport::Fate fate);

using OnPoll = std::function<void(const PollReport&)>;

class Poller {
 public:
  // All are borrowed. `report` may be empty.
  Poller(store::Store& store, store::SourceStore& sources, fetch::Fetcher& fetcher,
         const Clock& clock, Random& random, PollerOptions options, OnPoll report);

  // What the store has, in the place of what was known; what is long overdue is spread where
  // `spread` says so. Nothing may be under way. Errors: the store's.
  [[nodiscard]] Result<void> Load(bool spread);

  // Starts what is due and may be asked, waits up to `wait` for answers where any is awaited, and
  // writes what came. Errors: the store's, after which the poller is to be thrown away.
  [[nodiscard]] Result<void> Step(std::chrono::milliseconds wait);

  // As Step, but starts nothing: for ending with what is under way.
  [[nodiscard]] Result<void> Drain(std::chrono::milliseconds wait);

  // Whether answers are awaited or something waits to be written.
  [[nodiscard]] bool busy() const { return !under_way_.empty() || !batch_.empty(); }
  // When the next thing is due; nullopt while only answers can tell. Never before now.
  [[nodiscard]] std::optional<Instant> NextAt() const;
  [[nodiscard]] std::size_t feed_count() const { return feeds_.size(); }
  [[nodiscard]] std::size_t task_count() const { return tasks_.size(); }

  // Asks the feed as soon as its host may be asked: something new is there, it was said.
  void Hint(news::FeedId feed);
  // The feed as last asked; null where it is not followed.
  [[nodiscard]] const news::FollowedFeed* FindFeed(news::FeedId feed) const;
  // Told after each good answer of a feed, with its hubs.
  using OnFeed = std::function<void(const news::FollowedFeed&, const fetch::FetchResponse&,
                                    const news::Feed&)>;
  void set_on_feed(OnFeed on_feed) { on_feed_ = std::move(on_feed); }

 private:
  using Id = fetch::Schedule::Id;

  struct Answer {
    Id id = 0;
    std::optional<Url> robots_for;  // it is of robots.txt, asked for before this page
    Result<fetch::FetchResponse> result;
  };
  // What a task came to, on its way into the store.
  struct Written {
    store::SourceStore::Finished finished;
    std::optional<news::Article> article;  // none: the task only goes
    std::string page;                      // its evidence; empty: told by the feed
    PollReport report;
  };
  // What of a feed's items is to be done.
  struct Plan {
    std::vector<store::FoundItem> items;
    std::vector<Instant> times;  // of new ones
    bool cut = false;            // there were more
  };

  static Id IdOfFeed(news::FeedId feed) { return static_cast<Id>(feed) * 2; }
  static Id IdOfTask(std::int64_t task) { return static_cast<Id>(task) * 2 + 1; }
  static bool IsTask(Id id) { return id % 2 == 1; }
  static std::int64_t Number(Id id) { return static_cast<std::int64_t>(id / 2); }

  // poller.cc: the crank.
  [[nodiscard]] Result<void> LoadSources(Instant now);
  [[nodiscard]] Result<void> LoadTasks();
  void NoteClock(Instant now);
  void Reschedule(Instant now);
  void Put(Id id, const std::string& url, Instant due);
  [[nodiscard]] Result<void> StartDue(Instant now);
  [[nodiscard]] Result<void> Start(Id id, Instant now);
  void Send(Id id, std::optional<Url> robots_for, fetch::FetchRequest request);
  [[nodiscard]] Result<void> TakeAnswers();
  [[nodiscard]] Result<void> Take(Answer answer);
  [[nodiscard]] Result<void> TakeRobots(const Answer& answer);
  [[nodiscard]] Result<void> Finish(Id id, Result<fetch::FetchResponse> answer);
  [[nodiscard]] Result<void> RestWhereAsked(const std::string& url,
                                            const Result<fetch::FetchResponse>& answer);
  void Tell(const PollReport& report) const;

  // poller_feeds.cc: what a feed's answer leads to.
  void PutFeed(const news::FollowedFeed& feed);
  [[nodiscard]] Result<void> SearchSite(const news::FollowedFeed& feed, Instant now);
  [[nodiscard]] Result<void> TakeSite(news::FollowedFeed feed, Result<FoundSite> found);
  [[nodiscard]] Result<void> TakeFeed(news::FollowedFeed feed,
                                      const Result<fetch::FetchResponse>& answer);
  [[nodiscard]] Result<news::Feed> ReadFeed(news::FeedRole role, const std::string& url,
                                            const fetch::FetchResponse& answer) const;
  [[nodiscard]] Result<Plan> PlanItems(const news::FollowedFeed& feed, const news::Feed& listed,
                                       Instant now) const;
  [[nodiscard]] Result<Plan> PlanSitemaps(const news::FollowedFeed& feed, const news::Feed& index,
                                          Instant now) const;
  [[nodiscard]] bool IsTooOld(const news::FollowedFeed& feed, const news::FeedItem& item,
                              Instant now) const;
  [[nodiscard]] Result<void> Record(const news::FollowedFeed& feed, Plan plan, Instant now);

  // poller_pages.cc: what a page's answer leads to.
  void PutTask(store::PageTask task);
  [[nodiscard]] Result<void> TakeTask(store::PageTask task, Result<fetch::FetchResponse> answer);
  [[nodiscard]] Result<void> TakeSitemap(const store::PageTask& task,
                                         const fetch::FetchResponse& answer);
  [[nodiscard]] Result<void> TakePage(const store::PageTask& task, fetch::FetchResponse answer);
  [[nodiscard]] Result<void> Retry(store::PageTask task, const std::string& why,
                                   const Result<fetch::FetchResponse>& answer);
  void TellPage(const store::PageTask& task, news::Article article, std::string page);
  void TellFromFeed(const store::PageTask& task, const std::string& why);
  void LinkOnly(const store::PageTask& task, const std::string& why);
  void Drop(const store::PageTask& task, const std::string& why);
  [[nodiscard]] Written WrittenFor(const store::PageTask& task) const;
  [[nodiscard]] Result<void> Flush();

  store::Store& store_;
  store::SourceStore& sources_;
  fetch::Fetcher& fetcher_;
  const Clock& clock_;
  Random& random_;
  const PollerOptions options_;
  const OnPoll report_;
  OnFeed on_feed_;
  LineMemory lines_;
  ClusterPlacer placer_;
  bool placer_ready_ = false;  // it has seen what the store holds
  RobotsBook robots_;
  std::unique_ptr<fetch::Schedule> schedule_;
  std::unordered_map<news::SourceId, news::Source> source_;  // without their feeds
  std::unordered_map<news::FeedId, news::FollowedFeed> feeds_;
  std::unordered_map<std::int64_t, store::PageTask> tasks_;
  std::unordered_map<news::FeedId, SiteSearch> searches_;  // sites whose feeds are looked for
  bool more_tasks_ = false;  // the store has some that are not in memory
  std::unordered_set<Id> under_way_;
  // Shared with callbacks of the fetcher, which may outlive the poller.
  std::shared_ptr<std::deque<Answer>> answers_ = std::make_shared<std::deque<Answer>>();
  std::vector<Written> batch_;
  Instant last_seen_{};      // the clock, when last looked at
  bool reschedule_ = false;  // once nothing is under way: the clock was turned
};

}  // namespace isnad::ingest
