#include "ingest/placer.h"

#include <string>
#include <utility>

namespace isnad::ingest {
Result<void> ClusterPlacer::Restore(store::Store& store, Instant now) {
  const auto restore = [&](const store::PlacedArticle& placed) -> Result<void> {
    return RestoreOne(store, placed);
  };
  const auto done = store.ForEachPlaced(now - limits_.window, limits_.max_articles, restore);
  if (!done) return done;
  const auto apart = store.StoriesApart();
  if (!apart) return Fail(apart.error());
  for (const auto& [a, b] : *apart) clusterer_.KeepApart(a, b);
  return {};
}

// From its reading; from its text where there is none, or one of another version.
Result<void> ClusterPlacer::RestoreOne(store::Store& store, const store::PlacedArticle& placed) {
  const store::StoryPlacement& place = placed.placement;
  const story::Placement placement{.story = place.story == 0 ? placed.id : place.story,
                                   .chain = place.chain};
  const story::Item known{.id = placed.id, .title = {}, .text = {}, .seen = placed.seen};
  if (clusterer_.Restore(known, placement, place.reading)) return {};
  const auto stored = store.Article(placed.id);
  if (!stored) return Fail(stored.error());
  const news::Article& article = stored->article;
  const std::string text = article.Text();
  clusterer_.Restore(story::ItemOf(placed.id, article, text, placed.seen), placement);
  return {};
}

store::StoryPlacement ClusterPlacer::Place(news::ArticleId id, const news::Article& article,
                                           Instant seen) {
  const std::string text = article.Text();
  story::Placement placement = clusterer_.Add(story::ItemOf(id, article, text, seen));
  store::StoryPlacement placed{.story = placement.story == id ? 0 : placement.story,
                               .chain = std::move(placement.chain),
                               .rehung = std::move(placement.rehung)};
  placed.reading = clusterer_.NewestReading();
  placed.oldest_reading = clusterer_.oldest();
  for (const story::Merge& merge : placement.merges) {
    placed.merges.push_back({.from = merge.from,
                             .into = merge.into,
                             .article = merge.nearest,
                             .likeness_0_1 = merge.likeness_0_1});
  }
  placed.is_template = placement.is_form;
  for (const story::SagaLink& link : placement.earlier) {
    placed.earlier.push_back({.story = link.story, .likeness_0_1 = link.likeness_0_1});
  }
  return placed;
}

}  // namespace isnad::ingest
