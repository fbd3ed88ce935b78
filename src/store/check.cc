#include "store/check.h"

#include <limits>
#include <string_view>

#include "store/body.h"
#include "store/evidence.h"
#include "store/identity.h"
#include "store/read.h"

namespace isnad::store {
namespace {

constexpr std::size_t kMaxFindings = 200;

class Checker {
 public:
  Checker(Connection& connection, const std::string& pages_folder)
      : connection_(connection), pages_folder_(pages_folder) {}

  Result<std::vector<std::string>> Run() {
    for (auto step : {&Checker::Database, &Checker::ForeignKeys, &Checker::Stories,
                      &Checker::Outlets, &Checker::Bodies, &Checker::Evidence}) {
      if (auto done = (this->*step)(); !done) {
        // A damaged file can make any step fail; that is what was asked for, not an obstacle.
        if (done.error().code != Errc::kMalformed) return Fail(done.error());
        Find(done.error().detail);
        break;
      }
    }
    return std::move(findings_);
  }

 private:
  void Find(std::string line) {
    if (findings_.size() < kMaxFindings) findings_.push_back(std::move(line));
  }

  // Runs `sql` and turns each of its rows into a finding.
  template <typename Describe>
  Result<void> Each(std::string_view sql, Describe describe) {
    auto select = connection_.Prepare(sql);
    if (!select) return Fail(select.error());
    for (;;) {
      const Result<bool> row = select->Step();
      if (!row) return Fail(row.error());
      if (!*row) return {};
      describe(*select);
    }
  }

  Result<void> Database() {
    return Each("PRAGMA integrity_check(100)", [this](const Statement& row) {
      if (row.Text(0) != "ok") Find("database: " + std::string(row.Text(0)));
    });
  }

  Result<void> ForeignKeys() {
    return Each("PRAGMA foreign_key_check", [this](const Statement& row) {
      Find("database: row " + std::to_string(row.Int(1)) + " of " + std::string(row.Text(0)) +
           " refers to a missing row of " + std::string(row.Text(2)));
    });
  }

  Result<void> Stories() {
    return Each(
        "SELECT s.id FROM stories s LEFT JOIN (SELECT story, count(*) AS accounts,"
        "  sum(origin IS NULL) AS independent, count(DISTINCT outlet) AS outlets,"
        "  count(DISTINCT CASE WHEN origin IS NULL THEN outlet END) AS sources,"
        "  min(time) AS first, max(time) AS latest,"
        "  ifnull(max(CASE WHEN origin IS NULL THEN time END), min(time)) AS told"
        "  FROM articles GROUP BY story) c"
        " ON c.story = s.id"
        " WHERE (s.accounts, s.independent, s.outlets, s.sources, s.first, s.latest, s.told) IS NOT"
        "       (c.accounts, c.independent, c.outlets, c.sources, c.first, c.latest, c.told)"
        " OR (s.named = 0 AND s.title IS NOT"
        "     (SELECT title FROM articles WHERE id = s.title_article AND story = s.id))",
        [this](const Statement& row) {
          Find("story " + std::to_string(row.Int(0)) +
               ": its counts are not those of its accounts");
        });
  }

  Result<void> Outlets() {
    return Each(
        "SELECT o.id FROM outlets o WHERE o.article_count <>"
        " (SELECT count(*) FROM articles a WHERE a.outlet = o.id)",
        [this](const Statement& row) {
          Find("outlet " + std::to_string(row.Int(0)) + ": its count is not that of its articles");
        });
  }

  Result<void> Bodies() {
    return Each(
        "SELECT a.id, a.title, a.content, b.body FROM articles a"
        " LEFT JOIN bodies b ON b.article = a.id",
        [this](const Statement& row) {
          const std::string name = "article " + std::to_string(row.Int(0));
          Result<Body> body = DecodeBody(row.Text(3));
          if (!body) return Find(name + ": " + body.error().detail);
          body->article.title = row.Text(1);
          if (View(ContentHash(body->article)) != row.Text(2)) {
            Find(name + ": its text is not the one that was written");
          }
        });
  }

  Result<void> Evidence() {
    return Each("SELECT id, pack, offset, stored, bytes, hash FROM pages",
                [this](const Statement& row) {
                  const EvidencePlace place{row.Int(1), row.Int(2), row.Int(3), row.Int(4)};
                  const auto page = ReadEvidence(pages_folder_, place, row.Text(5),
                                                 std::numeric_limits<std::uint32_t>::max());
                  if (!page) {
                    Find("page " + std::to_string(row.Int(0)) + ": " + page.error().detail);
                  }
                });
  }

  Connection& connection_;
  const std::string& pages_folder_;
  std::vector<std::string> findings_;
};

}  // namespace

Result<std::vector<std::string>> CheckStore(Connection& connection,
                                            const std::string& pages_folder) {
  return Checker(connection, pages_folder).Run();
}

}  // namespace isnad::store
