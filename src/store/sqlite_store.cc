#include "store/sqlite_store.h"

#include <sodium.h>

#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "store/check.h"
#include "store/evidence.h"
#include "store/host_lines.h"
#include "store/migrations.h"
#include "store/read.h"
#include "store/reader_pool.h"
#include "store/rows.h"
#include "store/source_table.h"
#include "store/story_edits.h"
#include "store/writer.h"
#include "store/writer_lock.h"

namespace isnad::store {
namespace {

constexpr std::size_t kMaxReaders = 16;

std::string DatabasePath(const std::string& folder) { return folder + "/isnad.db"; }
std::string PagesFolder(const std::string& folder) { return folder + "/pages"; }

Result<std::string> IndexVersion(Connection& connection) {
  auto select = connection.Cached("SELECT value FROM meta WHERE name = 'index_version'");
  if (!select) return Fail(select.error());
  const Result<bool> row = (*select)->Step();
  if (!row) return Fail(row.error());
  return std::string((*select)->Text(0));
}

Result<void> IndexArticle(Connection& connection, IndexHook& index, news::ArticleId id) {
  const Result<StoredArticle> stored = ReadArticle(connection, id);
  if (!stored) return Fail(stored.error());
  return index.OnWrite(connection, id, stored->article, nullptr);
}

// Makes the index anew from the articles, in one transaction.
Result<void> Reindex(Connection& connection, IndexHook& index) {
  Result<Transaction> transaction = Transaction::Begin(connection, Transaction::Kind::kWriting);
  if (!transaction) return Fail(transaction.error());
  if (auto done = index.OnCreate(connection); !done) return done;
  if (auto done = index.OnBatchBegin(connection); !done) return done;
  const Result<std::int64_t> last = connection.QueryInt("SELECT ifnull(max(id), 0) FROM articles");
  if (!last) return Fail(last.error());
  for (news::ArticleId id = 1; id <= *last; ++id) {
    const auto done = IndexArticle(connection, index, id);
    if (!done && done.error().code != Errc::kNotFound) return done;
  }
  if (auto done = index.OnBatchEnd(connection); !done) return done;
  auto update = connection.Cached("UPDATE meta SET value = ?1 WHERE name = 'index_version'");
  if (!update) return Fail(update.error());
  const std::string version = index.Version();
  (*update)->Bind(1, version);
  if (auto done = (*update)->Run(); !done) return done;
  return transaction->Commit();
}

class SqliteStoreImpl final : public SqliteStore {
 public:
  static Result<std::unique_ptr<SqliteStore>> Open(const SqliteOptions& options) {
    if (sodium_init() < 0) return Fail(Errc::kIo, "libsodium cannot start");
    std::unique_ptr<SqliteStoreImpl> store(new SqliteStoreImpl(options));
    const auto done =
        options.access == Access::kWrite ? store->OpenForWriting(options) : store->OpenForReading();
    if (!done) return Fail(done.error());
    return store;
  }

  Result<std::vector<Stored>> Write(std::span<const Incoming> batch, StoryPlacer& placer) override {
    if (writer_ == nullptr) return Fail(Errc::kDenied, folder_ + ": opened for reading only");
    const std::lock_guard lock(writer_mutex_);
    return writer_->Write(batch, placer);
  }

  Result<void> WithReader(const std::function<Result<void>(Connection&)>& read) override {
    auto lease = readers_.Borrow();
    if (!lease) return Fail(lease.error());
    auto snapshot = Transaction::Begin(**lease, Transaction::Kind::kSnapshot);
    if (!snapshot) return Fail(snapshot.error());
    if (auto done = read(**lease); !done) return done;
    return snapshot->Commit();
  }

  Result<void> WithWriter(const std::function<Result<void>(Connection&)>& write) override {
    if (writer_ == nullptr) return Fail(Errc::kDenied, folder_ + ": opened for reading only");
    const std::lock_guard lock(writer_mutex_);
    auto transaction = Transaction::Begin(*connection_, Transaction::Kind::kWriting);
    if (!transaction) return Fail(transaction.error());
    if (auto done = write(*connection_); !done) return done;
    return transaction->Commit();
  }

  bool WriterWanted() override { return writer_ != nullptr && WriterLock::IsWanted(folder_); }

