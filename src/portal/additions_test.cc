#include "portal/additions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace isnad::portal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kFirst =
    "وقّع الطرفان مساء أمس اتفاقية توسعة ميناء الرأس الأبيض بكلفة ملياري درهم. "
    "ويقول مهندس المشروع إن الأرصفة الجديدة ستدخل الخدمة قبل نهاية العقد.";
constexpr std::string_view kSecond =
    "مساءَ أمس وُقّعت بين الطرفين اتفاقيةُ توسعة ميناء الرأس الأبيض وكلفتها ملياران من الدراهم. "
    "وتظاهر عشرات الصيادين أمام مقر الولاية مطالبين بحوض خاص للقوارب الصغيرة.";

TEST(OwnSentences, AreThoseWhoseWordsNoOtherAccountHas) {
  const ToldText texts[] = {{kFirst}, {kSecond}};
  EXPECT_THAT(
      OwnSentences(texts),
      ElementsAre(
          ElementsAre("ويقول مهندس المشروع إن الأرصفة الجديدة ستدخل الخدمة قبل نهاية العقد."),
          ElementsAre("وتظاهر عشرات الصيادين أمام مقر الولاية مطالبين بحوض خاص للقوارب الصغيرة.")))
      << "the first sentences say the same in other words";
}

TEST(OwnSentences, AreNotTakenFromAnAccountByItsCopies) {
  const std::string copy = std::string(kFirst) + " وأعلن المكتب أن طلبات العروض تُفتح الشهر المقبل.";
  const ToldText texts[] = {{kFirst}, {kSecond}, {.text = copy, .origin = 0}};
  const auto own = OwnSentences(texts);
  EXPECT_THAT(own[0], ElementsAre(testing::StartsWith("ويقول مهندس")))
      << "the copy is no second voice";
  EXPECT_THAT(own[2], ElementsAre(testing::StartsWith("وأعلن المكتب")))
      << "but what it took over is not its own";
}

TEST(OwnSentences, AreFoundAcrossSentenceEnds) {
  const ToldText texts[] = {{"أخلت السلطات أربعين أسرة من حي الضفة وفتحت لها مدرسة القرية."},
                            {"أخلت السلطات من حي الضفة أربعين أسرة. وفُتحت لها مدرسة في القرية."}};
  EXPECT_THAT(OwnSentences(texts), ElementsAre(IsEmpty(), IsEmpty()));
}

TEST(OwnSentences, LeaveOutWhatSaysNothing) {
  const ToldText texts[] = {{"وأضاف المتحدث ذلك. وقال أيضا."}, {kSecond}, {""}};
  const auto own = OwnSentences(texts);
  EXPECT_THAT(own[0], IsEmpty());
  EXPECT_THAT(own[2], IsEmpty()) << "a text that is not at hand";
}

TEST(OwnSentences, LeaveOutWhatIsShownAnyway) {
  const ToldText texts[] = {{kFirst}, {.text = kSecond, .lead = kSecond}};
  EXPECT_THAT(OwnSentences(texts)[1], IsEmpty());
}

TEST(OwnSentences, LeaveOutWhatPagesCarryBesideTheirNews) {
  constexpr std::string_view kNews =
      "وتظاهر عشرات الصيادين أمام مقر الولاية مطالبين بحوض خاص للقوارب الصغيرة.";
  struct Case {
    const char* why;
    std::string_view sentence;
  };
  constexpr Case kCases[] = {
      {"an address", "تفاصيل القصة كاملة منشورة هنا https://sidr.example/7?x=1 منذ الصباح الباكر."},
      {"a pointer", "رابط الخبر المختصر لنشره على صفحات التواصل الاجتماعي المختلفة والمتنوعة."},
  };
  for (const auto& [why, sentence] : kCases) {
    SCOPED_TRACE(why);
    const std::string text = std::string(kNews) + "\n" + std::string(sentence);
    const ToldText texts[] = {{kFirst}, {text}};
    EXPECT_THAT(OwnSentences(texts)[1], ElementsAre(std::string(kNews)));
  }
}

TEST(OwnSentences, LeaveOutWhatRecursInArticlesOfAnOutlet) {
  const std::string foot = "\nحقوق النشر محفوظة لمؤسسة السدر الصحفية وفروعها داخل البلاد وخارجها.";
  const std::string first = std::string(kFirst) + foot, second = std::string(kSecond) + foot;
  const ToldText other[] = {{.text = first, .outlet = 1}, {.text = second, .outlet = 1}};
  for (const auto& own : OwnSentences(other)) EXPECT_EQ(own.size(), 1U) << "the foot is none's";
  const ToldText copied[] = {{.text = first, .outlet = 1},
                             {.text = first, .origin = 0, .outlet = 1}};
  EXPECT_EQ(OwnSentences(copied)[0].size(), 3U) << "a copy repeats the news as well as the foot";
}

TEST(OwnSentences, KeepToTheirLimits) {
  std::string many;
  for (const char* word : {"ألف", "باء", "تاء", "ثاء", "جيم"}) {
    for (int i = 0; i < 6; ++i) {
      many += std::string(word) + std::to_string(1000 + i) + word + std::to_string(i) + " ";
    }
    many += "كلمات أخرى. ";
  }
  const std::string wide = "سطر " + std::string(3'000, 'w') + " وفيه خمس كلمات أخرى مختلفة تماما";
  const ToldText texts[] = {{many}, {kSecond}, {wide}, {kFirst}};
  AdditionLimits limits;
  limits.max_accounts = 3;
  const auto own = OwnSentences(texts, limits);
  ASSERT_EQ(own.size(), 4U);
  EXPECT_EQ(own[0].size(), limits.max_sentences);
  EXPECT_THAT(own[3], IsEmpty()) << "an account over the limit is not read";
  for (const std::string& sentence : own[2]) EXPECT_LE(sentence.size(), 490U);
}

// What is in every sentence weighs nothing, so that a story of one word has no additions.
TEST(OwnSentences, StayQuickOnTextsThatRepeatThemselves) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += "كلمة واحدة تتكرر هنا دائما وأبدا. ";
  std::vector<ToldText> texts(60, ToldText{text});
  for (const auto& own : OwnSentences(texts)) EXPECT_THAT(own, IsEmpty());
}

}  // namespace
}  // namespace isnad::portal
