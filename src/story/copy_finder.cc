#include "story/copy_finder.h"

#include <xxhash.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace isnad::story {
namespace {

constexpr std::uint32_t kSampleBelow = UINT32_MAX / 8;  // one shingle in eight
constexpr std::size_t kMinSample = 8;
constexpr std::size_t kMaxVerified = 32;
// A quarter of the shingles, an eighth of them sampled, and as much bad luck as to lose half of
// those: fewer hits are not worth counting exactly.
constexpr std::size_t kShinglesAHit = 64;
constexpr std::size_t kMostHitsNeeded = 8;  // a short text may stand whole in a long one
// Tables are swept four times while all articles of the window leave one by one: no more than a
// fifth of their entries is of articles that left.
constexpr std::size_t kSweeps = 4;

std::uint32_t HashOf(const Shingles& shingles) {
  return static_cast<std::uint32_t>(
      XXH3_64bits(shingles.data(), shingles.size() * sizeof(Shingles::value_type)));
}

// The shingles that an article is found by are those of the lowest hashes: as good a sample as any,
// and the same in every article that has them.
std::size_t SampleSize(const Shingles& shingles) {
  const auto end = std::upper_bound(shingles.begin(), shingles.end(), kSampleBelow);
  return std::max(static_cast<std::size_t>(end - shingles.begin()),
                  std::min(kMinSample, shingles.size()));
}

}  // namespace

void CopyFinder::Add(std::uint32_t article, const Shingles& shingles) {
  if (kept_.size() == 0) first_ = article;
  newest_.set.clear();
  newest_.sample.clear();
  newest_.whole.reset();
  AppendPacked(newest_.set, shingles);
  const std::size_t count = SampleSize(shingles);
  for (std::size_t i = 0; i < count; ++i) {
    if (sample_.Insert(shingles[i], article)) newest_.sample.push_back(shingles[i]);
  }
  if (!shingles.empty() && whole_.Insert(HashOf(shingles), article)) {
    newest_.whole = HashOf(shingles);
  }
  assert(article == first_ + kept_.size());
  Keep();
}

void CopyFinder::Restore(std::uint32_t article, CopyTraces traces) {
  if (kept_.size() == 0) first_ = article;
  newest_ = std::move(traces);
  for (const std::uint32_t shingle : newest_.sample) sample_.Insert(shingle, article);
  if (newest_.whole) whole_.Insert(*newest_.whole, article);
  assert(article == first_ + kept_.size());
  Keep();
}

void CopyFinder::Keep() {
  remembered_ += CountOf(newest_.set);
  kept_.Push(newest_.set);
}

void CopyFinder::RemoveOldest() {
  const std::size_t articles = kept_.size();
  remembered_ -= CountOf(kept_[0]);
  kept_.Pop();
  ++first_;
  sample_.ForgetBefore(first_, kSweeps * sample_.slots() / articles + 1);
  whole_.ForgetBefore(first_, kSweeps * whole_.slots() / articles + 1);
}

const std::vector<std::uint32_t>& CopyFinder::Twins(const Shingles& shingles) {
  candidates_.clear();
  whole_.ForEach(HashOf(shingles),
                 [this](std::uint32_t article) { candidates_.push_back(article); });
  std::sort(candidates_.begin(), candidates_.end());
  return candidates_;
}

const std::vector<std::uint32_t>& CopyFinder::Candidates(const Shingles& shingles) {
  for (const std::uint32_t shingle : shingles) sample_.Prefetch(shingle);
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
  candidates_.clear();
  for (std::size_t i = 0; i < kept; ++i) candidates_.push_back(hits[i].article);
  return candidates_;
}

}  // namespace isnad::story
