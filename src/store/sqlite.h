#pragma once

// A thin, typed wrapper around SQLite's C interface, used by `store` and `search` only.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace isnad::store {

// A prepared statement. Parameters count from 1, columns from 0. Views of columns live until the
// next Step or Reset. Not thread-safe.
class Statement {
 public:
  Statement() = default;
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  Statement& Bind(int parameter, std::int64_t value);
  Statement& Bind(int parameter, double value);
  Statement& Bind(int parameter, std::string_view text);  // must live until the statement is reset
  Statement& BindBlob(int parameter, std::string_view bytes);
  Statement& BindNull(int parameter);

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
  sqlite3_stmt* raw_ = nullptr;
};

enum class Access : std::uint8_t { kRead, kWrite };

// One connection: foreign keys on, WAL, synchronous=FULL, busy timeout, defensive mode, no
// extensions. Not thread-safe.
class Connection {
 public:
  [[nodiscard]] static Result<Connection> Open(const std::string& path, Access access);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  [[nodiscard]] Result<Statement> Prepare(std::string_view sql);
  // One or more statements without results.
  [[nodiscard]] Result<void> Execute(const std::string& sql);
  [[nodiscard]] std::int64_t LastRowId() const;
  [[nodiscard]] sqlite3* raw() const { return raw_; }

 private:
  explicit Connection(sqlite3* raw) : raw_(raw) {}
  sqlite3* raw_ = nullptr;
};

// The value for SQLite's last error on a connection: code from its result code, detail from its text.
[[nodiscard]] Error SqliteError(sqlite3* raw, std::string what);

}  // namespace isnad::store
