#include "ingest/line_memory.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace isnad::ingest {
namespace {

const char* const kProse =
    "أعلنت بلدية الريحانة أن أشغال توسعة الميناء تنطلق مطلع الشهر المقبل بعد أن صادق المجلس على "
    "الصفقة في دورته الأخيرة، وأن كلفتها الأولية تناهز مئتي مليون دينار على مدى ثلاث سنوات كاملة.";
const char* const kSlogan = "تابعوا أخبار السدر أولا بأول عبر قناتنا";
const char* const kSentence =
    "وكانت اللجنة المشتركة قد عقدت دورتها السابقة في العرعار خريف العام الماضي.";

news::Article Make(std::vector<std::string> paragraphs) {
  news::Article article;
  article.url = "https://a.example/1";
  article.title = "عنوان";
  for (std::string& text : paragraphs) {
    article.paragraphs.push_back({news::ParagraphKind::kText, std::move(text)});
  }
  return article;
}

store::HostLines Known(std::int64_t of_pages, std::int64_t pages) {
  return {.pages = of_pages,
          .lines = {{FingerprintOf(kSlogan), pages}, {FingerprintOf(kSentence), pages}}};
}

TEST(LineMemory, DropsWhatPagesRepeatAtTheEdgesOnly) {
  struct Case {
    const char* why;
    std::vector<std::string> paragraphs;
    std::int64_t of_pages, pages;
    std::size_t dropped;
  };
  const Case kCases[] = {
      {"below the text", {kProse, kProse, kSlogan}, 20, 6, 1},
      {"above it", {kSlogan, kProse, kProse}, 20, 6, 1},
      {"between prose it stays", {kProse, kSlogan, kProse}, 20, 6, 0},
      {"seen too seldom", {kProse, kProse, kSlogan}, 20, 4, 0},
      {"on too few of many pages", {kProse, kProse, kSlogan}, 390, 6, 0},
      {"a sentence that copies share stays", {kProse, kProse, kSentence}, 20, 6, 0},
      {"on nearly every page it is none", {kProse, kProse, kSentence}, 20, 18, 1},
      {"a page of nothing else is left alone", {kSlogan, kSentence, kSlogan}, 20, 18, 0},
  };
  for (const auto& [why, paragraphs, of_pages, pages, dropped] : kCases) {
    SCOPED_TRACE(why);
    news::Article article = Make(paragraphs);
    EXPECT_EQ(DropRepeatedLines(Known(of_pages, pages), article), dropped);
    EXPECT_EQ(article.paragraphs.size(), paragraphs.size() - dropped);
    EXPECT_EQ(article.warnings.size(), dropped == 0 ? 0U : 1U);
  }
}

TEST(LineMemory, LearnsEdgesByHostElseByOutlet) {
  news::Article article = Make({kSlogan, kProse, kSlogan, kProse, kSentence});
  store::SeenLines seen = LinesToLearn(article);
  EXPECT_EQ(seen.host, "a.example");
  EXPECT_EQ(seen.lines,
            (std::vector<std::uint64_t>{FingerprintOf(kSlogan), FingerprintOf(kSentence)}));
  article.url.clear();
  article.outlet = "صحيفة السدر";
  EXPECT_TRUE(LinesToLearn(article).host.starts_with("outlet:"));
  article.outlet.clear();
  EXPECT_TRUE(LinesToLearn(article).host.empty());
  article.kind = news::PageKind::kListing;
  EXPECT_TRUE(LinesToLearn(article).lines.empty());
}

TEST(LineMemory, TakesNumbersForOneSign) {
  EXPECT_EQ(FingerprintOf("عدد القراء: 1532"), FingerprintOf("عدد القراء: ٧"));
  EXPECT_NE(FingerprintOf("عدد القراء: 1532"), FingerprintOf("عدد الزوار: 1532"));
}

}  // namespace
}  // namespace isnad::ingest
