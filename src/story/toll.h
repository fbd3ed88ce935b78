#pragma once

// What a title counts of an event that is still going on: the dead of a flood, the arrested of a
// riot. A later account that counts more of the same makes an earlier one old.

#include <cstdint>
#include <string_view>

namespace isnad::story {

struct Toll {
  std::uint64_t acts = 0;  // bit k: Sense::action k is named
  double most = 0;         // the greatest number that is neither a year nor a share; 0 for none
};

// Cost: O(title). Thread-safe.
[[nodiscard]] Toll ReadToll(std::string_view title);

[[nodiscard]] inline bool Outgrows(const Toll& later, const Toll& earlier) {
  return (later.acts & earlier.acts) != 0 && earlier.most > 0 && later.most > earlier.most;
}

}  // namespace isnad::story
