#pragma once

// An article as read: all that the clusterer needs of its text. Reading needs nothing but the
// article, so that it may be done elsewhere than placing.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "news/article.h"
#include "story/account.h"
#include "story/chain_edge.h"
#include "story/shingles.h"
#include "story/words.h"

namespace isnad::story {

// What the clusterer needs of an article; the views need only live through the call.
struct Item {
  std::int64_t id;  // unique
  std::string_view title;
  std::string_view text;
  std::string_view outlet = {};
  std::optional<Instant> published = {};
  Instant seen{};  // arrival, orders the window where `published` is unknown
  Provenance provenance = {};
};

// Of an article that came in at `seen`; `text` is its Text(). Both must outlive the item.
[[nodiscard]] Item ItemOf(std::int64_t id, const news::Article& article, std::string_view text,
                          Instant seen);

struct Reading {
  Account account;  // its terms are not weighed yet
  Shingles shingles;
  Shingles quoted;  // of them, those of quotations
  ChainEnd chain;
};

struct ReadingLimits {
  std::size_t max_terms = 64;             // of the opening, that are compared
  std::size_t max_text_bytes = 64 << 10;  // that are read
  std::size_t max_shingles = 4'000;       // for finding copies; kMaxPackedShingles at most
};

// Reuses its working memory from call to call. Not thread-safe: each thread its own.
class ArticleReader {
 public:
  explicit ArticleReader(const ReadingLimits& limits = {}) : limits_(limits) {}

  // Cost: about linear in the text up to its limit.
  [[nodiscard]] Reading Read(const Item& item);

 private:
  ReadingLimits limits_;
  Words words_;
  std::string text_;
};

// When the item says it was published, unless that is the zero of a clock that was never set.
[[nodiscard]] std::optional<Instant> CrediblePublication(const Item& item);

}  // namespace isnad::story
