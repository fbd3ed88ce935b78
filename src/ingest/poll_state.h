#pragma once

// Between what fetch works with and what the store keeps of a feed and of a host. Pure functions.
// Thread-safe.

#include <string>
#include <string_view>

#include "fetch/polling.h"
#include "fetch/robots_cache.h"
#include "news/source.h"
#include "store/source_store.h"

namespace isnad::ingest {

[[nodiscard]] fetch::PollState ToPollState(const news::FetchState& state);
// Everything but what a poll state does not know: tries, latency, counts.
void TakePollState(const fetch::PollState& poll, news::FetchState& state);

// Numbers separated by spaces: days, watched_until, and the 24 hours.
[[nodiscard]] std::string RhythmText(const fetch::Rhythm& rhythm);
// An empty rhythm for anything else than what RhythmText wrote.
[[nodiscard]] fetch::Rhythm ReadRhythm(std::string_view text);
// New items a day, by what was watched lately; 0 before anything was.
[[nodiscard]] double ItemsPerDay(const fetch::Rhythm& rhythm);

[[nodiscard]] fetch::RobotsRecord ToRobots(const store::HostRecord& host, std::string_view token);
void TakeRobots(const fetch::RobotsRecord& robots, store::HostRecord& host);

}  // namespace isnad::ingest
