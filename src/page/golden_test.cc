// Whole pages: tests/data/page/CASE/{input.html|input.txt, expected.json}. The pages are invented;
// expected.json names the fields that matter for the case.

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "news/article_json.h"
#include "page/extract.h"

namespace isnad::page {
namespace {

namespace json = boost::json;

std::vector<std::filesystem::path> Cases() {
  std::vector<std::filesystem::path> out;
  const std::filesystem::path root = ISNAD_SOURCE_DIR "/tests/data/page";
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.is_directory()) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

class GoldenPage : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenPage, GivesTheExpectedArticle) {
  const std::filesystem::path folder = GetParam();
  const bool html = std::filesystem::exists(folder / "input.html");
  const auto bytes = ReadFile((folder / (html ? "input.html" : "input.txt")).string(), 1U << 20);
  const auto expected_text = ReadFile((folder / "expected.json").string(), 1U << 20);
  ASSERT_TRUE(bytes && expected_text);
  const auto article = Extract(*bytes, {});
  ASSERT_TRUE(article);
  const json::object actual = json::parse(news::ToJsonLine(*article, "input")).as_object();
  const json::object expected = json::parse(*expected_text).as_object();
  const std::string text = article->Text();
  const auto has_headline = [&](std::string_view title) {
    return std::any_of(article->headlines.begin(), article->headlines.end(),
                       [&](const news::Headline& headline) { return headline.title == title; });
  };
  for (const auto& [key, value] : expected) {
    SCOPED_TRACE(std::string(key));
    if (key == "about") {
      continue;
    } else if (key == "contains") {
      for (const auto& part : value.as_array()) {
        EXPECT_THAT(text, testing::HasSubstr(std::string(part.as_string())));
      }
    } else if (key == "lacks") {
      for (const auto& part : value.as_array()) {
        EXPECT_THAT(text, testing::Not(testing::HasSubstr(std::string(part.as_string()))));
      }
    } else if (key == "published_day") {
      ASSERT_TRUE(article->published);
      EXPECT_EQ(article->published->ToString().substr(0, 10), std::string(value.as_string()));
    } else if (key == "some_headlines") {
      for (const auto& title : value.as_array()) {
        EXPECT_TRUE(has_headline(std::string(title.as_string()))) << title.as_string();
      }
    } else if (key == "first_headline_url") {
      ASSERT_FALSE(article->headlines.empty());
      EXPECT_EQ(article->headlines.front().url, std::string(value.as_string()));
    } else if (key == "headlines") {
      std::vector<std::string> titles;
      for (const news::Headline& headline : article->headlines) titles.push_back(headline.title);
      EXPECT_EQ(json::value_from(titles), value);
    } else if (key == "comments") {
      std::vector<std::string> texts;
      for (const news::Comment& comment : article->comments) texts.push_back(comment.text);
      EXPECT_EQ(json::value_from(texts), value);
    } else {
      EXPECT_EQ(actual.at(key), value);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, GoldenPage, testing::ValuesIn(Cases()),
                         [](const auto& page) { return page.param.filename().string(); });

}  // namespace
}  // namespace isnad::page
