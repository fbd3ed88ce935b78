#include "web/page_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::web {
namespace {

constexpr Instant kNow{std::chrono::hours(1)};
constexpr Instant kLater{std::chrono::hours(2)};

std::shared_ptr<const Response> Page(std::size_t bytes) {
  return std::make_shared<const Response>(Response::Html(200, std::string(bytes, 'x')));
}

TEST(PageCache, GivesBackWhatWasPut) {
  PageCache cache({});
  const auto page = Page(10);
  cache.Put("/", 1, kLater, page);
  EXPECT_EQ(cache.Get("/", 1, kNow), page);
  EXPECT_EQ(cache.Get("/other", 1, kNow), nullptr);
}

TEST(PageCache, ForgetsOtherGenerationsAndStaleEntries) {
  PageCache cache({});
  cache.Put("/", 1, kLater, Page(10));
  EXPECT_EQ(cache.Get("/", 2, kNow), nullptr);
  EXPECT_EQ(cache.bytes(), 0U) << "what can never be asked for again is not kept";
  cache.Put("/", 2, kLater, Page(10));
  EXPECT_EQ(cache.Get("/", 2, kLater), nullptr);
}

TEST(PageCache, KeepsItsBudgetByDroppingTheLeastRecentlyUsed) {
  PageCache cache({.max_bytes = 10'000, .max_entry_bytes = 9'000});
  cache.Put("a", 1, kLater, Page(3'000));
  cache.Put("b", 1, kLater, Page(3'000));
  EXPECT_NE(cache.Get("a", 1, kNow), nullptr);
  cache.Put("c", 1, kLater, Page(3'000));
  EXPECT_LE(cache.bytes(), 10'000U);
  EXPECT_EQ(cache.Get("b", 1, kNow), nullptr);
  EXPECT_NE(cache.Get("a", 1, kNow), nullptr);
  EXPECT_NE(cache.Get("c", 1, kNow), nullptr);
}

TEST(PageCache, RefusesWhatIsTooLargeAndForgetsItsOldForm) {
  PageCache cache({.max_bytes = 10'000, .max_entry_bytes = 5'000});
  cache.Put("a", 1, kLater, Page(10));
  cache.Put("a", 1, kLater, Page(6'000));
  EXPECT_EQ(cache.Get("a", 1, kNow), nullptr);
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST(CacheKey, TellsRequestsApart) {
  Request one, two;
  one.path = two.path = "/search";
  one.query = {{"q", "a"}, {"p", "b"}};
  two.query = {{"q", "a p b"}};
  EXPECT_NE(CacheKey(one), CacheKey(two));
  two.query = one.query;
  EXPECT_EQ(CacheKey(one), CacheKey(two));
}

}  // namespace
}  // namespace isnad::web
