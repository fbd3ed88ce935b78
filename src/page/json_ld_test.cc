#include "page/json_ld.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isnad::page {
namespace {

LinkedData Read(std::string_view script, std::string_view title = {}) {
  return ReadJsonLd({script}, {title, {}});
}

TEST(ReadJsonLd, ReadsAnArticle) {
  const LinkedData data =
      Read(R"({"@type":"NewsArticle","headline":"خبر","datePublished":"2024-03-06",
      "author":[{"@type":"Person","name":"منى"},{"name":"علي"}],"publisher":{"name":"الأفق"}})");
  EXPECT_TRUE(data.article);
  EXPECT_EQ(data.headline, "خبر");
  EXPECT_THAT(data.authors, testing::ElementsAre("منى", "علي"));
  EXPECT_EQ(data.publisher, "الأفق");
  EXPECT_EQ(data.published, "2024-03-06");
}

TEST(ReadJsonLd, FollowsIdsThroughTheGraph) {
  const LinkedData data = Read(R"({"@graph":[{"@type":"Article","author":{"@id":"#p"}},
      {"@type":"Person","@id":"#p","name":"منى"}]})");
  EXPECT_THAT(data.authors, testing::ElementsAre("منى"));
}

struct Case {
  const char* why;
  const char* script;
};
constexpr Case kForgiven[] = {
    {"trailing comma", R"({"@type":"Article","headline":"a",})"},
    {"comment wrapper", "<!-- {\"@type\":\"Article\",\"headline\":\"a\"} -->"},
    {"CDATA wrapper", "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"a\"}\n//]]>"},
    {"raw line break in a string",
     "{\"@type\":\"Article\",\"headline\":\"a\",\"description\":\"x\ny\"}"},
    {"type as an address", R"({"@type":"http://schema.org/Article","headline":"a"})"},
    {"list of types", R"([{"@type":["Thing","Article"],"headline":"a"}])"},
};

TEST(ReadJsonLd, ForgivesCommonMistakes) {
  for (const auto& [why, script] : kForgiven) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Read(script).headline, "a");
  }
}

TEST(ReadJsonLd, PicksTheArticleThatThePageIsAbout) {
  const LinkedData data = Read(R"([{"@type":"Article","headline":"another story entirely"},
      {"@type":"Article","headline":"the story of the page"}])",
                               "the story of the page - Site");
  EXPECT_EQ(data.headline, "the story of the page");
}

TEST(ReadJsonLd, LeavesTheArticlesOfAListAlone) {
  const LinkedData data = Read(R"({"@type":"ItemList","itemListElement":[
      {"@type":"Article","headline":"a"},{"@type":"Article","headline":"b"}]})");
  EXPECT_FALSE(data.article);
  EXPECT_TRUE(data.listing);
}

TEST(ReadJsonLd, PicksTheArticleOfThePagesAddress) {
  const LinkedData data =
      ReadJsonLd({R"([{"@type":"Article","headline":"one","url":"https://a.example/1"},
      {"@type":"Article","headline":"two","mainEntityOfPage":{"@id":"https://www.a.example/2/"}}])"},
                 {"", "https://a.example/2"});
  EXPECT_EQ(data.headline, "two");
}

TEST(ReadJsonLd, NamesPeopleBeforeOrganisations) {
  EXPECT_THAT(Read(R"({"@type":"Article","author":[{"@type":"Organization","name":"وكالة"},
      {"@type":"Person","givenName":"منى","familyName":"علي"}]})")
                  .authors,
              testing::ElementsAre("منى علي"));
  EXPECT_THAT(
      Read(R"({"@type":"Article","author":{"@type":"Organization","name":"وكالة"}})").authors,
      testing::ElementsAre("وكالة"));
}

TEST(ReadJsonLd, MendsWhatIsNoJson) {
  EXPECT_EQ(Read("{'@type':'Article','headline':'a'}{\"x\":1}").headline, "a");
  EXPECT_EQ(
      Read("{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;a&quot;}").headline,
      "a");
}

TEST(ReadJsonLd, IsSilentOnWhatItCannotRead) {
  EXPECT_EQ(Read("{\"@type\":"), LinkedData());
  EXPECT_EQ(Read(std::string(100'000, '[')), LinkedData());
  EXPECT_EQ(Read("null"), LinkedData());
}

}  // namespace
}  // namespace isnad::page
