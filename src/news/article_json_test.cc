#include "news/article_json.h"

#include <gtest/gtest.h>

#include <string>

namespace isnad::news {
namespace {

Article FullArticle() {
  Article article;
  article.url = "https://a.example/1";
  article.title = "عنوان \"بين\" علامتين";
  article.authors = {"كاتب", "كاتبة"};
  article.outlet = "الدار";
  article.published = *DateTime::Parse("2025-02-21");
  article.modified = *DateTime::Parse("2025-02-21T14:05:00+01:00");
  article.language = "ar";
  article.paragraphs = {{ParagraphKind::kText, "فقرة أولى"}, {ParagraphKind::kText, "فقرة ثانية"}};
  article.image = "https://a.example/i.jpg";
  article.images = {{"https://a.example/i.jpg", "تعليق"}, {"https://a.example/j.jpg", ""}};
  article.source_url = "https://b.example/2";
  article.credit = "و م ع";
  article.section = "سياسة";
  article.tags = {"مالي"};
  article.headlines = {{"آخر الأخبار", "https://a.example/3"}, {"بلا رابط", ""}};
  article.comments = {{"قارئ", "رأي", *DateTime::Parse("2025-02-22")}, {"", "مجهول", {}}};
  article.warnings = {"two titles"};
  article.canonical = "https://a.example/c";
  article.amp = "https://a.example/amp/1";
  article.robots = {"noarchive"};
  article.tdm_reserved = true;
  article.paywalled = false;
  return article;
}

TEST(ToJsonLine, KeepsTheOrderAndFormOfTheContract) {
  EXPECT_EQ(
      ToJsonLine(FullArticle(), "in/a.html"),
      R"({"input":"in/a.html","url":"https://a.example/1","kind":"article",)"
      R"("title":"عنوان \"بين\" علامتين","authors":["كاتب","كاتبة"],"outlet":"الدار",)"
      R"("published":"2025-02-21","modified":"2025-02-21T14:05:00+01:00","language":"ar",)"
      R"("paragraphs":["فقرة أولى","فقرة ثانية"],"text":"فقرة أولى\nفقرة ثانية",)"
      R"("image":"https://a.example/i.jpg","images":[{"url":"https://a.example/i.jpg",)"
      R"("caption":"تعليق"},{"url":"https://a.example/j.jpg","caption":null}],)"
      R"("source_url":"https://b.example/2","credit":"و م ع","section":"سياسة","tags":["مالي"],)"
      R"("headlines":[{"title":"آخر الأخبار","url":"https://a.example/3"},)"
      R"({"title":"بلا رابط","url":null}],)"
      R"("comments":[{"author":"قارئ","text":"رأي","published":"2025-02-22"},)"
      R"({"author":null,"text":"مجهول","published":null}],"warnings":["two titles"],)"
      R"("canonical":"https://a.example/c","amp":"https://a.example/amp/1","robots":["noarchive"],)"
      R"("tdm_reserved":true,"paywalled":false})");
}

TEST(ToJsonLine, WritesUnknownAsNullAndListsAsEmpty) {
  Article article;
  article.kind = PageKind::kOther;
  EXPECT_EQ(ToJsonLine(article, "-"),
            R"({"input":"-","url":null,"kind":"other","title":null,"authors":[],"outlet":null,)"
            R"("published":null,"modified":null,"language":null,"paragraphs":[],"text":null,)"
            R"("image":null,"images":[],"source_url":null,"credit":null,"section":null,"tags":[],)"
            R"("headlines":[],"comments":[],"warnings":[],"canonical":null,"amp":null,)"
            R"("robots":[],"tdm_reserved":null,"paywalled":null})");
}

TEST(ToJsonLine, EscapesWhatJsonForbids) {
  Article article;
  article.title = std::string("\"\\/\b\f\n\r\t\x01\x1f\x7f", 11) + "\u2028\u202E😀";
  const std::string line = ToJsonLine(article, "\xFF");
  EXPECT_NE(line.find(R"("title":"\"\\/\u0008\u000c\n\r\t\u0001\u001f)"
                      "\x7F\u2028\u202E😀\""),
            std::string::npos)
      << line;
  EXPECT_NE(line.find("\"input\":\"\uFFFD\""), std::string::npos)
      << "a file name may be any bytes; the line is still JSON";
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(ToJsonLine, EscapesWhereverItIsNeeded) {
  for (std::size_t before = 0; before < 100; ++before) {
    Article article;
    article.title = std::string(before, 'a') + "\"" + std::string(100 - before, 'b');
    const std::string expected =
        "\"title\":\"" + std::string(before, 'a') + "\\\"" + std::string(100 - before, 'b') + "\"";
    EXPECT_NE(ToJsonLine(article, "x").find(expected), std::string::npos) << before;
  }
}

TEST(ParseInputLine, ReadsBackWhatToJsonLineWrites) {
  const Article article = FullArticle();
  const Result<InputLine> line = ParseInputLine(ToJsonLine(article, "x"), 1 << 20);
  ASSERT_TRUE(line) << line.error().detail;
  EXPECT_EQ(line->kind, InputLine::Kind::kClean);
  EXPECT_EQ(line->article, article);
  EXPECT_EQ(line->url, "https://a.example/1");
}

TEST(ParseInputLine, KnowsItsThreeKinds) {
  const Result<InputLine> html =
      ParseInputLine(R"({"id":"a","url":"https://a.example/","html":"<p>x\u0000</p>"})", 1000);
  ASSERT_TRUE(html);
  EXPECT_EQ(html->kind, InputLine::Kind::kHtml);
  EXPECT_EQ(html->id, "a");
  EXPECT_EQ(html->url, "https://a.example/");
  EXPECT_EQ(html->body, "<p>x</p>");

  const Result<InputLine> page = ParseInputLine(R"({"page":"سطر\nسطر","id":7,"html":null})", 1000);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->kind, InputLine::Kind::kTagless);
  EXPECT_EQ(page->id, "7");
  EXPECT_EQ(page->url, "");
  EXPECT_EQ(page->body, "سطر\nسطر");

  const Result<InputLine> clean = ParseInputLine(
      R"({"id":"c","url":null,"title":"ت","text":" أ \r\n\n ب\n","outlet":"ا","published":"2025-02-21"})",
      1000);
  ASSERT_TRUE(clean);
  EXPECT_EQ(clean->kind, InputLine::Kind::kClean);
  EXPECT_EQ(clean->article.id, "c");
  EXPECT_EQ(clean->article.Text(), "أ\nب");
  EXPECT_EQ(clean->article.published, *DateTime::Parse("2025-02-21"));
  EXPECT_TRUE(clean->article.warnings.empty());
}

TEST(ParseInputLine, ToleratesWhatCollectionsHold) {
  struct Case {
    const char* why;
    std::string line;
    std::string id;
    std::string text;
    std::size_t warnings;
  };
  const Case kCases[] = {
      {"only a text", R"({"text":"x"})", "", "x", 0},
      {"an empty text", R"({"text":""})", "", "", 0},
      {"unknown fields", R"({"text":"x","lang_score":[{"a":{}}]})", "", "x", 0},
      {"all null", R"({"id":null,"title":null,"text":"x","outlet":null,"published":null})", "", "x",
       0},
      {"byte order mark and space", "\xEF\xBB\xBF {\"text\":\"x\"} \r", "", "x", 0},
      {"a date nobody can read", R"({"text":"x","published":"أمس"})", "", "x", 1},
      {"an address that is none", R"({"text":"x","url":"javascript:x"})", "", "x", 1},
      {"a bad byte", "{\"text\":\"a\xFFz\"}", "", "a\uFFFDz", 0},
      {"large id", R"({"id":18446744073709551615,"text":"x"})", "18446744073709551615", "x", 0},
      {"negative id", R"({"id":-3,"text":"x"})", "-3", "x", 0},
      {"one author as a string", R"({"text":"x","authors":"a"})", "", "x", 0},
      {"escapes", R"({"text":"\u0627\ud83d\ude00\t"})", "", "ا😀", 0},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    const Result<InputLine> line = ParseInputLine(c.line, 1000);
    ASSERT_TRUE(line) << line.error().detail;
    EXPECT_EQ(line->id, c.id);
    EXPECT_EQ(line->article.Text(), c.text);
    EXPECT_EQ(line->article.warnings.size(), c.warnings);
  }
}

TEST(ParseInputLine, ReadsTheOptionalFields) {
  const Result<InputLine> line =
      ParseInputLine(R"({"text":"x","authors":["a",null,"b"],"section":"s","language":"ar",)"
                     R"("image":"https://a.example/i.jpg"})",
                     1000);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->article.authors, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(line->article.section, "s");
  EXPECT_EQ(line->article.language, "ar");
  EXPECT_EQ(line->article.image, "https://a.example/i.jpg");
}

TEST(ParseInputLine, NamesWhatIsWrong) {
  struct Case {
    const char* why;
    std::string line;
    Errc code;
    const char* detail;  // how it starts
  };
  const Case kCases[] = {
      {"nothing", "", Errc::kMalformed, "not JSON: "},
      {"no JSON", "<html>", Errc::kMalformed, "not JSON: "},
      {"cut", R"({"text":"x)", Errc::kMalformed, "not JSON: "},
      {"two values", R"({"text":"x"}{"text":"y"})", Errc::kMalformed, "not JSON: "},
      {"a list", "[1]", Errc::kMalformed, "the line is JSON, but not an object"},
      {"no body", R"({"id":"a","title":"x"})", Errc::kMalformed,
       "the object has none of \"html\", \"page\" and \"text\""},
      {"null body", R"({"text":null})", Errc::kMalformed, "the object has none of "},
      {"title of a wrong type", R"({"text":"x","title":5})", Errc::kMalformed,
       "the field \"title\" is not a string"},
      {"body of a wrong type", R"({"html":{}})", Errc::kMalformed,
       "the field \"html\" is not a string"},
      {"id of a wrong type", R"({"html":"x","id":[]})", Errc::kMalformed,
       "the field \"id\" is neither a string nor a whole number"},
      {"date of a wrong type", R"({"text":"x","published":1700000000})", Errc::kMalformed,
       "the field \"published\" is not a string"},
      {"list of a wrong type", R"({"text":"x","tags":{"a":1}})", Errc::kMalformed,
       "the field \"tags\" is not a list"},
      {"item of a wrong type", R"({"text":"x","authors":["a",1]})", Errc::kMalformed,
       "the field \"authors\" has an item of the wrong type"},
      {"field of an item", R"({"text":"x","images":[{"url":1}]})", Errc::kMalformed,
       "the field \"url\" is not a string in the field \"images\""},
      {"too long", "{\"text\":\"" + std::string(2000, 'x') + "\"}", Errc::kTooLarge,
       "the line is over 1000 bytes"},
      {"too deep", "{\"x\":" + std::string(100, '[') + std::string(100, ']') + "}", Errc::kTooLarge,
       "the JSON is nested over 32 levels"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.why);
    const Result<InputLine> line = ParseInputLine(c.line, 1000);
    ASSERT_FALSE(line);
    EXPECT_EQ(line.error().code, c.code);
    EXPECT_TRUE(line.error().detail.starts_with(c.detail)) << line.error().detail;
  }
}

TEST(ParseInputLine, LimitsListItems) {
  std::string line = R"({"text":"x","tags":[)";
  for (int i = 0; i < 10'001; ++i) line += "\"a\",";
  line += "\"a\"]}";
  EXPECT_EQ(ParseInputLine(line, 1 << 20).error().code, Errc::kTooLarge);
}

}  // namespace
}  // namespace isnad::news
