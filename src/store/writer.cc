#include "store/writer.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "store/chain_columns.h"
#include "store/headlines.h"
#include "store/host_lines.h"
#include "store/read.h"
#include "store/rows.h"
#include "store/story_edits.h"
#include "store/story_links.h"

namespace isnad::store {

struct Writer::Known {
  news::ArticleId id = 0;
  std::string content;
  std::int64_t version = 1;
  news::StoryId story = 0;
  std::optional<std::int64_t> page;
  Instant first_seen{};
};

struct Writer::NewRow {
  news::ArticleId id;
  const Incoming& incoming;
  const Hash& identity;
  const Hash& content;
  news::OutletId outlet;
  const StoryPlacement& placement;  // story already resolved
  std::optional<std::int64_t> page;
  std::string_view section;
  Instant time;  // as stories are ordered by
};

Writer::Writer(Connection& connection, EvidenceWriter evidence, IndexHook* index,
               StoryTeller* teller)
    : connection_(connection),
      evidence_(std::move(evidence)),
      index_(index),
      teller_(teller),
      outlets_(connection, teller),
      stories_(connection, teller) {}

Result<std::vector<Stored>> Writer::Write(std::span<const Incoming> batch, StoryPlacer& placer) {
  Result<Transaction> transaction = Transaction::Begin(connection_, Transaction::Kind::kWriting);
  if (!transaction) return Fail(transaction.error());
  changed_ = false;
  to_index_.clear();
  to_tell_.clear();
  Result<std::vector<Stored>> stored = WriteRows(batch, placer);
  if (stored) {
    Result<void> done = TellStories();
    if (done) done = WriteIndex();
    if (!done) stored = Fail(done.error());
  }
  if (stored) {
    if (auto done = PruneReadings(); !done) stored = Fail(done.error());
  }
  if (stored) {
    // Nothing that was not synced may be referred to by what is.
    Result<void> done = evidence_.Sync();
    if (done && changed_) done = NextGeneration();
    if (done) done = transaction->Commit();
    if (!done) stored = Fail(done.error());
  }
  if (stored) {
    evidence_.Keep();
  } else {
    evidence_.Rollback();
    outlets_.Forget();
  }
  return stored;
}

Result<std::vector<Stored>> Writer::WriteRows(std::span<const Incoming> batch,
                                              StoryPlacer& placer) {
  std::vector<Stored> stored;
  stored.reserve(batch.size());
  for (const Incoming& incoming : batch) {
    Result<Stored> one = WriteOne(incoming, placer);
    if (!one) return Fail(one.error());
    stored.push_back(*one);
  }
  return stored;
}

// Once a batch, however many accounts of a story it holds. Stories of one account were told when
// they were founded.
Result<void> Writer::TellStories() {
  std::set<news::StoryId> stories;
  for (const news::StoryId story : to_tell_) {
    const Result<news::StoryId> resolved = ResolveStory(connection_, story);
    if (!resolved) return Fail(resolved.error());
    stories.insert(*resolved);
  }
  for (const news::StoryId story : stories) {
    const Result<bool> exists = stories_.Exists(story);
    if (!exists) return Fail(exists.error());
    if (!*exists) continue;
    if (auto done = stories_.Tell(story); !done) return done;
  }
  return {};
}

// All of the batch's words at once, behind its rows: a statement that opens a savepoint makes FTS5
// write out what it holds in memory, and rows and words in turn would make a segment of every
// article.
Result<void> Writer::WriteIndex() {
  if (index_ == nullptr || to_index_.empty()) return {};
  if (auto done = index_->OnBatchBegin(connection_); !done) return done;
  for (const IndexTask& task : to_index_) {
    const news::Article* replaced = task.replaced ? &*task.replaced : nullptr;
    if (auto done = index_->OnWrite(connection_, task.id, *task.article, replaced); !done) {
      return done;
    }
  }
  return index_->OnBatchEnd(connection_);
}

Result<Stored> Writer::WriteOne(const Incoming& incoming, StoryPlacer& placer) {
  const news::Article& article = incoming.article;
  if (article.kind != news::PageKind::kArticle) {
    const auto headlines = RecordHeadlines(connection_, article, incoming.seen);
    if (!headlines) return Fail(headlines.error());
    changed_ = changed_ || !headlines->empty();
    return Stored{.article = 0, .outcome = Outcome::kHeadlines, .story = 0};
  }
  const Hash identity = ArticleIdentity(article);
  const Hash content = ContentHash(article);
  Result<std::optional<Known>> known = Lookup(identity);
  if (!known) return Fail(known.error());
  if (!*known) return Add(incoming, identity, content, placer);
  if ((*known)->content != View(content)) return Change(incoming, **known, content);
  // The article is the same; what stands around it may not be.
  const auto headlines = RecordHeadlines(connection_, article, incoming.seen);
  if (!headlines) return Fail(headlines.error());
  changed_ = changed_ || !headlines->empty();
  return Stored{.article = (*known)->id, .outcome = Outcome::kDuplicate, .story = (*known)->story};
}

// What is undated may be years old where an archive is read: it is taken for no newer than the
// newest that is dated, and makes the story that it joins no newer.
Result<Instant> Writer::TimeOfNew(const Incoming& incoming, news::StoryId story) {
  const Instant time = TimeOf(incoming.article.published, incoming.seen);
  if (incoming.article.published) return time;
  auto select = connection_.Cached(
      "SELECT min(newest, ifnull((SELECT latest FROM stories WHERE id = ?1), newest))"
      " FROM (SELECT max(time) AS newest FROM articles WHERE published_day IS NOT NULL)");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, story);
  if (const Result<bool> row = (*select)->Step(); !row) return Fail(row.error());
  return (*select)->IsNull(0) ? time : std::min(time, FromMillis((*select)->Int(0)));
}

