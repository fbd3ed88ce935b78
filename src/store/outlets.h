#pragma once

// Which outlet an article is from, made when it is new.
//
// An outlet is known by the name that its pages give. Pages that give none belong to the outlet of
// their host when exactly one named outlet has that host (an aggregator's host has many), else to
// an outlet that is known by the host alone.

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/error.h"
#include "news/article.h"
#include "news/story.h"
#include "store/sqlite.h"
#include "store/story_teller.h"

namespace isnad::store {

// The writer's view of the table, with what it looked up remembered. Not thread-safe.
class OutletBook {
 public:
  // `teller` (borrowed, may be null) knows countries.
  explicit OutletBook(Connection& connection, StoryTeller* teller = nullptr)
      : connection_(connection), teller_(teller) {}

  // The outlet of `article`, inserted when it is new. Inside a transaction.
  [[nodiscard]] Result<news::OutletId> Find(const news::Article& article);
  // One more article in it.
  [[nodiscard]] Result<void> CountArticle(news::OutletId outlet);
  // Where it publishes, "" unknown; asked of the teller once, and kept in the table.
  [[nodiscard]] Result<std::string> CountryOf(news::OutletId outlet);
  // The transaction was rolled back: what was remembered may not be there.
  void Forget() {
    known_.clear();
    countries_.clear();
  }

 private:
  [[nodiscard]] Result<news::OutletId> FindNamed(std::string_view name, std::string_view host);
  [[nodiscard]] Result<news::OutletId> FindByHost(std::string_view host);
  [[nodiscard]] Result<news::OutletId> Lookup(std::string_view key);
  [[nodiscard]] Result<news::OutletId> Insert(std::string_view key, std::string_view name,
                                              std::string_view host);
  [[nodiscard]] Result<bool> SlugTaken(std::string_view slug);
  [[nodiscard]] Result<std::int64_t> CountWithHost(std::string_view host);

  Connection& connection_;
  StoryTeller* teller_;
  std::unordered_map<std::string, news::OutletId> known_;      // by key; bounded by the table
  std::unordered_map<news::OutletId, std::string> countries_;  // likewise
};

}  // namespace isnad::store
