#pragma once

// Joins the clusterer to the store: asked inside the writing transaction where an article belongs,
// and rebuilt from the store's last days after a restart.

#include "base/error.h"
#include "store/store.h"
#include "story/clusterer.h"

namespace isnad::ingest {

class ClusterPlacer final : public store::StoryPlacer {
 public:
  explicit ClusterPlacer(const story::ClusterLimits& limits)
      : limits_(limits), clusterer_(limits) {}

  // Remembers what the store holds of the window that ends at `now`. Errors: the store's.
  // Cost: one pass over those articles' readings; the texts of those that have none.
  [[nodiscard]] Result<void> Restore(store::Store& store, Instant now);

  store::StoryPlacement Place(news::ArticleId id, const news::Article& article,
                              Instant seen) override;

 private:
  [[nodiscard]] Result<void> RestoreOne(store::Store& store, const store::PlacedArticle& placed);

  story::ClusterLimits limits_;
  story::Clusterer clusterer_;
};

}  // namespace isnad::ingest
