#pragma once

// Keeps the table of stories in step with their accounts, account by account, inside the writer's
// transaction: counts, times, title and rank are always those that counting again would give
// (Check() does count again).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "news/story.h"
#include "store/sqlite.h"

namespace isnad::store {

// The order of the front page: one doubling of the outlets that vouch for a story independently
// weighs as much as half a day of freshness,
//   rank = log2(1 + sources) + told / 12 h.
// `told` is when the story was last told independently: copies neither count nor refresh. The age
// decay 2^(-age / 12 h) is exponential, so the order does not depend on "now" and one index serves
// it.
[[nodiscard]] double StoryRank(std::int64_t sources, Instant told);
// What an editor pinned comes before: this much is added to its rank.
inline constexpr double kPinnedRank = 1e9;

// One article as its story sees it; the views need only live through the call.
struct StoryAccount {
  news::ArticleId article = 0;
  news::OutletId outlet = 0;
  std::string_view title;
  Instant time{};
  bool independent = true;
};

// Not thread-safe.
class StoryBook {
 public:
  explicit StoryBook(Connection& connection) : connection_(connection) {}

  [[nodiscard]] Result<bool> Exists(news::StoryId story);
  // A story with `account` alone; its id is the article's.
  [[nodiscard]] Result<void> Found(const StoryAccount& account);
  // `account` joins `story`, which exists. Cost: O(log n).
  [[nodiscard]] Result<void> Join(news::StoryId story, const StoryAccount& account);
  // An account of `story` has another title or time now. Cost: O(accounts of the story).
  [[nodiscard]] Result<void> Refresh(news::StoryId story);
  // `article`, an account of `story` by `outlet`, is independent now and was not, or the other way
  // round. Cost: O(log n); O(accounts of the story) where it gave the story its title.
  [[nodiscard]] Result<void> SetIndependent(news::StoryId story, news::ArticleId article,
                                            news::OutletId outlet, bool independent);
  // Accounts came to `story` or left it: all that is kept of it is counted again. Cost: likewise.
  [[nodiscard]] Result<void> Recount(news::StoryId story);

 private:
  struct Row;
  [[nodiscard]] Result<Row> Read(news::StoryId story);
  [[nodiscard]] Result<void> Save(const Row& row);
  // Counts `account` for its outlet and says what that changed.
  struct OutletChange {
    bool new_outlet = false;
    bool new_source = false;
  };
  [[nodiscard]] Result<OutletChange> CountOutlet(news::StoryId story, const StoryAccount& account);

  Connection& connection_;
};

}  // namespace isnad::store
