// Dates of whole pages, made up of the parts that tell them.

#include "page/dates.h"

#include <string>

#include <gtest/gtest.h>

#include "page/extract.h"

namespace isnad::page {
namespace {

constexpr std::string_view kProse =
    "<p>أعلنت البلدية افتتاح الجسر الجديد بعد أشغال دامت سنتين، وقال رئيسها إن كلفة المشروع بلغت "
    "سبعة "
    "ملايين دينار وإن العمل فيه استمر ليلا ونهارا طوال الشتاء الماضي دون انقطاع يذكر.</p>";

struct Page {
  std::string head;
  std::string beside;  // between title and text
  std::string behind;  // the text
  std::string url = "";
  std::string html = "<html lang=ar>";
};

news::Article Read(const Page& page) {
  std::string body = "<h1>افتتاح الجسر الجديد في المدينة القديمة</h1>" + page.beside;
  for (int i = 0; i < 3; ++i) body += kProse;
  const std::string html = "<!doctype html>" + page.html +
                           "<head><title>افتتاح الجسر الجديد في "
                           "المدينة القديمة</title>" +
                           page.head + "</head><body><article>" + body + "</article>" +
                           page.behind + "</body></html>";
  ExtractOptions options;
  options.url = page.url;
  const auto article = Extract(html, options);
  EXPECT_TRUE(article);
  return article ? *article : news::Article();
}

std::string Told(const std::optional<DateTime>& date) { return date ? date->ToString() : "none"; }

struct Case {
  const char* why;
  Page page;
  const char* published;
};

TEST(PageDates, ArePublishedWhenThePageSays) {
  const Case cases[] = {
      {"Open Graph",
       {"<meta property=article:published_time content=2024-03-06T08:00:00+01:00>", "", ""},
       "2024-03-06T08:00:00+01:00"},
      {"Dublin Core, dots",
       {"<meta name=DC.date.issued content=2024-03-06>", "", ""},
       "2024-03-06"},
      {"Dublin Core, colons",
       {"<meta name=dc:date:issued content=2024-03-06>", "", ""},
       "2024-03-06"},
      {"a name that says it in one word",
       {"<meta name=pubdate content=20240306>", "", ""},
       "2024-03-06"},
      {"JSON-LD",
       {R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-06"}</script>)",
        "", ""},
       "2024-03-06"},
      {"a line beside the title", {"", "<div>نشر في 6 مارس 2024</div>", ""}, "2024-03-06"},
      {"the end of an aggregator's line",
       {"",
        "<div>يونس بوغيضة – عين الطرفاء نشر في <a href=/s>أصداء العرعار</a> يوم 06 - 03 - "
        "2024</div>",
        ""},
       "2024-03-06"},
      {"parts without a space between them",
       {"", "<div><b>منى علي</b><span>6/3/2024</span></div>", ""},
       "2024-03-06"},
      {"hAtom",
       {"", "<abbr class=published title=2024-03-06T10:00:00+01:00>أمس</abbr>", ""},
       "2024-03-06T10:00:00+01:00"},
      {"a calendar leaf in three pieces",
       {"", "<div><div>6</div><div>مارس</div><div>2024</div></div>", ""},
       "2024-03-06"},
      {"<time>", {"", "<time datetime=2024-03-06>قبل يومين</time>", ""}, "2024-03-06"},
      {"the address", {"", "", "", "https://news.example/2024/03/06/bridge"}, "2024-03-06"},
      {"the address, day first",
       {"", "", "", "https://news.example/06-03-2024/bridge"},
       "2024-03-06"},
      {"the address, month by name",
       {"", "", "", "https://news.example/2024/mar/06/bridge"},
       "2024-03-06"},
      {"page state",
       {"<script>window.__STATE__={\"article\":{\"firstPublishedAt\":\"2024-03-06T08:00:00+01:00\"}"
        "}</script>",
        "", ""},
       "2024-03-06T08:00:00+01:00"},
      {"page state in an attribute",
       {"", "", "<div data-published-date='2024-03-06'></div>"},
       "2024-03-06"},
      {"an older template's last lines",
       {"", "", "<p>Published on 6 March 2024 by the office</p>"},
       "2024-03-06"},
      {"of published and updated in one line the first",
       {"", "<div>نشر في 6 مارس 2024 وآخر تحديث 9 مارس 2024</div>", ""},
       "2024-03-06"},
      {"an element of its own between a name and sections",
       {"",
        "<div><a href=/a>منى علي</a> <span>الأربعاء، 6 مارس 2024</span> <a href=/b>سياسة</a>، "
        "<a href=/c>أخبار المدينة والمناطق المجاورة لها</a>، <a href=/d>الطرق والجسور</a></div>",
        ""},
       "2024-03-06"},
      {"before a dash and the time it takes to read",
       {"", "<p>6 March 2024 - Average reading time: 12 min</p>", ""},
       "2024-03-06"},
      {"a line in bars behind a byline",
       {"",
        "<div>By Mona Ali, city desk – Updated 6 March 2024 at 4:28 PM | Checked by Omar Said of "
        "the desk</div>",
        ""},
       "2024-03-06"},
      {"the last change stands first",
       {"", "<div>آخر تحديث: 9 مارس 2024 / <span>6 مارس 2024</span></div>", ""},
       "2024-03-06"},
      {"<time> of the last change behind that of publication",
       {"", "<p><time>6/3/2024</time> آخر تحديث <time>9/3/2024</time></p>", ""},
       "2024-03-06"},
      {"the last change only by the name of its element",
       {"",
        "<div><span class=updated>9/3/2024</span><span>6/3/2024</span><a href=/b>سياسة</a></div>",
        ""},
       "2024-03-06"},
      {"first published, below a later day beside the title",
       {"", "<p>9 March 2024</p>",
        "<p>This article was originally published on 6 March 2024 but has been updated since.</p>"},
       "2024-03-06"},
      {"the reader's day of a stamp in UTC",
       {"", "<time datetime=2024-03-07T04:13:00Z>6 مارس 2024</time>", ""},
       "2024-03-06"},
      {"nothing says it", {"", "", ""}, "none"},
      {"a copyright year", {"", "", "<footer>© 2024</footer>"}, "none"},
  };
  for (const auto& [why, page, published] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Told(Read(page).published), published);
  }
}

TEST(PageDates, OfOthersDoNotWin) {
  constexpr const char* kDeclared = "<meta property=article:published_time content=2024-03-06>";
  const Case cases[] = {
      {"a comment's",
       {kDeclared, "", "<div class=comments><p>قارئ <time datetime=2024-04-01></time></p></div>"},
       "2024-03-06"},
      {"a comment's, with nothing else known",
       {"", "",
        "<div class=comments><div class=comment><time "
        "datetime=2024-04-01>1/4/2024</time></div></div>"},
       "none"},
      {"cards of other articles",
       {kDeclared, "",
        "<aside class=related><a href=/1>خبر آخر من المدينة</a><time "
        "datetime=2024-05-02></time></aside>"},
       "2024-03-06"},
      {"a day in a short sentence",
       {kDeclared, "<p>ويفتتح الجسر رسميا في 1 مايو 2024 بحضور الوزير</p>", ""},
       "2024-03-06"},
      {"a day of something else that was published",
       {"", "<p>وكان المشروع الأول قد نشر في 3 مايو 2011 ورفض</p>", ""},
       "none"},
      {"the last change", {kDeclared, "<div>آخر تحديث: 9 مارس 2024</div>", ""}, "2024-03-06"},
  };
  for (const auto& [why, page, published] : cases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Told(Read(page).published), published);
  }
}

