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
  const auto window = store.PlacedSince(now - limits_.window, limits_.max_articles);
  if (!window) return Fail(window.error());
  for (const store::PlacedArticle& article : *window) {
    const story::Item item{.id = article.id,
                           .title = article.title,
                           .text = article.text,
                           .outlet = article.outlet,
                           .published = InstantOf(article.published),
                           .seen = article.seen,
                           .provenance = {.url = article.url,
                                          .source_url = article.source_url,
                                          .canonical = {},
                                          .credit = article.credit,
                                          .published = article.published}};
    const auto story = article.placement.story == 0 ? article.id : article.placement.story;
    const store::StoryPlacement& placed = article.placement;
    clusterer_.Restore(item, {.story = story,
                              .chain = {.origin = placed.origin,
                                        .copied_0_1 = placed.copied_0_1,
                                        .origin_confidence_0_1 = placed.origin_confidence_0_1,
                                        .agency = placed.agency,
                                        .evidence = placed.evidence}});
  }
  const auto apart = store.StoriesApart();
  if (!apart) return Fail(apart.error());
  for (const auto& [a, b] : *apart) clusterer_.KeepApart(a, b);
  return {};
}

store::StoryPlacement ClusterPlacer::Place(news::ArticleId id, const news::Article& article,
                                           Instant seen) {
  const std::string text = article.Text();
  const story::Placement placement =
      clusterer_.Add({.id = id,
                      .title = article.title,
                      .text = text,
                      .outlet = article.outlet,
                      .published = InstantOf(article.published),
                      .seen = seen,
                      .provenance = {.url = article.url,
                                     .source_url = article.source_url,
                                     .canonical = article.canonical,
                                     .credit = article.credit,
                                     .published = article.published}});
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
