#pragma once

// What the store says about articles, stories and outlets, read through any connection. Used by
// the store's own methods and by `search`, which reads hits inside its own snapshot.
//
// Errors everywhere: kNotFound for an unknown id, kMalformed and kIo of a broken store.

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "news/article.h"
#include "news/story.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace isnad::store {

inline constexpr std::size_t kMaxLeadBytes = 400;

// Start of the first paragraph of running text that has a letter in it, cut at a word's end.
[[nodiscard]] std::string LeadOf(const news::Article& article);

[[nodiscard]] Result<StoredArticle> ReadArticle(Connection& connection, news::ArticleId id);

// An article as a listing shows it, with its text for those who cut snippets from it.
struct ListedArticle {
  news::Account account;
  news::StoryId story = 0;
  news::Article article;  // without headlines
};
[[nodiscard]] Result<ListedArticle> ReadListed(Connection& connection, news::ArticleId id);

// Up to `max_accounts` of each story, earliest first; of a listing the account that gave the story
// its title is among them (the last where it came later), if they are two or more.
[[nodiscard]] Result<news::Story> ReadStory(Connection& connection, news::StoryId id,
                                            std::size_t max_accounts);
[[nodiscard]] Result<Page<news::Story>> ReadStories(Connection& connection, StoryOrder order,
                                                    std::size_t limit, std::size_t max_accounts,
                                                    const Cursor& from, std::string_view section);

[[nodiscard]] Result<std::vector<news::Outlet>> ReadOutlets(Connection& connection,
                                                            std::size_t limit);
[[nodiscard]] Result<news::Outlet> ReadOutletBySlug(Connection& connection, std::string_view slug);
[[nodiscard]] Result<Page<news::Account>> ReadOutletArticles(Connection& connection,
                                                             news::OutletId id, std::size_t limit,
                                                             const Cursor& from);
[[nodiscard]] Result<std::vector<news::Account>> ReadLatestHeadlines(Connection& connection,
                                                                     std::size_t limit);
[[nodiscard]] Result<void> ReadPlaced(Connection& connection, Instant since, std::size_t limit,
                                      const OnPlaced& use);
[[nodiscard]] Result<Counts> ReadCounts(Connection& connection);

}  // namespace isnad::store
