#pragma once

// Everything Isnad keeps: outlets, articles with their versions, headlines, stories, and the
// pages themselves (zstd) as evidence. The interface speaks in `news` values only, so that another
// database can stand behind it; OpenSqlite (store/sqlite_store.h) is the one there is. The schema
// is docs/store.md.
//
// Durability: a write that returned is on the disk (SQLite: WAL, synchronous=FULL), so batch.
// Concurrency: one writer (one process, one thread at a time: guarded by a lock file and a mutex),
// any number of readers, each seeing the last committed state.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "news/article.h"
#include "news/source.h"
#include "news/story.h"

namespace isnad::store {

// The lines at the edges of an article's text, as fingerprints: what hosts repeat is learned from
// them (store/host_lines.h).
struct SeenLines {
  std::string host;         // "" where nothing is to be learned
  std::uint64_t title = 0;  // fingerprint: pages of one title are one witness
  std::vector<std::uint64_t> lines;
};

// What was learned of a host.
struct HostLines {
  std::int64_t pages = 0;                                 // that were counted, ageing
  std::unordered_map<std::uint64_t, std::int64_t> lines;  // and those with each line
};

// One extracted page on its way in. `page` (the bytes as they came) may be empty for clean
// articles.
struct Incoming {
  news::Article article;
  std::string_view page = {};
  Instant seen{};
  SeenLines lines = {};  // counted when the article is new
};

enum class Outcome : std::uint8_t {
  kNew,
  kChanged,    // a new version of an article we had
  kDuplicate,  // known to the letter
  kHeadlines,  // not an article (kind listing or other): only its headlines were kept
};

struct Stored {
  news::ArticleId article = 0;  // 0 for kHeadlines
  Outcome outcome = Outcome::kNew;
  news::StoryId story = 0;  // the story it stands in
};

// Two stories that the new article shows to be one (both as known to the placer).
struct StoryMerge {
  news::StoryId from = 0;
  news::StoryId into = 0;
  news::ArticleId article = 0;  // the account of the one most like an account of the other
  double likeness_0_1 = 0;
};

// A line of the log of what was done to stories.
struct StoryChange {
  enum class Kind : std::uint8_t { kMerged, kSplit, kNamed, kPinned, kUnpinned };

  Instant at{};
  Kind kind = Kind::kMerged;
  bool by_editor = false;
  news::StoryId story = 0;
  std::optional<news::StoryId> other{};      // that became a part of it, or was split off it
  std::optional<news::ArticleId> article{};  // kMerged by the machine: that showed it
  double likeness_0_1 = 0;                   // likewise: how sure it was
  std::string note;                          // kNamed: the title

  bool operator==(const StoryChange&) const = default;
};

// An earlier story that the article's story continues (as known to the placer).
struct StoryContinuation {
  news::StoryId story = 0;
  double likeness_0_1 = 0;
};

// The story decision for an article that is new or changed, written in the same transaction.
struct StoryPlacement {
  news::StoryId story = 0;  // 0: found a story; its id is the article's id
  news::ChainPlace chain{};
  std::vector<StoryMerge> merges{};  // what else it brought about, in order
  std::vector<news::Rehanging>
      rehung{};              // accounts turned round by it, in order, behind the merges
  bool is_template = false;  // as of news::Story; counts where the article founds one
  std::vector<StoryContinuation> earlier{};  // likest first
  // What the placer wants to know of the article after a restart, in a form of its own; "" nothing.
  std::string reading{};
  // The readings of earlier articles are of no more use; 0 where that is not known.
  news::ArticleId oldest_reading = 0;
};

// Asked inside the transaction for each article that is new (never for duplicates or for new
// versions, which keep their story). `article` holds the id that it was given.
class StoryPlacer {
 public:
  virtual ~StoryPlacer() = default;
  virtual StoryPlacement Place(news::ArticleId id, const news::Article& article, Instant seen) = 0;
};

struct StoredArticle {
  news::ArticleId id = 0;
  int version = 1;
  news::Article article;  // headlines and comments included
  news::Outlet outlet;
  Instant first_seen{};
  news::StoryId story = 0;
  std::optional<news::ArticleId> origin;
  double copied_0_1 = 0;
};

struct Counts {
  std::int64_t outlets = 0, articles = 0, versions = 0, stories = 0, headlines = 0, pages = 0;
};

// An article of a window of the stream as it was placed, for restoring the placer.
struct PlacedArticle {
  news::ArticleId id = 0;
  Instant seen{};
  StoryPlacement placement;  // with its reading, where that was kept
};
using OnPlaced = std::function<Result<void>(const PlacedArticle&)>;

// Where a listing goes on: opaque to callers, "" for its start and at its end.
using Cursor = std::string;

template <typename T>
struct Page {
  std::vector<T> items;
  Cursor next;
};

// Order of the front page: by accounts and freshness, or by time alone.
enum class StoryOrder : std::uint8_t { kRank, kLatest };

class Store {
 public:
  virtual ~Store() = default;

