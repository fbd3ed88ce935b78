#pragma once

// How stories change after their articles came in: two become one, one is split, named, pinned.
// Machine repair comes with an article (StoryPlacement::merges), editing from people. A story's
// address outlives it: story_redirects leads from the story that is gone to the one that it became
// a part of. Every change leaves a line in story_changes that says who and why.
//
// What an editor decided stands: a machine never makes one story again of two that an editor split,
// nor changes a title that an editor gave. A story that a split makes is numbered from
// kFirstSplitStory, since the smaller numbers are those of articles that may still found stories.
//
// Every function runs inside the caller's transaction on the writer's connection.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "news/story.h"
#include "store/sqlite.h"
#include "store/store.h"
#include "store/stories.h"

namespace isnad::store {

inline constexpr news::StoryId kFirstSplitStory = news::StoryId{1} << 40;
inline constexpr std::size_t kMaxStoryTitleBytes = 1000;

class StoryEditor {
 public:
  // `now` stamps the log; `teller` may be null (store/stories.h).
  StoryEditor(Connection& connection, Instant now, StoryTeller* teller = nullptr)
      : connection_(connection), stories_(connection, teller), now_(now) {}

  // What the machine found; nothing happens where one of the two is gone, both are one by now, or
  // an editor holds them apart. Of a pinned or named story and another, the former keeps its
  // address. Cost: O(accounts of both).
  [[nodiscard]] Result<void> Repair(const StoryMerge& merge);

  // Of an editor. Errors: kNotFound (no such story), kMalformed (with itself; articles that are not
  // the story's, or all of them; a title that is empty or over kMaxStoryTitleBytes).
  [[nodiscard]] Result<void> Merge(news::StoryId from, news::StoryId into);
  // The new story's number.
  [[nodiscard]] Result<news::StoryId> Split(news::StoryId story,
                                            std::span<const news::ArticleId> articles);
  [[nodiscard]] Result<void> Rename(news::StoryId story, std::string_view title);
  // A pinned story stands above all that are not.
  [[nodiscard]] Result<void> Pin(news::StoryId story, bool pinned);

 private:
  struct Change {
    StoryChange::Kind kind;
    news::StoryId story;
    std::optional<std::int64_t> other{};
    std::optional<news::ArticleId> article{};
    double likeness_0_1 = 0;
    bool by_editor = true;
    std::string_view note{};
  };

  [[nodiscard]] Result<void> MakeOne(news::StoryId from, news::StoryId into);
  [[nodiscard]] Result<bool> AreApart(news::StoryId a, news::StoryId b);
  [[nodiscard]] Result<bool> IsEdited(news::StoryId story);  // named or pinned
  [[nodiscard]] Result<news::StoryId> NewStory(news::ArticleId article);
  [[nodiscard]] Result<void> MustExist(news::StoryId story);
  [[nodiscard]] Result<void> Log(const Change& change);
  [[nodiscard]] Result<void> NextGeneration();
  // Runs a statement with up to two numbers.
  [[nodiscard]] Result<void> Run(std::string_view sql, std::int64_t first, std::int64_t second = 0);

  Connection& connection_;
  StoryBook stories_;
  Instant now_;
};

// The story that `story` is a part of by now, itself where it is one. Any connection.
[[nodiscard]] Result<news::StoryId> ResolveStory(Connection& connection, news::StoryId story);

// The latest changes of a story and of those that became a part of it, newest first.
[[nodiscard]] Result<std::vector<StoryChange>> ReadStoryChanges(Connection& connection,
                                                                news::StoryId story,
                                                                std::size_t limit);

// Pairs that an editor holds apart, both being live.
[[nodiscard]] Result<std::vector<std::pair<news::StoryId, news::StoryId>>> ReadStoriesApart(
    Connection& connection);

}  // namespace isnad::store
