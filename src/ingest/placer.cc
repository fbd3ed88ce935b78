#include "ingest/placer.h"

#include <optional>
#include <string>

namespace isnad::ingest {
namespace {

std::optional<Instant> InstantOf(const std::optional<DateTime>& published) {
  if (!published) return std::nullopt;
  return published->ToInstant();
}

}  // namespace

Result<void> ClusterPlacer::Restore(store::Store& store, Instant now) {
  const auto placed = store.PlacedSince(now - limits_.window, limits_.max_articles);
  if (!placed) return Fail(placed.error());
  for (const store::PlacedArticle& article : *placed) {
    const story::Item item{.id = article.id,
                           .title = article.title,
                           .text = article.text,
                           .outlet = article.outlet,
                           .published = InstantOf(article.published),
                           .seen = article.seen};
    const auto story = article.placement.story == 0 ? article.id : article.placement.story;
    clusterer_.Restore(item, {.story = story,
                              .origin = article.placement.origin,
                              .copied_0_1 = article.placement.copied_0_1});
  }
  const auto apart = store.StoriesApart();
  if (!apart) return Fail(apart.error());
  for (const auto& [a, b] : *apart) clusterer_.KeepApart(a, b);
  return {};
}

store::StoryPlacement ClusterPlacer::Place(news::ArticleId id, const news::Article& article,
                                           Instant seen) {
  const std::string text = article.Text();
  const story::Placement placement = clusterer_.Add({.id = id,
                                                     .title = article.title,
                                                     .text = text,
                                                     .outlet = article.outlet,
                                                     .published = InstantOf(article.published),
                                                     .seen = seen});
  store::StoryPlacement placed{.story = placement.story == id ? 0 : placement.story,
                               .origin = placement.origin,
                               .copied_0_1 = placement.copied_0_1};
  for (const story::Merge& merge : placement.merges) {
    placed.merges.push_back({.from = merge.from,
                             .into = merge.into,
                             .article = merge.nearest,
                             .likeness_0_1 = merge.likeness_0_1});
  }
  return placed;
}

}  // namespace isnad::ingest
