#include "store/sqlite.h"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

namespace isnad::store {
namespace {

constexpr int kBusyTimeoutMs = 5'000;  // readers of a checkpointing writer; never another writer

constexpr const char* kMendDamaged =
    "put the last backup back (isnad restore), or move the file away to start afresh";
constexpr const char* kMendFull = "free some space and run it again; nothing was half-written";

Errc CodeOf(int extended, int system_errno) {
  switch (extended & 0xFF) {
    case SQLITE_FULL:
      return Errc::kFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Errc::kBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_ERROR:  // the schema lacks what our SQL names
    case SQLITE_CONSTRAINT:
      return Errc::kMalformed;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return Errc::kDenied;
    case SQLITE_TOOBIG:
      return Errc::kTooLarge;
    default:
      break;
  }
  // Over a quota or a file size limit SQLite only says "disk I/O error".
  if (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG) return Errc::kFull;
  if (system_errno == EACCES || system_errno == EPERM || system_errno == EROFS) {
    return Errc::kDenied;
  }
  if ((extended & 0xFF) == SQLITE_CANTOPEN && (system_errno == ENOENT || system_errno == 0)) {
    return Errc::kNotFound;
  }
  return Errc::kIo;
}

std::string MendOf(Errc code) {
  switch (code) {
    case Errc::kMalformed:
      return kMendDamaged;
    case Errc::kFull:
      return kMendFull;
    case Errc::kBusy:
      return "wait for the other process, or stop it";
    case Errc::kDenied:
      return "grant the permission, or run as the owner of the store";
    case Errc::kNotFound:
      return "check the path";
    default:
      return {};
  }
}

// errno of the last failed call on the database's file or its log: the one that SQLite keeps for
// the connection may be of a later call.
int FileErrno(sqlite3* raw) {
  for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
    sqlite3_file* file = nullptr;
    int last = 0;
    if (sqlite3_file_control(raw, "main", which, static_cast<void*>(&file)) == SQLITE_OK &&
        file != nullptr && file->pMethods != nullptr &&
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &last) == SQLITE_OK &&
        last != 0) {
      return last;
    }
  }
  return sqlite3_system_errno(raw);
}

// Switches that hold for every connection, before any statement runs.
void Harden(sqlite3* raw) {
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
}

// secure_delete is off because what merges of the index free was public all along; the checkpoint
// comes late enough that a page of the index is not copied into the file over and over.
constexpr const char* kWriterPragmas =
    "PRAGMA page_size=8192;"
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=OFF;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA wal_autocheckpoint=4000;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA temp_store=MEMORY;";
constexpr const char* kReaderPragmas = "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;";

}  // namespace

Error SqliteError(sqlite3* raw, std::string what) {
  const int extended = sqlite3_extended_errcode(raw);
  const bool is_io = (extended & 0xFF) == SQLITE_IOERR;
  const int system_errno = is_io ? FileErrno(raw) : sqlite3_system_errno(raw);
  const Errc code = CodeOf(extended, system_errno);
  what += ": ";
  what += sqlite3_errmsg(raw);
  if (extended != (extended & 0xFF)) what += " [" + std::to_string(extended) + "]";
  return {code, std::move(what), MendOf(code)};
}

// --- Statement

Statement::Statement(Statement&& other) noexcept
    : raw_(std::exchange(other.raw_, nullptr)), bind_result_(other.bind_result_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    sqlite3_finalize(raw_);
    raw_ = std::exchange(other.raw_, nullptr);
    bind_result_ = other.bind_result_;
  }
  return *this;
}

Statement::~Statement() { sqlite3_finalize(raw_); }

Statement& Statement::Bind(int parameter, std::int64_t value) {
  Note(sqlite3_bind_int64(raw_, parameter, value));
  return *this;
}

Statement& Statement::Bind(int parameter, double value) {
  Note(sqlite3_bind_double(raw_, parameter, value));
  return *this;
}

