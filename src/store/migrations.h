#pragma once

// The schema, as numbered steps: PRAGMA user_version says which have been taken. A step is never
// changed once released; a new need is a new step. docs/store.md explains the tables.

#include <cstdint>

#include "base/error.h"
#include "store/sqlite.h"

namespace isnad::store {

inline constexpr std::int64_t kApplicationId = 0x69736E64;  // "isnd", in the file's header

// Whether `connection` holds an Isnad store that this program can read, without changing it.
// Errors: kNotFound (an empty file), kMalformed (another program's database, or newer than us).
[[nodiscard]] Result<void> CheckSchema(Connection& connection);

// Brings an empty file or an older store up to date, one transaction a step; to `version` alone
// where tests want a store of before. Errors: as CheckSchema, and those of writing.
inline constexpr std::int64_t kLatestVersion = -1;
[[nodiscard]] Result<void> Migrate(Connection& connection, std::int64_t version = kLatestVersion);

}  // namespace isnad::store
