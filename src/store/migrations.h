#pragma once

// The schema, as numbered steps: PRAGMA user_version says which have been taken. A step is never
// changed once released; a new need is a new step. docs/store.md explains the tables.

#include "base/error.h"
#include "store/sqlite.h"

namespace isnad::store {

inline constexpr std::int64_t kApplicationId = 0x69736E64;  // "isnd", in the file's header

// Whether `connection` holds an Isnad store that this program can read, without changing it.
// Errors: kNotFound (an empty file), kMalformed (another program's database, or newer than us).
[[nodiscard]] Result<void> CheckSchema(Connection& connection);

// Brings an empty file or an older store up to date, one transaction a step.
// Errors: as CheckSchema, and those of writing.
[[nodiscard]] Result<void> Migrate(Connection& connection);

}  // namespace isnad::store