Statement& Statement::Bind(int parameter, std::string_view text) {
  // A null pointer would bind NULL, and an empty view may hold one.
  const char* data = text.empty() ? "" : text.data();
  Note(sqlite3_bind_text64(raw_, parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::BindBlob(int parameter, std::string_view bytes) {
  const char* data = bytes.empty() ? "" : bytes.data();
  Note(sqlite3_bind_blob64(raw_, parameter, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::BindPointer(int parameter, void* object, const char* type) {
  Note(sqlite3_bind_pointer(raw_, parameter, object, type, nullptr));
  return *this;
}

Statement& Statement::BindNull(int parameter) {
  Note(sqlite3_bind_null(raw_, parameter));
  return *this;
}

Result<bool> Statement::Step() {
  if (bind_result_ != SQLITE_OK) {
    return Fail(bind_result_ == SQLITE_TOOBIG ? Errc::kTooLarge : Errc::kIo,
                std::string("binding a value: ") + sqlite3_errstr(bind_result_));
  }
  const int code = sqlite3_step(raw_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = SqliteError(sqlite3_db_handle(raw_), "database");
  sqlite3_reset(raw_);
  return Fail(std::move(error));
}

Result<void> Statement::Run() {
  for (;;) {
    Result<bool> row = Step();
    if (!row) {
      Reset();
      return Fail(row.error());
    }
    if (!*row) break;
  }
  Reset();
  return {};
}

void Statement::Reset() {
  sqlite3_reset(raw_);
  sqlite3_clear_bindings(raw_);
  bind_result_ = SQLITE_OK;
}

std::int64_t Statement::Int(int column) const { return sqlite3_column_int64(raw_, column); }

double Statement::Real(int column) const { return sqlite3_column_double(raw_, column); }

std::string_view Statement::Text(int column) const {
  // Blob first: it converts nothing, and a text column yields its UTF-8 bytes.
  const void* data = sqlite3_column_blob(raw_, column);
  const int size = sqlite3_column_bytes(raw_, column);
  return data == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(raw_, column) == SQLITE_NULL;
}

// --- Connection

Result<Connection> Connection::Open(const std::string& path, Access access) {
  const bool writes = access == Access::kWrite;
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Connection connection(raw);  // SQLite wants even a failed handle closed
  if (code != SQLITE_OK) return Fail(SqliteError(raw, path));
  Harden(raw);
  // The first statement that reads the file finds out whether it is a database at all.
  if (auto done = connection.Execute("PRAGMA schema_version;"); !done) {
    Error error = done.error();
    error.detail = path + ": " + error.detail;
    return Fail(std::move(error));
  }
  if (auto done = connection.Execute(writes ? kWriterPragmas : kReaderPragmas); !done) {
    return Fail(done.error());
  }
  return connection;
}

Connection::Connection(Connection&& other) noexcept
    : raw_(std::exchange(other.raw_, nullptr)), cached_(std::move(other.cached_)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  if (this != &other) {
    Close();
    raw_ = std::exchange(other.raw_, nullptr);
    cached_ = std::move(other.cached_);
  }
  return *this;
}

Connection::~Connection() { Close(); }

void Connection::Close() {
  cached_.clear();  // statements go before their connection
  sqlite3_close_v2(raw_);
  raw_ = nullptr;
}

Result<Statement> Connection::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(raw_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return Fail(SqliteError(raw_, "database"));
  return Statement(statement);
}

Result<Borrowed> Connection::Cached(std::string_view sql) {
  auto found = cached_.find(sql);
  if (found == cached_.end()) {
    Result<Statement> made = Prepare(sql);
    if (!made) return Fail(made.error());
    found = cached_.emplace(std::string(sql), std::move(*made)).first;
  }
  return Borrowed(found->second);
}

Result<void> Connection::Execute(const std::string& sql) {
  if (sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Fail(SqliteError(raw_, "database"));
  }
  return {};
}

Result<std::int64_t> Connection::QueryInt(std::string_view sql) {
  Result<Borrowed> statement = Cached(sql);
  if (!statement) return Fail(statement.error());
  Result<bool> row = (*statement)->Step();
  if (!row) return Fail(row.error());
  if (!*row) return Fail(Errc::kNotFound, "no row");
  return (*statement)->Int(0);
}

std::int64_t Connection::LastRowId() const { return sqlite3_last_insert_rowid(raw_); }

// --- Transaction

Result<Transaction> Transaction::Begin(Connection& connection, Kind kind) {
  Result<Borrowed> begin = connection.Cached(kind == Kind::kWriting ? "BEGIN IMMEDIATE" : "BEGIN");
  if (!begin) return Fail(begin.error());
  if (auto done = (*begin)->Run(); !done) return Fail(done.error());
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself (full disk); then it is in autocommit mode again.
  if (connection_ == nullptr || sqlite3_get_autocommit(connection_->raw()) != 0) return;
  // Its own failure changes nothing: the journal is rolled back by the next connection.
  static_cast<void>(connection_->Execute("ROLLBACK"));
}

Result<void> Transaction::Commit() {
  Result<Borrowed> commit = connection_->Cached("COMMIT");
  if (!commit) return Fail(commit.error());
  if (auto done = (*commit)->Run(); !done) return Fail(done.error());
  connection_ = nullptr;
  return {};
}

}  // namespace isnad::store
