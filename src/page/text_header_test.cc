#include "page/text_header.h"

#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

const std::string kTitle = "عودة المنارة القديمة إلى العمل بعد توقف طويل";
const std::string kText =
    "\nقرر مجلس المرفأ، يوم الاثنين، إعادة بناء المنارة القديمة التي أطفأتها عاصفة قبل أحد عشر "
    "شتاء، وطلب من "
    "ثلاث ورشات رسوما لمصباح جديد.\nوكان الصيادون قد طالبوا بعودة الضوء إلى العمل مرة بعد مرة، لأن "
    "الرمال "
    "تنتقل بعد كل عاصفة.\nوتبدأ الأشغال في الربيع المقبل، على أن تدفع بلدات الساحل كلها ثمن الضوء "
    "العائم.\n";

TextHeader Read(const std::string& page) {
  const std::vector<Line> lines = SplitLines(page);
  return ReadTextHeader(lines, FindTitleLine(lines));
}

struct TitleCase {
  const char* why;
  std::string head;
};

TEST(FindTitleLine, FindsTheTitleWhateverStandsAroundIt) {
  const TitleCase kCases[] = {
      {"right above the text", kTitle},
      {"below a menu, a line an entry", "الرئيسية\nسياسة\nاقتصاد\nرياضة\n" + kTitle},
      {"above date and author", kTitle + "\nالجمعة 21 فبراير 2025 - 14:30\nسليم الورغي"},
      {"above place and agency", kTitle + "\nمرفأ الصخور - (وكالات)"},
      {"above a caption that is there twice",
       kTitle + "\n(صورة تعبيرية - أ ف ب).\n(صورة تعبيرية - أ ف ب)."},
      {"below other titles",
       "أمطار على الجبال مساء الخميس المقبل\nفوز فريق الصخور بكأس المدارس\n" + kTitle},
      {"above a caption without brackets, said twice, with its photographer",
       kTitle + "\nسليم الورغي رئيس مجلس المرفأ سليم الورغي رئيس مجلس المرفأ تصوير : هند العلندي"},
      {"above a caption with its photographer alone",
       kTitle + "\nالمنارة القديمة كما تبدو من المرفأ تصوير: هند العلندي"},
      {"above counters", kTitle + "\n0 57 دقيقة واحدة"},
      {"the page's own title in front", kTitle + " - صدى المرفأ\nالرئيسية\nسياسة\n" + kTitle},
  };
  for (const auto& [why, head] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Read(head + kText).title, kTitle);
  }
}

TEST(FindTitleLine, FindsTheTitleOverALeadWithAListBehindIt) {
  const TextHeader header = Read(
      "2026/01/04 - 11:00 صباحا\n" + kTitle +
      "\nإذا وافق مجلس المرفأ غدا على رسوم المنارة القديمة فستعود إلى العمل قبل الصيف، وتسبق بذلك "
      "منارتي الجبل والجزيرة اللتين توقفتا في الشتاء نفسه وما زالتا تنتظران من يدفع ثمن "
      "مصباحيهما.\n"
      "ويصير ترتيب الورشات الثلاث كما يلي:\n1- ورشة المرفأ: 32 نقطة\n2- ورشة الجبل: 31 نقطة\n"
      "3- ورشة الجزيرة: 28 نقطة\n");
  EXPECT_EQ(header.title, kTitle);
  ASSERT_TRUE(header.published);
  EXPECT_EQ(header.published->ToString().substr(0, 10), "2026-01-04");
}

TEST(FindTitleLine, TakesNoSentenceOfTheTextForATitle) {
  EXPECT_EQ(Read(kText).title, "");
  EXPECT_EQ(Read("الصخور -صدى الجبل" + kText).title, "") << "place and outlet";
  EXPECT_EQ(Read("رأس الصخور - صدى الجبل" + kText).title, "");
  EXPECT_EQ(FindTitleLine({}), 0U);
}

struct DateCase {
  const char* why;
  const char* before;  // lines around the title
  const char* behind;
  const char* published;  // "" for none
  const char* modified;
};

