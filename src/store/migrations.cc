#include "store/migrations.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace isnad::store {
namespace {

// Times are milliseconds since 1970 UTC, days are days since 1970-01-01, hashes are BLAKE2b.
constexpr const char* kMigrations[] = {
    // 1: everything the first release keeps.
    R"sql(
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0), ('index_version', '');

CREATE TABLE outlets (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,         -- 'name:…' or 'host:…': what makes it one outlet
  slug          TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  host          TEXT NOT NULL DEFAULT '',     -- registrable domain
  article_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outlets_by_count ON outlets (article_count);
CREATE INDEX outlets_by_host  ON outlets (host) WHERE host <> '';

-- Pages as they came, in pages/NNNNNN.pack.
CREATE TABLE pages (
  id     INTEGER PRIMARY KEY,
  hash   BLOB NOT NULL UNIQUE,                -- of the bytes, 32 bytes
  pack   INTEGER NOT NULL,
  offset INTEGER NOT NULL,                    -- of the record in the pack
  stored INTEGER NOT NULL,                    -- bytes of the zstd frame
  bytes  INTEGER NOT NULL                     -- bytes of the page
) STRICT;

CREATE TABLE stories (
  id            INTEGER PRIMARY KEY,          -- of the article that founded it
  title         TEXT NOT NULL,
  title_article INTEGER NOT NULL,             -- whose title it is
  first         INTEGER NOT NULL,             -- time of its earliest account
  latest        INTEGER NOT NULL,             -- and of its latest
  accounts      INTEGER NOT NULL,
  independent   INTEGER NOT NULL,             -- accounts copied from none
  outlets       INTEGER NOT NULL,
  sources       INTEGER NOT NULL,             -- outlets with an independent account
  rank          REAL NOT NULL                 -- see StoryRank() in stories.h
) STRICT;
CREATE INDEX stories_by_latest ON stories (latest);
CREATE INDEX stories_by_rank   ON stories (rank);

-- How often an outlet tells a story: keeps the counts above exact without counting again.
CREATE TABLE story_outlets (
  story       INTEGER NOT NULL REFERENCES stories,
  outlet      INTEGER NOT NULL REFERENCES outlets,
  accounts    INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  PRIMARY KEY (story, outlet)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  id               INTEGER PRIMARY KEY,
  identity         BLOB NOT NULL UNIQUE,      -- of the canonical URL, else of outlet, title, text
  content          BLOB NOT NULL,             -- of title and text: another one is a new version
  version          INTEGER NOT NULL DEFAULT 1,
  outlet           INTEGER NOT NULL REFERENCES outlets,
  story            INTEGER NOT NULL REFERENCES stories DEFERRABLE INITIALLY DEFERRED,
  origin           INTEGER REFERENCES articles,
  copied           REAL NOT NULL DEFAULT 0,   -- share of it that stands in the origin, 0..1
  page             INTEGER REFERENCES pages,
  first_seen       INTEGER NOT NULL,
  time             INTEGER NOT NULL,          -- published, but never later than first_seen;
                                             -- unknown: that, or the newest known if earlier
  published_day    INTEGER,                   -- as the page gives it
  published_second INTEGER,                   -- of the day, where the hour is known
  published_offset INTEGER,                   -- minutes east of UTC, where known
  url              TEXT NOT NULL,
  title            TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_story  ON articles (story, time);
CREATE INDEX articles_by_outlet ON articles (outlet, time);
CREATE INDEX articles_by_time   ON articles (time);
CREATE INDEX articles_by_seen   ON articles (first_seen);
CREATE INDEX articles_by_origin ON articles (origin) WHERE origin IS NOT NULL;

-- Everything else of an article, as body.h writes it; apart, so that joins read narrow rows.
CREATE TABLE bodies (
  article INTEGER PRIMARY KEY REFERENCES articles,
  body    BLOB NOT NULL
) STRICT;

-- What an article said before it was changed.
CREATE TABLE versions (
  article INTEGER NOT NULL REFERENCES articles,
  version INTEGER NOT NULL,
  seen    INTEGER NOT NULL,                   -- when the next version replaced it
  page    INTEGER REFERENCES pages,
  title   TEXT NOT NULL,
  body    BLOB NOT NULL,
  PRIMARY KEY (article, version)
) STRICT;

-- Titles seen on pages that are not the page's own, each once.
CREATE TABLE headlines (
  id         INTEGER PRIMARY KEY,
  hash       BLOB NOT NULL UNIQUE,            -- of the title
  title      TEXT NOT NULL,
  url        TEXT NOT NULL,                   -- where it led when last seen
  target     BLOB,                            -- identity of the article at that address
  page       TEXT NOT NULL,                   -- address of the page it was first seen on
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL
) STRICT;
CREATE INDEX headlines_by_seen ON headlines (first_seen);
)sql",
    // Lines that the pages of one host repeat: host_lines.h.
    R"sql(
CREATE TABLE line_hosts (
  host  TEXT PRIMARY KEY,                     -- of the address, else 'outlet:…'
  pages INTEGER NOT NULL                      -- counted, halved now and then
) STRICT, WITHOUT ROWID;
CREATE TABLE host_lines (
  host        TEXT NOT NULL,
  line        INTEGER NOT NULL,               -- fingerprint
  pages       INTEGER NOT NULL,               -- with titles of their own, halved with the host's
  first_title INTEGER NOT NULL,               -- fingerprints
  last_title  INTEGER NOT NULL,
  PRIMARY KEY (host, line)
) STRICT, WITHOUT ROWID;
)sql",
    // What is followed, and what is still to be fetched.
    R"sql(
CREATE TABLE sources (
  id       INTEGER PRIMARY KEY,
  homepage TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  language TEXT NOT NULL,
  country  TEXT NOT NULL,
  icon     TEXT NOT NULL,
  added    INTEGER NOT NULL,
  resting  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Addresses that are asked again and again: news::FollowedFeed.
CREATE TABLE feeds (
  id             INTEGER PRIMARY KEY,
  source         INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  url            TEXT NOT NULL UNIQUE,
  role           INTEGER NOT NULL,
  due            INTEGER NOT NULL,
  life           INTEGER NOT NULL DEFAULT 0,
  etag           TEXT NOT NULL DEFAULT '',
  last_modified  TEXT NOT NULL DEFAULT '',
  validators_url TEXT NOT NULL DEFAULT '',
  moved_to       TEXT NOT NULL DEFAULT '',
  rhythm         TEXT NOT NULL DEFAULT '',
  items_per_day  REAL NOT NULL DEFAULT 0,
  failures       INTEGER NOT NULL DEFAULT 0,  -- in a row
  failing_since  INTEGER,
  last_try       INTEGER,
  last_success   INTEGER,
  last_whole     INTEGER,
  trouble        TEXT NOT NULL DEFAULT '',
  latency        INTEGER NOT NULL DEFAULT 0,  -- milliseconds to the first byte
  items          INTEGER NOT NULL DEFAULT 0,  -- found new until now
  pages_whole    INTEGER NOT NULL DEFAULT 0,
  pages_linked   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX feeds_by_source ON feeds (source);
CREATE INDEX feeds_by_due    ON feeds (due);

-- Pages that wait to be fetched, each once.
CREATE TABLE page_tasks (
  id               INTEGER PRIMARY KEY,
  identity         BLOB NOT NULL UNIQUE,      -- of the canonical URL
  feed             INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
  kind             INTEGER NOT NULL,
  url              TEXT NOT NULL,
  due              INTEGER NOT NULL,
  tries            INTEGER NOT NULL,
  has_text         INTEGER NOT NULL,
  title            TEXT NOT NULL,             -- as the feed gives them
  published_day    INTEGER,
  published_second INTEGER,
  published_offset INTEGER,
  body             BLOB NOT NULL
) STRICT;
CREATE INDEX page_tasks_by_due  ON page_tasks (due);
CREATE INDEX page_tasks_by_feed ON page_tasks (feed);

-- What feeds have listed.
CREATE TABLE known_items (
  identity  BLOB PRIMARY KEY,
  feed      INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
  mark      INTEGER NOT NULL,                 -- another one: the item was changed
  revisions INTEGER NOT NULL DEFAULT 0,
  listed    INTEGER NOT NULL                  -- when last, to within a week
) STRICT, WITHOUT ROWID;
CREATE INDEX known_items_by_feed   ON known_items (feed);
CREATE INDEX known_items_by_listed ON known_items (listed);

-- robots.txt and rests of servers.
CREATE TABLE fetch_hosts (
  origin            TEXT PRIMARY KEY,
  robots            TEXT NOT NULL,
  last_good         TEXT,
  check_again       INTEGER NOT NULL,
  unreachable_since INTEGER,
  etag              TEXT NOT NULL,
  last_modified     TEXT NOT NULL,
  validators_url    TEXT NOT NULL,
  hold_until        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- WebSub.
CREATE TABLE subscriptions (
  feed    INTEGER PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
  token   TEXT NOT NULL UNIQUE,
  topic   TEXT NOT NULL,
  hub     TEXT NOT NULL,
  secret  TEXT NOT NULL,
  asked   INTEGER NOT NULL,
  expires INTEGER
) STRICT;
)sql",
    // Stories repaired and edited: story_edits.h.
    R"sql(
ALTER TABLE stories ADD COLUMN named  INTEGER NOT NULL DEFAULT 0;  -- an editor gave the title
ALTER TABLE stories ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;  -- stands above all others

-- Where the address of a story that is gone leads.
CREATE TABLE story_redirects (
  story  INTEGER PRIMARY KEY,
  target INTEGER NOT NULL REFERENCES stories DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX story_redirects_by_target ON story_redirects (target);

-- Pairs that an editor split: never made one again by a machine.
CREATE TABLE story_apart (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_apart_by_b ON story_apart (b);

-- What was done to stories, by whom and why.
CREATE TABLE story_changes (
  id        INTEGER PRIMARY KEY,
  time      INTEGER NOT NULL,
  kind      INTEGER NOT NULL,                 -- store::StoryChange::Kind
  by_editor INTEGER NOT NULL,
  story     INTEGER NOT NULL,
  other     INTEGER,                          -- the story merged into it, or split off it
  article   INTEGER,                          -- the account that showed that two stories are one
  likeness  REAL NOT NULL,                    -- how sure the machine was, 0..1
  note      TEXT NOT NULL                     -- the title given
) STRICT;
CREATE INDEX story_changes_by_story ON story_changes (story, id);
CREATE INDEX story_changes_by_other ON story_changes (other, id);
)sql",
    // Saved searches and what answered them: search/saved_searches.h.
    R"sql(
CREATE TABLE saved_searches (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  query   TEXT NOT NULL,                      -- as the query language writes it
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE saved_hits (
  search  INTEGER NOT NULL REFERENCES saved_searches,
  article INTEGER NOT NULL REFERENCES articles,
  seen    INTEGER NOT NULL,
  PRIMARY KEY (search, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_hits_by_seen ON saved_hits (search, seen);
CREATE INDEX saved_hits_by_article ON saved_hits (article);
)sql",
    // How sure an origin is, and why: chain_columns.h.
    R"sql(
ALTER TABLE articles ADD COLUMN origin_confidence REAL NOT NULL DEFAULT 0;  -- 0..1
ALTER TABLE articles ADD COLUMN agency   TEXT NOT NULL DEFAULT '';  -- the source that we do not have
ALTER TABLE articles ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
)sql",
    // Sections, and how fresh a story is: by what was told, not by what was copied (stories.h).
    R"sql(
ALTER TABLE articles ADD COLUMN section TEXT NOT NULL DEFAULT '';  -- a slug of news/section.h
ALTER TABLE stories  ADD COLUMN section TEXT NOT NULL DEFAULT '';  -- likewise
ALTER TABLE stories  ADD COLUMN told    INTEGER NOT NULL DEFAULT 0;  -- time of its latest
                                                                     -- independent account
CREATE INDEX articles_told ON articles (story, time) WHERE origin IS NULL;
CREATE INDEX stories_by_section_latest ON stories (section, latest) WHERE section <> '';
CREATE INDEX stories_by_section_rank   ON stories (section, rank) WHERE section <> '';
UPDATE stories SET told = ifnull(
  (SELECT max(time) FROM articles WHERE story = stories.id AND origin IS NULL), first);
UPDATE stories SET rank = rank + (told - latest) / 43200000.0;
)sql",
    // Where stories are told from, and by whom: story_teller.h.
    R"sql(
ALTER TABLE outlets ADD COLUMN country   TEXT NOT NULL DEFAULT '';     -- ISO 3166, small letters
ALTER TABLE stories ADD COLUMN countries INTEGER NOT NULL DEFAULT 0;  -- of its sources, where known
INSERT INTO meta VALUES ('told_version', '');
)sql",
    // Issues of forms, and which stories continue which: story_links.h.
    R"sql(
ALTER TABLE stories ADD COLUMN template INTEGER NOT NULL DEFAULT 0;  -- founded by an issue of a form
CREATE TABLE story_links (
  story    INTEGER NOT NULL REFERENCES stories DEFERRABLE INITIALLY DEFERRED,
  earlier  INTEGER NOT NULL REFERENCES stories DEFERRABLE INITIALLY DEFERRED,
  likeness REAL NOT NULL,                     -- how alike, 0..1
  PRIMARY KEY (story, earlier)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_links_by_earlier ON story_links (earlier);
)sql",
    // What the placer wants to know of an article after a restart; those of the window alone.
    R"sql(
CREATE TABLE readings (
  article INTEGER PRIMARY KEY REFERENCES articles,
  reading BLOB NOT NULL                       -- as StoryPlacement::reading gave it
) STRICT;
)sql",
    // The newest day known: an article without one is not taken for newer (Writer::TimeOf).
    R"sql(
CREATE INDEX articles_dated ON articles (time) WHERE published_day IS NOT NULL;
)sql",
};

