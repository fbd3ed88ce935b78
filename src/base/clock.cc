#include "base/clock.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace isnad {

Instant SystemClock::Now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::uint64_t Random::Below(std::uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>(Wide{Next()} * bound >> 64);
}

std::uint64_t SystemRandom::Next() {
  std::uint64_t value = 0;
  // Up to 256 bytes are never cut short (getrandom(2)); before the pool is filled it waits.
  while (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value)) {
    if (errno != EINTR) std::abort();  // a kernel without it: nothing here may pretend to be random
  }
  return value;
}

std::uint64_t SeededRandom::Next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z = (z ^ z >> 27) * 0x94D049BB133111EBU;
  return z ^ z >> 31;
}

}  // namespace isnad
