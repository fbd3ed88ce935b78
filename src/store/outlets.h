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

namespace isnad::store {

// The writer's view of the table, with what it looked up remembered. Not thread-safe.
class OutletBook {
 public:
  explicit OutletBook(Connection& connection) : connection_(connection) {}

  // The outlet of `article`, inserted when it is new. Inside a transaction.
  [[nodiscard]] Result<news::OutletId> Find(const news::Article& article);
  // One more article in it.
  [[nodiscard]] Result<void> CountArticle(news::OutletId outlet);
  // The transaction was rolled back: what was remembered may not be there.
  void Forget() { known_.clear(); }

 private:
  [[nodiscard]] Result<news::OutletId> FindNamed(std::string_view name, std::string_view host);
  [[nodiscard]] Result<news::OutletId> FindByHost(std::string_view host);
  [[nodiscard]] Result<news::OutletId> Lookup(std::string_view key);
  [[nodiscard]] Result<news::OutletId> Insert(std::string_view key, std::string_view name,
                                              std::string_view host);
  [[nodiscard]] Result<bool> SlugTaken(std::string_view slug);
  [[nodiscard]] Result<std::int64_t> CountWithHost(std::string_view host);

  Connection& connection_;
  std::unordered_map<std::string, news::OutletId> known_;  // by key; bounded by the table
};

}  // namespace isnad::store
