#include "page/page_state.h"

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

std::string Read(std::string_view html, std::string_view title = "The bridge is open") {
  const auto found = FindStateDate(html, title, {});
  return found ? found->date.value.ToString() : "none";
}

TEST(FindStateDate, KnowsTheKeysOfManySystems) {
  struct Case {
    const char* why;
    const char* html;
    const char* date;
  };
  const Case cases[] = {
      {"JSON", R"(<script>{"datePublished":"2024-03-06"}</script>)", "2024-03-06"},
      {"JSON in a string", R"(<script>x="{\"publish_date\":\"2024-03-06\"}"</script>)",
       "2024-03-06"},
      {"JavaScript", "<script>dataLayer=[{'publishedAt': '2024-03-06'}]</script>", "2024-03-06"},
      {"seconds", R"(<script>{"publishDate":1709712000,"x":1}</script>)", "2024-03-06T08:00:00Z"},
      {"escaped for an attribute", "<div data-x='{&quot;pubDate&quot;:&quot;2024-03-06&quot;}'>",
       "2024-03-06"},
      {"an attribute", "<div data-published='2024-03-06'>", "2024-03-06"},
      {"another key that begins alike", R"(<script>{"publisher":"2024-03-06"}</script>)", "none"},
      {"no value", R"(<script>{"published":true}</script>)", "none"},
      {"the word in a text", "<p>published: 2024-03-06</p>", "none"},
  };
  for (const auto& [why, html, date] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Read(html), date);
  }
}

TEST(FindStateDate, FindsAKeyWhereverItStands) {
  const std::string key = R"("pubDate":"2024-03-06")";
  for (std::size_t before = 0; before < 300; ++before) {
    EXPECT_EQ(Read(std::string(before, ' ') + key), "2024-03-06") << before;
    EXPECT_EQ(Read(std::string(before, 'p') + " " + key + " positions, publicly"), "2024-03-06");
  }
  EXPECT_EQ(Read(std::string(200, ' ') + "pu"), "none");
}

TEST(FindStateDate, OfSeveralTakesTheOneBesideTheTitle) {
  constexpr std::string_view kTwo =
      R"(<script>[{"title":"Another bridge","publishedAt":"2023-01-02"},)"
      R"({"title":"The bridge is open","publishedAt":"2024-03-06"}]</script>)";
  EXPECT_EQ(Read(kTwo), "2024-03-06");
  EXPECT_EQ(Read(kTwo, "Nothing of the kind"), "none");
}

}  // namespace
}  // namespace isnad::page
