// Kinds of whole pages, made up of the parts that tell them apart.

#include <string>

#include <gtest/gtest.h>

#include "page/extract.h"

namespace isnad::page {
namespace {

constexpr std::string_view kSentence =
    "أعلنت البلدية اليوم افتتاح الجسر الجديد بعد أشغال دامت سنتين، وقال رئيسها إن كلفة المشروع "
    "بلغت سبعة ملايين دينار. ";

// A list of `count` titles that link away, each with what `behind` gives.
template <typename Behind>
std::string Titles(int count, const Behind& behind) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    out += "<div class=it><h3><a href=/n/" + number + ">عنوان الخبر رقم " + number +
           " في المدينة القديمة</a></h3>" + behind(i) + "</div>";
  }
  return out;
}

std::string Page(std::string_view title, const std::string& body) {
  return "<!DOCTYPE html><html lang=ar><head><title>" + std::string(title) +
         "</title></head><body>" + body + "</body></html>";
}

news::PageKind KindOf(const std::string& html) {
  const auto article = Extract(html, {});
  EXPECT_TRUE(article);
  return article ? article->kind : news::PageKind::kOther;
}

std::string Paragraphs(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "<p>" + std::string(kSentence) + "</p>";
  return out;
}

TEST(PageKind, AnArticleBelowALongTickerIsAnArticle) {
  const auto nothing = [](int) { return std::string(); };
  EXPECT_EQ(KindOf(Page("افتتاح الجسر الجديد في المدينة",
                        Titles(60, nothing) + "<h1>افتتاح الجسر الجديد في المدينة</h1><div>" +
                            Paragraphs(4) + "</div>")),
            news::PageKind::kArticle);
}

TEST(PageKind, TitlesWithTeasersAreAListing) {
  const auto teaser = [](int) {
    return "<span>الاثنين 3 مارس 2025</span><p>" + std::string(kSentence) + "</p>";
  };
  EXPECT_EQ(KindOf(Page("مجتمع", "<h1>مجتمع</h1>" + Titles(12, teaser))), news::PageKind::kListing);
}

TEST(PageKind, AFrontPageIsAListingWhateverItsLeadSays) {
  ExtractOptions options;
  options.url = "https://news.example/";
  const auto date = [](int i) {
    return "<time>" + std::to_string(1 + i) + " مارس 2025</time><p>" + std::string(kSentence) +
           "</p>";
  };
  const auto article = Extract(Page("المنبر", Titles(12, date)), options);
  ASSERT_TRUE(article);
  EXPECT_EQ(article->kind, news::PageKind::kListing);
  EXPECT_GE(article->headlines.size(), 12U);
}

TEST(PageKind, AShortArticleWithManyLinksBelowIsAnArticle) {
  const auto nothing = [](int) { return std::string(); };
  EXPECT_EQ(KindOf(Page("افتتاح الجسر الجديد في المدينة",
                        "<h1>افتتاح الجسر الجديد في المدينة</h1><div>" + Paragraphs(3) +
                            "</div><aside>" + Titles(40, nothing) + "</aside>")),
            news::PageKind::kArticle);
}

TEST(PageKind, AShortArticleOfATableLayoutIsAnArticle) {
  // No heading, no name: a title in bold, four paragraphs, links to the rest of the issue.
  std::string rest;
  for (int i = 0; i < 5; ++i)
    rest += "<br><a href=n.asp?id=" + std::to_string(i) + ">خبر آخر من هذا العدد</a>";
  EXPECT_EQ(
      KindOf(Page("جريدة المدينة", "<table><tr><td><b>افتتاح الجسر الجديد</b>" + Paragraphs(4) +
                                       "</td><td>" + rest + "</td></tr></table>")),
      news::PageKind::kArticle);
}

TEST(PageKind, CardsWithPicturesAndDaysAreAListing) {
  std::string cards;
  for (int i = 0; i < 16; ++i) {
    const std::string number = std::to_string(i);
    cards += "<li class=card><a href=/n/" + number + "><img src=/" + number +
             ".jpg></a><h2><a href=/n/" + number + ">عنوان الخبر رقم " + number +
             " في المدينة</a></h2><span>" + std::to_string(1 + i) + " مارس 2025</span></li>";
  }
  EXPECT_EQ(KindOf(Page("أخبار الرياضة | المنبر",
                        "<h1>أخبار الرياضة</h1><p>" + std::string(kSentence) + "</p><ul>" + cards +
                            "</ul><nav><a href=?page=2>الصفحة التالية</a></nav>")),
            news::PageKind::kListing);
}

TEST(PageKind, TwoParagraphsThatSayTheyAreAnArticleAreOne) {
  const auto nothing = [](int) { return std::string(); };
  std::string html = Page("افتتاح الجسر الجديد في المدينة",
                          Titles(12, nothing) + "<h1>افتتاح الجسر الجديد في المدينة</h1><div>" +
                              Paragraphs(2) + "</div>");
  html.insert(html.find("<title>"), "<meta property=og:type content=article>");
  EXPECT_EQ(KindOf(html), news::PageKind::kArticle);
}

TEST(PageKind, WhatStandsAtTheFootOfEveryPageIsNeither) {
  EXPECT_EQ(KindOf(Page("من نحن", "<h1>من نحن</h1><div>" + Paragraphs(3) + "</div>")),
            news::PageKind::kOther);
}

TEST(PageKind, APageWithHardlyAnyTextIsNeither) {
  EXPECT_EQ(KindOf(Page("جسر", "<p>قريبا</p>")), news::PageKind::kOther);
}

}  // namespace
}  // namespace isnad::page
