#include "store/story_teller.h"

#include <algorithm>
#include <utility>

#include "store/body.h"
#include "store/read.h"
#include "store/rows.h"
#include "store/stories.h"

namespace isnad::store {
namespace {

constexpr std::string_view kTelling =
    "SELECT a.id, a.title, a.time, a.section, o.name, b.body FROM articles a"
    " JOIN outlets o ON o.id = a.outlet JOIN bodies b ON b.article = a.id WHERE a.story = ?1 ";

Result<void> Append(Connection& connection, news::StoryId story, std::string_view order,
                    std::size_t limit, std::vector<Telling>& tellings) {
  auto select = connection.Cached(std::string(kTelling) + std::string(order) + " LIMIT ?2");
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(1, story).Bind(2, RowLimit(limit));
  for (;;) {
    const Result<bool> step = row.Step();
    if (!step) return Fail(step.error());
    if (!*step) return {};
    const news::ArticleId id = row.Int(0);
    const bool is_known = std::any_of(tellings.begin(), tellings.end(),
                                      [id](const Telling& known) { return known.article == id; });
    if (is_known) continue;
    Result<Body> body = DecodeBody(row.Text(5));
    if (!body) return Fail(body.error());
    tellings.push_back({.article = id,
                        .outlet = std::string(row.Text(4)),
                        .time = FromMillis(row.Int(2)),
                        .section = std::string(row.Text(3)),
                        .text = std::move(body->article)});
    tellings.back().text.title = row.Text(1);
  }
}

Result<void> RetellOutlets(Connection& connection, StoryTeller& teller) {
  const auto outlets = ReadOutlets(connection, std::size_t{1} << 30);
  if (!outlets) return Fail(outlets.error());
  for (const news::Outlet& outlet : *outlets) {
    const Result<std::string> country = teller.CountryOf(connection, outlet);
    if (!country) return Fail(country.error());
    auto update = connection.Cached("UPDATE outlets SET country = ?2 WHERE id = ?1");
    if (!update) return Fail(update.error());
    (*update)->Bind(1, outlet.id).Bind(2, *country);
    if (auto done = (*update)->Run(); !done) return done;
  }
  return {};
}

Result<void> RetellArticle(Connection& connection, StoryTeller& teller, news::ArticleId id) {
  std::string section;
  {
    auto select = connection.Cached(
        "SELECT a.title, a.url, o.country, b.body FROM articles a JOIN outlets o ON o.id = a.outlet"
        " JOIN bodies b ON b.article = a.id WHERE a.id = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, id);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (!*row) return {};
    Result<Body> body = DecodeBody((*select)->Text(3));
    if (!body) return Fail(body.error());
    body->article.title = (*select)->Text(0);
    body->article.url = (*select)->Text(1);
    section = teller.SectionOf(body->article, (*select)->Text(2));
  }
  auto update =
      connection.Cached("UPDATE articles SET section = ?2 WHERE id = ?1 AND section <> ?2");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, id).Bind(2, section);
  return (*update)->Run();
}

Result<void> RetellStories(Connection& connection, StoryTeller& teller) {
  std::vector<news::StoryId> stories;
  {
    auto select = connection.Cached("SELECT id FROM stories");
    if (!select) return Fail(select.error());
    for (;;) {
      const Result<bool> row = (*select)->Step();
      if (!row) return Fail(row.error());
      if (!*row) break;
      stories.push_back((*select)->Int(0));
    }
  }
  StoryBook book(connection, &teller);
  for (const news::StoryId story : stories) {
    if (auto done = book.Tell(story); !done) return done;
  }
  return {};
}

}  // namespace

Result<std::vector<Telling>> ReadTellings(Connection& connection, news::StoryId story) {
  std::vector<Telling> tellings;
  auto done = Append(connection, story, "AND a.origin IS NULL ORDER BY a.time, a.id", kMostTellings,
                     tellings);
  if (done && tellings.size() == kMostTellings) {
    done = Append(connection, story, "AND a.origin IS NULL ORDER BY a.time DESC, a.id DESC",
                  kMostTellings, tellings);
  }
  if (done && tellings.empty()) {
    done = Append(connection, story, "ORDER BY a.time, a.id", 1, tellings);
  }
  if (!done) return Fail(done.error());
  std::sort(tellings.begin(), tellings.end(), [](const Telling& a, const Telling& b) {
    return std::pair(a.time, a.article) < std::pair(b.time, b.article);
  });
  return tellings;
}

Result<void> RetellAll(Connection& connection, StoryTeller& teller) {
  const std::string version = teller.Version();
  {
    auto select = connection.Cached("SELECT value FROM meta WHERE name = 'told_version'");
    if (!select) return Fail(select.error());
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (*row && (*select)->Text(0) == version) return {};
  }
  Result<Transaction> transaction = Transaction::Begin(connection, Transaction::Kind::kWriting);
  if (!transaction) return Fail(transaction.error());
  if (auto done = RetellOutlets(connection, teller); !done) return done;
  const Result<std::int64_t> last = connection.QueryInt("SELECT ifnull(max(id), 0) FROM articles");
  if (!last) return Fail(last.error());
  for (news::ArticleId id = 1; id <= *last; ++id) {
    if (auto done = RetellArticle(connection, teller, id); !done) return done;
  }
  if (auto done = RetellStories(connection, teller); !done) return done;
  {
    auto update = connection.Cached("INSERT OR REPLACE INTO meta VALUES ('told_version', ?1)");
    if (!update) return Fail(update.error());
    (*update)->Bind(1, version);
    if (auto done = (*update)->Run(); !done) return done;
  }
  return transaction->Commit();
}

}  // namespace isnad::store
