#include "story/form.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::story {
namespace {

enum class Kind : std::uint8_t { kNone, kDated, kNamed };

struct Case {
  const char* why;
  const char* title;
  const char* text;
  Kind kind;
};

constexpr Case kCases[] = {
    {"bulletin by its lead", "أمطار على الجنوب",
     "توقعت هيئة الأرصاد في تقريرها عن حالة الطقس لهذا اليوم سماء غائمة على المرتفعات.",
     Kind::kDated},
    {"bulletin by its title", "حالة الطقس المتوقعة غدا الأربعاء", "سماء صافية.", Kind::kDated},
    {"a warning is an event", "إغلاق الطرق بسبب سوء الأحوال الجوية", "أغلقت السلطات طريقين جبليين.",
     Kind::kNone},
    {"market close", "مؤشر السوق يغلق على ارتفاع طفيف", "أغلق المؤشر مرتفعا 12 نقطة.",
     Kind::kDated},
    {"market close in other words", "الأسهم المحلية تنهي أسبوعها",
     "أنهى المؤشر العام تداولاته منخفضا 33 نقطة.", Kind::kDated},
    {"a market that burns is no close", "حريق يلتهم السوق القديم",
     "اندلع حريق في السوق القديم فجرا.", Kind::kNone},
    {"exchange rates", "أسعار صرف العملات اليوم الأحد", "الدولار 10.2 واليورو 11.1.", Kind::kDated},
    {"prayer times", "مواقيت الصلاة ليوم الجمعة", "الفجر 5:10 الشروق 6:35.", Kind::kDated},
    {"horoscope", "حظك اليوم وتوقعات الأبراج", "الحمل: يوم هادئ.", Kind::kDated},
    {"review of the papers", "أبرز عناوين الصحف الصادرة اليوم", "نستهل جولتنا بيومية الواحة.",
     Kind::kDated},
    {"wedding notice", "«البستاني» يحتفل بزواج نجله سامر",
     "احتفل الأستاذ نادر البستاني بزواج نجله.", Kind::kNamed},
    {"death notice", "والدة الزميل ربيع النجار في ذمة الله", "انتقلت إلى رحمة الله والدة الزميل.",
     Kind::kNamed},
    {"a death told in a text is news", "رحيل الشاعر عامر الياسمين",
     "انتقل إلى رحمة الله الشاعر عامر الياسمين مساء أمس.", Kind::kNone},
    {"cable of congratulation", "القيادة تهنئ رئيس كرمانيا بذكرى الاستقلال", "بعث الملك برقية.",
     Kind::kNamed},
    {"words in another order", "اليوم يكشف الطقس عن وجهه", "نص.", Kind::kNone},
    {"words too far apart", "حالة من الذعر والهلع سببها هذا الطقس المتقلب اليوم", "نص.",
     Kind::kNone},
    {"title does not run on into the text", "حالة", "الطقس اليوم جميل.", Kind::kNone},
    {"empty", "", "", Kind::kNone},
};

Form Read(std::string_view title, std::string_view text) {
  Words words;
  words.Assign(std::string(title) + "\n" + std::string(text));
  std::size_t title_words = 0;
  while (title_words < words.size() && words[title_words].begin < title.size()) ++title_words;
  return ReadForm(words, title_words);
}

TEST(Form, IsKnownByItsWords) {
  for (const auto& [why, title, text, kind] : kCases) {
    SCOPED_TRACE(why);
    const Form form = Read(title, text);
    EXPECT_EQ(form.kind != 0, kind != Kind::kNone);
    EXPECT_EQ(form.is_dated, kind == Kind::kDated);
  }
}

TEST(Form, KindsAreToldApart) {
  EXPECT_EQ(Read("مواقيت الصلاة", ""), Read("أوقات الصلاة ليوم السبت", ""));
  EXPECT_NE(Read("مواقيت الصلاة", ""), Read("حظك اليوم", ""));
}

}  // namespace
}  // namespace isnad::story
