#pragma once

// The FTS5 tokenizer "isnad" (https://sqlite.org/fts5.html, 7.1): documents give the terms of
// terms.h, the written form colocated with the stem; query strings are terms already and are only
// parted at spaces, since every MATCH expression is made by match.h.

#include "base/error.h"
#include "store/sqlite.h"

struct fts5_api;

namespace isnad::search {

// The extension interface of FTS5 on this connection. Errors: kUnsupported (SQLite without FTS5).
[[nodiscard]] Result<fts5_api*> Fts5Of(store::Connection& connection);

// Errors: kIo.
[[nodiscard]] Result<void> RegisterTokenizer(fts5_api& fts5);

}  // namespace isnad::search