  Result<StoredArticle> Article(news::ArticleId id) override {
    return Read([&](Connection& c) { return ReadArticle(c, id); });
  }
  Result<news::Story> Story(news::StoryId id, std::size_t max_accounts) override {
    return Read([&](Connection& c) -> Result<news::Story> {
      Result<news::Story> story = ReadStory(c, id, max_accounts);
      if (!story || teller_ == nullptr) return story;
      const auto tellings = ReadTellings(c, story->id);
      if (!tellings) return Fail(tellings.error());
      story->summary = teller_->Summarize(story->title, *tellings);
      return story;
    });
  }
  Result<std::vector<StoryChange>> StoryChanges(news::StoryId id, std::size_t limit) override {
    return Read([&](Connection& c) { return ReadStoryChanges(c, id, limit); });
  }
  Result<std::vector<std::pair<news::StoryId, news::StoryId>>> StoriesApart() override {
    return Read([](Connection& c) { return ReadStoriesApart(c); });
  }
  Result<Page<news::Story>> Stories(StoryOrder order, Instant /*now*/, std::size_t limit,
                                    std::size_t max_accounts, const Cursor& from,
                                    std::string_view section) override {
    return Read(
        [&](Connection& c) { return ReadStories(c, order, limit, max_accounts, from, section); });
  }
  Result<std::vector<news::Outlet>> Outlets(std::size_t limit) override {
    return Read([&](Connection& c) { return ReadOutlets(c, limit); });
  }
  Result<news::Outlet> OutletBySlug(std::string_view slug) override {
    return Read([&](Connection& c) { return ReadOutletBySlug(c, slug); });
  }
  Result<Page<news::Account>> OutletArticles(news::OutletId id, std::size_t limit,
                                             const Cursor& from) override {
    return Read([&](Connection& c) { return ReadOutletArticles(c, id, limit, from); });
  }
  Result<std::vector<news::Account>> LatestHeadlines(std::size_t limit) override {
    return Read([&](Connection& c) { return ReadLatestHeadlines(c, limit); });
  }
  Result<void> ForEachPlaced(Instant since, std::size_t limit, const OnPlaced& use) override {
    return WithReader([&](Connection& c) { return ReadPlaced(c, since, limit, use); });
  }
  Result<HostLines> LinesOf(std::string_view host, std::int64_t min_pages) override {
    return Read([&](Connection& c) { return ReadHostLines(c, host, min_pages); });
  }
  Result<std::vector<news::Source>> Sources(std::size_t limit) override {
    return Read([&](Connection& c) { return ReadSources(c, limit); });
  }
  Result<Counts> Count() override { return Read(ReadCounts); }
  Result<std::int64_t> Generation() override {
    return Read([](Connection& c) {
      return c.QueryInt("SELECT value FROM meta WHERE name = 'generation'");
    });
  }

  Result<std::string> EvidencePage(news::ArticleId id, std::size_t max_bytes) override {
    struct Found {
      EvidencePlace place;
      std::string hash;
    };
    const auto found = Read([&](Connection& c) -> Result<Found> {
      auto select = c.Cached(
          "SELECT p.pack, p.offset, p.stored, p.bytes, p.hash FROM articles a"
          " JOIN pages p ON p.id = a.page WHERE a.id = ?1");
      if (!select) return Fail(select.error());
      (*select)->Bind(1, id);
      const Result<bool> row = (*select)->Step();
      if (!row) return Fail(row.error());
      if (!*row) return Fail(Errc::kNotFound, "no page is kept of article " + std::to_string(id));
      return Found{{(*select)->Int(0), (*select)->Int(1), (*select)->Int(2), (*select)->Int(3)},
                   std::string((*select)->Text(4))};
    });
    if (!found) return Fail(found.error());
    return ReadEvidence(PagesFolder(folder_), found->place, found->hash, max_bytes);
  }

  Result<std::vector<std::string>> Check() override {
    auto findings = Read([&](Connection& c) { return CheckStore(c, PagesFolder(folder_)); });
    if (!findings || index_ == nullptr) return findings;
    auto of_index = CheckIndex();
    if (!of_index) return of_index;
    findings->insert(findings->end(), of_index->begin(), of_index->end());
    return findings;
  }

