#include "story/chain_time.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace isnad::story {
namespace {

constexpr std::int64_t kDay = 24 * 60;
constexpr std::int64_t kEasternmost = 4 * 60;  // minutes by which Arab clocks are ahead of UTC
// Minutes that pass between two tellings without saying which was first.
constexpr double kBlur = 15;
constexpr double kBlurOfWidth = 0.35;  // of the minutes that a date leaves open
constexpr double kSteep = 2.2;

std::int64_t MinutesOf(Instant instant) {
  return std::chrono::floor<std::chrono::minutes>(instant).time_since_epoch().count();
}

std::int32_t Clamp(std::int64_t minutes) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(minutes, INT32_MIN / 4, INT32_MAX / 4));
}

}  // namespace

Telling TellingOf(const std::optional<DateTime>& date, const std::optional<Instant>& instant,
                  Instant seen) {
  if (!date && !instant) return {};
  std::int64_t earliest = 0;
  std::int64_t latest = 0;
  if (date) {
    earliest = latest = MinutesOf(date->ToInstant());
    if (!date->utc_offset) earliest -= kEasternmost;
    if (!date->time_of_day) latest += kDay;
  } else {
    earliest = latest = MinutesOf(*instant);
    if (earliest % kDay == 0) latest += kDay;
  }
  const std::int64_t seen_by = MinutesOf(seen);
  if (seen_by >= earliest) latest = std::min(latest, seen_by);
  return {Clamp(earliest), Clamp(latest)};
}

double EarlierOdds(const Telling& a, const Telling& b) {
  if (!a.IsKnown() || !b.IsKnown()) return 0;
  const double middle_a = (static_cast<double>(a.earliest) + a.latest) / 2;
  const double middle_b = (static_cast<double>(b.earliest) + b.latest) / 2;
  const double width = static_cast<double>(a.latest) - a.earliest + b.latest - b.earliest;
  const double gap = middle_b - middle_a;
  const double size = std::abs(gap);
  // Near ones are blurred; far ones are doubted for clocks that are off by hours.
  const double odds = std::min(
      {kSteep * size / (kBlur + kBlurOfWidth * width), 2 + std::log1p(size / 10), kMostTimeOdds});
  return gap < 0 ? -odds : odds;
}

}  // namespace isnad::story