  // Writes a batch as one transaction; all of it or nothing. The same page or article again (same
  // canonical URL or, without URL, same outlet, title and text) is a duplicate; the same URL with
  // another text is a new version. Results stand in the order of the batch.
  // Errors: kFull, kIo, kBusy (another writer), kMalformed (the store is damaged).
  virtual Result<std::vector<Stored>> Write(std::span<const Incoming> batch,
                                            StoryPlacer& placer) = 0;

  // All reads: thread-safe, kNotFound where the id is unknown, kIo/kMalformed for a broken store.
  virtual Result<StoredArticle> Article(news::ArticleId id) = 0;
  // The number of a story that became a part of another gives that one, under its own number.
  virtual Result<news::Story> Story(news::StoryId id, std::size_t max_accounts) = 0;
  // What was done to a story, newest first.
  virtual Result<std::vector<StoryChange>> StoryChanges(news::StoryId /*id*/,
                                                        std::size_t /*limit*/) {
    return std::vector<StoryChange>{};
  }
  // Pairs of stories that an editor holds apart.
  virtual Result<std::vector<std::pair<news::StoryId, news::StoryId>>> StoriesApart() {
    return std::vector<std::pair<news::StoryId, news::StoryId>>{};
  }
  // At most `limit` stories with at most `max_accounts` accounts each, of one section (a slug of
  // news/section.h) or of all (""). `now` weighs freshness.
  virtual Result<Page<news::Story>> Stories(StoryOrder order, Instant now, std::size_t limit,
                                            std::size_t max_accounts, const Cursor& from,
                                            std::string_view section) = 0;
  [[nodiscard]] Result<Page<news::Story>> Stories(StoryOrder order, Instant now, std::size_t limit,
                                                  std::size_t max_accounts, const Cursor& from) {
    return Stories(order, now, limit, max_accounts, from, {});
  }
  virtual Result<std::vector<news::Outlet>> Outlets(std::size_t limit) = 0;  // most articles first
  virtual Result<news::Outlet> OutletBySlug(std::string_view slug) = 0;
  virtual Result<Page<news::Account>> OutletArticles(news::OutletId id, std::size_t limit,
                                                     const Cursor& from) = 0;
  // Latest headlines for the ticker, each title once, newest first.
  virtual Result<std::vector<news::Account>> LatestHeadlines(std::size_t limit) = 0;
  // The latest `limit` articles first seen at or after `since`, in the order of their ids, one
  // after another; stops at the first error of `use`. `use` may ask the store.
  virtual Result<void> ForEachPlaced(Instant since, std::size_t limit, const OnPlaced& use) = 0;
  virtual Result<std::string> EvidencePage(news::ArticleId id, std::size_t max_bytes) = 0;
  // The lines seen on at least `min_pages` pages of `host`.
  virtual Result<HostLines> LinesOf(std::string_view /*host*/, std::int64_t /*min_pages*/) {
    return HostLines{};
  }
  // What is followed, in the order it was added, with the state of its feeds. Its own interface for
  // writing is store/source_store.h.
  virtual Result<std::vector<news::Source>> Sources(std::size_t limit) = 0;
  virtual Result<Counts> Count() = 0;
  // Grows with every committed write: what caches and ETags are keyed by.
  virtual Result<std::int64_t> Generation() = 0;
  // Deep check (integrity, foreign keys, evidence readable, search index in step); one line a
  // finding, empty when all is well.
  virtual Result<std::vector<std::string>> Check() = 0;
};

}  // namespace isnad::store
