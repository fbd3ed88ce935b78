#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "search/index.h"
#include "search/match.h"
#include "search/snippet.h"
#include "search/terms.h"
#include "store/test_store.h"

namespace isnad::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::string Join(const std::vector<SnippetPiece>& pieces) {
  std::string out;
  for (const SnippetPiece& piece : pieces) out += piece.hit ? "[" + piece.text + "]" : piece.text;
  return out;
}

std::vector<Needle> NeedlesIn(std::string_view query) {
  return BuildMatch(NeedlesOf(ParseQuery(query)), Match::kAll).needles;
}

class SearchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::OpenSqlite({.folder = folder_.path(), .index = hook_.get()});
    ASSERT_TRUE(opened) << ToString(opened.error());
    store_ = std::move(*opened);
  }

  void Add(const std::string& url, std::string title, std::string text, std::string outlet = "منبر",
           const char* published = nullptr) {
    auto incoming = store::MakeIncoming(store::MakeArticle(
        "https://a.example/" + url, std::move(title), std::move(text), std::move(outlet)));
    incoming.seen = store::At(1'800'000'000);
    if (published != nullptr) incoming.article.published = *DateTime::Parse(published);
    const auto stored = store_->Write({&incoming, 1}, placer_);
    ASSERT_TRUE(stored) << ToString(stored.error());
  }

  Answer Find(std::string_view query, const SearchOptions& options = {}) {
    const auto answer = Search(*store_, ParseQuery(query), options);
    EXPECT_TRUE(answer) << query << ": " << ToString(answer.error());
    return answer ? *answer : Answer{};
  }

  std::vector<std::string> Titles(std::string_view query, Match match = Match::kAll) {
    std::vector<std::string> titles;
    for (const Hit& hit : Find(query, {.match = match}).hits) titles.push_back(hit.account.title);
    return titles;
  }

  store::TemporaryFolder folder_;
  store::TestPlacer placer_;
  std::unique_ptr<store::IndexHook> hook_ = MakeIndexHook();
  std::unique_ptr<store::SqliteStore> store_;
};

TEST_F(SearchTest, FindsEverySpellingAndInflection) {
  Add("1", "أ", "وقّعت الحكومة الاتفاقية");
  Add("2", "ب", "نص عن شيء آخر");
  for (const char* query : {"الحكومة", "حكومه", "حكومة", "وَالحُكُومَة", "للحكومة", "الحـــكومة"}) {
    EXPECT_THAT(Titles(query), ElementsAre("أ")) << query;
  }
}

TEST_F(SearchTest, PutsTheExactFormAndTheTitleFirst) {
  Add("1", "أ", "زار الوزير مدينة فاس أمس وبحث شؤون الحكومات كلها");
  Add("2", "ب", "زار الوزير مدينة فاس أمس وبحث شؤون الحكومة كلها");
  Add("3", "الحكومة تجتمع", "زار الوزير مدينة فاس أمس وبحث شؤون الناس كلها");
  const auto titles = Titles("الحكومة");
  ASSERT_GE(titles.size(), 2U);
  EXPECT_EQ(titles[0], "الحكومة تجتمع");
  EXPECT_EQ(titles[1], "ب");
}

TEST_F(SearchTest, AnswersPhrasesExclusionsAlternativesAndPrefixes) {
  Add("1", "أ", "اجتمع مجلس الأمن الدولي اليوم");
  Add("2", "ب", "الأمن في المدينة، وقال مجلس المدينة");
  Add("3", "ج", "تحطم طائرة قرب المدرسة");
  Add("4", "د", "الطيران المدني يدرس المدارس");
  EXPECT_THAT(Titles("\"مجلس الأمن\""), ElementsAre("أ"));
  EXPECT_THAT(Titles("مجلس الأمن"), UnorderedElementsAre("أ", "ب"));
  EXPECT_THAT(Titles("مجلس -الدولي"), ElementsAre("ب"));
  EXPECT_THAT(Titles("طائرة | الدولي"), UnorderedElementsAre("أ", "ج"));
  EXPECT_THAT(Titles("تحط*"), ElementsAre("ج"));
  EXPECT_THAT(Titles("الدولي طائرة"), IsEmpty());
  EXPECT_THAT(Titles("الدولي طائرة", Match::kAny), UnorderedElementsAre("أ", "ج"));
}

