#include "ingest/placer.h"

#include <optional>
#include <string>

namespace isnad::ingest {
namespace {

std::optional<Instant> InstantOf(const std::optional<DateTime>& published) {
  if (!published) return std::nullopt;
  return published->ToInstant();
}

// Views of both live as long as they do.
story::Item ItemOf(news::ArticleId id, const news::Article& article, const std::string& text,
                   Instant seen) {
  return {.id = id,
          .title = article.title,
          .text = text,
          .outlet = article.outlet,
          .published = InstantOf(article.published),
          .seen = seen,
          .provenance = {.url = article.url,
                         .source_url = article.source_url,
                         .canonical = article.canonical,
                         .credit = article.credit,
                         .published = article.published}};
}

}  // namespace

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
                                   .chain = {.origin = place.origin,
                                             .copied_0_1 = place.copied_0_1,
                                             .origin_confidence_0_1 = place.origin_confidence_0_1,
                                             .agency = place.agency,
                                             .evidence = place.evidence}};
  const story::Item known{.id = placed.id, .title = {}, .text = {}, .seen = placed.seen};
  if (clusterer_.Restore(known, placement, place.reading)) return {};
  const auto stored = store.Article(placed.id);
  if (!stored) return Fail(stored.error());
  const news::Article& article = stored->article;
  const std::string text = article.Text();
  clusterer_.Restore(ItemOf(placed.id, article, text, placed.seen), placement);
  return {};
}

store::StoryPlacement ClusterPlacer::Place(news::ArticleId id, const news::Article& article,
                                           Instant seen) {
  const std::string text = article.Text();
  const story::Placement placement = clusterer_.Add(ItemOf(id, article, text, seen));
  store::StoryPlacement placed{.story = placement.story == id ? 0 : placement.story,
                               .origin = placement.chain.origin,
                               .copied_0_1 = placement.chain.copied_0_1,
                               .origin_confidence_0_1 = placement.chain.origin_confidence_0_1,
                               .agency = placement.chain.agency,
                               .evidence = placement.chain.evidence};
  for (const story::Rehanging& rehung : placement.rehung) {
    placed.rehung.push_back({.article = rehung.item,
                             .place = {.origin = rehung.place.origin,
                                       .copied_0_1 = rehung.place.copied_0_1,
                                       .origin_confidence_0_1 = rehung.place.origin_confidence_0_1,
                                       .agency = rehung.place.agency,
                                       .evidence = rehung.place.evidence}});
  }
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
