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
#include "store/story_teller.h"

namespace isnad::store {

// The order of the front page: one doubling of the outlets that vouch for a story independently
// weighs as much as half a day of freshness, one doubling of the countries that they publish in as
// a quarter of a day,
//   rank = log2(1 + sources) + log2(max(1, countries)) / 2 + told / 12 h.
// An outlet counts once however often it tells; countries count where they are known. `told` is
// when the story was last told independently: copies neither count nor refresh. The age decay
// 2^(-age / 12 h) is exponential, so the order does not depend on "now" and one index serves it.
[[nodiscard]] double StoryRank(std::int64_t sources, std::int64_t countries, Instant told);
// What an editor pinned comes before: this much is added to its rank.
inline constexpr double kPinnedRank = 1e9;

// One article as its story sees it; the views need only live through the call.
struct StoryAccount {
  news::ArticleId article = 0;
  news::OutletId outlet = 0;
  std::string_view title;
  std::string_view section = {};
  bool has_country = false;  // of the outlet
  Instant time{};
  bool independent = true;
};

// Not thread-safe.
class StoryBook {
 public:
  // `teller` (borrowed, may be null): without one a story's title is that of its earliest
  // independent account that has one, and no section is decided.
  explicit StoryBook(Connection& connection, StoryTeller* teller = nullptr)
      : connection_(connection), teller_(teller) {}

  [[nodiscard]] Result<bool> Exists(news::StoryId story);
  // A story with `account` alone; its id is the article's.
  [[nodiscard]] Result<void> Found(const StoryAccount& account);
  // `account` joins `story`, which exists. Cost: O(log n).
  [[nodiscard]] Result<void> Join(news::StoryId story, const StoryAccount& account);
  // An account of `story` has another title or time now. Cost: O(accounts of the story).
  [[nodiscard]] Result<void> Refresh(news::StoryId story);
  // An account of `story` by `outlet` is independent now and was not, or the other way round. Cost:
  // O(accounts of the story).
  [[nodiscard]] Result<void> SetIndependent(news::StoryId story, news::OutletId outlet,
                                            bool independent);
  // Accounts came to `story` or left it: all that is kept of it is counted again. Cost: likewise.
  [[nodiscard]] Result<void> Recount(news::StoryId story);

  // Title, section and countries anew, from the accounts that stand. To be called behind all that
  // changed the accounts of a story of more than one. Cost: ReadTellings and the teller's.
  [[nodiscard]] Result<void> Tell(news::StoryId story);

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

  // Countries of outlets with an independent account. Cost: O(outlets of the story).
  [[nodiscard]] Result<std::int64_t> CountCountries(news::StoryId story);

  Connection& connection_;
  StoryTeller* teller_;
};

}  // namespace isnad::store
