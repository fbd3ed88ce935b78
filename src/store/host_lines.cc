#include "store/host_lines.h"

#include <bit>

namespace isnad::store {
namespace {

// SQLite's integers are signed.
std::int64_t Signed(std::uint64_t value) { return std::bit_cast<std::int64_t>(value); }

Result<void> Halve(Connection& connection, std::string_view host) {
  for (const char* sql : {"UPDATE host_lines SET pages = pages / 2 WHERE host = ?1",
                          "DELETE FROM host_lines WHERE host = ?1 AND pages = 0",
                          "UPDATE line_hosts SET pages = pages / 2 WHERE host = ?1"}) {
    auto statement = connection.Cached(sql);
    if (!statement) return Fail(statement.error());
    (*statement)->Bind(1, host);
    if (auto done = (*statement)->Run(); !done) return done;
  }
  return {};
}

Result<std::int64_t> CountPage(Connection& connection, std::string_view host) {
  auto upsert = connection.Cached(
      "INSERT INTO line_hosts (host, pages) VALUES (?1, 1)"
      " ON CONFLICT (host) DO UPDATE SET pages = pages + 1 RETURNING pages");
  if (!upsert) return Fail(upsert.error());
  (*upsert)->Bind(1, host);
  const Result<bool> row = (*upsert)->Step();
  if (!row) return Fail(row.error());
  return (*upsert)->Int(0);
}

}  // namespace

Result<void> RecordHostLines(Connection& connection, const SeenLines& seen) {
  if (seen.host.empty()) return {};
  const Result<std::int64_t> pages = CountPage(connection, seen.host);
  if (!pages) return Fail(pages.error());
  for (const std::uint64_t line : seen.lines) {
    auto upsert = connection.Cached(
        "INSERT INTO host_lines (host, line, pages, first_title, last_title)"
        " VALUES (?1, ?2, 1, ?3, ?3) ON CONFLICT (host, line) DO UPDATE SET"
        "  pages = pages + (first_title <> ?3 AND last_title <> ?3), last_title = ?3");
    if (!upsert) return Fail(upsert.error());
    (*upsert)->Bind(1, seen.host).Bind(2, Signed(line)).Bind(3, Signed(seen.title));
    if (auto done = (*upsert)->Run(); !done) return done;
  }
  return *pages < kHalveLinesAtPages ? Result<void>() : Halve(connection, seen.host);
}

Result<HostLines> ReadHostLines(Connection& connection, std::string_view host,
                                std::int64_t min_pages) {
  HostLines out;
  {
    auto select = connection.Cached("SELECT pages FROM line_hosts WHERE host = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, host);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return out;
    out.pages = (*select)->Int(0);
  }
  auto select =
      connection.Cached("SELECT line, pages FROM host_lines WHERE host = ?1 AND pages >= ?2");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, host).Bind(2, min_pages);
  for (;;) {
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return out;
    out.lines.emplace(std::bit_cast<std::uint64_t>((*select)->Int(0)), (*select)->Int(1));
  }
}

}  // namespace isnad::store
