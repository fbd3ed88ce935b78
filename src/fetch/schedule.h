#pragma once

// What is asked next: due first, within what a host and its whole registered domain may be asked.
//
// A host is asked one thing at a time with a gap between (its Crawl-delay where that is longer); a
// domain has a token bucket over all its hosts, written as the generic cell rate algorithm (GCRA,
// ITU-T I.371). Three levels of ordered sets: the entries of a host by due time, the hosts of a
// domain and all domains by when they may next be asked, so that a thousand entries of a host that
// must wait cost nothing meanwhile.
//
// A plain value with no clock and no disk of its own: callers say what time it is, and keep the
// entries' due times where they like. Cost: O(log n) an operation. Not thread-safe.

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/clock.h"
#include "base/url.h"

namespace isnad::fetch {

struct SchedulePolicy {
  std::chrono::milliseconds host_gap{2000};  // from one start to the next
  int host_in_flight = 1;
  std::chrono::milliseconds domain_every{1000};  // in the long run
  int domain_burst = 5;                          // at once after a rest
  int domain_in_flight = 4;
  std::chrono::milliseconds longest_gap{3'600'000};  // of SetGap
};

class Schedule {
 public:
  using Id = std::uint64_t;  // the caller's name of an entry: a feed, an article's page

  explicit Schedule(SchedulePolicy policy = {}) : policy_(policy) {}
  Schedule(const Schedule&) = delete;  // sets point into maps
  Schedule& operator=(const Schedule&) = delete;

  // Enters `id`, or moves it.
  void Put(Id id, const Url& url, Instant due);
  void Remove(Id id);  // also of what is under way, whose place stays taken until Done

  // Takes out the entry that is due longest among those that may be asked at `now`, and charges its
  // host and domain. Each must be followed by Done.
  [[nodiscard]] std::optional<Id> Take(Instant now);
  void Done(Id id);

  // The earliest moment at which Take would give something; nullopt when only Done or Put can
  // change that.
  [[nodiscard]] std::optional<Instant> NextAt() const;

  // Nothing of `host` before `until` (Retry-After, a server in trouble). Never shortens.
  void Hold(std::string_view host, Instant until);
  // At least `gap` from one start to the next of this host (Crawl-delay).
  void SetGap(std::string_view host, std::chrono::milliseconds gap);

  // After a long stop everything is due at once: what is overdue by more than `grace` is laid out
  // over `window` from `now` on, due first, each at a random place in its share of it.
  void SpreadOverdue(Instant now, std::chrono::milliseconds grace, std::chrono::milliseconds window,
                     Random& random);

  // Forgets hosts that have no entries and may be asked at `now` (with their gaps).
  void Trim(Instant now);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_.size(); }
  [[nodiscard]] std::size_t host_count() const { return hosts_.size(); }
  [[nodiscard]] std::optional<Instant> DueOf(Id id) const;

 private:
  struct Host;
  // When, and the name, which stands in a map's key and breaks ties.
  using Slot = std::pair<Instant, std::string_view>;

  struct Domain {
    std::set<Slot> hosts;  // that have something to ask and room to ask it
    Instant full_at{};     // GCRA's theoretical arrival time
    int in_flight = 0;
    std::optional<Slot> slot;  // its place in domains by time
  };
  struct Host {
    Domain* domain = nullptr;
    std::string_view domain_name;
    std::set<std::pair<Instant, Id>> queue;
    Instant not_before{};
    std::chrono::milliseconds gap{};
    int in_flight = 0;
    std::optional<Slot> slot;  // its place in the domain's hosts
  };
  struct Entry {
    Host* host = nullptr;
    std::string_view host_name;
    Instant due{};
  };

  std::pair<std::string_view, Host*> FindHost(const Url& url);
  void Refile(std::string_view name, Host& host);
  void RefileDomain(std::string_view name, Domain& domain);

  SchedulePolicy policy_;
  std::unordered_map<std::string, Domain> domains_;
  std::unordered_map<std::string, Host> hosts_;
  std::unordered_map<Id, Entry> entries_;
  std::unordered_map<Id, std::string> in_flight_;  // their hosts
  std::set<Slot> by_time_;                         // domains
};

}  // namespace isnad::fetch
