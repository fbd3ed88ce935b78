#include "story/shingles.h"

#include <xxhash.h>

#include <algorithm>
#include <array>

namespace isnad::story {
namespace {

constexpr std::size_t kShingleWords = 4;
constexpr std::size_t kSampleRate = 8;
constexpr std::size_t kMinSample = 8;
constexpr std::size_t kMaxVerified = 32;
// A quarter of the shingles, an eighth of them sampled, and as much bad luck as to lose half of
// those: fewer hits are not worth counting exactly.
constexpr std::size_t kShinglesAHit = 64;
constexpr std::size_t kMostHitsNeeded = 8;  // a short text may stand whole in a long one

std::uint64_t Mix(std::uint64_t value) {  // finaliser of SplitMix64
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

// The shingles an article is found by. `shingles` are sorted hashes: the leading ones are as good a
// sample as any, and the same in every article that has them.
template <typename Use>
void ForEachSampled(const Shingles& shingles, Use use) {
  for (std::size_t i = 0; i < shingles.size(); ++i) {
    if (i < kMinSample || Mix(shingles[i]) % kSampleRate == 0) use(shingles[i]);
  }
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
  for (std::size_t i = 0; i < count && shingles.size() < max_shingles; ++i) {
    ring[i % kShingleWords] = HashText(words.Folded(first + i));
    if (i + 1 < width) continue;
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
  std::size_t shared = 0;
  auto left = part.begin();
  auto right = whole.begin();
  while (left != part.end() && right != whole.end()) {
    const bool left_first = *left < *right;
    const bool right_first = *right < *left;
    shared += left_first || right_first ? 0 : 1;
    left += right_first ? 0 : 1;
    right += left_first ? 0 : 1;
  }
  return static_cast<double>(shared) / static_cast<double>(part.size());
}

void ShingleTable::Insert(std::uint32_t shingle, std::uint32_t article) {
  if (2 * (size_ + 1) > slots_.size()) Grow();
  std::size_t same = 0;
  std::size_t at = Home(shingle);
  for (; slots_[at].article != kEmpty; at = Next(at)) {
    if (slots_[at].shingle == shingle && ++same == kMaxSame) return;
  }
  slots_[at] = {shingle, article};
  ++size_;
}

void ShingleTable::Erase(std::uint32_t shingle, std::uint32_t article) {
  if (slots_.empty()) return;
  std::size_t at = Home(shingle);
  while (slots_[at].article != kEmpty &&
         (slots_[at].shingle != shingle || slots_[at].article != article)) {
    at = Next(at);
  }
  if (slots_[at].article == kEmpty) return;
  --size_;
  // Backward shift (Knuth, TAOCP 3, 6.4, algorithm R): no tombstones that pile up.
  for (std::size_t next = Next(at); slots_[next].article != kEmpty; next = Next(next)) {
    const std::size_t home = Home(slots_[next].shingle);
    const std::size_t mask = slots_.size() - 1;
    if (((next - home) & mask) >= ((next - at) & mask)) {
      slots_[at] = slots_[next];
      at = next;
    }
  }
  slots_[at].article = kEmpty;
}

void ShingleTable::Grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(std::max<std::size_t>(1024, old.size() * 2), Slot{});
  for (const Slot& slot : old) {
    if (slot.article == kEmpty) continue;
    std::size_t at = Home(slot.shingle);
    while (slots_[at].article != kEmpty) at = Next(at);
    slots_[at] = slot;
  }
}

void CopyFinder::Add(std::uint32_t article, Shingles shingles) {
  if (kept_.empty()) first_ = article;
  ForEachSampled(shingles, [&](std::uint32_t shingle) { sample_.Insert(shingle, article); });
  if (!shingles.empty()) whole_.Insert(HashOf(shingles), article);
  remembered_ += shingles.size();
  shingles.shrink_to_fit();
  kept_.push_back(std::move(shingles));
}

void CopyFinder::RemoveOldest() {
  ForEachSampled(kept_.front(), [this](std::uint32_t shingle) { sample_.Erase(shingle, first_); });
  if (!kept_.front().empty()) whole_.Erase(HashOf(kept_.front()), first_);
  remembered_ -= kept_.front().size();
  kept_.pop_front();
  ++first_;
}

std::uint32_t CopyFinder::HashOf(const Shingles& shingles) {
  return static_cast<std::uint32_t>(
      XXH3_64bits(shingles.data(), shingles.size() * sizeof(Shingles::value_type)));
}

std::vector<std::uint32_t> CopyFinder::Candidates(const Shingles& shingles) {
  found_.clear();
  for (const std::uint32_t shingle : shingles) {
    sample_.ForEach(shingle, [this](std::uint32_t article) { found_.push_back(article); });
  }
  std::sort(found_.begin(), found_.end());
  struct Hits {
    std::uint32_t article;
    std::uint32_t count;
  };
  std::vector<Hits> hits;
  for (const std::uint32_t article : found_) {
    if (hits.empty() || hits.back().article != article) hits.push_back({article, 0});
    ++hits.back().count;
  }
  std::erase_if(hits, [&](const Hits& each) {
    return each.count <
           std::clamp<std::size_t>(shingles.size() / kShinglesAHit, 1, kMostHitsNeeded);
  });
  // Those most found first, of equals the earliest.
  const std::size_t kept = std::min(hits.size(), kMaxVerified);
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(),
                    [](const Hits& a, const Hits& b) {
                      return a.count != b.count ? a.count > b.count : a.article < b.article;
                    });
  std::vector<std::uint32_t> articles;
  articles.reserve(kept);
  for (std::size_t i = 0; i < kept; ++i) articles.push_back(hits[i].article);
  return articles;
}

}  // namespace isnad::story
