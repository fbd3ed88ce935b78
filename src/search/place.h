#pragma once

// Where an answer goes on: what its first page saw, and the last hit shown. Written as
// "<newest article in hex>-<score in hex>-<article in hex>".

#include <optional>
#include <string>
#include <string_view>

#include "news/story.h"

namespace isnad::search {

struct Scored {
  double score = 0;
  news::ArticleId id = 0;

  // The better one: higher score, then newer.
  bool operator>(const Scored& other) const {
    return score != other.score ? score > other.score : id > other.id;
  }
};

struct Place {
  news::ArticleId last = 0;
  Scored behind;
};

[[nodiscard]] std::string WritePlace(const Place& place);

// nullopt for anything that WritePlace did not write.
[[nodiscard]] std::optional<Place> ReadPlace(std::string_view cursor);

}  // namespace isnad::search
