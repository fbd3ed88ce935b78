#include "story/stored_reading.h"

#include <bit>
#include <cmath>
#include <utility>

#include "story/account.h"
#include "story/packed_account.h"
#include "story/packed_chain.h"
#include "story/packing.h"

namespace isnad::story {
namespace {

constexpr unsigned kStands = 1;
constexpr unsigned kHasWhole = 2;
constexpr unsigned kHasDays = 4;
constexpr unsigned kInSaga = 8;
constexpr unsigned kLookedAround = 16;
constexpr unsigned kCrowded = 32;
constexpr unsigned kAllFlags = kStands | kHasWhole | kHasDays | kInSaga | kLookedAround | kCrowded;
constexpr unsigned kShingleBits = 32;
// Of times and days that are not damaged; far from where sums of them would overflow.
constexpr std::int64_t kMostMilliseconds = std::int64_t{1} << 52;
constexpr std::int64_t kMostDays = 10'000'000;

bool IsWithin(std::int64_t value, std::int64_t most) { return value >= -most && value <= most; }

void AppendString(std::string& out, std::string_view bytes) {
  AppendVarint(out, bytes.size());
  out += bytes;
}

unsigned FlagsOf(Surroundings around) {
  if (around == Surroundings::kUnknown) return 0;
  return kLookedAround | (around == Surroundings::kCrowded ? kCrowded : 0);
}

std::string_view ReadString(ByteReader& reader) {
  return reader.Bytes(static_cast<std::size_t>(reader.Varint()));
}

}  // namespace

std::string PackReading(const StoredReading& reading) {
  std::string out;
  const bool has_days = reading.past.first_day && reading.past.last_day;
  AppendByte(out, kReadingVersion);
  AppendByte(out, (reading.stands ? kStands : 0) | (reading.traces.whole ? kHasWhole : 0) |
                      (has_days ? kHasDays : 0) | (reading.in_saga ? kInSaga : 0) |
                      FlagsOf(reading.around));
  AppendSigned(out, reading.past.founded.time_since_epoch().count());
  if (has_days) {
    AppendSigned(out, *reading.past.first_day);
    AppendSigned(out, std::int64_t{*reading.past.last_day} - *reading.past.first_day);
  }
  if (reading.traces.whole) AppendFixed32(out, *reading.traces.whole);
  AppendString(out, reading.account);
  AppendString(out, reading.traces.set);
  AppendVarint(out, reading.traces.sample.size());
  AppendSorted(out, reading.traces.sample, kShingleBits);
  AppendFixed32(out, std::bit_cast<std::uint32_t>(reading.chain_score));
  AppendString(out, reading.chain);
  return out;
}

std::optional<UnpackedReading> UnpackReading(std::string_view bytes) {
  ByteReader reader(bytes);
  if (reader.Byte() != kReadingVersion) return std::nullopt;
  UnpackedReading unpacked;
  StoredReading& reading = unpacked.stored;
  const unsigned flags = reader.Byte();
  if (flags > kAllFlags) return std::nullopt;
  if ((flags & (kLookedAround | kCrowded)) == kCrowded) return std::nullopt;
  reading.stands = (flags & kStands) != 0;
  reading.in_saga = (flags & kInSaga) != 0;
  if ((flags & kLookedAround) != 0) {
    reading.around = (flags & kCrowded) != 0 ? Surroundings::kCrowded : Surroundings::kApart;
  }
  const std::int64_t founded = reader.Signed();
  if (!IsWithin(founded, kMostMilliseconds)) return std::nullopt;
  reading.past.founded = Instant(Instant::duration(founded));
  if ((flags & kHasDays) != 0) {
    const std::int64_t first = reader.Signed();
    const std::int64_t days = reader.Signed();
    if (!IsWithin(first, kMostDays) || !IsWithin(days, kMostDays)) return std::nullopt;
    reading.past.first_day = static_cast<std::int32_t>(first);
    reading.past.last_day = static_cast<std::int32_t>(first + days);
  }
  if ((flags & kHasWhole) != 0) reading.traces.whole = reader.Fixed32();
  reading.account = ReadString(reader);
  reading.traces.set = ReadString(reader);
  const std::uint64_t sample = reader.Varint();
  if (!reader.ok() || sample > kMaxPackedShingles) return std::nullopt;
  reading.traces.sample.resize(static_cast<std::size_t>(sample));
  reader.Sorted(reading.traces.sample, kShingleBits);
  reading.chain_score = std::bit_cast<float>(reader.Fixed32());
  reading.chain = ReadString(reader);
  if (!std::isfinite(reading.chain_score) || !reader.ok() || !reader.at_end() ||
      !UnpackAccount(reading.account, unpacked.account) || !IsPackedSet(reading.traces.set)) {
    return std::nullopt;
  }
  std::optional<ChainEnd> chain = UnpackChain(reading.chain);
  if (!chain) return std::nullopt;
  unpacked.chain = std::move(*chain);
  return unpacked;
}

}  // namespace isnad::story
