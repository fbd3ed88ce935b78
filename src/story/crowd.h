#pragma once

// How crowded the window is: whether articles usually have others much like them that tell of
// something else. The press of one country in one week is full of visits, openings and accidents
// that share most of their words; a file of chosen events from all over the world is not, though it
// may hold as many articles. What it takes to be one event depends on it (pair_model.h), as in
// speaker verification a score counts by what strangers would get (cohort normalisation, Rosenberg
// et al. 1992).

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>

namespace isnad::story {

enum class Surroundings : std::uint8_t {
  kUnknown,  // not looked at: copies find their place without
  kApart,
  kCrowded,
};

// Of an article whose nearest others have these log-odds of telling of its event, by PairModel::
// OddsAlone; reorders them. Few events have as many accounts as are passed over. Cost: O(odds).
[[nodiscard]] Surroundings SurroundingsOf(std::span<float> odds);

// The surroundings of the window's articles. Not thread-safe. Cost of each call: O(1).
class Crowd {
 public:
  void Push(Surroundings surroundings);
  void PopOldest();

  // Share of the articles looked at that are crowded; what a few say counts little.
  [[nodiscard]] float share_0_1() const;
  [[nodiscard]] Surroundings newest() const {  // of a window that is not empty
    return articles_.back();
  }

 private:
  void Count(Surroundings surroundings, std::ptrdiff_t by);

  std::deque<Surroundings> articles_;
  std::ptrdiff_t looked_at_ = 0;
  std::ptrdiff_t crowded_ = 0;
};

}  // namespace isnad::story
