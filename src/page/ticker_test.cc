#include "page/ticker.h"

#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

struct Case {
  const char* why;
  const char* line;
  LineParts kind;
  std::size_t parts;
};

constexpr Case kCases[] = {
    {"nothing", "", LineParts::kOne, 0},
    {"running text", "قرر المجلس إعادة بناء المنارة القديمة، وطلب رسوما جديدة.", LineParts::kOne,
     0},
    {"titles between runs of spaces",
     "عودة المنارة إلى العمل    أمطار على الساحل غدا    فوز فريق المرفأ بالكأس    معرض للخط العربي",
     LineParts::kTitles, 4},
    {"titles between no-break spaces",
     "عودة المنارة إلى العمل\u00A0\u00A0\u00A0 أمطار على الساحل غدا\u00A0\u00A0\u00A0 فوز فريق "
     "المرفأ "
     "بالكأس\u00A0\u00A0\u00A0 معرض للخط العربي",
     LineParts::kTitles, 4},
    {"titles between bars",
     "Lighthouse to be rebuilt | Storm closes coast road | Museum opens next week | Ferry in May",
     LineParts::kTitles, 4},
    {"titles between bullets",
     "عودة المنارة إلى العمل \u2022 أمطار على الساحل غدا \u2022 فوز فريق المرفأ \u2022 معرض للخط "
     "العربي",
     LineParts::kTitles, 4},
    {"a menu", "الرئيسية\tسياسة\tاقتصاد\tرياضة\tثقافة", LineParts::kMenu, 5},
    {"a menu between bars", "Home | News | Sport | Culture", LineParts::kMenu, 4},
    {"date and author in one line", "2023/07/24   الكاتب: سليم الورغي", LineParts::kFields, 2},
    {"a wide gap inside running text",
     "قرر مجلس المرفأ يوم الاثنين إعادة بناء المنارة القديمة التي أطفأتها عاصفة قبل أحد عشر شتاء،  "
     " وطلب "
     "من ثلاث ورشات أن ترسم له مصباحا جديدا.",
     LineParts::kOne, 0},
    {"sentences with wide gaps are text",
     "قرر مجلس المرفأ يوم الاثنين إعادة بناء المنارة القديمة التي أطفأتها عاصفة قبل شتاء.    وتبدأ "
     "الأشغال "
     "في الربيع المقبل على أن تدفع بلدات الساحل كلها ثمن الضوء العائم.    وكان الصيادون قد طالبوا "
     "به مرة بعد "
     "مرة لأن الرمال تنتقل بعد كل عاصفة.    ويضم بيت الحارس متحفا صغيرا فيه دفاتر أربعة أجيال من "
     "الحراس.",
     LineParts::kOne, 0},
    {"three parts are not yet a ticker",
     "قرر مجلس المرفأ إعادة بناء المنارة القديمة بعد العاصفة التي ضربت الساحل قبل شتاء واحد فقط   "
     "وطلب من ورشات كثيرة رسوما جديدة "
     "للمصباح "
     "العالي   ووعد بفتح المتحف الصغير للمدارس قبل الصيف المقبل بأيام",
     LineParts::kOne, 0},
};

TEST(TakeApart, TellsTitlesMenusAndFieldsFromText) {
  for (const auto& [why, line, kind, parts] : kCases) {
    SCOPED_TRACE(why);
    const SplitLine split = TakeApart(line);
    EXPECT_EQ(split.kind, kind);
    EXPECT_EQ(split.parts.size(), parts);
  }
}

}  // namespace
}  // namespace isnad::page
