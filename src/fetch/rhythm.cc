#include "fetch/rhythm.h"

#include <algorithm>
#include <cmath>

namespace isnad::fetch {
namespace {

using std::chrono::milliseconds;

constexpr double kHalfLifeDays = 7;
constexpr double kPriorPerHour = 0.5;
constexpr double kPriorDays = 0.25;
constexpr std::chrono::days kLongestMemory{14};
constexpr std::size_t kMaxItems = 1000;

double Days(milliseconds time) {
  return std::chrono::duration<double, std::ratio<86400>>(time).count();
}

std::size_t HourOf(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  return static_cast<std::size_t>(std::chrono::floor<std::chrono::hours>(at - day).count());
}

}  // namespace

Rhythm Observe(const Rhythm& rhythm, std::span<const Instant> published, Instant now) {
  published = published.first(std::min(published.size(), kMaxItems));
  Rhythm out = rhythm;
  Instant since = rhythm.watched_until;
  if (rhythm.days == 0) {
    since = now;
    for (const Instant at : published) since = std::min(since, at);
    since = std::max(since, now - kLongestMemory);
  }
  if (now < since) return out;
  const double passed = Days(now - since);
  const double kept = std::exp2(-passed / kHalfLifeDays);
  for (double& items : out.items) items *= kept;
  // The integral of what a day weighs over the days that passed.
  out.days = rhythm.days * kept + (1 - kept) * kHalfLifeDays / std::log(2.0);
  for (const Instant at : published) {
    const Instant seen = std::min(at, now);
    // An old item that turns up now tells nothing about when this outlet publishes.
    if (now - seen > kLongestMemory) continue;
    out.items[HourOf(seen)] += std::exp2(-Days(now - seen) / kHalfLifeDays);
  }
  out.watched_until = now;
  return out;
}

double ItemsPerHour(const Rhythm& rhythm, Instant at) {
  const std::size_t hour = HourOf(at);
  const double around = rhythm.items[hour] / 2 + rhythm.items[(hour + 23) % 24] / 4 +
                        rhythm.items[(hour + 1) % 24] / 4;
  return (around + kPriorPerHour * kPriorDays) / (rhythm.days + kPriorDays);
}

Instant WhenExpected(const Rhythm& rhythm, double count, Instant from, milliseconds longest) {
  const Instant end = from + longest;
  Instant at = from;
  while (at < end) {
    const double per_hour = ItemsPerHour(rhythm, at);
    const Instant next =
        std::min<Instant>(end, std::chrono::floor<std::chrono::hours>(at) + std::chrono::hours(1));
    const double in_it =
        per_hour * std::chrono::duration<double, std::ratio<3600>>(next - at).count();
    if (in_it >= count) {
      const double hours = count / per_hour;
      return std::min(next, at + std::chrono::ceil<milliseconds>(
                                     std::chrono::duration<double, std::ratio<3600>>(hours)));
    }
    count -= in_it;
    at = next;
  }
  return end;
}

}  // namespace isnad::fetch
