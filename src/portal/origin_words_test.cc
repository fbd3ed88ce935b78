#include "portal/origin_words.h"

#include <gtest/gtest.h>

namespace isnad::portal {
namespace {

news::Account Told(news::ArticleId article, news::ArticleId origin = 0, double copied = 1) {
  news::Account account;
  account.article = article;
  account.outlet = article;
  account.outlet_name = "منبر";
  if (origin != 0) {
    account.origin = origin;
    account.copied_0_1 = copied;
  }
  return account;
}

TEST(DescribeOrigin, SaysNoMoreThanWasFound) {
  const Words words = Words::Embedded(Digits::kWestern);
  const news::Account origin = Told(1);
  const auto say = [&](const news::Account& account) {
    return DescribeOrigin(words, account, &origin).ToText(words);
  };
  news::Account copy = Told(2, 1);
  EXPECT_EQ(say(copy), "منقولة عن منبر");
  copy.origin_confidence_0_1 = 0.59;
  EXPECT_EQ(say(copy), "منقولة على الأرجح عن منبر");
  copy.copied_0_1 = 0.49;
  EXPECT_EQ(say(copy), "تنقل على الأرجح جزءًا عن منبر");
  copy.origin_confidence_0_1 = 0.6;
  EXPECT_EQ(say(copy), "تنقل جزءًا عن منبر");
  EXPECT_EQ(DescribeOrigin(words, copy, nullptr).ToText(words), "تنقل جزءًا عن رواية أخرى");
  EXPECT_EQ(DescribeOrigin(words, origin, nullptr).ToText(words), "") << "independent";
}

TEST(DescribeOrigin, TakesNeitherOfTwoAccountsOfAnAgencyForTheSource) {
  const Words words = Words::Embedded(Digits::kWestern);
  news::Account first = Told(1), second = Told(2, 1);
  first.agency = second.agency = "وكالة <السدر>";
  EXPECT_EQ(DescribeOrigin(words, second, &first).ToText(words),
            "هي ورواية منبر كلتاهما عن وكالة <السدر>");
  EXPECT_EQ(DescribeOrigin(words, first, nullptr).ToHtml(words).markup(),
            "عن <bdi>وكالة &lt;السدر&gt;</bdi>");
  first.agency = "أخرى";
  EXPECT_EQ(DescribeOrigin(words, second, &first).ToText(words), "منقولة عن منبر");
}

TEST(DescribeOrigin, KnowsAnotherEditionOfTheSameOutlet) {
  const Words words = Words::Embedded(Digits::kWestern);
  news::Account first = Told(1), second = Told(2, 1);
  second.outlet = first.outlet;
  first.url = "https://sidr.example/1";
  const auto say = [&] { return DescribeOrigin(words, second, &first).ToText(words); };
  EXPECT_EQ(say(), "طبعة أخرى من المنبر نفسه");
  second.url = "https://www.sidr.example/2";
  EXPECT_EQ(say(), "طبعة أخرى من المنبر نفسه");
  second.url = "https://www.jami.example/2";
  EXPECT_EQ(say(), "طبعة أخرى من المنبر نفسه عبر jami.example");
  EXPECT_EQ(ShortOrigin(words, second, &first), "طبعة أخرى");
  second.copied_0_1 = 0.1;
  EXPECT_EQ(say(), "تنقل جزءًا عن رواية أخرى للمنبر نفسه");
}

// Every wording that can be asked for has its text.
TEST(DescribeOrigin, HasAllItsWords) {
  const Words words = Words::Embedded(Digits::kWestern);
  for (const char* key : {"copied", "part", "edition", "edition.host", "edition.part"}) {
    for (const char* doubt : {"", ".doubt"}) {
      const std::string whole = std::string("account.") + key + doubt;
      EXPECT_NE(words[whole], whole);
    }
  }
}

std::string Ordered(std::vector<news::Account> accounts) {
  PutOriginsFirst(accounts);
  std::string order;
  for (const news::Account& account : accounts) order += std::to_string(account.article);
  return order;
}

TEST(PutOriginsFirst, MovesOnlyWhatStandsBeforeItsOrigin) {
  EXPECT_EQ(Ordered({}), "");
  EXPECT_EQ(Ordered({Told(1), Told(2, 1), Told(3)}), "123") << "in order as it is";
  EXPECT_EQ(Ordered({Told(2, 1), Told(3), Told(1), Told(4)}), "3124");
  EXPECT_EQ(Ordered({Told(2, 1), Told(3, 2), Told(1)}), "123") << "a copy of a copy goes along";
  EXPECT_EQ(Ordered({Told(3, 9), Told(1)}), "31") << "an origin that was not read";
  EXPECT_EQ(Ordered({Told(1, 2), Told(2, 1), Told(3)}), "312") << "a circle loses none";
  EXPECT_EQ(Ordered({Told(1, 1)}), "1");
}

}  // namespace
}  // namespace isnad::portal
