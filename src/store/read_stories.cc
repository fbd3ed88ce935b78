#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "store/cursor.h"
#include "store/read.h"
#include "store/rows.h"
#include "store/story_edits.h"
#include "store/story_links.h"

namespace isnad::store {
namespace {

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
constexpr double kHighest = std::numeric_limits<double>::infinity();

std::string StoriesWhere(std::string_view which) {
  return "SELECT id, title, first, latest, accounts, independent, outlets, rank, section, "
         "template, "
         "title_article "
         "FROM "
         "stories WHERE " +
         std::string(which);
}

news::Story StoryOf(const Statement& row) {
  news::Story story;
  story.id = row.Int(0);
  story.title = row.Text(1);
  story.first = FromMillis(row.Int(2));
  story.latest = FromMillis(row.Int(3));
  story.account_count = static_cast<int>(row.Int(4));
  story.independent_count = static_cast<int>(row.Int(5));
  story.outlet_count = static_cast<int>(row.Int(6));
  story.section = row.Text(8);
  story.is_template = row.Int(9) != 0;
  return story;
}

constexpr std::string_view kOutletColumns =
    "SELECT id, slug, name, host, article_count FROM outlets ";

news::Outlet OutletOf(const Statement& row) {
  return {.id = row.Int(0),
          .slug = std::string(row.Text(1)),
          .name = std::string(row.Text(2)),
          .host = std::string(row.Text(3)),
          .article_count = row.Int(4)};
}

// Has the account that gave the title among those of a story on a list, as the words under a
// headline are to be its own. It takes the place of the last, which keeps the order: it came after
// all that were read. Only few long stories need it, and then one row.
Result<void> ReadTitled(Connection& connection, news::ArticleId article, news::Story& story) {
  const bool is_all = story.account_count <= static_cast<int>(story.accounts.size());
  if (is_all || story.accounts.size() < 2) return {};
  const bool is_read =
      std::any_of(story.accounts.begin(), story.accounts.end(),
                  [&](const news::Account& account) { return account.title == story.title; });
  if (is_read) return {};
  Result<ListedArticle> titled = ReadListed(connection, article);
  if (!titled && titled.error().code == Errc::kNotFound) return {};
  if (!titled) return Fail(titled.error());
  // An editor's name is nobody's title; and an article may have been moved to another story.
  if (titled->story != story.id || titled->account.title != story.title) return {};
  story.accounts.back() = std::move(titled->account);
  return {};
}

// The statement of a listing, bound to where it starts; a cursor of the other order starts over,
// as its key makes no sense here only by chance, and then harmlessly.
Result<Borrowed> ListStories(Connection& connection, StoryOrder order, std::string_view section,
                             const Cursor& from) {
  const std::optional<Position> position = ReadCursor(from);
  // The indexes by section hold what has one, which the query has to say.
  const std::string where = section.empty() ? "" : "section = ?4 AND section <> '' AND ";
  if (order == StoryOrder::kLatest) {
    auto select = connection.Cached(
        StoriesWhere(where + "(latest, id) < (?1, ?2) ORDER BY latest DESC, id DESC LIMIT ?3"));
    if (!select) return select;
    if (!section.empty()) (*select)->Bind(4, section);
    (*select)->Bind(1, position ? static_cast<std::int64_t>(position->key) : kEnd);
    (*select)->Bind(2, position ? position->id : kEnd);
    return select;
  }
  auto select = connection.Cached(
      StoriesWhere(where + "(rank, id) < (?1, ?2) ORDER BY rank DESC, id DESC LIMIT ?3"));
  if (!select) return select;
  if (!section.empty()) (*select)->Bind(4, section);
  const double rank = position ? std::bit_cast<double>(position->key) : kHighest;
  const bool usable = position && std::isfinite(rank);  // SQLite would take a NaN for NULL
  (*select)->Bind(1, usable ? rank : kHighest);
  (*select)->Bind(2, usable ? position->id : kEnd);
  return select;
}

Position PositionOf(const Statement& row, StoryOrder order) {
  const std::uint64_t key = order == StoryOrder::kLatest
                                ? static_cast<std::uint64_t>(row.Int(3))
                                : std::bit_cast<std::uint64_t>(row.Real(7));
  return {key, row.Int(0)};
}

}  // namespace

// In read_articles.cc, beside the columns that it reads.
Result<std::vector<news::Account>> ReadAccounts(Connection& connection, news::StoryId story,
                                                std::size_t limit);

Result<news::Story> ReadStory(Connection& connection, news::StoryId named,
                              std::size_t max_accounts) {
  const Result<news::StoryId> resolved = ResolveStory(connection, named);
  if (!resolved) return Fail(resolved.error());
  const news::StoryId id = *resolved;
  auto select = connection.Cached(StoriesWhere("id = ?1"));
  if (!select) return Fail(select.error());
  (*select)->Bind(1, id);
  const Result<bool> step = (*select)->Step();
  if (!step) return Fail(step.error());
  if (!*step) return Fail(Errc::kNotFound, "there is no story " + std::to_string(id));
  news::Story story = StoryOf(**select);
  auto accounts = ReadAccounts(connection, id, max_accounts);
  if (!accounts) return Fail(accounts.error());
  story.accounts = std::move(*accounts);
  if (auto done = ReadStoryLinks(connection, story); !done) return Fail(done.error());
  return story;
}

Result<Page<news::Story>> ReadStories(Connection& connection, StoryOrder order, std::size_t limit,
                                      std::size_t max_accounts, const Cursor& from,
                                      std::string_view section) {
  Result<Borrowed> select = ListStories(connection, order, section, from);
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(3, RowLimit(limit) + 1);  // one more tells whether there is a next
  Page<news::Story> page;
  Position last;
  for (;;) {
    const Result<bool> step = row.Step();
    if (!step) return Fail(step.error());
    if (!*step) return page;
    if (page.items.size() == limit) {
      page.next = WriteCursor(last);
      return page;
    }
    last = PositionOf(row, order);
    page.items.push_back(StoryOf(row));
    if (max_accounts == 0) continue;
    news::Story& story = page.items.back();
    auto accounts = ReadAccounts(connection, story.id, max_accounts);
    if (!accounts) return Fail(accounts.error());
    story.accounts = std::move(*accounts);
    if (auto done = ReadTitled(connection, row.Int(10), story); !done) return Fail(done.error());
  }
}

Result<std::vector<news::Outlet>> ReadOutlets(Connection& connection, std::size_t limit) {
  std::vector<news::Outlet> outlets;
  auto select =
      connection.Cached(std::string(kOutletColumns) + "ORDER BY article_count DESC, id LIMIT ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, RowLimit(limit));
  for (;;) {
    const Result<bool> step = (*select)->Step();
    if (!step) return Fail(step.error());
    if (!*step) return outlets;
    outlets.push_back(OutletOf(**select));
  }
}

Result<news::Outlet> ReadOutletBySlug(Connection& connection, std::string_view slug) {
  auto select = connection.Cached(std::string(kOutletColumns) + "WHERE slug = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, slug);
  const Result<bool> step = (*select)->Step();
  if (!step) return Fail(step.error());
  if (!*step) return Fail(Errc::kNotFound, "there is no outlet \"" + std::string(slug) + "\"");
  return OutletOf(**select);
}

Result<Counts> ReadCounts(Connection& connection) {
  auto select = connection.Cached(
      "SELECT (SELECT count(*) FROM outlets), (SELECT count(*) FROM articles),"
      " (SELECT count(*) FROM versions), (SELECT count(*) FROM stories),"
      " (SELECT count(*) FROM headlines), (SELECT count(*) FROM pages)");
  if (!select) return Fail(select.error());
  Statement& row = **select;
  if (const Result<bool> step = row.Step(); !step) return Fail(step.error());
  return Counts{.outlets = row.Int(0),
                .articles = row.Int(1),
                .versions = row.Int(1) + row.Int(2),
                .stories = row.Int(3),
                .headlines = row.Int(4),
                .pages = row.Int(5)};
}

}  // namespace isnad::store
