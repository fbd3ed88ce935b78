#include "ingest/poll_state.h"

#include <charconv>
#include <cmath>
#include <numeric>

namespace isnad::ingest {
namespace {

// Less than this of a feed's life says nothing about its days.
constexpr double kFewestDays = 0.25;

void AppendNumber(std::string& out, double value) {
  char buffer[32];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 6);
  if (error == std::errc()) out.append(buffer, end);
}

// Takes a number off the front; false where there is none that is finite and not negative.
bool TakeNumber(std::string_view& text, double& value) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !std::isfinite(value) || value < 0) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

std::string RhythmText(const fetch::Rhythm& rhythm) {
  if (rhythm.days == 0) return {};
  std::string text;
  AppendNumber(text, rhythm.days);
  text += ' ' + std::to_string(rhythm.watched_until.time_since_epoch().count());
  for (const double items : rhythm.items) {
    text += ' ';
    AppendNumber(text, items);
  }
  return text;
}

fetch::Rhythm ReadRhythm(std::string_view text) {
  fetch::Rhythm rhythm;
  double until = 0;
  if (!TakeNumber(text, rhythm.days) || !TakeNumber(text, until) || until > 1e15) return {};
  rhythm.watched_until = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(until)));
  for (double& items : rhythm.items) {
    if (!TakeNumber(text, items)) return {};
  }
  return rhythm;
}

double ItemsPerDay(const fetch::Rhythm& rhythm) {
  const double items = std::accumulate(rhythm.items.begin(), rhythm.items.end(), 0.0);
  return rhythm.days < kFewestDays ? 0 : items / rhythm.days;
}

fetch::PollState ToPollState(const news::FetchState& state) {
  fetch::PollState poll;
  poll.due = state.due;
  poll.life = state.life;
  poll.validators = {state.etag, state.last_modified, state.validators_url};
  poll.rhythm = ReadRhythm(state.rhythm);
  poll.failures = state.failures;
  poll.failing_since = state.failing_since;
  poll.last_success = state.last_success;
  poll.last_whole = state.last_whole;
  poll.moved_to = state.moved_to;
  poll.trouble = state.trouble;
  return poll;
}

void TakePollState(const fetch::PollState& poll, news::FetchState& state) {
  state.due = poll.due;
  state.life = poll.life;
  state.etag = poll.validators.etag;
  state.last_modified = poll.validators.last_modified;
  state.validators_url = poll.validators.url;
  state.rhythm = RhythmText(poll.rhythm);
  state.items_per_day = ItemsPerDay(poll.rhythm);
  state.failures = poll.failures;
  state.failing_since = poll.failing_since;
  state.last_success = poll.last_success;
  state.last_whole = poll.last_whole;
  // Asked at the new address, a feed says no more that it has moved.
  if (!poll.moved_to.empty()) state.moved_to = poll.moved_to;
  state.trouble = poll.trouble;
}

fetch::RobotsRecord ToRobots(const store::HostRecord& host, std::string_view token) {
  fetch::RobotsRecord record;
  record.robots = fetch::Robots::Parse(host.robots, token);
  record.check_again = host.check_again;
  record.unreachable_since = host.unreachable_since;
  if (host.last_good) record.last_good = fetch::Robots::Parse(*host.last_good, token);
  record.validators = {host.etag, host.last_modified, host.validators_url};
  return record;
}

void TakeRobots(const fetch::RobotsRecord& robots, store::HostRecord& host) {
  host.robots = robots.robots.ToText();
  host.last_good.reset();
  if (robots.last_good) host.last_good = robots.last_good->ToText();
  host.check_again = robots.check_again;
  host.unreachable_since = robots.unreachable_since;
  host.etag = robots.validators.etag;
  host.last_modified = robots.validators.last_modified;
  host.validators_url = robots.validators.url;
}

}  // namespace isnad::ingest