TEST_F(SearchTest, FindsBrokenPluralsByTheirSingular) {
  Add("1", "أ", "أصدرت المحاكم أحكامها بحق القادة");
  Add("2", "ب", "قاد الحاكم سيارته إلى المحكمة");
  Add("3", "ج", "اجتمع الوزير بوزرائه، وصدر حكم");
  EXPECT_THAT(Titles("محكمة"), UnorderedElementsAre("أ", "ب"));
  EXPECT_THAT(Titles("حكم"), UnorderedElementsAre("أ", "ج"));
  EXPECT_THAT(Titles("قائد"), ElementsAre("أ")) << "to lead is no leader";
  EXPECT_THAT(Titles("الوزراء"), ElementsAre("ج"));
  EXPECT_THAT(Titles("حكام"), ElementsAre("ب"));
  EXPECT_THAT(Titles("\"المحاكم أحكامها\""), ElementsAre("أ")) << "a phrase keeps its forms";
}

TEST_F(SearchTest, FindsANameWrittenTogetherOrApart) {
  Add("1", "أ", "استقبل الرئيس عبدالله غول الوفد");
  Add("2", "ب", "استقبل الرئيس عبد الله غول الوفد");
  Add("3", "ج", "استقبل عبد غول، والله أعلم");
  for (const char* query : {"person:\"عبد الله غول\"", "شخص:«عبدالله غول»"}) {
    EXPECT_THAT(Titles(query), UnorderedElementsAre("أ", "ب")) << query;
  }
}

TEST_F(SearchTest, FiltersByOutletAndDay) {
  Add("1", "أ", "نفط", "الشرق الأوسط", "2025-02-19T23:30:00-05:00");
  Add("2", "ب", "نفط", "الرياض", "2025-02-20");
  Add("3", "ج", "نفط", "الرياض");
  EXPECT_THAT(Titles("نفط outlet:الرياض"), UnorderedElementsAre("ب", "ج"));
  EXPECT_THAT(Titles("نفط منبر:«الشرق الاوسط»"), ElementsAre("أ"));
  EXPECT_THAT(Titles("نفط outlet:لاشيء"), IsEmpty());
  EXPECT_THAT(Titles("نفط date:2025-02-19"), ElementsAre("أ")) << "the day as published";
  EXPECT_THAT(Titles("date:2025-02"), ElementsAre("أ", "ب")) << "filters alone: latest first";
  EXPECT_THAT(Titles("-نفط date:2025-02"), IsEmpty());
  EXPECT_THAT(Titles(""), IsEmpty());
}

