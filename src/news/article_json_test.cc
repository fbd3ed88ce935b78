#include "news/article_json.h"

#include <gtest/gtest.h>

namespace isnad::news {
TEST(ArticleJson, Smoke) { EXPECT_TRUE(ParseInputLine("{\"text\":\"x\"}", 100)); }
}  // namespace isnad::news