Result<Stored> Writer::Add(const Incoming& incoming, const Hash& identity, const Hash& content,
                           StoryPlacer& placer) {
  changed_ = true;
  const news::Article& article = incoming.article;
  const Result<news::OutletId> outlet = outlets_.Find(article);
  if (!outlet) return Fail(outlet.error());
  const auto page = KeepPage(incoming.page);
  if (!page) return Fail(page.error());
  const Result<std::int64_t> id = NextArticleId();
  if (!id) return Fail(id.error());
  const Result<StoryPlacement> placement = Place(*id, incoming, placer);
  if (!placement) return Fail(placement.error());

  const Result<std::string> country = outlets_.CountryOf(*outlet);
  if (!country) return Fail(country.error());
  const std::string section = SectionOf(article, *country);
  const Result<Instant> time = TimeOfNew(incoming, placement->story);
  if (!time) return Fail(time.error());

  Result<void> done =
      InsertArticle({*id, incoming, identity, content, *outlet, *placement, *page, section, *time});
  if (done) done = InsertBody(*id, incoming);
  if (done) done = outlets_.CountArticle(*outlet);
  if (done) done = RecordHostLines(connection_, incoming.lines);
  if (done) done = KeepReading(*id, *placement);
  if (!done) return Fail(done.error());

  const StoryAccount account{.article = *id,
                             .outlet = *outlet,
                             .title = article.title,
                             .section = section,
                             .has_country = !country->empty(),
                             .time = *time,
                             .independent = !placement->chain.origin.has_value()};
  done =
      placement->story == *id ? stories_.Found(account) : stories_.Join(placement->story, account);
  if (done && placement->story == *id && placement->is_template) done = MarkTemplate(*id);
  // A copy adds nothing to what is told.
  if (placement->story != *id && account.independent) to_tell_.insert(placement->story);
  StoryEditor editor(connection_, incoming.seen);  // what it makes one is told with the batch
  for (const StoryMerge& merge : placement->merges) {
    if (done) done = editor.Repair(merge);
    to_tell_.insert(merge.into);
    to_tell_.insert(merge.from);
  }
  for (const news::Rehanging& rehanging : placement->rehung) {
    if (done) done = Rehang(rehanging);
  }
  if (!done) return Fail(done.error());
  to_index_.push_back({.id = *id, .article = &article, .replaced = std::nullopt});
  const Result<news::StoryId> story = ResolveStory(connection_, placement->story);
  if (!story) return Fail(story.error());
  if (auto linked = RecordStoryLinks(connection_, *story, placement->earlier); !linked) {
    return Fail(linked.error());
  }
  return Stored{.article = *id, .outcome = Outcome::kNew, .story = *story};
}

Result<void> Writer::MarkTemplate(news::StoryId story) {
  auto update = connection_.Cached("UPDATE stories SET template = 1 WHERE id = ?1");
  if (!update) return Fail(update.error());
  (*update)->Bind(1, story);
  return (*update)->Run();
}

std::string Writer::SectionOf(const news::Article& article, std::string_view country) const {
  return teller_ == nullptr ? std::string() : teller_->SectionOf(article, country);
}

