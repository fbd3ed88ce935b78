#include "page/source_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "page/extract.h"
#include "page/page_rule.h"

namespace isnad::page {
namespace {

std::string FirstError(std::string_view toml) {
  std::vector<Error> errors;
  (void)SourceRules::Parse(toml, "r.toml", errors);
  return errors.empty() ? "" : ToString(errors.front());
}

SourceRules Read(std::string_view toml) {
  std::vector<Error> errors;
  SourceRules rules = SourceRules::Parse(toml, "r.toml", errors);
  for (const Error& error : errors) ADD_FAILURE() << ToString(error);
  return rules;
}

TEST(SourceRules, SaysLineAndColumnAndHowToMendIt) {
  struct Wrong {
    const char* why;
    const char* toml;
    const char* says;
  };
  constexpr Wrong kCases[] = {
      {"nothing in it", "", "r.toml: no [[source]] in it"},
      {"no TOML", "[[source]]\nhosts = [", "r.toml:2:"},
      {"Arabic outside of quotes", "[[source]]\nname = \"الأفق\" # تعليق\nhosts = الأفق",
       "r.toml:3:9: not TOML"},
      {"a letter behind a number", "\uFEFFl= 1\"\uFFDFR", "r.toml:1:"},
      {"a place behind Arabic", "[[source]]\nhosts = [\"صحيفة.example\", 7]",
       "r.toml:2:27: \"hosts\" holds"},
      {"typing error", "[[source]]\nhosts=\"a.example\"\n  titel = \"h1\"",
       "r.toml:3:3: unknown key \"titel\" (write \"title\")"},
      {"another program's word", "[[source]]\nhosts=\"a.example\"\nbyline = \"b\"",
       "(write \"authors\")"},
      {"no key at all", "[[source]]\nhosts=\"a.example\"\nzzzzzzzzz = \"b\"", "(known are hosts"},
      {"key outside", "body = \"p\"", "r.toml:1:1: unknown key \"body\""},
      {"one bracket", "[source]\nhosts=\"a.example\"", "write [[source]]"},
      {"no hosts", "[[source]]\nbody = \"p\"", "r.toml:1:1: a source without hosts"},
      {"an address for a host", "[[source]]\nhosts = [\"https://a.example/\"]",
       "r.toml:2:10: \"https://a.example/\" is no host"},
      {"a number", "[[source]]\nhosts = 3", "neither a string nor a list"},
      {"an empty list", "[[source]]\nhosts = []", "an empty list"},
      {"a number in a list", "[[source]]\nhosts=\"a.example\"\nbody = [\"p\", 4]", "r.toml:3:14"},
      {"a bad selector", "[[source]]\nhosts=\"a.example\"\nbody = [\"p\", \"div >\"]",
       "r.toml:3:14: selector \"div >\", character 6: a combinator with nothing behind it"},
      {"an attribute of a body", "[[source]]\nhosts=\"a.example\"\nbody = \"p @id\"",
       "takes elements"},
      {"a kind", "[[source]]\nhosts=\"a.example\"\nkind = \"page\"",
       "write \"article\", \"listing\" or \"other\""},
      {"an order", "[[source]]\nhosts=\"a.example\"\ndate_order = \"us\"", "\"mdy\""},
      {"a zone", "[[source]]\nhosts=\"a.example\"\ntimezone = \"Riyadh\"", "write \"+03:00\""},
      {"a path", "[[source]]\nhosts=\"a.example\"\npaths = \"news\"", "start it with \"/\""},
      {"a name", "[[source]]\nhosts=\"a.example\"\nname = \" \"", "no name of an outlet"},
  };
  for (const auto& [why, toml, says] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_NE(FirstError(toml).find(says), std::string::npos) << FirstError(toml);
  }
}

TEST(SourceRules, TellsAllErrorsAtOnce) {
  std::vector<Error> errors;
  (void)SourceRules::Parse("[[source]]\nhosts=\"a.example\"\nfoo=1\nbody=\"a:hover\"", "r", errors);
  EXPECT_EQ(errors.size(), 2U);
}

TEST(SourceRules, FindsTheFirstThatHoldsForAnAddress) {
  const SourceRules rules = Read(R"(
[[source]]
hosts = "a.example"
paths = ["/sport/*", "*.pdf", "/أخبار/*"]
[[source]]
hosts = ["a.example", "*.b.example", "صحيفة.example"]
)");
  struct Case {
    const char* why;
    const char* url;
    int source;  // -1: none
  };
  constexpr Case kCases[] = {
      {"host and path", "https://a.example/sport/1", 0},
      {"another path", "https://a.example/x/1.pdf", 0},
      {"path in Arabic, encoded", "https://a.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", 0},
      {"no path of the first", "https://a.example/x", 1},
      {"below a host", "http://www.b.example/", 1},
      {"the host itself is not below it", "http://b.example/", -1},
      {"no part of a label", "http://wwwb.example/", -1},
      {"Arabic host", "http://xn--0gbaf6bf1d.example/", -2},
      {"another host", "https://c.example/", -1},
  };
  for (const auto& [why, url, source] : kCases) {
    SCOPED_TRACE(why);
    const SourceRule* found = rules.For(*Url::Parse(url));
    if (source == -2) {
      EXPECT_EQ(rules.For(*Url::Parse("http://صحيفة.example/")), &rules.sources()[1]);
      continue;
    }
    EXPECT_EQ(found, source < 0 ? nullptr : &rules.sources()[static_cast<std::size_t>(source)]);
  }
}

TEST(SourceRules, GlobsMatchWithoutGoingBackForLong) {
  EXPECT_TRUE(MatchesGlob("/a*c", "/abcbc"));
  EXPECT_FALSE(MatchesGlob("/a*c", "/abcb"));
  EXPECT_TRUE(MatchesGlob("*", ""));
  const std::string stars = "*a*a*a*a*a*a*a*a*a*b";
  EXPECT_FALSE(MatchesGlob(stars, std::string(50'000, 'a')));
}

constexpr const char* kPage = R"(<!doctype html><html lang=ar><head><title>باب - صحيفة</title>
<meta property="og:title" content="عنوان قصير"><meta name=w content="صحيفة السدر"></head><body>
<div class=head><h1>صحيفة</h1></div><div class=t2>مجلس بلدية الريحانة يقر ميزانية السنة المقبلة</div>
<span class=by>بقلم: منى الخالدي</span><span class=when>03/04/2025 - 14:05</span>
<div class=story><p>أقر مجلس بلدية الريحانة في جلسته أمس ميزانية السنة المقبلة بعد نقاش دام ساعات.</p>
<div class=ad>اشترك الآن في خدمتنا المميزة واحصل على شهر مجاني من كل الأخبار</div>
<p>وقال رئيس المجلس إن الميزانية تخصص ثلثها للطرق والمدارس.</p><img data-pic="/i/1.jpg"></div>
<div class=else><p>وفي خبر آخر فاز فريق الميناء على ضيفه بهدفين دون رد في مباراة شهدها آلاف.</p></div>
</body></html>)";

news::Article With(const std::string& keys) {
  const SourceRules rules = Read("[[source]]\nhosts = \"a.example\"\n" + keys);
  const auto article = Extract(kPage, {.url = "https://a.example/1", .rules = &rules});
  return article.value_or(news::Article());
}

TEST(PageRule, SaysWhatStandsWhere) {
  const news::Article article = With(R"(
body = "div.story"
drop = ".ad"
title = ["h9", ".t2"]
authors = ".by"
date = ".when"
date_order = "mdy"
timezone = "+03:00"
outlet = "meta[name=w]"
image = ".story img @data-pic"
section = "title"
tags = "h1"
kind = "article"
)");
  EXPECT_EQ(article.title, "مجلس بلدية الريحانة يقر ميزانية السنة المقبلة");
  EXPECT_EQ(article.paragraphs.size(), 2U) << article.Text();
  EXPECT_EQ(article.Text().find("اشترك"), std::string::npos);
  EXPECT_EQ(article.Text().find("فريق"), std::string::npos);
  ASSERT_TRUE(article.published.has_value());
  EXPECT_EQ(article.published->ToString(), "2025-03-04T14:05:00+03:00");
  EXPECT_EQ(article.authors, std::vector<std::string>{"منى الخالدي"});
  EXPECT_EQ(article.outlet, "صحيفة السدر");
  EXPECT_EQ(article.image, "https://a.example/i/1.jpg");
  EXPECT_EQ(article.section, "باب - صحيفة");
  EXPECT_EQ(article.tags, std::vector<std::string>{"صحيفة"});
  EXPECT_TRUE(article.warnings.empty()) << article.warnings.front();
}

TEST(PageRule, FallsBackWithAWarningThatNamesItsLine) {
  const news::Article without = With("");
  const news::Article article = With("body = \".gone\"\ntitle = \"h7\"\ndate = \".t2\"");
  EXPECT_EQ(article.Text(), without.Text());
  EXPECT_EQ(article.title, without.title);
  ASSERT_EQ(article.warnings.size(), 3U);
  EXPECT_NE(article.warnings[0].find("r.toml:4:9: title: nothing matches \"h7\""),
            std::string::npos)
      << article.warnings[0];
  EXPECT_NE(article.warnings[1].find("body: nothing matches"), std::string::npos);
  EXPECT_NE(article.warnings[2].find("no date in"), std::string::npos);
}

TEST(PageRule, LeavesPagesOfOthersAlone) {
  const SourceRules rules = Read("[[source]]\nhosts = \"b.example\"\nbody = \".else\"");
  const auto with = Extract(kPage, {.url = "https://a.example/1", .rules = &rules});
  const auto without = Extract(kPage, {.url = "https://a.example/1"});
  EXPECT_EQ(*with, *without);
}

TEST(PageRule, ReadsNumericDatesInTheirOrder) {
  struct Case {
    const char* why;
    const char* text;
    DateOrder order;
    const char* date;
  };
  constexpr Case kCases[] = {
      {"American", "03/04/2025", DateOrder::kMonthDayYear, "2025-03-04"},
      {"European", "03/04/2025", DateOrder::kDayMonthYear, "2025-04-03"},
      {"Arabic digits and spaces", "نشر ٣ - ٤ - ٢٠٢٥", DateOrder::kMonthDayYear, "2025-03-04"},
      {"two-digit year in front", "25/4/3", DateOrder::kYearMonthDay, "2025-04-03"},
      {"a four-digit year in front is one", "2025-04-03", DateOrder::kMonthDayYear, "2025-04-03"},
      {"an hour before it", "14:05 4.3.2025", DateOrder::kMonthDayYear, "2025-04-03"},
      {"no such month: the only possible reading", "31/12/2025", DateOrder::kMonthDayYear,
       "2025-12-31"},
      {"words are read as ever", "3 نيسان 2025", DateOrder::kMonthDayYear, "2025-04-03"},
  };
  for (const auto& [why, text, order, date] : kCases) {
    SCOPED_TRACE(why);
    SourceRule rule;
    rule.date_order = order;
    const auto read = ReadRuleDate(text, rule);
    EXPECT_EQ(read ? read->ToString() : "", date);
  }
}

}  // namespace
}  // namespace isnad::page
