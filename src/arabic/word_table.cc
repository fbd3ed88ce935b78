#include "arabic/word_table.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"

namespace isnad::arabic {
namespace {

// Eight bytes a step: multiply by an odd constant (the golden ratio, Knuth 6.4) and fold the high
// half, which the multiplication mixed best, into the low one that picks the slot.
std::uint32_t Hash(std::string_view word) {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = word.size() * kMultiplier;
  while (!word.empty()) {
    const std::size_t step = std::min<std::size_t>(word.size(), 8);
    std::uint64_t block = 0;
    std::memcpy(&block, word.data(), step);
    hash = (hash ^ block) * kMultiplier;
    hash ^= hash >> 32;
    word.remove_prefix(step);
  }
  return static_cast<std::uint32_t>(hash);
}

}  // namespace

std::vector<std::string_view> SplitRow(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(TrimSpace(line.substr(0, tab)));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

void WordTable::Add(std::string_view word, std::uint32_t value) {
  if (word.empty()) return;
  if ((size_ + 1) * 2 > slots_.size()) Grow();
  const std::uint32_t hash = Hash(word);
  Slot& slot = slots_[Place(hash, word)];
  if (slot.length != 0) return;
  slot = {hash, static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(word.size()),
          value};
  bytes_.append(word);
  ++size_;
}

std::uint32_t WordTable::Find(std::string_view word) const {
  if (slots_.empty() || word.empty()) return kMissing;
  const Slot& slot = slots_[Place(Hash(word), word)];
  return slot.length == 0 ? kMissing : slot.value;
}

// The slot that holds `word`, or the free one where it would go. The table is at most half full,
// so the walk ends.
std::size_t WordTable::Place(std::uint32_t hash, std::string_view word) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].length != 0) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && std::string_view(bytes_).substr(slot.begin, slot.length) == word)
      break;
    at = (at + 1) & mask;
  }
  return at;
}

void WordTable::Grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.empty() ? 64 : old.size() * 2, Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.length == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].length != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace isnad::arabic
