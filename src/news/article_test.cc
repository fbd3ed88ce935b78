#include "news/article.h"

#include <gtest/gtest.h>

namespace isnad::news {
namespace {

TEST(Article, JoinsItsParagraphsByLineFeeds) {
  Article article;
  EXPECT_EQ(article.Text(), "");
  article.paragraphs = {{ParagraphKind::kText, "أ"}};
  EXPECT_EQ(article.Text(), "أ");
  article.paragraphs.push_back({ParagraphKind::kQuote, "ب"});
  EXPECT_EQ(article.Text(), "أ\nب");
}

TEST(Article, KeepsTheLineOfAnEmptyFirstParagraph) {
  Article article;
  article.paragraphs = {{ParagraphKind::kText, ""}, {ParagraphKind::kText, "ب"}};
  EXPECT_EQ(article.Text(), "\nب")
      << "spans count bytes: a paragraph's place follows from its index";
}

TEST(Article, NamesItsKinds) {
  EXPECT_STREQ(Name(PageKind::kArticle), "article");
  EXPECT_STREQ(Name(PageKind::kListing), "listing");
  EXPECT_STREQ(Name(PageKind::kOther), "other");
  EXPECT_STREQ(Name(ParagraphKind::kText), "text");
  EXPECT_STREQ(Name(ParagraphKind::kListItem), "list-item");
  EXPECT_STREQ(Name(ParagraphKind::kCaption), "caption");
}

}  // namespace
}  // namespace isnad::news