TEST_F(SearchTest, FiltersBySectionLanguageCountryStoryAndPerson) {
  const auto add = [&](const char* url, const char* section, const char* language,
                       const char* text) {
    auto incoming = store::MakeIncoming(store::MakeArticle(url, url, text, ""));
    incoming.article.section = section;
    incoming.article.language = language;
    ASSERT_TRUE(store_->Write({&incoming, 1}, placer_));
  };
  add("https://a.ma/1", "أخبار الرياضة", "ar", "زار العميد محمد ماسولي ساماكي المدينة");
  add("https://b.sa/2", "سياسة", "fr", "التقى محمدو مساولي ساماكي بالوفد");
  add("https://c.example/3", "", "ar", "قال ساماكي. ثم قال محمد إن ماسولي غائب");
  const auto urls = [&](const char* query) {
    std::vector<std::string> found;
    for (const Hit& hit : Find(query).hits) found.push_back(hit.account.url.substr(8, 1));
    return found;
  };
  EXPECT_THAT(urls("قسم:الرياضة"), ElementsAre("a"));
  EXPECT_THAT(urls("-section:الرياضة"), UnorderedElementsAre("b", "c"));
  EXPECT_THAT(urls("lang:fr"), ElementsAre("b"));
  EXPECT_THAT(urls("لغة:الفرنسية lang:ar"), UnorderedElementsAre("a", "b", "c")) << "either";
  EXPECT_THAT(urls("country:المغرب"), ElementsAre("a"));
  EXPECT_THAT(urls("بلد:SA"), ElementsAre("b"));
  EXPECT_THAT(urls("country:xx"), IsEmpty());
  EXPECT_THAT(urls("story:2"), ElementsAre("b"));
  EXPECT_THAT(urls("خبر:٣"), ElementsAre("c"));
  EXPECT_THAT(urls("ساماكي -story:3"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(urls("person:\"ماسولي ساماكي\""), UnorderedElementsAre("a", "b"))
      << "in any spelling, but not torn apart";
  EXPECT_THAT(urls("المدينة شخص:«ماسولي ساماكي»"), ElementsAre("a"));
  EXPECT_THAT(urls("ساماكي -person:\"ماسولي ساماكي\""), UnorderedElementsAre("b", "c"));
}

struct MeaningCase {
  const char* why;
  const char* query;
  const char* text;
  bool found;
};
constexpr MeaningCase kMeanings[] = {
    {"people and country", "المغاربة", "زار وفد من المغرب المعرض", true},
    {"adjective and country", "المغرب", "افتتح الوزير المغربي المعرض", true},
    {"behind clitics", "المغرب", "وللمغرب دور فيه", true},
    {"spellings of a nation", "أمريكا", "قال مسؤول أميركي", true},
    {"names of two words", "أمريكا", "عاد من الولايات المتحدة", true},
    {"Malian beside forces", "القوات المالية", "جال وفد القوات المسلحة المالية في المدينة", true},
    {"Malian is not finance", "وزارة المالية", "قال وزارة الدفاع إن القوات المالية انسحبت", false},
    {"finance is not Malian", "الجيش المالي", "أعلن الجيش ميزانيته وقال وزير المالية", false},
    {"a doubtful word alone is both", "مالي", "زار رئيس جمهورية مالي المدينة", true},
    {"a doubtful word alone is both", "مالي", "قدم دعما ماليا ومبلغا ماليا", true},
    {"a Moroccan commission with Mali", "مالي", "اللجنة العسكرية المغربية المالية", true},
    {"months", "فبراير", "في 19 شباط 2025", true},
    {"months of two words", "يناير", "في 19 كانون الثاني", true},
    {"Moroccan months", "شتنبر", "في سبتمبر الماضي", true},
    {"a verb is no month", "مارس", "يمارس الرياضة من مارس الضغوط عليه", true},
    {"spelling", "تلفزيون", "ظهر على شاشة التلفاز", true},
    {"right hand, no Yemeni", "اليمن", "رفع يده اليمنى", false},
};

TEST_F(SearchTest, FindsWhatIsMeant) {
  for (const MeaningCase& row : kMeanings) {
    Add("1", "ع", row.text);
    EXPECT_EQ(!Find(row.query).hits.empty(), row.found) << row.why << ": " << row.query;
  }
}

TEST_F(SearchTest, TakesALetterForAPrepositionWhereThatIsAttested) {
  for (int i = 0; i < 4; ++i) Add(std::to_string(i), "ع", "فيلم سكورسيزي الجديد وكنيسة");
  Add("5", "أ", "أعجب الجمهور بسكورسيزي كثيرا");
  EXPECT_EQ(Find("سكورسيزي").total, 5);
  EXPECT_EQ(Find("بسكورسيزي").total, 5);
  for (int i = 0; i < 4; ++i) Add("n" + std::to_string(i), "ع", "في نيسة");
  EXPECT_EQ(Find("نيسة").total, 4) << "«كنيسة» is a word of its own";
  Add("6", "أ", "البسكورسيزي");
  EXPECT_EQ(Find("سكورسيزي").total, 4) << "a word that stands with the article is a noun";
}

TEST_F(SearchTest, FindsWordsThatStandNear) {
  Add("1", "أ", "وزير الشباب والرياضة والصحة");
  Add("2", "ب", "وزير في حكومة سابقة كان قبل أعوام طويلة جدا مسؤولا عن قطاع الصحة");
  EXPECT_THAT(Titles("وزير NEAR/3 الصحة"), ElementsAre("أ"));
  EXPECT_THAT(Titles("\"الصحة وزير\"~3"), ElementsAre("أ")) << "in any order";
  EXPECT_THAT(Titles("\"وزير الصحة\"~20"), UnorderedElementsAre("أ", "ب"));
}

TEST_F(SearchTest, ForgetsTheOldTextOfAChangedArticle) {
  Add("1", "قديم", "كلمة زرقاء");
  Add("1", "جديد", "كلمة حمراء");
  EXPECT_THAT(Titles("زرقاء"), IsEmpty());
  EXPECT_THAT(Titles("قديم"), IsEmpty());
  EXPECT_THAT(Titles("حمراء"), ElementsAre("جديد"));
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(SearchTest, CountsAndPages) {
  for (int i = 0; i < 30; ++i) Add(std::to_string(i), "ع" + std::to_string(i), "نفط");
  EXPECT_EQ(Find("نفط", {.limit = 10}).total, 30);
  EXPECT_EQ(Find("نفط", {.limit = 10}).hits.size(), 10U);
  std::vector<std::string> seen;
  SearchOptions options{.limit = 7};
  do {
    const Answer answer = Find("نفط", options);
    EXPECT_EQ(answer.total, 30) << "what came meanwhile is not in it";
    for (const Hit& hit : answer.hits) seen.push_back(hit.account.title);
    options.from = answer.next;
    Add("new" + std::to_string(seen.size()), "جديد", "نفط نفط نفط");
  } while (!options.from.empty());
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(seen.size(), 30U);
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end()) << "none twice";
  EXPECT_EQ(std::count(seen.begin(), seen.end(), "جديد"), 0);
  EXPECT_EQ(Find("نفط", {.limit = 3, .from = "nonsense"}).hits.size(), 3U) << "starts over";
}

TEST_F(SearchTest, PagesThroughFiltersAlone) {
  for (int i = 1; i <= 9; ++i) Add(std::to_string(i), "ع" + std::to_string(i), "نفط");
  std::vector<std::string> seen;
  SearchOptions options{.limit = 4};
  do {
    const Answer answer = Find("outlet:منبر", options);
    for (const Hit& hit : answer.hits) seen.push_back(hit.account.title);
    options.from = answer.next;
  } while (!options.from.empty());
  EXPECT_EQ(seen.size(), 9U);
  EXPECT_EQ(seen.front(), "ع9");
}

TEST_F(SearchTest, ListsEachStoryOnce) {
  placer_.plan["ب"].story = 1;
  placer_.plan["د"].story = 3;
  for (const char* title : {"أ", "ب", "ج", "د", "ه"}) Add(title, title, "نفط");
  SearchOptions options{.group = Group::kStories, .limit = 2};
  const Answer first = Find("نفط", options);
  ASSERT_EQ(first.hits.size(), 2U);
  EXPECT_EQ(first.total, 5) << "articles";
  options.from = first.next;
  const Answer second = Find("نفط", options);
  ASSERT_EQ(second.hits.size(), 1U) << "three stories";
  EXPECT_TRUE(second.next.empty());
  std::vector<news::StoryId> stories{first.hits[0].story, first.hits[1].story,
                                     second.hits[0].story};
  EXPECT_THAT(stories, UnorderedElementsAre(1, 3, 5));
}

TEST_F(SearchTest, PutsTheNewerOfEqualsFirst) {
  for (int i = 0; i < 30; ++i) Add(std::to_string(i), "ع" + std::to_string(i), "نفط");
  EXPECT_EQ(Find("نفط", {.limit = 1}).hits[0].account.title, "ع29") << "of equals the newest";
}

TEST_F(SearchTest, TakesTheSyntaxOfFts5AsWords) {
  Add("1", "أ", "AND OR NOT NEAR title body");
  for (const char* query :
       {"NEAR(a b, 5)", "title:x", "{title body}:x", "^a", "a + b", "\"\"", "a\"b\"c", "''", "AND",
        "NOT NOT", "((((", "search MATCH 'x'", "-", "- -", "*", "a*b*", "=x", "\"=x\""}) {
    Find(query);
    Find(query, {.match = Match::kAny});
  }
  EXPECT_THAT(Titles("AND"), ElementsAre("أ"));
}

TEST_F(SearchTest, MakesTheIndexAnewForAStoreThatHasNone) {
  store_.reset();
  store::TemporaryFolder other;
  {
    auto plain = store::OpenSqlite({.folder = other.path()});
    const auto incoming =
        store::MakeIncoming(store::MakeArticle("https://a.example/1", "ع", "نفط"));
    ASSERT_TRUE((*plain)->Write({&incoming, 1}, placer_));
  }
  EXPECT_EQ(store::OpenSqlite(
                {.folder = other.path(), .access = store::Access::kRead, .index = hook_.get()})
                .error()
                .code,
            Errc::kUnsupported);
  store_ = std::move(*store::OpenSqlite({.folder = other.path(), .index = hook_.get()}));
  EXPECT_THAT(Titles("نفط"), ElementsAre("ع"));
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(SearchTest, SuggestsWordsOfTitlesWhileTyping) {
  for (int i = 0; i < 9; ++i) Add("m" + std::to_string(i), "مجلس الوزراء يجتمع", "نص");
  for (int i = 0; i < 3; ++i) Add("n" + std::to_string(i), "مجلس النواب والمجالس", "نص");
  Add("x", "مجلة جديدة", "نص");
  Searcher searcher(*store_);
  const auto suggest = [&](const char* typed) {
    std::vector<std::string> texts;
    const auto found = searcher.Suggest(typed, 5);
    EXPECT_TRUE(found);
    for (const Suggestion& suggestion : *found) texts.push_back(suggestion.text);
    return texts;
  };
  EXPECT_THAT(suggest("مجل"), ElementsAre("مجلس", "مجلس الوزراء", "مجلة"));
  EXPECT_THAT(suggest("مجلس ا"), ::testing::Contains("مجلس الوزراء"));
  EXPECT_THAT(suggest("زيارة الوز"), ::testing::Contains("زيارة الوزراء"))
      << "what stands before stays";
  EXPECT_THAT(suggest("وزر"), ::testing::Contains("الوزراء")) << "typed without its article";
  EXPECT_THAT(suggest("المجل"), IsEmpty()) << "typed with an article that it never has";
  EXPECT_THAT(suggest("قجقج"), IsEmpty());
  EXPECT_THAT(suggest("outlet:مج"), IsEmpty());
  EXPECT_THAT(suggest(""), IsEmpty());
  Add("x", "عنوان آخر", "نص");
  EXPECT_THAT(suggest("مجلة"), IsEmpty()) << "the new version has another title";
}

TEST(TermReader, GivesStemsAndWrittenForms) {
  std::vector<std::string> terms;
  TermReader reader("وبالسياسةِ مصر ١٬٥٠٠ #كأس_العالم https://a.example/x_1 iPhone");
  while (reader.Next()) {
    terms.emplace_back(reader.stem());
    if (!reader.written().empty()) {
      EXPECT_EQ(reader.written().front(), kWrittenMark);
    }
  }
  EXPECT_THAT(terms, ::testing::IsSupersetOf({"@eg", "1500", "iphone", "example"}));
  EXPECT_EQ(terms.front().find("سياس"), 0U);
}

TEST(TermReader, BoundsMonstersAndFloodsOfMarks) {
  std::string monster(1 << 20, 'a');
  std::string flood = "ب";
  for (int i = 0; i < 300'000; ++i) flood += "\u064E";
  for (const std::string& text : {monster, flood, flood + "ت"}) {
    TermReader reader(text);
    int count = 0;
    while (reader.Next()) {
      EXPECT_LE(reader.stem().size(), kMaxTermBytes);
      EXPECT_LE(reader.written().size(), kMaxTermBytes + 1);
      ++count;
    }
    EXPECT_LE(count, 2);
  }
}

struct SnippetCase {
  const char* why;
  const char* query;
  const char* text;
  const char* marked;
};
constexpr SnippetCase kSnippets[] = {
    {"harakat stay and are marked with their word", "حكومة", "قالت الحُكُومَةُ إنها",
     "قالت [الحُكُومَةُ] إنها"},
    {"clitics are part of the hit", "سياسة", "وبالسياسة وحدها", "[وبالسياسة] وحدها"},
    {"tatweel", "سلام", "الســـلام عليكم", "[الســـلام] عليكم"},
    {"a phrase only where it stands", "\"مجلس الأمن\"", "الأمن مهم. مجلس الأمن اجتمع",
     "الأمن مهم. [مجلس الأمن] اجتمع"},
    {"no hit: the start", "زرقاء", "نص آخر", "نص آخر"},
    {"paragraphs become one line", "نفط", "سعر\nالنفط", "سعر [النفط]"},
};

TEST(Snippet, MarksHitsInTheTextAsPublished) {
  for (const auto& [why, query, text, marked] : kSnippets) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Join(MakeSnippet(text, NeedlesIn(query))), marked);
  }
}

TEST(Snippet, MarksWordsThatBeginAsAskedFor) {
  EXPECT_EQ(Join(Highlight("تحطم طائرة", NeedlesIn("تحط*"))), "[تحطم] طائرة");
  EXPECT_EQ(Join(Highlight("تحطم طائرة", NeedlesIn("ت*"))), "تحطم طائرة")
      << "too short a beginning";
}

TEST(Snippet, ChoosesTheStretchThatAnswersMost) {
  std::string text = "النفط في أول النص. ";
  for (int i = 0; i < 100; ++i) text += "كلام كثير لا يعني شيئا. ";
  text += "هبطت أسعار النفط اليوم. ";
  for (int i = 0; i < 100; ++i) text += "كلام كثير لا يعني شيئا. ";
  const auto pieces = MakeSnippet(text, NeedlesIn("أسعار النفط"));
  const std::string joined = Join(pieces);
  EXPECT_NE(joined.find("هبطت [أسعار] [النفط] اليوم"), std::string::npos) << joined;
  EXPECT_LE(joined.size(), kSnippetBytes + 60);
  EXPECT_TRUE(joined.starts_with("…") && joined.ends_with("…")) << joined;
}

// Whatever the text: pieces are valid, bounded, and (spaces and "…" aside) a part of the text.
TEST(Snippet, CutsAnythingValidAndWithinItsSize) {
  constexpr std::string_view kParts[] = {"نفط", " ", "\n", "كَلِمَة",   ".",
                                         "،",   "a", "😀",  "\u064E", "\u200F"};
  SeededRandom random(3);
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (std::uint64_t n = random.Below(400); n > 0; --n)
      text += kParts[random.Below(std::size(kParts))];
    std::size_t bytes = 0;
    for (const SnippetPiece& piece : MakeSnippet(text, NeedlesIn("نفط كلمة \"نفط a\" كلم*"))) {
      EXPECT_TRUE(IsUtf8(piece.text));
      EXPECT_FALSE(piece.text.empty());
      bytes += piece.text.size();
      if (piece.hit && piece.text.find(' ') == std::string::npos) {
        EXPECT_NE(text.find(piece.text), std::string::npos);
      }
    }
    EXPECT_LE(bytes, 2 * kSnippetBytes);
    std::string whole;
    for (const SnippetPiece& piece : Highlight("عنوان نفط", NeedlesIn("نفط"))) whole += piece.text;
    EXPECT_EQ(whole, "عنوان نفط");
  }
}

TEST_F(SearchTest, CountsOutletsAndDays) {
  Add("1", "أ", "جسر جديد", "منبر السدر", "2025-03-01");
  Add("2", "ب", "جسر قديم", "منبر السدر", "2025-03-02");
  Add("3", "ت", "جسر آخر", "الملعب", "2025-03-02");
  Add("4", "ث", "ميناء", "الملعب", "2025-03-03");
  const auto facets = Find("جسر", {.limit = 1, .facets = true}).facets;
  ASSERT_TRUE(facets);
  EXPECT_EQ(facets->counted, 3);
  ASSERT_EQ(facets->outlets.size(), 2U);
  EXPECT_EQ(facets->outlets[0].name, "منبر السدر");
  EXPECT_EQ(facets->outlets[0].count, 2);
  ASSERT_EQ(facets->days.size(), 2U);
  EXPECT_EQ(facets->days[1].count, 2);
  EXPECT_EQ(Find("جسر date:2025-03-02", {.facets = true}).facets->counted, 2) << "filters hold";
  EXPECT_EQ(Find("outlet:الملعب", {.facets = true}).facets->counted, 2) << "a filter alone";
  EXPECT_EQ(Find("outlet:الملعب -جسر", {.facets = true}).facets->counted, 1) << "and exclusions";
  EXPECT_FALSE(Find("جسر").facets) << "not counted unless asked for";
}

TEST_F(SearchTest, SuggestsTheSpellingThatTheStoreKnows) {
  Add("1", "أ", "افتتحت البلدية المستشفى الجديد");
  Add("2", "ب", "زار الوزير المستشفى");
  const struct {
    const char* typed;
    const char* meant;
    const char* why;
  } kRows[] = {
      {"المستشفة الجديد", "المستشفى الجديد", "a letter changed: the other word stays"},
      {"المسشفى", "المستشفى", "a letter left out"},
      {"الممستشفى", "المستشفى", "a letter too many"},
      {"االمستشفى outlet:منبر", "المستشفى outlet:منبر", "a filter's name is no word"},
      {"الوزير", "", "known already"},
      {"زعفران", "", "nothing near"},
      {"\"", "", "no word at all"},
  };
  for (const auto& row : kRows) {
    const auto meant = SuggestSpelling(*store_, row.typed);
    ASSERT_TRUE(meant) << row.why << ": " << ToString(meant.error());
    EXPECT_EQ(*meant, row.meant) << row.why;
  }
}

// Takes every article for sport.
class SportTeller final : public store::StoryTeller {
 public:
  std::string Version() const override { return "1"; }
  Result<std::string> CountryOf(store::Connection&, const news::Outlet&) override {
    return std::string();
  }
  std::string SectionOf(const news::Article&, std::string_view) const override { return "sport"; }
  store::StoryDigest Digest(std::span<const store::Telling>, news::ArticleId) const override {
    return {};
  }
  std::vector<news::SummarySentence> Summarize(std::string_view,
                                               std::span<const store::Telling>) const override {
    return {};
  }
};

TEST_F(SearchTest, FiltersByTheDecidedSectionWhereThePageTellsNone) {
  store::TemporaryFolder other;
  SportTeller teller;
  store_ = std::move(
      *store::OpenSqlite({.folder = other.path(), .index = hook_.get(), .teller = &teller}));
  Add("1", "أ", "نفط");
  auto told = store::MakeIncoming(store::MakeArticle("https://n.example/2", "ب", "نفط"));
  told.article.section = "اقتصاد";
  ASSERT_TRUE(store_->Write({&told, 1}, placer_));
  EXPECT_THAT(Titles("نفط section:sport"), ElementsAre("أ"));
  EXPECT_THAT(Titles("نفط قسم:رياضة"), ElementsAre("أ"));
  EXPECT_THAT(Titles("نفط section:economy"), ElementsAre("ب"));
  store_.reset();
}

}  // namespace
}  // namespace isnad::search
