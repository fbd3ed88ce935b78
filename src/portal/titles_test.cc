#include "portal/titles.h"

#include <gtest/gtest.h>

namespace isnad::portal {
namespace {

struct Cut {
  const char* why;
  const char* text;
  std::size_t letters;
  const char* shown;
};
constexpr Cut kCuts[] = {
    {"short enough", "وتحسين شروط", 11, "وتحسين شروط"},
    {"not within a word", "وتحسين شروط العمل", 10, "وتحسين…"},
    {"at the very end of a word", "وتحسين شروط العمل", 6, "وتحسين…"},
    {"marks are no letters", "وُقِّعَت اتفاقية", 12, "وُقِّعَت اتفاقية"},
    {"one long word", "مستشفياتهم", 4, "مستش…"},
    {"nothing", "", 3, ""},
};

TEST(CutAtWord, EndsWithAWholeWord) {
  for (const auto& [why, text, letters, shown] : kCuts) {
    SCOPED_TRACE(why);
    EXPECT_EQ(CutAtWord(text, letters), shown);
  }
}

news::Account Told(news::ArticleId article, std::string title, news::ArticleId origin = 0) {
  news::Account account;
  account.article = article;
  account.title = std::move(title);
  if (origin != 0) account.origin = origin;
  return account;
}

TEST(HeadlineAccount, IsTheOneWithTheTitle) {
  news::Story story;
  EXPECT_EQ(HeadlineAccount(story), nullptr);
  story.title = "ب";
  story.accounts = {Told(1, "أ"), Told(2, "ب", 1), Told(3, "ب")};
  EXPECT_EQ(HeadlineAccount(story)->article, 3) << "of two the one that is no copy";
  story.title = "سمّاه المحرّر";
  story.accounts = {Told(2, "ب", 1), Told(1, "أ"), Told(3, "ج")};
  EXPECT_EQ(HeadlineAccount(story)->article, 1) << "else the first independent one";
  story.accounts = {Told(2, "ب", 9), Told(3, "ج", 2)};
  EXPECT_EQ(HeadlineAccount(story)->article, 2) << "else a copy of what was not read";
}

}  // namespace
}  // namespace isnad::portal
