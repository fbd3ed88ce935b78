#include "portal/words.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "portal/moments.h"

namespace isnad::portal {
namespace {

TEST(ArabicPlural, FollowsCldr) {
  const std::pair<std::int64_t, PluralForm> cases[] = {
      {0, PluralForm::kZero},
      {1, PluralForm::kOne},
      {2, PluralForm::kTwo},
      {3, PluralForm::kFew},
      {10, PluralForm::kFew},
      {11, PluralForm::kMany},
      {99, PluralForm::kMany},
      {100, PluralForm::kOther},
      {101, PluralForm::kOther},
      {102, PluralForm::kOther},
      {103, PluralForm::kFew},
      {111, PluralForm::kMany},
      {200, PluralForm::kOther},
      {1'003, PluralForm::kFew},
      {-3, PluralForm::kFew},
      {std::numeric_limits<std::int64_t>::min(), PluralForm::kFew},  // …808
  };
  for (const auto& [n, form] : cases) EXPECT_EQ(ArabicPlural(n), form) << n;
}

TEST(Words, CountsAccountsAsArabicDoes) {
  const Words words = Words::Embedded(Digits::kArabicIndic);
  const std::pair<int, const char*> cases[] = {
      {0, "لا روايات"}, {1, "رواية واحدة"}, {2, "روايتان"},      {3, "٣ روايات"},
      {11, "١١ رواية"}, {100, "١٠٠ رواية"}, {103, "١٠٣ روايات"},
  };
  for (const auto& [n, text] : cases) EXPECT_EQ(words.Count("story.accounts", n), text);
  EXPECT_EQ(words.Count("outlet.articles", 25), "٢٥ مقالًا");
}

TEST(Words, WritesNumbersInItsDigits) {
  const Words arabic = Words::Embedded(Digits::kArabicIndic);
  const Words western = Words::Embedded(Digits::kWestern);
  EXPECT_EQ(arabic.Number(2025), "٢٠٢٥");
  EXPECT_EQ(arabic.Number(1'234'567), "١\u066C٢٣٤\u066C٥٦٧");
  EXPECT_EQ(western.Number(12'345), "12,345");
  EXPECT_EQ(western.Number(123'456), "123,456");
  EXPECT_EQ(western.Count("story.accounts", 3), "3 روايات");
}

TEST(Words, FillsPlacesAndShowsGaps) {
  const auto words = Words::Parse("# note\na\tقبل {x} بعد {y}\n", Digits::kWestern);
  ASSERT_TRUE(words.has_value());
  EXPECT_EQ(words->Filled("a", {{"x", "{y}"}}), "قبل {y} بعد ");
  EXPECT_EQ((*words)["no.such.key"], "no.such.key");
}

TEST(Words, RefusesABrokenFile) {
  EXPECT_EQ(Words::Parse("a", Digits::kWestern).error().code, Errc::kMalformed);
  EXPECT_EQ(Words::Parse("a\t1\na\t2", Digits::kWestern).error().detail, "strings.tsv, line 2");
}

constexpr Instant kNow =
    Instant(std::chrono::sys_days(std::chrono::year(2025) / 2 / 21) + std::chrono::hours(15));

TEST(Moments, SaysHowLongAgoWithinADay) {
  const Words words = Words::Embedded(Digits::kArabicIndic);
  using std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  EXPECT_EQ(Ago(words, kNow, kNow - seconds(20)), "الآن");
  EXPECT_EQ(Ago(words, kNow, kNow - minutes(2)), "منذ دقيقتين");
  EXPECT_EQ(Ago(words, kNow, kNow - minutes(59)), "منذ ٥٩ دقيقة");
  EXPECT_EQ(Ago(words, kNow, kNow - hours(3)), "منذ ٣ ساعات");
  EXPECT_EQ(Ago(words, kNow, kNow - hours(24)), "");
  EXPECT_EQ(Ago(words, kNow, kNow + minutes(1)), "") << "a clock that is wrong says nothing";
}

TEST(Moments, ShowsTheDayAsPublishedAndInventsNoHour) {
  const Words words = Words::Embedded(Digits::kArabicIndic);
  EXPECT_EQ(DateHtml(words, *DateTime::Parse("2025-02-19"), DateStyle::kLong).markup(),
            "<time datetime=\"2025-02-19\">الأربعاء ١٩ فبراير ٢٠٢٥</time>");
  EXPECT_EQ(
      DateHtml(words, *DateTime::Parse("2025-02-19T14:05:00+01:00"), DateStyle::kLong).markup(),
      "<time datetime=\"2025-02-19T14:05:00+01:00\">الأربعاء ١٩ فبراير ٢٠٢٥، ٢:٠٥\u00A0م</time>");
  EXPECT_EQ(DateHtml(words, *DateTime::Parse("2025-02-19T00:30:00Z"), DateStyle::kShort).markup(),
            "<time datetime=\"2025-02-19T00:30:00Z\">١٩ فبراير ٢٠٢٥</time>");
}

}  // namespace
}  // namespace isnad::portal