TEST(PageDates, KeepTheLastChangeApart) {
  const news::Article article = Read({"<meta property=article:published_time content=2024-03-06>",
                                      "<div>آخر تحديث: 9 مارس 2024</div>", ""});
  EXPECT_EQ(Told(article.modified), "2024-03-09");
}

TEST(PageDates, FollowOpenGraphWhereThePageShowsItsLastChange) {
  constexpr const char* kBoth =
      "<meta property=article:published_time content=2024-03-06T08:00:00+01:00>"
      "<meta property=article:modified_time content=2024-05-09T08:00:00+01:00>";
  const auto published = [&](const char* head, const char* beside) {
    return Told(Read({head, beside, ""}).published);
  };
  EXPECT_EQ(published(kBoth, "<div>9 مايو 2024</div>"), "2024-03-06T08:00:00+01:00");
  // Called so, it is the day of publication; and another day is no change that the head knows.
  EXPECT_EQ(published(kBoth, "<div>نشر في 9 مايو 2024</div>"), "2024-05-09");
  EXPECT_EQ(published(kBoth, "<div>1 مايو 2024</div>"), "2024-05-01");
}

TEST(PageDates, ComeFromAnArticleThatIsNamedAfterItsComments) {
  std::string article = "<div class='item has-comments comments-on'><h1>افتتاح الجسر الجديد</h1>";
  for (int i = 0; i < 4; ++i) article += kProse;
  article += "<div class=meta><b>منى علي</b><time datetime=2024-03-06>6/3/2024</time></div></div>";
  const auto read =
      Extract("<!doctype html><html lang=ar><title>افتتاح الجسر الجديد</title><body>" + article +
                  "</body></html>",
              {});
  ASSERT_TRUE(read);
  EXPECT_EQ(Told(read->published), "2024-03-06");
}

