#pragma once

// A progress bar on standard error, drawn only on a terminal and at most ten times a second.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/clock.h"

namespace isnad::cli {

class ProgressBar {
 public:
  // `unit` names what is counted: "pages".
  ProgressBar(const Clock& clock, std::string unit);
  ~ProgressBar() { Clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Share done by `done` of `total` (bytes; total 0: unknown) with `count` units behind it.
  void Update(std::size_t done, std::size_t total, std::int64_t count);

  // Takes the bar off the screen; lines may be printed then, and Update draws it anew.
  void Clear();

 private:
  const Clock& clock_;
  const std::string unit_;
  const bool on_terminal_;
  const Instant start_;
  Instant drawn_{};
  bool visible_ = false;
};

// One line of the bar, without control sequences: "[####······]  42 %  1,234 pages  880/s  0:12
// left".
[[nodiscard]] std::string ProgressLine(std::size_t done, std::size_t total, std::int64_t count,
                                       double seconds, const std::string& unit);

}  // namespace isnad::cli
