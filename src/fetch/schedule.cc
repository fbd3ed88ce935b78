#include "fetch/schedule.h"

#include <algorithm>
#include <vector>

namespace isnad::fetch {

using std::chrono::milliseconds;

std::pair<std::string_view, Schedule::Host*> Schedule::FindHost(const Url& url) {
  const auto [found, is_new] = hosts_.try_emplace(url.host());
  Host& host = found->second;
  if (is_new) {
    const auto domain = domains_.try_emplace(url.RegistrableDomain()).first;
    host.domain = &domain->second;
    host.domain_name = domain->first;
    host.gap = policy_.host_gap;
  }
  return {found->first, &host};
}

// Puts a host where it belongs after anything about it changed.
void Schedule::Refile(std::string_view name, Host& host) {
  if (host.slot) host.domain->hosts.erase(*host.slot);
  host.slot.reset();
  if (!host.queue.empty() && host.in_flight < policy_.host_in_flight) {
    host.slot = Slot(std::max(host.queue.begin()->first, host.not_before), name);
    host.domain->hosts.insert(*host.slot);
  }
  RefileDomain(host.domain_name, *host.domain);
}

void Schedule::RefileDomain(std::string_view name, Domain& domain) {
  if (domain.slot) by_time_.erase(*domain.slot);
  domain.slot.reset();
  if (domain.hosts.empty() || domain.in_flight >= policy_.domain_in_flight) return;
  const Instant has_token = domain.full_at - (policy_.domain_burst - 1) * policy_.domain_every;
  domain.slot = Slot(std::max(domain.hosts.begin()->first, has_token), name);
  by_time_.insert(*domain.slot);
}

void Schedule::Put(Id id, const Url& url, Instant due) {
  if (const auto found = entries_.find(id); found != entries_.end()) {
    Entry& old = found->second;
    old.host->queue.erase({old.due, id});
    Refile(old.host_name, *old.host);
  }
  const auto [name, host] = FindHost(url);
  entries_[id] = {host, name, due};
  host->queue.insert({due, id});
  Refile(name, *host);
}

void Schedule::Remove(Id id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  const Entry entry = found->second;
  entries_.erase(found);
  entry.host->queue.erase({entry.due, id});
  Refile(entry.host_name, *entry.host);
}

std::optional<Schedule::Id> Schedule::Take(Instant now) {
  if (by_time_.empty() || by_time_.begin()->first > now) return std::nullopt;
  Domain& domain = domains_.find(std::string(by_time_.begin()->second))->second;
  const auto found = hosts_.find(std::string(domain.hosts.begin()->second));
  Host& host = found->second;
  const Id id = host.queue.begin()->second;
  host.queue.erase(host.queue.begin());
  entries_.erase(id);
  // An entry that was put again while under way would lose its place here: one name, one place.
  if (in_flight_.emplace(id, found->first).second) {
    ++host.in_flight;
    ++domain.in_flight;
  }
  host.not_before = std::max(host.not_before, now + host.gap);
  domain.full_at = std::max(domain.full_at, now) + policy_.domain_every;
  Refile(found->first, host);
  return id;
}

void Schedule::Done(Id id) {
  const auto found = in_flight_.find(id);
  if (found == in_flight_.end()) return;
  const auto host = hosts_.find(found->second);
  in_flight_.erase(found);
  --host->second.in_flight;
  --host->second.domain->in_flight;
  Refile(host->first, host->second);
}

std::optional<Instant> Schedule::NextAt() const {
  if (by_time_.empty()) return std::nullopt;
  return by_time_.begin()->first;
}

void Schedule::Hold(std::string_view name, Instant until) {
  const auto host = hosts_.find(std::string(name));
  if (host == hosts_.end()) return;
  host->second.not_before = std::max(host->second.not_before, until);
  Refile(host->first, host->second);
}

void Schedule::SetGap(std::string_view name, milliseconds gap) {
  const auto host = hosts_.find(std::string(name));
  if (host == hosts_.end()) return;
  const milliseconds wanted =
      std::clamp(gap, policy_.host_gap, std::max(policy_.host_gap, policy_.longest_gap));
  // The last start counts from when it was, under the new gap as well.
  host->second.not_before += std::max(milliseconds(0), wanted - host->second.gap);
  host->second.gap = wanted;
  Refile(host->first, host->second);
}

void Schedule::SpreadOverdue(Instant now, milliseconds grace, milliseconds window, Random& random) {
  std::vector<std::pair<Instant, Id>> overdue;
  for (const auto& [id, entry] : entries_) {
    if (entry.due < now - grace) overdue.emplace_back(entry.due, id);
  }
  std::sort(overdue.begin(), overdue.end());
  const auto share = static_cast<std::uint64_t>(
      window.count() / static_cast<std::int64_t>(std::max<std::size_t>(overdue.size(), 1)));
  for (std::size_t i = 0; i < overdue.size(); ++i) {
    Entry& entry = entries_.at(overdue[i].second);
    entry.host->queue.erase(overdue[i]);
    entry.due = now + milliseconds(i * share + random.Below(share + 1));
    entry.host->queue.insert({entry.due, overdue[i].second});
    Refile(entry.host_name, *entry.host);
  }
}

void Schedule::Trim(Instant now) {
  std::erase_if(hosts_, [&](const auto& host) {
    return host.second.queue.empty() && host.second.in_flight == 0 && host.second.not_before <= now;
  });
  std::set<const Domain*> used;
  for (const auto& [name, host] : hosts_) used.insert(host.domain);
  std::erase_if(domains_, [&](const auto& domain) {
    return !used.contains(&domain.second) && domain.second.full_at <= now;
  });
}

std::optional<Instant> Schedule::DueOf(Id id) const {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return std::nullopt;
  return found->second.due;
}

}  // namespace isnad::fetch
