#include "store/story_links.h"

#include <string_view>

#include "store/rows.h"
#include "store/story_edits.h"

namespace isnad::store {
namespace {

Result<std::vector<news::StoryLink>> ReadLinks(Connection& connection, std::string_view sql,
                                               news::StoryId story, std::size_t limit) {
  auto select = connection.Cached(sql);
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(1, story).Bind(2, RowLimit(limit));
  std::vector<news::StoryLink> links;
  for (;;) {
    const Result<bool> step = row.Step();
    if (!step) return Fail(step.error());
    if (!*step) return links;
    links.push_back(
        {.id = row.Int(0), .title = std::string(row.Text(1)), .at = FromMillis(row.Int(2))});
  }
}

Result<void> Run(Connection& connection, std::string_view sql, news::StoryId first,
                 news::StoryId second) {
  auto statement = connection.Cached(sql);
  if (!statement) return Fail(statement.error());
  (*statement)->Bind(1, first);
  if (sql.find("?2") != std::string_view::npos) (*statement)->Bind(2, second);
  return (*statement)->Run();
}

}  // namespace

Result<void> RecordStoryLinks(Connection& connection, news::StoryId story,
                              std::span<const StoryContinuation> earlier) {
  for (const StoryContinuation& each : earlier) {
    const Result<news::StoryId> resolved = ResolveStory(connection, each.story);
    if (!resolved) return Fail(resolved.error());
    if (*resolved == story) continue;
    // Never both ways: a story that continues this one is not continued by it.
    auto insert = connection.Cached(
        "INSERT OR IGNORE INTO story_links (story, earlier, likeness) SELECT ?1, id, ?3 FROM "
        "stories"
        " WHERE id = ?2 AND (SELECT count(*) FROM story_links WHERE story = ?1) < ?4"
        " AND NOT EXISTS (SELECT 1 FROM story_links WHERE story = ?2 AND earlier = ?1)");
    if (!insert) return Fail(insert.error());
    (*insert)->Bind(1, story).Bind(2, *resolved).Bind(3, each.likeness_0_1);
    (*insert)->Bind(4, RowLimit(kMaxEarlierStories));
    if (auto done = (*insert)->Run(); !done) return done;
  }
  return {};
}

Result<void> MoveStoryLinks(Connection& connection, news::StoryId from, news::StoryId into) {
  for (const std::string_view sql :
       {"UPDATE OR IGNORE story_links SET story = ?2 WHERE story = ?1",
        "UPDATE OR IGNORE story_links SET earlier = ?2 WHERE earlier = ?1",
        "DELETE FROM story_links WHERE story = ?1 OR earlier = ?1 OR story = earlier"}) {
    if (auto done = Run(connection, sql, from, into); !done) return done;
  }
  // What continued the one and was continued by the other is left continuing.
  return Run(connection,
             "DELETE FROM story_links WHERE story = ?1 AND EXISTS (SELECT 1 FROM story_links b"
             " WHERE b.story = story_links.earlier AND b.earlier = ?1)",
             into, from);
}

Result<void> ReadStoryLinks(Connection& connection, news::Story& story) {
  auto earlier = ReadLinks(connection,
                           "SELECT s.id, s.title, s.first FROM story_links l JOIN stories s ON"
                           " s.id = l.earlier WHERE l.story = ?1 ORDER BY s.first DESC, s.id DESC"
                           " LIMIT ?2",
                           story.id, kMaxEarlierStories);
  if (!earlier) return Fail(earlier.error());
  auto later = ReadLinks(connection,
                         "SELECT s.id, s.title, s.first FROM story_links l JOIN stories s ON"
                         " s.id = l.story WHERE l.earlier = ?1 ORDER BY s.first, s.id LIMIT ?2",
                         story.id, kMaxLaterStories);
  if (!later) return Fail(later.error());
  story.earlier = std::move(*earlier);
  story.later = std::move(*later);
  return {};
}

}  // namespace isnad::store
