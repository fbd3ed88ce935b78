// Slugs, cursors, bodies and outlets: the small parts of the store.

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <vector>

#include "store/body.h"
#include "store/cursor.h"
#include "store/read.h"
#include "store/slug.h"
#include "store/test_store.h"

namespace isnad::store {
namespace {

struct SlugCase {
  const char* why;
  const char* text;
  const char* slug;
};
constexpr SlugCase kSlugs[] = {
    {"host", "news.co.ma", "news-co-ma"},
    {"arabic name", "الشرق الأوسط", "الشرق-الأوسط"},
    {"harakat and tatweel go", "الـشَّـرق", "الشرق"},
    {"latin in lower case, edges trimmed", "  Al-Quds (EN) ", "al-quds-en"},
    {"digits stay", "اليوم ٢٤", "اليوم-٢٤"},
    {"markup is no letter", "<b>\"x\"</b>/../", "b-x-b"},
    {"nothing left", "!!!", "outlet"},
    {"bidi controls go", "\u202Eabc\u200F", "abc"},
};

TEST(LeadOf, IsTheFirstParagraphThatSaysSomething) {
  using Kind = news::ParagraphKind;
  struct Case {
    const char* why;
    std::vector<news::Paragraph> paragraphs;
    const char* lead;
  };
  const Case cases[] = {
      {"an hour of live coverage", {{Kind::kText, "19:20"}, {Kind::kText, "عاجل"}}, "عاجل"},
      {"in Arabic digits", {{Kind::kText, "١٩:٢٠ — ؟"}, {Kind::kText, "خبر"}}, "خبر"},
      {"an hour with words", {{Kind::kText, "19:20 بتوقيت الريحانة"}}, "19:20 بتوقيت الريحانة"},
      {"running text first", {{Kind::kHeading, "عنوان"}, {Kind::kText, "نص"}}, "نص"},
      {"a list where no text runs",
       {{Kind::kHeading, "عنوان"}, {Kind::kText, "23:50"}, {Kind::kListItem, "بند"}},
       "بند"},
      {"nothing but digits", {{Kind::kText, "2 - 1"}}, "2 - 1"},
      {"no paragraph", {}, ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.why);
    news::Article article;
    article.paragraphs = c.paragraphs;
    EXPECT_EQ(LeadOf(article), c.lead);
  }
}

TEST(MakeSlug, KeepsLettersAndDigitsOfAnyScript) {
  for (const auto& [why, text, slug] : kSlugs) {
    SCOPED_TRACE(why);
    EXPECT_EQ(MakeSlug(text), slug);
  }
}

TEST(MakeSlug, StaysWithinItsLimit) {
  std::string name;
  for (int i = 0; i < 1'000; ++i) name += "ش";
  EXPECT_LE(MakeSlug(name).size(), kMaxSlugBytes);
}

TEST(UniqueSlug, NumbersWhatIsTaken) {
  const std::set<std::string, std::less<>> taken = {"a", "a-2"};
  const auto is_taken = [&](std::string_view slug) { return taken.contains(slug); };
  EXPECT_EQ(UniqueSlug("a", is_taken), "a-3");
  EXPECT_EQ(UniqueSlug("b", is_taken), "b");
}

TEST(Cursor, ReadsWhatItWrote) {
  for (const Position& position : {Position{0, 1},
                                   Position{std::numeric_limits<std::uint64_t>::max(),
                                            std::numeric_limits<std::int64_t>::max()},
                                   Position{0x4012'3456'789A'BCDE, 42}}) {
    EXPECT_EQ(ReadCursor(WriteCursor(position)), position);
  }
  EXPECT_EQ(ReadCursor(""), std::nullopt);
}

TEST(Body, KeepsWhatThePageAsksOfThoseWhoCopyIt) {
  news::Article article = MakeArticle("", "", "نص");
  article.robots = {"noarchive", "nofollow"};
  article.tdm_reserved = true;
  article.paywalled = false;
  BodyEncoder encoder;
  const auto read = DecodeBody(*encoder.Encode(article, {}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.robots, article.robots);
  EXPECT_EQ(read->article.tdm_reserved, true);
  EXPECT_EQ(read->article.paywalled, false);
}

TEST(Body, RefusesEveryTruncationWithoutCrashing) {
  news::Article article = MakeArticle("", "", std::string(500, 'a'));
  article.comments = {{"a", "b", *DateTime::Parse("2025-02-21T10:00:00Z")}};
  article.images = {{"u", "c"}};
  BodyEncoder encoder;
  const std::string body = *encoder.Encode(article, {5, 3, 900});
  const auto read = DecodeBody(body);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->headlines, (std::vector<std::int64_t>{5, 3, 900}));
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(DecodeBody(std::string_view(body).substr(0, size))) << size;
  }
}

struct OutletCase {
  const char* why;
  const char* url;
  const char* source_url;
  const char* name;
  const char* slug;
};
// Written one after the other into one store.
constexpr OutletCase kOutlets[] = {
    {"its host gives the address", "https://www.aldar.ma/1", "", "الدار", "aldar-ma"},
    {"the same name again", "https://maghress.com/aldar/1", "https://aldar.ma/2", "الدار",
     "aldar-ma"},
    {"no name, one outlet of that host", "https://aldar.ma/3", "", "", "aldar-ma"},
    {"a second name on one host", "https://aldar.ma/en/1", "", "Aldar English", "aldar-english"},
    {"no name, two outlets of that host", "https://aldar.ma/4", "", "", "aldar-ma-2"},
    {"an aggregator's page is its source's", "https://maghress.com/x/1", "https://hespress.com/1",
     "هسبريس", "hespress-com"},
    {"a name alone", "", "", "وكالة الأنباء", "وكالة-الأنباء"},
    {"nothing at all", "", "", "", "outlet"},
    {"spaces and case do not make another", "", "", " ALDAR   english ", "aldar-english"},
};

TEST(Outlets, AreKnownByNameThenByHost) {
  TemporaryFolder folder;
  TestPlacer placer;
  auto store = OpenSqlite({.folder = folder.path()});
  ASSERT_TRUE(store);
  int number = 0;
  for (const auto& [why, url, source_url, name, slug] : kOutlets) {
    SCOPED_TRACE(why);
    Incoming incoming = MakeIncoming(MakeArticle(url, "ع" + std::to_string(++number), "ن", name));
    incoming.article.source_url = source_url;
    const auto stored = (*store)->Write({&incoming, 1}, placer);
    ASSERT_TRUE(stored) << ToString(stored.error());
    EXPECT_EQ((*store)->Article(stored->front().article)->outlet.slug, slug);
  }
  EXPECT_EQ((*store)->Outlets(1)->front().article_count, 3);
  EXPECT_EQ((*store)->OutletBySlug("aldar-ma")->host, "aldar.ma");
  EXPECT_TRUE((*store)->Check()->empty());
}

}  // namespace
}  // namespace isnad::store
