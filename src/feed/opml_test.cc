#include "feed/opml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace isnad::feed {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Opml, ReadsFoldersAndFeeds) {
  const auto opml = ParseOpml(R"xml(<?xml version="1.0"?><opml version="1.0">
    <head><title>قائمتي</title></head><body>
    <outline text="المغرب"><outline text="رسمي">
      <outline type="rss" text="الدار" title="صحيفة الدار" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" language="ar"/>
    </outline></outline>
    <outline text="b" xmlurl="https://b.example/feed"/>
    <outline text="again" xmlUrl="https://b.example/feed"/>
    <outline text="bad" xmlUrl="javascript:alert(1)"/>
    </body></opml>)xml");
  ASSERT_TRUE(opml.has_value());
  EXPECT_EQ(opml->title, "قائمتي");
  ASSERT_THAT(opml->feeds, SizeIs(2));
  EXPECT_EQ(opml->feeds[0], (OpmlFeed{"صحيفة الدار",
                                      "https://a.example/feed",
                                      "https://a.example/",
                                      "ar",
                                      {"المغرب", "رسمي"},
                                      ""}));
  EXPECT_EQ(opml->feeds[1].title, "b");
  EXPECT_THAT(opml->warnings, ElementsAre(HasSubstr("without an http address")));
}

TEST(Opml, ReadsBrokenLists) {
  const auto opml =
      ParseOpml("<opml><body><outline text=\"A & B\" xmlUrl=\"https://a.example/?a=1&b=2\">");
  ASSERT_TRUE(opml.has_value());
  ASSERT_THAT(opml->feeds, SizeIs(1));
  EXPECT_EQ(opml->feeds[0].title, "A & B");
  EXPECT_EQ(opml->feeds[0].feed_url, "https://a.example/?a=1&b=2");
  EXPECT_THAT(opml->warnings, ElementsAre(HasSubstr("not well-formed")));
}

TEST(Opml, KeepsSitesWhoseFeedIsNotKnown) {
  const auto opml = ParseOpml(R"xml(<opml version="2.0"><body><outline text="المغرب">
    <outline text="بلادنا" category="MA" language="ar" htmlUrl="https://b.example/"/>
    <outline text="بعده" xmlUrl="https://c.example/feed"/>
    </outline></body></opml>)xml");
  ASSERT_TRUE(opml.has_value());
  ASSERT_THAT(opml->feeds, SizeIs(2));
  EXPECT_EQ(opml->feeds[0], (OpmlFeed{"بلادنا", "", "https://b.example/", "ar", {"المغرب"}, "MA"}));
  EXPECT_THAT(opml->feeds[1].folders, ElementsAre("المغرب")) << "a site is no folder";
  EXPECT_TRUE(opml->warnings.empty());
}

TEST(Opml, WritesWhatItReads) {
  Opml opml;
  opml.title = "قائمة \"أ\" & <ب>";
  opml.feeds = {{"one", "https://a.example/1", "https://a.example/", "ar", {"x"}},
                {"two", "https://a.example/2", "", "", {"x", "y & z"}},
                {"three", "https://a.example/3?a=1&b=2", "", "", {}},
                {"a site", "", "https://b.example/", "ar", {}, "MA"}};
  const auto again = ParseOpml(WriteOpml(opml));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again, opml);
}

TEST(Opml, RefusesOtherThings) {
  EXPECT_FALSE(ParseOpml("").has_value());
  EXPECT_FALSE(ParseOpml("<rss><channel/></rss>").has_value());
  EXPECT_EQ(ParseOpml(std::string(std::size_t{65} << 20, ' ')).error().code, Errc::kTooLarge);
}

TEST(Opml, SurvivesDepth) {
  std::string deep = "<opml><body>";
  for (int i = 0; i < 200'000; ++i) deep += "<outline text=\"x\">";
  deep += "<outline xmlUrl=\"https://a.example/\"/>";
  EXPECT_TRUE(ParseOpml(deep).has_value());
}

}  // namespace
}  // namespace isnad::feed