 private:
  explicit SqliteStoreImpl(const SqliteOptions& options)
      : folder_(options.folder),
        index_(options.index),
        teller_(options.teller),
        readers_(DatabasePath(options.folder), options.index, kMaxReaders) {}

  Result<void> OpenForWriting(const SqliteOptions& options) {
    std::error_code error;
    std::filesystem::create_directories(PagesFolder(folder_), error);
    if (error) return Fail(FromErrno(error.value(), folder_));
    Result<WriterLock> lock = WriterLock::Take(folder_, options.manners, options.patience);
    if (!lock) return Fail(lock.error());
    lock_.emplace(std::move(*lock));
    Result<Connection> connection = Connection::Open(DatabasePath(folder_), Access::kWrite);
    if (!connection) return Fail(connection.error());
    connection_.emplace(std::move(*connection));
    if (auto done = Prepare(options); !done) return done;
    Result<EvidenceWriter> evidence = EvidenceWriter::Open(PagesFolder(folder_));
    if (!evidence) return Fail(evidence.error());
    writer_ = std::make_unique<Writer>(*connection_, std::move(*evidence), index_, teller_);
    return {};
  }

  // Schema and index as this program has them.
  Result<void> Prepare(const SqliteOptions& options) {
    if (options.max_bytes > 0) {
      const std::string pages = std::to_string(std::max<std::int64_t>(options.max_bytes / 8192, 1));
      if (auto done = connection_->Execute("PRAGMA max_page_count=" + pages); !done) return done;
    }
    if (auto done = Migrate(*connection_); !done) return done;
    if (teller_ != nullptr) {
      if (auto done = RetellAll(*connection_, *teller_); !done) return done;
    }
    if (index_ == nullptr) return {};
    if (auto done = index_->OnOpen(*connection_); !done) return done;
    const Result<std::string> version = IndexVersion(*connection_);
    if (!version) return Fail(version.error());
    return *version == index_->Version() ? Result<void>() : Reindex(*connection_, *index_);
  }

  Result<void> OpenForReading() {
    std::error_code error;
    const std::string path = DatabasePath(folder_);
    if (!std::filesystem::is_regular_file(path, error)) {
      const bool is_absent = !error || error == std::errc::no_such_file_or_directory ||
                             error == std::errc::not_a_directory;
      if (!is_absent) return Fail(FromErrno(error.value(), path));
      return Fail(Errc::kNotFound, folder_ + ": no store is there",
                  "check the path, or make one with isnad ingest");
    }
    return WithReader([this](Connection& connection) -> Result<void> {
      if (auto done = CheckSchema(connection); !done) return done;
      if (index_ == nullptr) return {};
      const Result<std::string> version = IndexVersion(connection);
      if (!version) return Fail(version.error());
      if (*version == index_->Version()) return {};
      return Fail(Errc::kUnsupported, folder_ + ": the search index was made by another version",
                  "open the store once for writing (isnad ingest), which makes it anew");
    });
  }

  // `read` with a connection of the pool, in a snapshot.
  template <typename ReadFunction>
  auto Read(ReadFunction read) -> decltype(read(std::declval<Connection&>())) {
    std::optional<decltype(read(std::declval<Connection&>()))> result;
    const Result<void> done = WithReader([&](Connection& connection) -> Result<void> {
      result.emplace(read(connection));
      return {};
    });
    if (!done) return Fail(done.error());
    return std::move(*result);
  }

  // By the writer's connection where there is one: FTS5 checks itself only where it may write.
  Result<std::vector<std::string>> CheckIndex() {
    if (writer_ == nullptr) return Read([this](Connection& c) { return index_->OnCheck(c); });
    const std::lock_guard lock(writer_mutex_);
    return index_->OnCheck(*connection_);
  }

  const std::string folder_;
  IndexHook* const index_;
  StoryTeller* const teller_;
  std::optional<WriterLock> lock_;

  std::mutex writer_mutex_;  // guards what follows, once the store is open
  std::optional<Connection> connection_;
  std::unique_ptr<Writer> writer_;

  ReaderPool readers_;  // closed first: the writer, closed last, then leaves no log file behind
};

}  // namespace

Result<std::unique_ptr<SqliteStore>> OpenSqlite(const SqliteOptions& options) {
  return SqliteStoreImpl::Open(options);
}

}  // namespace isnad::store
