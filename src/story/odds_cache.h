#pragma once

// Remembers how two accounts of the window compare. Where news of two neighbouring stories come in
// again and again, their accounts would be compared each time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace isnad::story {

// Direct-mapped; three quarters of a megabyte.
class OddsCache {
 public:
  OddsCache() : known_(kEntries) {}

  // compute(a, b), a < b being two different articles, unless that is known from earlier: it is
  // asked with the lower number first, so that the answer never depends on who asks.
  template <typename Compute>
  float Of(std::uint32_t a, std::uint32_t b, Compute compute) {
    const auto [low, high] = std::minmax(a, b);
    Known& known = known_[(low * 0x9E3779B97F4A7C15ULL + high) * 0xBF58476D1CE4E5B9ULL >> kShift];
    if (known.low != low || known.high != high) known = {low, high, compute(low, high)};
    return known.odds;
  }

 private:
  static constexpr unsigned kShift = 48;
  static constexpr std::size_t kEntries = std::size_t{1} << (64 - kShift);
  struct Known {
    std::uint32_t low = 0;  // equal to `high`: nothing is known
    std::uint32_t high = 0;
    float odds = 0;
  };
  std::vector<Known> known_;
};

}  // namespace isnad::story
