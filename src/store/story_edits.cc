#include "store/story_edits.h"

#include <algorithm>
#include <utility>

#include "store/rows.h"
#include "store/story_links.h"

namespace isnad::store {
namespace {

std::string Name(news::StoryId story) { return "story " + std::to_string(story); }

}  // namespace

Result<void> StoryEditor::Repair(const StoryMerge& merge) {
  const Result<news::StoryId> from = ResolveStory(connection_, merge.from);
  if (!from) return Fail(from.error());
  const Result<news::StoryId> into = ResolveStory(connection_, merge.into);
  if (!into) return Fail(into.error());
  if (*from == *into) return {};
  for (const news::StoryId story : {*from, *into}) {
    const Result<bool> exists = stories_.Exists(story);
    if (!exists) return Fail(exists.error());
    if (!*exists) return {};
  }
  const Result<bool> apart = AreApart(*from, *into);
  if (!apart) return Fail(apart.error());
  if (*apart) return {};
  const Result<bool> edited = IsEdited(*from);
  if (!edited) return Fail(edited.error());
  const news::StoryId gone = *edited ? *into : *from;
  const news::StoryId kept = *edited ? *from : *into;
  if (auto done = MakeOne(gone, kept); !done) return done;
  return Log({.kind = StoryChange::Kind::kMerged,
              .story = kept,
              .other = gone,
              .article = merge.article,
              .likeness_0_1 = merge.likeness_0_1,
              .by_editor = false});
}

Result<void> StoryEditor::Merge(news::StoryId from, news::StoryId into) {
  if (from == into) return Fail(Errc::kMalformed, Name(from) + " cannot be merged with itself");
  for (const news::StoryId story : {from, into}) {
    if (auto done = MustExist(story); !done) return done;
  }
  // An editor may take back a split.
  if (auto done = Run("DELETE FROM story_apart WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)",
                      from, into);
      !done) {
    return done;
  }
  if (auto done = MakeOne(from, into); !done) return done;
  if (auto done = Log({.kind = StoryChange::Kind::kMerged, .story = into, .other = from}); !done) {
    return done;
  }
  return NextGeneration();
}

Result<news::StoryId> StoryEditor::Split(news::StoryId story,
                                         std::span<const news::ArticleId> articles) {
  if (auto done = MustExist(story); !done) return Fail(done.error());
  if (articles.empty()) return Fail(Errc::kMalformed, "no article is named to be split off");
  const Result<news::StoryId> fresh = NewStory(*std::min_element(articles.begin(), articles.end()));
  if (!fresh) return fresh;
  for (const news::ArticleId article : articles) {
    auto move = connection_.Cached(
        "UPDATE articles SET story = ?2 WHERE id = ?1 AND story = ?3 RETURNING id");
    if (!move) return Fail(move.error());
    (*move)->Bind(1, article).Bind(2, *fresh).Bind(3, story);
    const Result<bool> moved = (*move)->Step();
    if (!moved) return Fail(moved.error());
    if (!*moved) {
      return Fail(Errc::kMalformed,
                  "article " + std::to_string(article) + " is not of " + Name(story));
    }
  }
  const Result<std::int64_t> left =
      connection_.QueryInt("SELECT count(*) FROM articles WHERE story = " + std::to_string(story));
  if (!left) return Fail(left.error());
  if (*left == 0) return Fail(Errc::kMalformed, Name(story) + " would be left without articles");
  Result<void> done = stories_.Recount(story);
  if (done) done = stories_.Recount(*fresh);
  if (done) done = stories_.Tell(story);
  if (done) done = stories_.Tell(*fresh);
  if (done) done = Run("INSERT OR IGNORE INTO story_apart VALUES (?1, ?2)", story, *fresh);
  if (done) done = Log({.kind = StoryChange::Kind::kSplit, .story = story, .other = *fresh});
  if (done) done = NextGeneration();
  if (!done) return Fail(done.error());
  return fresh;
}

Result<void> StoryEditor::Rename(news::StoryId story, std::string_view title) {
  if (auto done = MustExist(story); !done) return done;
  if (title.empty() || title.size() > kMaxStoryTitleBytes) {
    return Fail(Errc::kMalformed,
                "a title has 1 to " + std::to_string(kMaxStoryTitleBytes) + " bytes");
  }
  auto update = connection_.Cached("UPDATE stories SET title = ?2, named = 1 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, story).Bind(2, title);
  if (auto done = (*update)->Run(); !done) return done;
  if (auto done = Log({.kind = StoryChange::Kind::kNamed, .story = story, .note = title}); !done) {
    return done;
  }
  return NextGeneration();
}

Result<void> StoryEditor::Pin(news::StoryId story, bool pinned) {
  if (auto done = MustExist(story); !done) return done;
  Result<void> done = Run("UPDATE stories SET pinned = ?2 WHERE id = ?1", story, pinned ? 1 : 0);
  if (done) done = stories_.Refresh(story);  // the rank
  if (done) {
    done = Log({.kind = pinned ? StoryChange::Kind::kPinned : StoryChange::Kind::kUnpinned,
                .story = story});
  }
  return done ? NextGeneration() : done;
}

Result<void> StoryEditor::MakeOne(news::StoryId from, news::StoryId into) {
  Result<void> done = Run("UPDATE articles SET story = ?2 WHERE story = ?1", from, into);
  if (done) done = Run("DELETE FROM story_outlets WHERE story = ?1", from);
  if (done) done = Run("UPDATE story_redirects SET target = ?2 WHERE target = ?1", from, into);
  if (done) done = MoveStoryLinks(connection_, from, into);
  if (done) done = Run("DELETE FROM stories WHERE id = ?1", from);
  if (done) done = Run("INSERT OR REPLACE INTO story_redirects VALUES (?1, ?2)", from, into);
  // Whoever was held apart from the one is held apart from both.
  if (done) done = Run("UPDATE OR IGNORE story_apart SET a = ?2 WHERE a = ?1", from, into);
  if (done) done = Run("UPDATE OR IGNORE story_apart SET b = ?2 WHERE b = ?1", from, into);
  if (done) done = Run("DELETE FROM story_apart WHERE a = ?1 OR b = ?1 OR a = b", from);
  if (done) done = stories_.Recount(into);
  return done ? stories_.Tell(into) : done;
}

Result<bool> StoryEditor::AreApart(news::StoryId a, news::StoryId b) {
  auto select = connection_.Cached(
      "SELECT 1 FROM story_apart WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, a).Bind(2, b);
  return (*select)->Step();
}

Result<bool> StoryEditor::IsEdited(news::StoryId story) {
  auto select =
      connection_.Cached("SELECT 1 FROM stories WHERE id = ?1 AND (named = 1 OR pinned = 1)");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, story);
  return (*select)->Step();
}

Result<news::StoryId> StoryEditor::NewStory(news::ArticleId article) {
  const std::string first = std::to_string(kFirstSplitStory);
  const Result<std::int64_t> id =
      connection_.QueryInt("SELECT max(" + first +
                           ", ifnull((SELECT max(id) FROM stories), 0) + 1,"
                           " ifnull((SELECT max(story) FROM story_redirects), 0) + 1)");
  if (!id) return id;
  auto insert = connection_.Cached(
      "INSERT INTO stories (id, title, title_article, first, latest, accounts, independent,"
      " outlets, sources, rank) SELECT ?1, title, id, time, time, 0, 0, 0, 0, 0 FROM articles"
      " WHERE id = ?2 RETURNING id");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, *id).Bind(2, article);
  const Result<bool> made = (*insert)->Step();
  if (!made) return Fail(made.error());
  if (!*made) return Fail(Errc::kNotFound, "there is no article " + std::to_string(article));
  return *id;
}

Result<void> StoryEditor::MustExist(news::StoryId story) {
  const Result<bool> exists = stories_.Exists(story);
  if (!exists) return Fail(exists.error());
  if (!*exists) return Fail(Errc::kNotFound, "there is no " + Name(story));
  return {};
}

Result<void> StoryEditor::Log(const Change& change) {
  auto insert = connection_.Cached(
      "INSERT INTO story_changes (time, kind, by_editor, story, other, article, likeness, note)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (!insert) return Fail(insert.error());
  Statement& s = **insert;
  s.Bind(1, Millis(now_)).Bind(2, static_cast<std::int64_t>(change.kind));
  s.Bind(3, std::int64_t{change.by_editor ? 1 : 0}).Bind(4, change.story);
  BindOptional(s, 5, change.other);
  BindOptional(s, 6, change.article);
  s.Bind(7, change.likeness_0_1).Bind(8, change.note);
  return s.Run();
}

Result<void> StoryEditor::NextGeneration() {
  auto update = connection_.Cached("UPDATE meta SET value = value + 1 WHERE name = 'generation'");
  if (!update) return Fail(update.error());
  return (*update)->Run();
}

Result<void> StoryEditor::Run(std::string_view sql, std::int64_t first, std::int64_t second) {
  auto statement = connection_.Cached(sql);
  if (!statement) return Fail(statement.error());
  (*statement)->Bind(1, first);
  if (sql.find("?2") != std::string_view::npos) (*statement)->Bind(2, second);
  return (*statement)->Run();
}

Result<news::StoryId> ResolveStory(Connection& connection, news::StoryId story) {
  auto select = connection.Cached("SELECT target FROM story_redirects WHERE story = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, story);
  const Result<bool> found = (*select)->Step();
  if (!found) return Fail(found.error());
  return *found ? (*select)->Int(0) : story;
}

Result<std::vector<StoryChange>> ReadStoryChanges(Connection& connection, news::StoryId story,
                                                  std::size_t limit) {
  auto select = connection.Cached(
      "SELECT time, kind, by_editor, story, other, article, likeness, note FROM story_changes"
      " WHERE story = ?1 OR other = ?1 OR story IN (SELECT story FROM story_redirects WHERE target"
      " = ?1) ORDER BY id DESC LIMIT ?2");
  if (!select) return Fail(select.error());
  Statement& row = **select;
  row.Bind(1, story).Bind(2, RowLimit(limit));
  std::vector<StoryChange> changes;
  for (;;) {
    const Result<bool> step = row.Step();
    if (!step) return Fail(step.error());
    if (!*step) return changes;
    changes.push_back({.at = FromMillis(row.Int(0)),
                       .kind = static_cast<StoryChange::Kind>(row.Int(1)),
                       .by_editor = row.Int(2) != 0,
                       .story = row.Int(3),
                       .other = ReadOptional(row, 4),
                       .article = ReadOptional(row, 5),
                       .likeness_0_1 = row.Real(6),
                       .note = std::string(row.Text(7))});
  }
}

Result<std::vector<std::pair<news::StoryId, news::StoryId>>> ReadStoriesApart(
    Connection& connection) {
  auto select = connection.Cached("SELECT a, b FROM story_apart");
  if (!select) return Fail(select.error());
  std::vector<std::pair<news::StoryId, news::StoryId>> pairs;
  for (;;) {
    const Result<bool> step = (*select)->Step();
    if (!step) return Fail(step.error());
    if (!*step) return pairs;
    pairs.emplace_back((*select)->Int(0), (*select)->Int(1));
  }
}

}  // namespace isnad::store
