#include "arabic/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "arabic/name_spellings.h"

namespace isnad::arabic {
namespace {

struct Pair {
  const char* a;
  const char* b;
  const char* why;
};

class NamesThatAreOne : public testing::TestWithParam<Pair> {};
TEST_P(NamesThatAreOne, Match) {
  const Pair& row = GetParam();
  EXPECT_GE(NameLikeness(row.a, row.b), kSameName) << row.why;
}
INSTANTIATE_TEST_SUITE_P(
    Spellings, NamesThatAreOne,
    testing::Values(
        Pair{"أحمد العلمي", "احمد العلمي", "hamza left out"},
        Pair{"مُحَمَّد الوردي", "محمد الوردي", "harakat"},
        Pair{"فاطمة الزهراء البوسعيدي", "فاطمة الزهرا البوسعيدي", "hamza at the end"},
        Pair{"عبد الفتاح رمزي", "عبدالفتاح رمزي", "space after the servant word"},
        Pair{"عبد الرحمن التازي", "عبد الرحمان التازي", "two spellings of one given name"},
        Pair{"الرئيس إبراهيم التاج", "إبراهيم التاج", "title in front"},
        Pair{"الفريق أول ركن سالم الحربي", "الفريق أول ركن سالم الحربي", "the same"},
        Pair{"يوسف بن سالم الكندي", "يوسف سالم الكندي", "the word for son left out"},
        Pair{"محمد الأمين ولد الشيخ", "محمد الأمين الشيخ", "the Mauritanian word for son"},
        Pair{"محمد شهاب قريشي", "شهاب قريشي", "a Muhammad in front left out"},
        Pair{"نادر الزيات", "نادر عبد الملك الزيات", "a father's name in between"},
        Pair{"يزيد بن مروان", "يزيد بن عامر بن سعد آل مروان", "fathers and house"},
        Pair{"أبو بكر السالمي", "أبي بكر السالمي", "case of the word for father"},
        Pair{"أبو بكر السالمي", "بوبكر السالمي", "Maghribi short form"},
        Pair{"جورج الخامس عشر", "جورج 15", "number of a ruler"},
        Pair{"جوليان غرانت", "جوليان جرانت", "g as in the Gulf and as in Egypt"},
        Pair{"خيمينيز أورتيغا", "خيمينيث أورتيجا", "Spanish z"},
        Pair{"أنطونيو ريكاردو", "انتونيو ريكاردو", "emphatic t"},
        Pair{"فيكتور هارتمان", "فكتور هارتمان", "long vowel of a foreign name"},
        Pair{"كريستيان ليندمان", "كريستيان لندمان", "long vowel of a foreign family"},
        Pair{"مارسيل دوبري", "مارسال دوبري", "vowel written two ways"},
        Pair{"جاي دي مورو", "جيه دي مورو", "letters spelled out"},
        Pair{"تشارلز ويتمور", "شارلز ويتمور", "ch"},
        Pair{"باروي نداي", "باروي ندياي", "Senegalese name"},
        Pair{"فرانك-فالتر شتاين", "فرانك فالتر شتاين", "hyphen"},
        Pair{"ڤيرونيكا بلان", "فيرونيكا بلان", "letter for v"},
        Pair{"غولدن سميث", "گولدن سميث", "Persian letter for g"},
        Pair{"كونار", "كنر", "a place of one part"},
        Pair{"وكالة البحر للأنباء", "وكالة البحر", "what a body is says little"},
        Pair{"م. الوردي", "محمد الوردي", "initial"},
        Pair{"Emma Stone", "emma  STONE", "Latin letters fold too"}));

class NamesThatAreTwo : public testing::TestWithParam<Pair> {};
TEST_P(NamesThatAreTwo, DoNotMatch) {
  const Pair& row = GetParam();
  EXPECT_LT(NameLikeness(row.a, row.b), kSameName) << row.why;
}
INSTANTIATE_TEST_SUITE_P(
    LookAlikes, NamesThatAreTwo,
    testing::Values(Pair{"محمد", "محمود", "two given names"},
                    Pair{"حسن", "حسين", "two given names"},
                    Pair{"رشاد البكري", "رشيد البكري", "same family"},
                    Pair{"سعد الوردي", "سعيد الوردي", "same family"},
                    Pair{"سعيد العلمي", "سعيدة العلمي", "man and woman"},
                    Pair{"كريم التازي", "كريمة التازي", "man and woman"},
                    Pair{"محمد الناصري", "محمد النصيري", "vowels tell native families apart"},
                    Pair{"هشام المنصوري", "فاطمة المنصوري", "same family"},
                    Pair{"عبد الله الثاني", "الحسن الثاني", "same number"},
                    Pair{"محمد الخامس", "محمد السادس", "two kings"},
                    Pair{"جورج الرابع عشر", "جورج الرابع", "4 is not 14"},
                    Pair{"عبد النبي الغزالي", "عبد الرحيم الغزالي", "two servants of God"},
                    Pair{"محمد بن سليمان", "محمد بن عبد الرحمن", "son of somebody else"},
                    Pair{"تميم بن حمد آل سالم", "حمد بن عيسى آل زايد", "shared word elsewhere"},
                    Pair{"محمد عبد الغني", "عبد الغني موهيب", "given name as father's name"},
                    Pair{"لامين جمال", "جمال السلامي", "order"},
                    Pair{"دونالد هارت", "دونالد توسكر", "same foreign given name"},
                    Pair{"بلانتينها", "رافينها", "same ending"},
                    Pair{"السالمي", "عبد الفتاح السالمي", "a family is not yet a person"},
                    Pair{"محمد علي الحداد", "محمد أحمد الحداد", "another father"},
                    Pair{"علي حسن", "علي حسين", "two given names at the end"},
                    Pair{"", "محمد", "nothing"}, Pair{"...", "---", "no letters at all"}));

TEST(NameLikeness, IsSymmetric) {
  constexpr std::string_view kNames[] = {
      "محمد الناصري", "محمد بن علي الناصري", "جورج 15", "كنر", "عبد", "آل", "بن", "الرئيس"};
  for (const std::string_view a : kNames) {
    for (const std::string_view b : kNames) EXPECT_EQ(NameLikeness(a, b), NameLikeness(b, a));
  }
}

TEST(NameLikeness, OfANameWithItselfIsOne) {
  for (const std::string_view name : {"الرئيس", "عبد", "أبو", "محمد 5", "x", "السيد"}) {
    EXPECT_DOUBLE_EQ(NameLikeness(name, name), 1.0) << name;
  }
}

TEST(NameLikeness, IsBoundedOnHostileInput) {
  std::string words;
  for (int i = 0; i < 100'000; ++i) words += "عبد ";
  std::string letters(1'000'000, 'a');
  std::string marks;
  for (int i = 0; i < 100'000; ++i) marks += "\u064E";
  for (const std::string* text : {&words, &letters, &marks}) {
    const double likeness = NameLikeness(*text, *text);
    EXPECT_GE(likeness, 0.0);
    EXPECT_LE(likeness, 1.0);
  }
}

TEST(NameKeys, AreSharedBySpellingsOfOneName) {
  const auto share = [](std::string_view a, std::string_view b) {
    const auto keys = NameKeys(a);
    return std::ranges::any_of(NameKeys(b), [&](const std::string& key) {
      return std::find(keys.begin(), keys.end(), key) != keys.end();
    });
  };
  EXPECT_TRUE(share("جوليان غرانت", "جوليان جرانت"));
  EXPECT_TRUE(share("أنطونيو", "انتونيو"));
  EXPECT_TRUE(share("كونار", "كنر"));
  EXPECT_TRUE(share("محمد الوردي", "الوردي"));
  EXPECT_FALSE(share("محمد الوردي", "محمد البكري")) << "محمد gives no key beside a family";
  EXPECT_TRUE(share("محمد", "محمّد")) << "but alone it does";
}

TEST(NameWritings, JoinsAndPartsWhatMakesOneGivenName) {
  using Writings = std::vector<std::string>;
  struct Case {
    const char* why;
    const char* name;
    Writings writings;
  };
  const Case kCases[] = {
      {"nothing joins", "نورة القاسمي", {"نورة القاسمي"}},
      {"apart", "عبد الله غول", {"عبد الله غول", "عبدالله غول"}},
      {"together", "عبدالله غول", {"عبدالله غول", "عبد الله غول"}},
      {"a by-name", "أبو بكر", {"أبو بكر", "ابوبكر"}},
      {"one of each",
       "عبدالله أبو ريشة",
       {"عبدالله أبو ريشة", "عبدالله ابوريشه", "عبد الله ابو ريشه"}},
      {"a name that only looks so", "عبدو ديوف", {"عبدو ديوف"}},
      {"nothing follows", "عبد", {"عبد"}},
      {"nothing", "", {""}},
  };
  for (const auto& [why, name, writings] : kCases) {
    EXPECT_EQ(NameWritings(name), writings) << why;
  }
}

}  // namespace
}  // namespace isnad::arabic
