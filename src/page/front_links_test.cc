#include "page/front_links.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "page/source_rules.h"

namespace isnad::page {
namespace {

constexpr const char* kFront = R"html(<!doctype html><html lang=ar><body>
<nav class=menu><a href="/">الرئيسية</a><a href="/politics">سياسة</a>
<a href="/tag/الماء">كل ما كتب عن الماء في الولاية هذا العام</a>
<a href="/login?next=/">دخول المشتركين</a></nav>
<div class=lead><a href="/2025/10/02/8123"><img data-src="/i/8123.jpg" src="data:,x"></a>
<h2><a href="/2025/10/02/8123?utm_source=front">نهر السدر يفيض ويغرق ثلاث قرى في الجنوب</a></h2>
<a href="/2025/10/02/8123#more">اقرأ المزيد</a></div>
<div class=list>
<div class=it><a href="/news/water-council-approves-new-dam">مجلس الماء يقر بناء سد جديد</a></div>
<div class=it><a href="/news/port-strike-enters-second-week">إضراب الميناء يدخل أسبوعه الثاني</a></div>
<div class=it><a href="/news/teachers-return-to-schools-monday">المعلمون يعودون إلى المدارس يوم الاثنين</a></div>
<div class=it><a href="/news/olive-season-starts-early-this-year">موسم الزيتون يبدأ باكرا هذا العام</a></div>
<div class=it><a href="/author/mona-khalidi">منى الخالدي: مقالات الرأي الأسبوعية كلها</a></div>
<div class=it><a href="https://ads.example/click/2025/10/02/99123">اشتر الآن بيتا في أجمل أحياء المدينة</a></div>
<div class=it><a href="/n.php?id=5512">افتتاح مكتبة عامة في حي النخيل</a></div>
<div class=it><a href="/video/">فيديو</a><a href="/reports/annual-report-of-the-house.pdf">التقرير السنوي للدار كاملا في ملف</a></div>
</div><div class=share><a href="/share?u=/2025/10/02/8123">شارك هذا الخبر مع أصدقائك الآن</a></div>
<footer><a href="/about">من نحن</a><a href="/privacy-policy">سياسة الخصوصية وشروط الاستخدام للموقع</a>
<a href="javascript:void(0)">أعلى الصفحة</a><a href="mailto:a@b.example">راسلنا</a></footer>
</body></html>)html";

std::vector<FrontLink> Find(std::string_view html, const std::string& toml = "") {
  const Tree tree = Tree::Parse(html, {}, Markup::kDetailed);
  const Url base = *Url::Parse("https://www.sidra.example/");
  std::vector<Error> errors;
  const SourceRules rules =
      SourceRules::Parse("[[source]]\nhosts = \"*.sidra.example\"\n" + toml, "r.toml", errors);
  EXPECT_TRUE(errors.empty());
  const auto rule = PageRule::For(toml.empty() ? nullptr : &rules, base.text(), {}, tree);
  return FindFrontLinks(tree, base, rule.get());
}

std::vector<std::string> Paths(const std::vector<FrontLink>& links) {
  std::vector<std::string> out;
  for (const FrontLink& link : links) out.push_back(link.url.substr(25));
  return out;
}

TEST(FrontLinks, TellsArticlesFromTheRest) {
  const auto links = Find(kFront);
  EXPECT_EQ(Paths(links),
            (std::vector<std::string>{
                "/2025/10/02/8123", "/news/water-council-approves-new-dam",
                "/news/port-strike-enters-second-week", "/news/teachers-return-to-schools-monday",
                "/news/olive-season-starts-early-this-year", "/n.php?id=5512"}));
}

TEST(FrontLinks, JoinsPictureTitleAndReadOnIntoOne) {
  const auto links = Find(kFront);
  ASSERT_FALSE(links.empty());
  EXPECT_EQ(links[0].headline, "نهر السدر يفيض ويغرق ثلاث قرى في الجنوب");
  EXPECT_EQ(links[0].image, "https://www.sidra.example/i/8123.jpg");
}

TEST(FrontLinks, FollowsTheRuleOfTheSource) {
  EXPECT_EQ(Paths(Find(kFront, "links = \".lead\"")), std::vector<std::string>{"/2025/10/02/8123"});
  EXPECT_EQ(Paths(Find(kFront, "skip_links = [\".lead\", \"a[href^='/news/']\"]")),
            std::vector<std::string>{"/n.php?id=5512"});
}

TEST(FrontLinks, ReadsBytesAsTheyCame) {
  const auto links = ReadFrontPage(kFront, {.url = "https://www.sidra.example/"});
  ASSERT_TRUE(links.has_value());
  EXPECT_EQ(*links, Find(kFront));
  EXPECT_EQ(ReadFrontPage(kFront, {.url = "sidra"}).error().code, Errc::kMalformed);
}

TEST(FrontLinks, JudgesAddressesAlone) {
  struct Case {
    const char* why;
    const char* url;
    bool article;
  };
  constexpr Case kCases[] = {
      {"a day", "https://a.example/2025/02/21/bamako", true},
      {"a number", "https://a.example/politics/1234567", true},
      {"a slug", "https://a.example/the-minister-opens-a-bridge", true},
      {"an Arabic slug", "https://a.example/افتتاح-جسر-جديد-في-الريحانة", true},
      {"a numbered parameter", "https://a.example/?p=4711", true},
      {"a section", "https://a.example/politics", false},
      {"a section's page", "https://a.example/politics/page/1234567", false},
      {"a tag that reads as a slug", "https://a.example/tag/the-minister-opens-a-bridge", false},
      {"an author", "https://a.example/author/12345", false},
      {"a parameter that shares", "https://a.example/2025/02/21/x?share=facebook", false},
      {"a picture", "https://a.example/2025/02/21/the-minister-opens-a-bridge.jpg", false},
      {"contact, in Arabic", "https://a.example/اتصل-بنا", false},
  };
  for (const auto& [why, url, article] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(ScoreArticleUrl(*Url::Parse(url)) > 0, article);
  }
}

TEST(FrontLinks, IsBoundedOnHostilePages) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<a href=/2025/01/01/" + std::to_string(i) + ">عنوان";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_LE(Find(html).size(), FrontLinkLimits{}.max_links);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(took.count(), 20.0);
}

}  // namespace
}  // namespace isnad::page
