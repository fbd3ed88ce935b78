#pragma once

// A thin, typed wrapper around SQLite's C interface, used by `store` and `search` only.
//
// Connections are opened as https://sqlite.org/security.html advises for files of unknown origin:
// defensive mode, untrusted schema, no loadable extensions, no double-quoted strings.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace isnad::store {

// A prepared statement. Parameters count from 1, columns from 0. Views of columns live until the
// next Step or Reset. A binding that fails (out of range, too large) is reported by the next Step.
// Must not outlive its connection. Not thread-safe.
class Statement {
 public:
  Statement() = default;
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  Statement& Bind(int parameter, std::int64_t value);
  Statement& Bind(int parameter, double value);
  Statement& Bind(int parameter, std::string_view text);  // must live until the statement is reset
  Statement& BindBlob(int parameter, std::string_view bytes);  // likewise
  Statement& BindNull(int parameter);
  // For functions of ours that take an object: sqlite.org/bindptr.html. `type` is a literal.
  Statement& BindPointer(int parameter, void* object, const char* type);

  // True when a row stands ready, false when done.
  [[nodiscard]] Result<bool> Step();
  // Steps to the end, then resets.
  [[nodiscard]] Result<void> Run();
  void Reset();  // and clears the bindings

  [[nodiscard]] std::int64_t Int(int column) const;
  [[nodiscard]] double Real(int column) const;
  [[nodiscard]] std::string_view Text(int column) const;  // bytes of a blob as well
  [[nodiscard]] bool IsNull(int column) const;

 private:
  friend class Connection;
  explicit Statement(sqlite3_stmt* raw) : raw_(raw) {}
  void Note(int result_code) {
    if (bind_result_ == 0) bind_result_ = result_code;
  }

  sqlite3_stmt* raw_ = nullptr;
  int bind_result_ = 0;  // first binding that failed since the last Reset
};

// A statement on loan from its connection's cache. It is reset when the loan ends, since a reader
// that stands on a row holds its snapshot, and with it the log file, open.
class Borrowed {
 public:
  explicit Borrowed(Statement& statement) : statement_(&statement) {}
  Borrowed(Borrowed&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Borrowed& operator=(Borrowed&&) = delete;
  ~Borrowed() {
    if (statement_ != nullptr) statement_->Reset();
  }
  Statement* operator->() const { return statement_; }
  Statement& operator*() const { return *statement_; }

 private:
  Statement* statement_;
};

enum class Access : std::uint8_t { kRead, kWrite };

// One connection: foreign keys on, synchronous=FULL, busy timeout, defensive mode, no extensions.
// A writing connection creates the file and switches it to WAL. Not thread-safe.
class Connection {
 public:
  // Errors: kNotFound (reading what is not there), kMalformed (not a database, damaged), kDenied,
  // kBusy, kFull, kIo.
  [[nodiscard]] static Result<Connection> Open(const std::string& path, Access access);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  [[nodiscard]] Result<Statement> Prepare(std::string_view sql);
  // The statement for `sql`, prepared once a connection. A loop over it must not ask for the same
  // text again.
  [[nodiscard]] Result<Borrowed> Cached(std::string_view sql);
  // One or more statements without results.
  [[nodiscard]] Result<void> Execute(const std::string& sql);
  // First column of the first row; kNotFound when there is no row.
  [[nodiscard]] Result<std::int64_t> QueryInt(std::string_view sql);
  [[nodiscard]] std::int64_t LastRowId() const;
  [[nodiscard]] sqlite3* raw() const { return raw_; }

 private:
  explicit Connection(sqlite3* raw) : raw_(raw) {}
  void Close();

  sqlite3* raw_ = nullptr;
  std::map<std::string, Statement, std::less<>> cached_;
};

// Begins a transaction and, unless Commit succeeded, rolls it back when it goes out of scope.
class Transaction {
 public:
  enum class Kind : std::uint8_t { kSnapshot, kWriting };

  [[nodiscard]] static Result<Transaction> Begin(Connection& connection, Kind kind);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Result<void> Commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;  // null once it is over
};

// The value for SQLite's last error on a connection: code from its result code, detail from its
// text.
[[nodiscard]] Error SqliteError(sqlite3* raw, std::string what);

}  // namespace isnad::store
