#include "news/republication.h"

#include <gtest/gtest.h>

namespace isnad::news {
namespace {

TEST(MayBeRepublished, NotWhereThePublisherAsksForIt) {
  Article article;
  EXPECT_TRUE(MayBeRepublished(article));
  article.robots = {"nofollow", "noimageindex"};
  EXPECT_TRUE(MayBeRepublished(article));
  for (const char* directive : {"noindex", "none", "noarchive", "nocache", "nosnippet"}) {
    article.robots = {"nofollow", directive};
    EXPECT_FALSE(MayBeRepublished(article)) << directive;
  }
  article.robots.clear();
  article.tdm_reserved = false;
  EXPECT_TRUE(MayBeRepublished(article));
  article.tdm_reserved = true;
  EXPECT_FALSE(MayBeRepublished(article));
}

}  // namespace
}  // namespace isnad::news
