#include "story/term_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "base/clock.h"

namespace isnad::story {
namespace {

Account AccountOfTerms(const std::set<std::uint32_t>& keys) {
  Account account;
  for (const std::uint32_t key : keys) account.terms.push_back({key, 2});
  FinishWeights(account);
  return account;
}

TEST(PostingRing, AgreesWithADeque) {
  PostingRing ring;
  std::deque<Posting> reference;
  SeededRandom random(2);
  for (std::uint32_t step = 0; step < 20'000; ++step) {
    if (random.Below(100) < (step / 3'000 % 2 == 0 ? 60U : 40U) || reference.empty()) {
      ring.Push(step);
      reference.push_back(step);
      if (reference.size() > PostingRing::kMost) reference.pop_front();
    } else {
      EXPECT_EQ(ring.oldest(), reference.front());
      ring.PopOldest();
      reference.pop_front();
    }
    const auto [first, second] = ring.pieces();
    std::vector<Posting> all(first.begin(), first.end());
    all.insert(all.end(), second.begin(), second.end());
    ASSERT_TRUE(std::equal(all.begin(), all.end(), reference.begin(), reference.end()));
    ASSERT_LE(ring.heap_bytes(), std::max<std::size_t>(16, 8 * 4 * reference.size()));
  }
}

TEST(TermIndex, CountsAsAMapDoes) {
  TermIndex index;
  std::map<std::uint32_t, std::uint32_t> reference;
  std::deque<Account> window;
  SeededRandom random(8);
  constexpr std::uint32_t kWindow = 400;
  for (std::uint32_t article = 0; article < 4'000; ++article) {
    if (window.size() == kWindow) {
      for (const Term& term : window.front().terms) --reference[term.key];
      index.Remove(article - kWindow, window.front());
      window.pop_front();
    }
    std::set<std::uint32_t> keys;
    const std::uint64_t kinds = article / 1'000 % 2 == 0 ? 500 : 1'000'000;
    for (int i = 0; i < 40; ++i) keys.insert(static_cast<std::uint32_t>(random.Below(kinds)));
    window.push_back(AccountOfTerms(keys));
    index.Add(article, window.back());
    for (const std::uint32_t key : keys) ++reference[key];
  }
  std::size_t terms = 0;
  for (const auto& [key, seen_in] : reference) {
    ASSERT_EQ(index.SeenIn(key), seen_in);
    terms += seen_in > 0 ? 1 : 0;
  }
  EXPECT_EQ(index.terms(), terms);
}

TEST(TermIndex, FindsTheNearestFirstAndOfEqualsTheEarliest) {
  TermIndex index;
  const Account all = AccountOfTerms({1, 2, 3, 4, 5, 6});
  index.Add(10, AccountOfTerms({1, 2, 30, 40, 50, 60}));
  index.Add(11, AccountOfTerms({1, 2, 3, 4, 50, 60}));
  index.Add(12, AccountOfTerms({1, 2, 3, 4, 51, 61}));
  index.Add(13, AccountOfTerms({7, 8, 9}));
  const auto near = index.Nearest(all, 16);
  EXPECT_EQ(std::vector(near.begin(), near.end()), (std::vector<std::uint32_t>{11, 12, 10}));
  EXPECT_EQ(index.Nearest(all, 1).size(), 1U);
  EXPECT_EQ(index.Nearest(all, 1)[0], 11U);
}

TEST(TermIndex, GivesMemoryBack) {
  TermIndex index;
  const Account account = AccountOfTerms({1, 2, 3});
  for (std::uint32_t article = 0; article < 2'000; ++article) index.Add(article, account);
  const std::size_t full = index.memory_bytes();
  for (std::uint32_t article = 0; article < 2'000; ++article) index.Remove(article, account);
  EXPECT_EQ(index.terms(), 0U);
  EXPECT_LT(index.memory_bytes(), full);
  EXPECT_TRUE(index.Nearest(account, 16).empty());
}

}  // namespace
}  // namespace isnad::story