Result<Stored> Writer::Change(const Incoming& incoming, const Known& known, const Hash& content) {
  changed_ = true;
  // What the index holds of the earlier version can only be taken out by saying it again.
  Result<StoredArticle> before = ReadArticle(connection_, known.id);
  if (!before) return Fail(before.error());
  const Result<std::string> country = outlets_.CountryOf(before->outlet.id);
  if (!country) return Fail(country.error());
  const std::string section = SectionOf(incoming.article, *country);
  Result<void> done = KeepOldVersion(known, incoming.seen);
  if (done) done = UpdateArticle(known, incoming, content, section);
  if (done) done = InsertBody(known.id, incoming);
  if (done) done = stories_.Refresh(known.story);
  if (!done) return Fail(done.error());
  to_tell_.insert(known.story);
  to_index_.push_back(
      {.id = known.id, .article = &incoming.article, .replaced = std::move(before->article)});
  return Stored{.article = known.id, .outcome = Outcome::kChanged, .story = known.story};
}

Result<std::optional<Writer::Known>> Writer::Lookup(const Hash& identity) {
  auto select = connection_.Cached(
      "SELECT id, content, version, story, page, first_seen FROM articles WHERE identity = ?1");
  if (!select) return Fail(select.error());
  Statement& s = **select;
  s.BindBlob(1, View(identity));
  const Result<bool> row = s.Step();
  if (!row) return Fail(row.error());
  if (!*row) return std::nullopt;
  return Known{.id = s.Int(0),
               .content = std::string(s.Text(1)),
               .version = s.Int(2),
               .story = s.Int(3),
               .page = ReadOptional(s, 4),
               .first_seen = FromMillis(s.Int(5))};
}

Result<bool> Writer::IsThere(news::ArticleId id) {
  auto select = connection_.Cached("SELECT 1 FROM articles WHERE id = ?1");
  if (!select) return Fail(select.error());
  (*select)->Bind(1, id);
  return (*select)->Step();
}

// An earlier account hangs elsewhere now, unless the store does not know where.
Result<void> Writer::Rehang(const news::Rehanging& rehanging) {
  const auto& origin = rehanging.place.origin;
  if (origin) {
    const Result<bool> exists = IsThere(*origin);
    if (!exists) return Fail(exists.error());
    if (!*exists || *origin == rehanging.article) return {};
  }
  const auto rehung = RehangAccount(connection_, rehanging);
  if (!rehung) return Fail(rehung.error());
  if (!*rehung || (*rehung)->was_independent == !origin.has_value()) return {};
  to_tell_.insert((*rehung)->story);
  return stories_.SetIndependent((*rehung)->story, (*rehung)->outlet, !origin.has_value());
}

// The placer's answer, with what the store does not know taken as not said.
Result<StoryPlacement> Writer::Place(news::ArticleId id, const Incoming& incoming,
                                     StoryPlacer& placer) {
  StoryPlacement placement = placer.Place(id, incoming.article, incoming.seen);
  if (placement.chain.origin) {
    const Result<bool> exists = IsThere(*placement.chain.origin);
    if (!exists) return Fail(exists.error());
    if (!*exists || *placement.chain.origin == id) placement.chain.origin.reset();
  }
  if (placement.story != 0 && placement.story != id) {
    const Result<news::StoryId> resolved = ResolveStory(connection_, placement.story);
    if (!resolved) return Fail(resolved.error());
    placement.story = *resolved;
    const Result<bool> exists = stories_.Exists(placement.story);
    if (!exists) return Fail(exists.error());
    if (!*exists) placement.story = 0;
  }
  if (placement.story == 0) placement.story = id;
  return placement;
}

Result<void> Writer::InsertArticle(const NewRow& row) {
  auto insert = connection_.Cached(
      "INSERT INTO articles (id, identity, content, outlet, story, origin, copied, page,"
      " first_seen, time, published_day, published_second, published_offset, url, title,"
      " origin_confidence, agency, evidence, section) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
      " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)");
  if (!insert) return Fail(insert.error());
  const news::Article& article = row.incoming.article;
  Statement& s = **insert;
  s.Bind(1, row.id).BindBlob(2, View(row.identity)).BindBlob(3, View(row.content));
  s.Bind(4, row.outlet).Bind(5, row.placement.story);
  BindOptional(s, 6, row.placement.chain.origin);
  s.Bind(7, row.placement.chain.copied_0_1);
  BindOptional(s, 8, row.page);
  s.Bind(9, Millis(row.incoming.seen));
  s.Bind(10, Millis(row.time));
  BindPublished(s, 11, article.published);
  s.Bind(14, article.url).Bind(15, article.title);
  const std::string evidence = EncodeChainEvidence(row.placement.chain.evidence);
  s.Bind(16, row.placement.chain.origin_confidence_0_1).Bind(17, row.placement.chain.agency);
  s.Bind(18, evidence).Bind(19, row.section);
  return s.Run();
}

