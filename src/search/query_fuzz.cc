#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "search/index.h"
#include "search/match.h"

namespace {

// Not assert: fuzzers are built without it.
void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// Whatever a reader types: it parses, is read the same when written out, and FTS5 takes the
// expression made of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isnad;
  static auto hook = search::MakeIndexHook();
  static auto connection = store::Connection::Open(":memory:", store::Access::kWrite);
  static const bool ready = hook->OnOpen(*connection) && hook->OnCreate(*connection);
  Require(ready);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const search::Query query = search::ParseQuery(text);
  const std::string written = search::ToText(query);
  if (written.size() <= search::QueryLimits().max_bytes) {
    Require(search::ParseQuery(written) == query);
  }
  for (const search::Match how : {search::Match::kAll, search::Match::kAny}) {
    const auto match = search::BuildMatch(search::NeedlesOf(query), how);
    for (const std::string& expression : {match.wanted, match.excluded}) {
      if (expression.empty()) continue;
      auto select = connection->Prepare("SELECT rowid FROM search WHERE search MATCH ?1");
      Require(select.has_value());
      select->Bind(1, expression);
      Require(select->Run().has_value());
    }
  }
  return 0;
}
