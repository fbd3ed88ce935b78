#include "story/saga_book.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace isnad::story {
namespace {

using std::chrono::sys_days;

Account Read(std::string_view title, std::string_view text, sys_days day) {
  static Words words;
  const std::string whole = std::string(title) + "\n" + std::string(text);
  words.Assign(whole);
  Account account = ReadAccount(whole, words, Instant(day), 64);
  Weigh(account, [](std::uint32_t) { return 5.0F; });
  return account;
}

constexpr sys_days kDay = sys_days(std::chrono::year(2031) / 3 / 10);

Account FirstHearing() {
  return Read(
      "بدء محاكمة الوزير السابق سعدون الميلي",
      "بدأت محكمة جنايات تالين محاكمة الوزير السابق سعدون الميلي بتهمة تبديد أموال مشروع سد "
      "الربوة، واستمعت إلى النائب العام فادي كورل.",
      kDay);
}

Account SecondHearing(sys_days day) {
  return Read(
      "محاكمة سعدون الميلي: شهادة مهندس السد",
      "استأنفت محكمة جنايات تالين محاكمة الوزير السابق سعدون الميلي في قضية سد الربوة، وأدلى مهندس "
      "السد بشهادته أمام النائب العام فادي كورل.",
      day);
}

TEST(SagaBook, LinksWhatContinuesAStoryOnAnotherDay) {
  SagaBook book;
  book.Add(FirstHearing(), 1);
  const auto links = book.Find(SecondHearing(kDay + std::chrono::days(14)), 2);
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].story, 1);
  EXPECT_GE(links[0].likeness_0_1, 0.5);
}

TEST(SagaBook, LinksNothingOfTheSameDay) {
  SagaBook book;
  book.Add(FirstHearing(), 1);
  EXPECT_TRUE(book.Find(SecondHearing(kDay), 2).empty());
}

TEST(SagaBook, LinksNoStoryWithItself) {
  SagaBook book;
  book.Add(FirstHearing(), 1);
  EXPECT_TRUE(book.Find(SecondHearing(kDay + std::chrono::days(1)), 1).empty());
}

TEST(SagaBook, LinksNothingThatIsLongPast) {
  SagaBook book;
  book.Add(FirstHearing(), 1);
  EXPECT_TRUE(book.Find(SecondHearing(kDay + std::chrono::days(60)), 2).empty());
}

TEST(SagaBook, LinksNothingBecauseOfOneName) {
  SagaBook book;
  book.Add(FirstHearing(), 1);
  const Account other = Read(
      "الميلي يصدر ديوانه الرابع",
      "صدر للشاعر سعدون الميلي ديوان رابع عن دار المرجان في بيرانا، ويضم ثلاثين قصيدة عن البحر.",
      kDay + std::chrono::days(3));
  EXPECT_TRUE(book.Find(other, 2).empty());
}

TEST(SagaBook, LinksNoIssuesOfAForm) {
  const auto bulletin = [](sys_days day) {
    return Read("حالة الطقس المتوقعة اليوم",
                "توقعت هيئة الأرصاد في تقريرها عن حالة الطقس سماء غائمة على مرتفعات رملان وتالين "
                "وبيرانا وأمطارا رعدية.",
                day);
  };
  SagaBook book;
  book.Add(bulletin(kDay), 1);
  EXPECT_EQ(book.size(), 0U);
  EXPECT_TRUE(book.Find(bulletin(kDay + std::chrono::days(1)), 2).empty());
}

TEST(SagaBook, PrefersTheLikestAndKeepsToItsLimits) {
  SagaBook book({.window = std::chrono::days(45), .max_stories = 3, .max_links = 1});
  book.Add(FirstHearing(), 1);
  book.Add(SecondHearing(kDay + std::chrono::days(7)), 2);
  const auto links = book.Find(SecondHearing(kDay + std::chrono::days(14)), 3);
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].story, 2);
  for (int story = 4; story < 10; ++story) book.Add(SecondHearing(kDay), story);
  EXPECT_EQ(book.size(), 3U);
}

}  // namespace
}  // namespace isnad::story
