#include "story/shingles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

#include "story/packing.h"

namespace isnad::story {
namespace {

constexpr std::size_t kShingleWords = 4;
constexpr unsigned kShingleBits = 32;
constexpr unsigned kBitsOfDoubt = 8;  // one in 2^8 looks like one of a packed set's

std::uint64_t Mix(std::uint64_t value) {  // finaliser of SplitMix64
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

unsigned PackedBits(std::size_t count) {
  return static_cast<unsigned>(std::bit_width(count - 1)) + kBitsOfDoubt;
}

// How many of `part`, each cut to its leading `bits`, stand in `whole`, whose numbers have no more.
std::size_t CountAlike(const Shingles& part, const Shingles& whole, unsigned bits) {
  const unsigned cut = kShingleBits - bits;
  std::size_t shared = 0;
  auto left = part.begin();
  auto right = whole.begin();
  while (left != part.end() && right != whole.end()) {
    const std::uint32_t value = *left >> cut;
    shared += value == *right ? 1 : 0;
    const bool step_right = *right < value;
    right += step_right ? 1 : 0;
    left += step_right ? 0 : 1;
  }
  return shared;
}

// Empty where the bytes are no packed set.
void ReadSet(ByteReader& reader, Shingles& shingles) {
  shingles.clear();
  const std::uint64_t count = reader.Varint();
  if (count > kMaxPackedShingles) return reader.Refuse();
  if (count == 0) return;
  shingles.resize(static_cast<std::size_t>(count));
  reader.Sorted(shingles, PackedBits(shingles.size()));
  if (!reader.ok()) shingles.clear();
}

bool IsWord(const Word& word) { return word.kind == arabic::TokenKind::kWord; }

// Whether the words from `first` up to `end` are words of Arabic or another language without case,
// mostly.
bool IsMostlyWords(const Words& words, std::size_t first, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t i = first; i < end; ++i) count += IsWord(words[i]) ? 1 : 0;
  return 2 * count >= end - first;
}

}  // namespace

Shingles ShinglesOf(const Words& words, std::size_t first, std::size_t max_shingles,
                    std::size_t end) {
  Shingles shingles;
  std::array<std::uint64_t, kShingleWords> ring{};
  end = std::min(end, words.size());
  const std::size_t count = end > first ? end - first : 0;
  if (count == 0) return shingles;
  shingles.reserve(std::min(count, max_shingles));
  const std::size_t width = std::min(count, kShingleWords);
  const bool skips_code = IsMostlyWords(words, first, end);
  std::size_t foreign = 0;  // words of Latin letters and digits in a row
  for (std::size_t i = 0; i < count && shingles.size() < max_shingles; ++i) {
    ring[i % kShingleWords] = HashText(words.Folded(first + i));
    foreign = IsWord(words[first + i]) ? 0 : foreign + 1;
    if (i + 1 < width || (skips_code && foreign >= width)) continue;
    std::uint64_t hash = width;
    for (std::size_t k = i + 1 - width; k <= i; ++k)
      hash = Mix(hash * 31 + ring[k % kShingleWords]);
    shingles.push_back(static_cast<std::uint32_t>(hash));
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double Containment(const Shingles& part, const Shingles& whole) {
  if (part.empty()) return 0;
  return static_cast<double>(CountAlike(part, whole, kShingleBits)) /
         static_cast<double>(part.size());
}

void AppendPacked(std::string& out, const Shingles& shingles) {
  assert(shingles.size() <= kMaxPackedShingles);
  AppendVarint(out, shingles.size());
  if (shingles.empty()) return;
  const unsigned bits = PackedBits(shingles.size());
  Shingles cut(shingles);
  for (std::uint32_t& shingle : cut) shingle >>= kShingleBits - bits;
  AppendSorted(out, cut, bits);
}

std::size_t CountOf(std::string_view packed) {
  const std::uint64_t count = ByteReader(packed).Varint();
  return count > kMaxPackedShingles ? 0 : static_cast<std::size_t>(count);
}

bool IsPackedSet(std::string_view bytes) {
  Shingles shingles;
  ByteReader reader(bytes);
  ReadSet(reader, shingles);
  return reader.ok() && reader.at_end();
}

void Unpack(std::string_view packed, Shingles& cut) {
  ByteReader reader(packed);
  ReadSet(reader, cut);
}

double CountInCut(const Shingles& part, const Shingles& cut) {
  if (part.empty() || cut.empty()) return 0;
  const unsigned bits = PackedBits(cut.size());
  const auto all = static_cast<double>(part.size());
  const auto alike = static_cast<double>(CountAlike(part, cut, bits));
  // Of the `all - shared` others as many look alike as there are values taken.
  const double chance = std::ldexp(static_cast<double>(cut.size()), -static_cast<int>(bits));
  const double shared = std::round((alike - all * chance) / (1 - chance));
  return std::clamp(shared, 0.0, std::min(alike, static_cast<double>(cut.size())));
}

}  // namespace isnad::story
