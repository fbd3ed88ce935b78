#include "search/tokenizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <string_view>

#include "search/terms.h"

namespace isnad::search {
namespace {

using TokenSink = int (*)(void*, int flags, const char* token, int size, int begin, int end);

// FTS5 wants a handle a tokenizer; ours has no state, so any address will do.
int Create(void* /*context*/, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  static const char kStateless = 0;
  *out = reinterpret_cast<Fts5Tokenizer*>(const_cast<char*>(&kStateless));
  return SQLITE_OK;
}

void Delete(Fts5Tokenizer* /*tokenizer*/) {}

int Emit(TokenSink sink, void* context, int flags, std::string_view token, std::uint32_t begin,
         std::uint32_t end) {
  return sink(context, flags, token.data(), static_cast<int>(token.size()), static_cast<int>(begin),
              static_cast<int>(end));
}

int TokenizeTerms(std::string_view terms, TokenSink sink, void* context) {
  std::size_t at = 0;
  while (at < terms.size()) {
    const std::size_t end = std::min(terms.find(' ', at), terms.size());
    if (end > at) {
      const int code = Emit(sink, context, 0, terms.substr(at, end - at),
                            static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end));
      if (code != SQLITE_OK) return code;
    }
    at = end + 1;
  }
  return SQLITE_OK;
}

int TokenizeText(std::string_view text, TokenSink sink, void* context) {
  TermReader terms(text);
  while (terms.Next()) {
    int code = Emit(sink, context, 0, terms.stem(), terms.begin(), terms.end());
    if (code == SQLITE_OK && !terms.written().empty()) {
      code = Emit(sink, context, FTS5_TOKEN_COLOCATED, terms.written(), terms.begin(), terms.end());
    }
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int Tokenize(Fts5Tokenizer* /*tokenizer*/, void* context, int flags, const char* text, int size,
             TokenSink sink) {
  if (text == nullptr || size <= 0) return SQLITE_OK;
  const std::string_view view(text, static_cast<std::size_t>(size));
  return (flags & FTS5_TOKENIZE_QUERY) != 0 ? TokenizeTerms(view, sink, context)
                                            : TokenizeText(view, sink, context);
}

}  // namespace

Result<fts5_api*> Fts5Of(store::Connection& connection) {
  fts5_api* fts5 = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection.raw(), "SELECT fts5(?1)", -1, &statement, nullptr) ==
      SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&fts5), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (fts5 == nullptr) {
    return Fail(Errc::kUnsupported, "this SQLite has no FTS5",
                "install the libsqlite3-0 of Debian 12");
  }
  return fts5;
}

Result<void> RegisterTokenizer(fts5_api& fts5) {
  fts5_tokenizer tokenizer{&Create, &Delete, &Tokenize};
  if (fts5.xCreateTokenizer(&fts5, "isnad", nullptr, &tokenizer, nullptr) != SQLITE_OK) {
    return Fail(Errc::kIo, "the tokenizer cannot be registered");
  }
  return {};
}

}  // namespace isnad::search