Result<void> Writer::InsertBody(news::ArticleId id, const Incoming& incoming) {
  const auto headlines = RecordHeadlines(connection_, incoming.article, incoming.seen);
  if (!headlines) return Fail(headlines.error());
  const Result<std::string> body = encoder_.Encode(incoming.article, *headlines);
  if (!body) return Fail(body.error());
  auto insert = connection_.Cached("INSERT OR REPLACE INTO bodies VALUES (?1, ?2)");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, id).BindBlob(2, *body);
  return (*insert)->Run();
}

Result<void> Writer::KeepReading(news::ArticleId id, const StoryPlacement& placement) {
  oldest_reading_ = std::max(oldest_reading_, placement.oldest_reading);
  if (placement.reading.empty()) return {};
  auto insert = connection_.Cached("INSERT INTO readings VALUES (?1, ?2)");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, id).BindBlob(2, placement.reading);
  return (*insert)->Run();
}

// Those of articles that left the placer's window; after a long rest some with every batch, so that
// no batch takes long.
Result<void> Writer::PruneReadings() {
  constexpr std::string_view kSome =
      "DELETE FROM readings WHERE article IN"
      " (SELECT article FROM readings WHERE article < ?1 ORDER BY article LIMIT 4096)";
  auto prune = connection_.Cached(kSome);
  if (!prune) return Fail(prune.error());
  (*prune)->Bind(1, oldest_reading_);
  return (*prune)->Run();
}

Result<void> Writer::KeepOldVersion(const Known& known, Instant seen) {
  auto insert = connection_.Cached(
      "INSERT INTO versions (article, version, seen, page, title, body)"
      " SELECT a.id, a.version, ?2, a.page, a.title, b.body"
      " FROM articles a JOIN bodies b ON b.article = a.id WHERE a.id = ?1");
  if (!insert) return Fail(insert.error());
  (*insert)->Bind(1, known.id).Bind(2, Millis(seen));
  return (*insert)->Run();
}

Result<void> Writer::UpdateArticle(const Known& known, const Incoming& incoming,
                                   const Hash& content, std::string_view section) {
  const auto page = KeepPage(incoming.page);
  if (!page) return Fail(page.error());
  // A date that the new version does not give any more is still the article's.
  auto update = connection_.Cached(
      "UPDATE articles SET version = version + 1, content = ?2, page = ?3, title = ?4,"
      " section = ?5 WHERE id = ?1");
  if (!update) return Fail(update.error());
  Statement& s = **update;
  s.Bind(1, known.id).BindBlob(2, View(content));
  BindOptional(s, 3, *page);
  s.Bind(4, incoming.article.title).Bind(5, section);
  if (auto done = s.Run(); !done || !incoming.article.published) return done;
  auto date = connection_.Cached(
      "UPDATE articles SET time = ?2, published_day = ?3, published_second = ?4,"
      " published_offset = ?5 WHERE id = ?1");
  if (!date) return Fail(date.error());
  (*date)->Bind(1, known.id).Bind(2, Millis(TimeOf(incoming.article.published, known.first_seen)));
  BindPublished(**date, 3, incoming.article.published);
  return (*date)->Run();
}

// The row of `page`, kept unless it was before; none for an empty one.
Result<std::optional<std::int64_t>> Writer::KeepPage(std::string_view page) {
  if (page.empty()) return std::nullopt;
  const PageHash hash = HashPage(page);
  const std::string_view hash_bytes(hash.data(), hash.size());
  {
    auto select = connection_.Cached("SELECT id FROM pages WHERE hash = ?1");
    if (!select) return Fail(select.error());
    (*select)->BindBlob(1, hash_bytes);
    const Result<bool> row = (*select)->Step();
    if (!row) return Fail(row.error());
    if (*row) return (*select)->Int(0);
  }
  const Result<EvidencePlace> place = evidence_.Append(page, hash);
  if (!place) return Fail(place.error());
  auto insert = connection_.Cached(
      "INSERT INTO pages (hash, pack, offset, stored, bytes) VALUES (?1, ?2, ?3, ?4, ?5)");
  if (!insert) return Fail(insert.error());
  (*insert)
      ->BindBlob(1, hash_bytes)
      .Bind(2, place->pack)
      .Bind(3, place->offset)
      .Bind(4, place->stored)
      .Bind(5, place->bytes);
  if (auto done = (*insert)->Run(); !done) return Fail(done.error());
  return connection_.LastRowId();
}

Result<std::int64_t> Writer::NextArticleId() {
  return connection_.QueryInt("SELECT ifnull(max(id), 0) + 1 FROM articles");
}

Result<void> Writer::NextGeneration() {
  auto update = connection_.Cached("UPDATE meta SET value = value + 1 WHERE name = 'generation'");
  if (!update) return Fail(update.error());
  return (*update)->Run();
}

}  // namespace isnad::store