constexpr std::int64_t kLatest = std::size(kMigrations);

Result<std::int64_t> SchemaVersion(Connection& connection) {
  Result<std::int64_t> application = connection.QueryInt("PRAGMA application_id");
  if (!application) return Fail(application.error());
  Result<std::int64_t> version = connection.QueryInt("PRAGMA user_version");
  if (!version) return version;
  if (*application == kApplicationId) return version;
  Result<std::int64_t> tables = connection.QueryInt("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables;
  if (*application != 0 || *tables != 0) {
    return Fail(Errc::kMalformed, "the database belongs to another program",
                "name a folder of its own for the store");
  }
  return 0;
}

Result<void> TakeStep(Connection& connection, std::int64_t step) {
  Result<Transaction> transaction = Transaction::Begin(connection, Transaction::Kind::kWriting);
  if (!transaction) return Fail(transaction.error());
  std::string sql = kMigrations[step];
  sql += "PRAGMA application_id=" + std::to_string(kApplicationId) + ";";
  sql += "PRAGMA user_version=" + std::to_string(step + 1) + ";";
  if (auto done = connection.Execute(sql); !done) return done;
  return transaction->Commit();
}

}  // namespace

Result<void> CheckSchema(Connection& connection) {
  Result<std::int64_t> version = SchemaVersion(connection);
  if (!version) return Fail(version.error());
  if (*version == 0) {
    return Fail(Errc::kNotFound, "the database is empty", "ingest something first");
  }
  if (*version > kLatest) {
    return Fail(Errc::kMalformed,
                "the store has schema " + std::to_string(*version) + ", this program knows " +
                    std::to_string(kLatest),
                "use the newer program that wrote it");
  }
  if (*version < kLatest) {
    return Fail(Errc::kUnsupported, "the store has the older schema " + std::to_string(*version),
                "open it once for writing, which brings it up to date");
  }
  return {};
}

Result<void> Migrate(Connection& connection, std::int64_t version) {
  Result<std::int64_t> now = SchemaVersion(connection);
  if (!now) return Fail(now.error());
  if (*now > kLatest) return CheckSchema(connection);
  const std::int64_t end = version == kLatestVersion ? kLatest : std::min(version, kLatest);
  for (std::int64_t step = *now; step < end; ++step) {
    if (auto done = TakeStep(connection, step); !done) return done;
  }
  return {};
}

}  // namespace isnad::store
