#pragma once

// Time and randomness arrive as arguments, so that tests bring their own and nothing else in the
// program asks the machine.

#include <chrono>
#include <cstdint>

namespace isnad {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;  // UTC

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant Now() const = 0;  // thread-safe
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant Now() const override;
};

// Stands still until moved. Not thread-safe against its own Set and Advance.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant now) : now_(now) {}
  [[nodiscard]] Instant Now() const override { return now_; }
  void Set(Instant now) { now_ = now; }
  void Advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  Instant now_;
};

class Random {
 public:
  virtual ~Random() = default;
  [[nodiscard]] virtual std::uint64_t Next() = 0;  // uniform over 64 bits
  // Uniform in [0, bound), bound > 0 (Lemire's multiply-shift; bias below bound / 2^64).
  [[nodiscard]] std::uint64_t Below(std::uint64_t bound);
};

// The kernel's generator (getrandom(2)); thread-safe, fit for tokens.
class SystemRandom final : public Random {
 public:
  [[nodiscard]] std::uint64_t Next() override;
};

// Repeatable (SplitMix64, Steele, Lea and Flood, OOPSLA 2014); for tests and shuffles, never for
// secrets. Not thread-safe.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  [[nodiscard]] std::uint64_t Next() override;

 private:
  std::uint64_t state_;
};

}  // namespace isnad