TEST(PageDates, FollowTheClockThatThePageShows) {
  constexpr const char* kLate =
      "<meta property=article:published_time content=2025-02-24T23:59:50Z>";
  EXPECT_EQ(Told(Read({kLate, "<div>الثلاثاء 25 فبراير 2025</div>", ""}).published), "2025-02-25");
  EXPECT_EQ(
      Told(Read({kLate, "<div>الثلاثاء 25 فبراير 2025</div>", "", "https://news.example.eg/1"})
               .published),
      "2025-02-25T01:59:50+02:00");
  EXPECT_EQ(Told(Read({kLate, "", "", "", "<html lang=ar-EG>"}).published),
            "2025-02-25T01:59:50+02:00");
  EXPECT_EQ(Told(Read({kLate, "", ""}).published), "2025-02-24T23:59:50Z");
}

TEST(PageDates, ReadNumbersAsThePageDoes) {
  const auto read = [](const std::string& html, const std::string& beside,
                       const std::string& behind, const std::string& url) {
    return Told(Read({"", beside, behind, url, html}).published);
  };
  constexpr const char* kLine = "<div>Posted 03/04/2021</div>";
  EXPECT_EQ(read("<html lang=en>", kLine, "", ""), "2021-03-04");
  EXPECT_EQ(read("<html lang=en-GB>", kLine, "", ""), "2021-04-03");
  EXPECT_EQ(read("<html lang=fr>", kLine, "", ""), "2021-04-03");
  EXPECT_EQ(read("<html lang=en>", kLine, "", "https://news.example.au/1"), "2021-04-03");
  // Another date of the page shows its habit.
  EXPECT_EQ(read("<html lang=en>", kLine, "<ul><li>News of 25/03/2021</li></ul>", ""),
            "2021-04-03");
  EXPECT_EQ(read("<html lang=en>", kLine, "", "https://news.example/2021/04/03/bridge"),
            "2021-04-03");
  // Dots too, where the head knows the day, or no month has that number.
  constexpr const char* kHead = "<meta property=article:published_time content=2021-03-04>";
  EXPECT_EQ(Told(Read({kHead, "<p>03.04.2021</p>", "", "", "<html lang=en>"}).published),
            "2021-03-04");
  EXPECT_EQ(read("<html lang=en>", "<p>03.25.2021</p>", "", ""), "2021-03-25");
  EXPECT_EQ(read("<html lang=de>", "<p>03.25.2021</p>", "", ""), "none");
  // An address or another line that can be read in one way only.
  EXPECT_EQ(read("<html lang=en>", kLine, "<p>Published on 3 April 2021</p>", ""), "2021-04-03");
}

TEST(DateFromUrl, ReadsPathsOnly) {
  struct Row {
    const char* why;
    const char* url;
    const char* date;
  };
  const Row rows[] = {
      {"slashes", "https://a.example/2024/3/6/x", "2024-03-06"},
      {"eight digits", "https://a.example/news/20240306-x", "2024-03-06"},
      {"a number that only begins like one", "https://a.example/202403061", "none"},
      {"a query is no path", "https://a.example/x?d=2024-03-06", "none"},
      {"no such day", "https://a.example/2024/13/45/x", "none"},
  };
  for (const auto& [why, url, date] : rows) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Told(DateFromUrl(url)), date);
  }
}

}  // namespace
}  // namespace isnad::page
