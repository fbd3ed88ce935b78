// Which section an article stands in: by its address, its page, its text.

#include "story/section.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "news/section.h"
#include "story/section_slugs.h"

namespace isnad::story {
namespace {

std::string NameOf(std::optional<SectionPlace> place) {
  return place ? std::string(news::Sections()[*place].slug) : "";
}

struct UrlCase {
  const char* why;
  const char* url;
  const char* section;
};
constexpr UrlCase kUrls[] = {
    {"a Latin segment", "https://n.example/sports/1234", "sport"},
    {"an Arabic one, encoded", "https://n.example/%D8%A7%D9%82%D8%AA%D8%B5%D8%A7%D8%AF/9",
     "economy"},
    {"an Arabic one as it is", "https://n.example/رياضة-عالمية/خبر", "sport"},
    {"with article and adjective", "https://n.example/الأخبار-الاقتصادية/خبر", "economy"},
    {"the subject before the place", "https://n.example/sports/local/77.html", "sport"},
    {"the place where there is no subject", "https://n.example/news/local/77.html", "local"},
    {"the article's own name is no section", "https://n.example/123/sport", ""},
    {"a writer's name is none", "https://n.example/نور-الدين/مقالته", ""},
    {"but of a query's article it is", "https://n.example/culture/?p=12", "culture"},
    {"the query's section", "https://n.example/view?section=world&id=3", "world"},
    {"Latin words of Arabic names", "https://n.example/eqtisad/3", "economy"},
    {"two words", "https://n.example/world-news/3", "world"},
    {"nothing told", "https://n.example/2024/05/01/3", ""},
    {"no address", "", ""},
    {"bytes that are no text", "https://n.example/%ff%fe/3", ""},
    {"no scheme", "sports/3", ""},
};

TEST(FindSectionInUrl, ReadsWhatOutletsCallTheirSections) {
  for (const auto& [why, url, section] : kUrls) {
    SCOPED_TRACE(why);
    EXPECT_EQ(NameOf(FindSectionInUrl(url)), section);
  }
}

TEST(FindSectionInUrl, ReadsAnAddressOfAnyLength) {
  std::string url = "https://n.example";
  for (int i = 0; i < 100'000; ++i) url += "/a-b-c%D8";
  EXPECT_EQ(FindSectionInUrl(url), std::nullopt);
}

TEST(FindSectionOfOutlet, TellsWhatAnOutletIsAllAbout) {
  EXPECT_EQ(NameOf(FindSectionOfOutlet("https://sport.n.example/1", "النهار")), "sport");
  EXPECT_EQ(NameOf(FindSectionOfOutlet("", "الصحيفة الاقتصادية")), "economy");
  EXPECT_EQ(NameOf(FindSectionOfOutlet("", "العالم")), "") << "a name, no section";
  EXPECT_EQ(NameOf(FindSectionOfOutlet("", "الرأي")), "") << "likewise";
}

news::Article Of(std::string title, std::string text) {
  news::Article article;
  article.title = std::move(title);
  article.paragraphs.push_back({news::ParagraphKind::kText, std::move(text)});
  return article;
}

struct TextCase {
  const char* why;
  const char* title;
  const char* text;
  const char* country;
  const char* section;
};
constexpr TextCase kTexts[] = {
    {"a match", "السدر يتعادل مع العرعار في الجولة الأولى",
     "تعادل فريق السدر مع ضيفه العرعار بهدف لمثله في مباراة الجولة الأولى من الدوري، وقال المدرب"
     " إن لاعبيه أضاعوا الفوز.",
     "", "sport"},
    {"a market", "أسهم الشركات ترفع مؤشر البورصة",
     "ارتفع مؤشر البورصة واحدا في المائة بدعم من أسهم المصارف، وبلغت قيمة التداولات مليار ريال.",
     "", "economy"},
    {"a novelist", "صدور رواية جديدة للكاتبة سلمى الراوي",
     "صدرت عن دار النشر رواية جديدة للروائية سلمى الراوي تحكي سيرة شاعر من القرية.", "", "culture"},
    {"a fire", "حريق في مستودع ونقل المصابين إلى المستشفى",
     "أخمد الدفاع المدني حريقا في مستودع ونقل الهلال الأحمر المصابين إلى المستشفى.", "", "society"},
    {"at home", "وزير الخارجية المغربي يستقبل السفير",
     "استقبل وزير الخارجية المغربي السفير وبحث معه العلاقات الثنائية بين البلدين.", "ma",
     "politics"},
    {"the same from abroad", "وزير الخارجية المغربي يستقبل السفير",
     "استقبل وزير الخارجية المغربي السفير وبحث معه العلاقات الثنائية بين البلدين.", "sa", "world"},
    {"from nowhere: an Arab state is politics", "وزير الخارجية المغربي يستقبل السفير",
     "استقبل وزير الخارجية المغربي السفير وبحث معه العلاقات الثنائية بين البلدين.", "", "politics"},
    {"from nowhere: none is Arab", "البرلمان الياباني يصادق على الدستور",
     "صادق البرلمان الياباني على تعديل الدستور بعد مفاوضات بين الأحزاب والمعارضة.", "", "world"},
    {"too little said", "تفاصيل لاحقا", "نوافيكم بالمزيد.", "", ""},
    {"no text", "", "", "", ""},
};

TEST(SectionOf, IsReadFromTheTextWhereNothingNamesIt) {
  for (const auto& [why, title, text, country, section] : kTexts) {
    SCOPED_TRACE(why);
    EXPECT_EQ(SectionOf(Of(title, text), country), section);
  }
}

TEST(SectionOf, FollowsThePageBeforeTheText) {
  news::Article article = Of(kTexts[0].title, kTexts[0].text);
  article.section = "رأي";
  EXPECT_EQ(SectionOf(article, ""), "opinion") << "a column on a match";
  article.section = "محليات";
  EXPECT_EQ(SectionOf(article, ""), "sport") << "local says where, the text says what";
  article.section = "منوعات";
  EXPECT_EQ(SectionOf(article, ""), "sport") << "says nothing";
  article.section = "محليات";
  article.url = "https://n.example/economy/3";
  EXPECT_EQ(SectionOf(article, ""), "economy");
}

TEST(SectionOf, IsDecidedForAnyLengthOfText) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "مباراة ";
  EXPECT_EQ(SectionOf(Of("", text), ""), "sport");
}

TEST(SectionOfStory, CountsItsAccounts) {
  using Names = std::vector<std::string_view>;
  const auto of = [](const Names& names) { return SectionOfStory(names); };
  EXPECT_EQ(of({}), "");
  EXPECT_EQ(of({"", "", "sport"}), "sport") << "the unknown do not count";
  EXPECT_EQ(of({"economy", "sport", "sport"}), "sport");
  EXPECT_EQ(of({"economy", "sport"}), "economy") << "the earlier of equals";
  EXPECT_EQ(of({"society", "world", "politics", "society", "world"}), "world")
      << "politics and world are one, named as most say";
}

TEST(Sections, AllHaveNamesAndPlaces) {
  EXPECT_EQ(news::Sections().size(), 10U);
  for (std::size_t i = 0; i < news::Sections().size(); ++i) {
    EXPECT_EQ(news::SectionIndex(news::Sections()[i].slug), i);
    EXPECT_FALSE(news::Sections()[i].arabic.empty());
  }
  EXPECT_EQ(news::SectionIndex("x"), news::Sections().size());
}

}  // namespace
}  // namespace isnad::story
