#include "store/stories.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "store/rows.h"

namespace isnad::store {
namespace {

constexpr double kHalfLifeMs = 12.0 * 3600 * 1000;

}  // namespace

double StoryRank(std::int64_t sources, std::int64_t countries, Instant told) {
  return std::log2(1.0 + static_cast<double>(sources)) +
         std::log2(std::max(1.0, static_cast<double>(countries))) / 2 +
         static_cast<double>(Millis(told)) / kHalfLifeMs;
}

struct StoryBook::Row {
  news::StoryId id = 0;
  std::string title;
  news::ArticleId title_article = 0;
  Instant first{};
  Instant latest{};
  Instant told{};  // latest independent account, else the earliest of all
  std::int64_t accounts = 0;
  std::int64_t independent = 0;
  std::int64_t outlets = 0;
  std::int64_t sources = 0;
  std::int64_t countries = 0;
  std::string section;
  // Of the article that gave the title; not saved.
  Instant title_time{};
  bool title_independent = false;
  bool named = false;  // the title is an editor's
  bool pinned = false;
};

Result<bool> StoryBook::Exists(news::StoryId story) {
  auto select = connection_.Cached("SELECT 1 FROM stories WHERE id = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, story);
  return (*select)->Step();
}

Result<void> StoryBook::Found(const StoryAccount& account) {
  const std::int64_t independent = account.independent ? 1 : 0;
  const std::int64_t countries = account.has_country ? independent : 0;
  auto insert = connection_.Cached(
      "INSERT INTO stories (id, title, title_article, first, latest, accounts, independent, "
      "outlets,"
      " sources, rank, told, countries, section)"
      " VALUES (?1, ?2, ?1, ?3, ?3, 1, ?4, 1, ?4, ?5, ?3, ?6, ?7)");
  if (!insert) return Fail(insert.error());
  (*insert)
      ->Bind(1, account.article)
      .Bind(2, account.title)
      .Bind(3, Millis(account.time))
      .Bind(4, independent)
      .Bind(5, StoryRank(independent, countries, account.time))
      .Bind(6, countries)
      .Bind(7, account.section);
  if (auto done = (*insert)->Run(); !done) return done;
  const Result<OutletChange> change = CountOutlet(account.article, account);
  if (!change) return Fail(change.error());
  return {};
}

Result<void> StoryBook::Join(news::StoryId story, const StoryAccount& account) {
  Result<Row> row = Read(story);
  if (!row) return Fail(row.error());
  const Result<OutletChange> change = CountOutlet(story, account);
  if (!change) return Fail(change.error());
  row->accounts += 1;
  row->independent += account.independent ? 1 : 0;
  row->outlets += change->new_outlet ? 1 : 0;
  row->sources += change->new_source ? 1 : 0;
  row->first = std::min(row->first, account.time);
  row->latest = std::max(row->latest, account.time);
  if (row->independent == 0) {
    row->told = row->first;
  } else if (account.independent) {
    row->told = row->independent == 1 ? account.time : std::max(row->told, account.time);
  }
  // The title is that of the earliest independent account that has one. Ids grow, so among equal
  // times the one that stands there is the earlier.
  const auto order = [](bool independent, Instant time) { return std::tuple(!independent, time); };
  if (!account.title.empty() && !row->named &&
      (row->title.empty() ||
       order(account.independent, account.time) < order(row->title_independent, row->title_time))) {
    row->title = account.title;
    row->title_article = account.article;
  }
  return Save(*row);
}

Result<void> StoryBook::Refresh(news::StoryId story) {
  Result<Row> row = Read(story);
  if (!row) return Fail(row.error());
  {
    auto times = connection_.Cached(
        "SELECT min(time), max(time), (SELECT max(time) FROM articles WHERE story = ?1 AND origin"
        " IS NULL) FROM articles WHERE story = ?1");
    if (!times) return Fail(times.error());
    (*times)->Bind(1, story);
    if (const Result<bool> step = (*times)->Step(); !step) return Fail(step.error());
    row->first = FromMillis((*times)->Int(0));
    row->latest = FromMillis((*times)->Int(1));
    row->told = (*times)->IsNull(2) ? row->first : FromMillis((*times)->Int(2));
  }
  auto title = connection_.Cached(
      "SELECT id, title FROM articles WHERE story = ?1"
      " ORDER BY title = '', origin IS NOT NULL, time, id LIMIT 1");
  if (!title) return Fail(title.error());
  (*title)->Bind(1, story);
  const Result<bool> step = (*title)->Step();
  if (!step) return Fail(step.error());
  if (*step) {
    row->title_article = (*title)->Int(0);
    if (!row->named) row->title = (*title)->Text(1);
  }
  return Save(*row);
}

Result<void> StoryBook::SetIndependent(news::StoryId story, news::OutletId outlet,
                                       bool independent) {
  Result<Row> row = Read(story);
  if (!row) return Fail(row.error());
  const std::int64_t step = independent ? 1 : -1;
  {
    auto update = connection_.Cached(
        "UPDATE story_outlets SET independent = independent + ?3 WHERE story = ?1 AND outlet = ?2"
        " RETURNING independent");
    if (!update) return Fail(update.error());
    (*update)->Bind(1, story).Bind(2, outlet).Bind(3, step);
    const Result<bool> counted = (*update)->Step();
    if (!counted) return Fail(counted.error());
    const std::int64_t now = *counted ? (*update)->Int(0) : 0;
    if (now == (independent ? 1 : 0)) row->sources += step;
  }
  row->independent += step;
  if (auto done = Save(*row); !done) return done;
  return Refresh(story);
}

Result<void> StoryBook::Recount(news::StoryId story) {
  for (const std::string_view sql :
       {"DELETE FROM story_outlets WHERE story = ?1",
        "INSERT INTO story_outlets SELECT story, outlet, count(*), sum(origin IS NULL)"
        " FROM articles WHERE story = ?1 GROUP BY outlet",
        "UPDATE stories SET (accounts, independent, outlets, sources) = (SELECT sum(accounts),"
        " sum(independent), count(*), sum(independent > 0) FROM story_outlets WHERE story = ?1)"
        " WHERE id = ?1"}) {
    auto statement = connection_.Cached(sql);
    if (!statement) return Fail(statement.error());
    (*statement)->Bind(1, story);
    if (auto done = (*statement)->Run(); !done) return done;
  }
  return Refresh(story);
}

Result<void> StoryBook::Tell(news::StoryId story) {
  Result<Row> row = Read(story);
  if (!row) return Fail(row.error());
  const Result<std::int64_t> countries = CountCountries(story);
  if (!countries) return Fail(countries.error());
  row->countries = *countries;
  if (teller_ != nullptr) {
    const auto tellings = ReadTellings(connection_, story);
    if (!tellings) return Fail(tellings.error());
    if (!tellings->empty()) {
      const StoryDigest digest = teller_->Digest(*tellings, row->title_article);
      const Telling& best = (*tellings)[digest.title_of];
      row->section = digest.section;
      if (!best.text.title.empty()) {
        row->title_article = best.article;
        if (!row->named) row->title = best.text.title;
      }
    }
  }
  return Save(*row);
}

Result<std::int64_t> StoryBook::CountCountries(news::StoryId story) {
  auto select = connection_.Cached(
      "SELECT count(DISTINCT o.country) FROM story_outlets s JOIN outlets o ON o.id = s.outlet"
      " WHERE s.story = ?1 AND s.independent > 0 AND o.country <> ''");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, story);
  if (const Result<bool> row = (*select)->Step(); !row) return Fail(row.error());
  return (*select)->Int(0);
}

Result<StoryBook::Row> StoryBook::Read(news::StoryId story) {
  auto select = connection_.Cached(
      "SELECT s.title, s.title_article, s.first, s.latest, s.accounts, s.independent, s.outlets,"
      " s.sources, a.time, a.origin IS NULL, s.named, s.pinned, s.told,"
      " s.countries, s.section"
      " FROM stories s JOIN articles a ON a.id = s.title_article WHERE s.id = ?1");
  if (!select) return Fail(select.error());
  Statement& s = **select;
  s.Bind(1, story);
  const Result<bool> row = s.Step();
  if (!row) return Fail(row.error());
  if (!*row) return Fail(Errc::kMalformed, "story " + std::to_string(story) + " has no row");
  return Row{.id = story,
             .title = std::string(s.Text(0)),
             .title_article = s.Int(1),
             .first = FromMillis(s.Int(2)),
             .latest = FromMillis(s.Int(3)),
             .told = FromMillis(s.Int(12)),
             .accounts = s.Int(4),
             .independent = s.Int(5),
             .outlets = s.Int(6),
             .sources = s.Int(7),
             .countries = s.Int(13),
             .section = std::string(s.Text(14)),
             .title_time = FromMillis(s.Int(8)),
             .title_independent = s.Int(9) != 0,
             .named = s.Int(10) != 0,
             .pinned = s.Int(11) != 0};
}

Result<void> StoryBook::Save(const Row& row) {
  auto update = connection_.Cached(
      "UPDATE stories SET title = ?2, title_article = ?3, first = ?4, latest = ?5, accounts = ?6,"
      " independent = ?7, outlets = ?8, sources = ?9, rank = ?10, told = ?11,"
      " countries = ?12, section = ?13 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)
      ->Bind(1, row.id)
      .Bind(2, row.title)
      .Bind(3, row.title_article)
      .Bind(4, Millis(row.first))
      .Bind(5, Millis(row.latest))
      .Bind(6, row.accounts)
      .Bind(7, row.independent)
      .Bind(8, row.outlets)
      .Bind(9, row.sources)
      .Bind(10, StoryRank(row.sources, row.countries, row.told) + (row.pinned ? kPinnedRank : 0))
      .Bind(11, Millis(row.told))
      .Bind(12, row.countries)
      .Bind(13, row.section);
  return (*update)->Run();
}

Result<StoryBook::OutletChange> StoryBook::CountOutlet(news::StoryId story,
                                                       const StoryAccount& account) {
  auto upsert = connection_.Cached(
      "INSERT INTO story_outlets VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE"
      " SET accounts = accounts + 1, independent = independent + excluded.independent"
      " RETURNING accounts, independent");
  if (!upsert) return Fail(upsert.error());
  const std::int64_t independent = account.independent ? 1 : 0;
  (*upsert)->Bind(1, story).Bind(2, account.outlet).Bind(3, independent);
  if (const Result<bool> row = (*upsert)->Step(); !row) return Fail(row.error());
  return OutletChange{.new_outlet = (*upsert)->Int(0) == 1,
                      .new_source = account.independent && (*upsert)->Int(1) == 1};
}

}  // namespace isnad::store