constexpr DateCase kDates[] = {
    {"an aggregator's line", "", "نشر في صدى المرفأ يوم 21 - 02 - 2025", "2025-02-21", ""},
    {"weekday and hour", "", "الجمعة 21 فبراير 2025 - 14:30", "2025-02-21", ""},
    {"two names for the month", "", "الجمعة 21 شباط/فبراير 2025", "2025-02-21", ""},
    {"the Maghreb's names", "", "21 فيفري 2025", "2025-02-21", ""},
    {"a Hijri date beside", "", "الجمعة 22 شعبان 1446هـ - 21 فبراير 2025م", "2025-02-21", ""},
    {"with the last change", "", "نشر في: 21 فبراير 2025\nآخر تحديث: 22 فبراير 2025", "2025-02-21",
     "2025-02-22"},
    {"both in one line", "", "نشر في 21/02/2025 - آخر تحديث 22/02/2025", "2025-02-21",
     "2025-02-22"},
    {"above the title with its hour", "21 فبراير 2025، 16:20\n", "", "2025-02-21", ""},
    {"above the title and labelled", "تاريخ النشر: 21 فبراير 2025\n", "", "2025-02-21", ""},
    {"the day the page was fetched", "الجمعة - 26 نيسان 2024\nإعلان\n", "", "", ""},
    {"a bare day right above the title", "الرئيسية\nبيئة\n21 فبراير 2025\n", "", "2025-02-21", ""},
    {"the day of the masthead below a menu", "الرئيسية\nبيئة\nالجمعة 21 فبراير 2025\n", "", "", ""},
    {"no date", "", "", "", ""},
};

TEST(ReadTextHeader, ReadsDatesAndDoubtsTheMasthead) {
  for (const auto& [why, before, behind, published, modified] : kDates) {
    SCOPED_TRACE(why);
    const TextHeader header = Read(before + kTitle + "\n" + behind + kText);
    EXPECT_EQ(header.title, kTitle);
    EXPECT_EQ(header.published ? header.published->ToString().substr(0, 10) : "", published);
    EXPECT_EQ(header.modified ? header.modified->ToString().substr(0, 10) : "", modified);
  }
}

struct NameCase {
  const char* why;
  const char* behind;
  const char* author;
  const char* outlet;
  const char* section;
};

constexpr NameCase kNames[] = {
    {"a byline", "بقلم: سليم الورغي", "سليم الورغي", "", ""},
    {"a byline over two lines", "بقلم\nسليم الورغي", "سليم الورغي", "", ""},
    {"a byline in the dateline", "كتب: سليم الورغي الجمعة 21 فبراير 2025", "سليم الورغي", "", ""},
    {"a byline behind the date", "2025/02/21   الكاتب: سليم الورغي", "سليم الورغي", "", ""},
    {"an aggregator's outlet", "نشر في صدى المرفأ يوم 21 - 02 - 2025", "", "صدى المرفأ", ""},
    {"a section in an outlet's place", "نشر في سياسة يوم 21 - 02 - 2025", "", "", "سياسة"},
    {"a paper that is called like a section", "نشر في الرأي يوم 21 - 02 - 2025", "", "الرأي", ""},
    {"the text begins with a verb", "كتب مجلس المرفأ إلى الورشات رسالة يطلب فيها رسوما جديدة.", "",
     "", ""},
};

TEST(ReadTextHeader, ReadsAuthorsOutletsAndSections) {
  for (const auto& [why, behind, author, outlet, section] : kNames) {
    SCOPED_TRACE(why);
    const TextHeader header = Read(kTitle + "\n" + behind + kText);
    EXPECT_EQ(header.authors.empty() ? "" : header.authors.front(), author);
    EXPECT_EQ(header.outlet, outlet);
    EXPECT_EQ(header.section, section);
  }
}

TEST(ReadTextHeader, TakesALoneNameForTheAuthorUnlessTheTextSpeaksOfIt) {
  EXPECT_EQ(Read(kTitle + "\nسليم الورغي" + kText).authors,
            std::vector<std::string>{"سليم الورغي"});
  EXPECT_EQ(Read(kTitle + "\nد. سليم الورغي" + kText).authors.size(), 1U);
  EXPECT_EQ(Read(kTitle + "\nسليم الورغي" + kText +
                 "وقال سليم الورغي إن الضوء ضرورة لكل من يدخل المرفأ في الليل من قوارب الصيد.\n")
                .authors.size(),
            0U)
      << "who stands below a picture";
  EXPECT_EQ(Read(kTitle + "\nميناء الصخور" + kText).authors.size(), 0U);
  EXPECT_EQ(Read("كتبت هند العلندي" + kText).authors, std::vector<std::string>{"هند العلندي"});
}

TEST(ReadTextHeader, ReadsTheOutletBehindARepeatedTitle) {
  EXPECT_EQ(Read(kTitle + " | صدى المرفأ\n" + kTitle + kText).outlet, "صدى المرفأ");
  EXPECT_EQ(Read(kTitle + kText).outlet, "");
}

TEST(ReadTextHeader, ReadsTheSectionOfABreadcrumb) {
  EXPECT_EQ(Read("الرئيسية / سياسة / أخبار المرفأ القديم\n" + kTitle + kText).section, "سياسة");
  EXPECT_EQ(Read("رياضة\n" + kTitle + kText).section, "رياضة");
}

}  // namespace
}  // namespace isnad::page
