#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace isnad::cli {
namespace {

std::string Grouped(std::int64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string Clockwise(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole >= 3600)
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string ProgressLine(std::size_t done, std::size_t total, std::int64_t count, double seconds,
                         const std::string& unit) {
  constexpr int kCells = 24;
  const double rate = seconds > 0 ? static_cast<double>(count) / seconds : 0;
  std::string line;
  if (total > 0) {
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    const int full = static_cast<int>(share * kCells);
    line += '[';
    for (int i = 0; i < kCells; ++i) line += i < full ? "█" : "·";
    line += fmt::format("] {:3.0f} %  ", share * 100);
  }
  line +=
      fmt::format("{} {}  {}/s", Grouped(count), unit, Grouped(static_cast<std::int64_t>(rate)));
  if (total > 0 && done > 0 && done < total && seconds > 1) {
    const double left = seconds * static_cast<double>(total - done) / static_cast<double>(done);
    line += "  " + Clockwise(left) + " left";
  }
  return line;
}

ProgressBar::ProgressBar(const Clock& clock, std::string unit)
    : clock_(clock),
      unit_(std::move(unit)),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      start_(clock.Now()) {}

void ProgressBar::Update(std::size_t done, std::size_t total, std::int64_t count) {
  if (!on_terminal_) return;
  const Instant now = clock_.Now();
  if (visible_ && now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  visible_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string line = "\r\x1b[2K" + ProgressLine(done, total, count, seconds, unit_);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

void ProgressBar::Clear() {
  if (!visible_) return;
  visible_ = false;
  std::fputs("\r\x1b[2K", stderr);
  std::fflush(stderr);
}

}  // namespace isnad::cli
