#include "story/crowd.h"

#include <algorithm>
#include <functional>

namespace isnad::story {
namespace {

constexpr std::size_t kPassedOver = 7;  // nearest articles, which may well be of its event
constexpr float kAlike = -3;            // log-odds of what is another event, but much like this one
constexpr float kDoubt = 10;            // articles that are not crowded, seen before the first

}  // namespace

Surroundings SurroundingsOf(std::span<float> odds) {
  if (odds.size() <= kPassedOver) return Surroundings::kApart;
  const auto next = odds.begin() + static_cast<std::ptrdiff_t>(kPassedOver);
  std::nth_element(odds.begin(), next, odds.end(), std::greater<>());
  return *next > kAlike ? Surroundings::kCrowded : Surroundings::kApart;
}

void Crowd::Push(Surroundings surroundings) {
  articles_.push_back(surroundings);
  Count(surroundings, 1);
}

void Crowd::PopOldest() {
  Count(articles_.front(), -1);
  articles_.pop_front();
}

float Crowd::share_0_1() const {
  return static_cast<float>(crowded_) / (static_cast<float>(looked_at_) + kDoubt);
}

void Crowd::Count(Surroundings surroundings, std::ptrdiff_t by) {
  if (surroundings == Surroundings::kUnknown) return;
  looked_at_ += by;
  if (surroundings == Surroundings::kCrowded) crowded_ += by;
}

}  // namespace isnad::story
