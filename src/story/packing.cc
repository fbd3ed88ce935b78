#include "story/packing.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace isnad::story {
namespace {

static_assert(std::endian::native == std::endian::little, "packed numbers are little-endian");

constexpr unsigned kBitsAByte = 8;

std::size_t BytesOf(std::size_t bits) { return (bits + kBitsAByte - 1) / kBitsAByte; }

// How many bits of a set's numbers are in its bitmap.
unsigned HighBits(std::size_t count, unsigned bits) {
  const auto log = static_cast<unsigned>(count > 1 ? std::bit_width(count - 1) : 0);
  return std::min(log, bits);
}

std::size_t BitmapBits(std::size_t count, unsigned high_bits) {
  return count + (std::size_t{1} << high_bits);
}

std::uint64_t Mask(unsigned bits) { return (std::uint64_t{1} << bits) - 1; }

// Eight bytes at `at`, those behind the end being 0.
std::uint64_t LoadWord(std::string_view bytes, std::size_t at) {
  std::uint64_t word = 0;
  if (at + sizeof word <= bytes.size()) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
  } else if (at < bytes.size()) {
    std::memcpy(&word, bytes.data() + at, bytes.size() - at);
  }
  return word;
}

}  // namespace

void AppendByte(std::string& out, std::size_t value) {
  assert(value < 256);
  out += static_cast<char>(value);
}

void AppendFixed32(std::string& out, std::uint32_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void AppendVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  out += static_cast<char>(value);
}

void AppendSigned(std::string& out, std::int64_t value) {
  AppendVarint(out,
               (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void AppendSorted(std::string& out, std::span<const std::uint32_t> numbers, unsigned bits) {
  assert(bits >= 1 && bits <= 32 && numbers.size() <= kMaxPackedNumbers);
  if (numbers.empty()) return;
  const unsigned high_bits = HighBits(numbers.size(), bits);
  const unsigned low_bits = bits - high_bits;
  const std::size_t bitmap = out.size();
  out.append(BytesOf(BitmapBits(numbers.size(), high_bits)), '\0');
  std::uint64_t waiting = 0;  // low bits that are no whole byte yet
  unsigned waiting_bits = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    assert(i == 0 || numbers[i - 1] <= numbers[i]);
    const std::size_t bit = (std::uint64_t{numbers[i]} >> low_bits) + i;
    out[bitmap + bit / kBitsAByte] |= static_cast<char>(1U << bit % kBitsAByte);
    waiting |= (numbers[i] & Mask(low_bits)) << waiting_bits;
    for (waiting_bits += low_bits; waiting_bits >= kBitsAByte; waiting_bits -= kBitsAByte) {
      out += static_cast<char>(waiting & 0xFF);
      waiting >>= kBitsAByte;
    }
  }
  if (waiting_bits > 0) out += static_cast<char>(waiting);
}

std::uint32_t ByteReader::Fixed32() {
  std::uint32_t value = 0;
  const std::string_view bytes = Bytes(sizeof value);
  if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::uint64_t ByteReader::Varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = Byte();
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return ok_ ? value : 0;
  }
  ok_ = false;
  return 0;
}

std::int64_t ByteReader::Signed() {
  const std::uint64_t zigzag = Varint();
  return static_cast<std::int64_t>((zigzag >> 1) ^ (~(zigzag & 1) + 1));
}

void ByteReader::Sorted(std::span<std::uint32_t> out, unsigned bits) {
  const std::size_t count = out.size();
  if (count == 0) return;
  const unsigned high_bits = HighBits(count, bits);
  const unsigned low_bits = bits - high_bits;
  const std::string_view bitmap = Bytes(BytesOf(BitmapBits(count, high_bits)));
  const std::string_view low = Bytes(BytesOf(count * low_bits));
  std::size_t filled = 0;
  for (std::size_t at = 0; at < bitmap.size(); at += sizeof(std::uint64_t)) {
    for (std::uint64_t word = LoadWord(bitmap, at); word != 0 && filled < count; word &= word - 1) {
      const std::size_t bit = at * kBitsAByte + static_cast<std::size_t>(std::countr_zero(word));
      out[filled] = static_cast<std::uint32_t>(std::uint64_t{bit - filled} << low_bits);
      ++filled;
    }
  }
  if (!ok_ || filled < count || std::uint64_t{out[count - 1]} >> low_bits > Mask(high_bits)) {
    ok_ = false;
    std::fill(out.begin(), out.end(), 0);
    return;
  }
  const std::uint64_t mask = Mask(low_bits);
  std::size_t bit = 0;
  for (std::uint32_t& number : out) {
    number |=
        static_cast<std::uint32_t>(LoadWord(low, bit / kBitsAByte) >> bit % kBitsAByte & mask);
    bit += low_bits;
  }
  if (!std::is_sorted(out.begin(), out.end())) ok_ = false;
}

}  // namespace isnad::story
