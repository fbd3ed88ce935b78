#include "page/kind_features.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

// A page whose kept blocks are the plain paragraphs.
class Sample {
 public:
  Sample(const std::string& body, std::string_view address, std::string_view title)
      : tree_(Tree::Parse(
            "<!doctype html><html lang=ar><title>" + std::string(title) + "</title>" + body, {})),
        metadata_(ReadMetadata(tree_)),
        blocks_(Segment(tree_, 0)),
        around_(tree_, blocks_),
        title_(title) {
    if (auto url = Url::Parse(address)) address_ = *url;
    for (const Block& block : blocks_) {
      selection_.keep.push_back(block.heading == 0 && tree_[block.node].tag == Tag::kP);
    }
    for (title_block_ = 0; title_block_ < blocks_.size(); ++title_block_) {
      if (blocks_[title_block_].heading == 1) break;
    }
  }
  KindView View() const {
    return {metadata_, address_,   "المنبر",     tree_, blocks_,
            around_,   selection_, title_block_, title_};
  }
  double Of(std::string_view feature) const {
    const auto& names = KindFeatureNames();
    const auto at = std::find(names.begin(), names.end(), feature);
    EXPECT_NE(at, names.end()) << feature;
    const KindView view = View();
    return MeasureKind(view, CountContents(view))[static_cast<std::size_t>(at - names.begin())];
  }

 private:
  Tree tree_;
  Metadata metadata_;
  std::vector<Block> blocks_;
  Surroundings around_;
  Selection selection_;
  std::optional<Url> address_;
  std::string title_;
  std::size_t title_block_ = 0;
};

constexpr const char* kParagraph = "<p>قالت البلدية إن أشغال الجسر الجديد دامت سنتين كاملتين.</p>";

TEST(CountContents, TellsTeasersFromTextThatStandsTogether) {
  std::string list = "<h1>محليات</h1>";
  for (int i = 0; i < 6; ++i) {
    list += "<div class=card><h3><a href=/n>عنوان خبر آخر من المدينة</a></h3><span>" +
            std::to_string(i + 1) + " مارس 2025</span>" + kParagraph + "</div>";
  }
  const Sample listing(list + "<a href=/1>اقرأ المزيد</a><br><br><a href=/2>اقرأ المزيد</a>", "",
                       "محليات");
  const Contents lists = CountContents(listing.View());
  EXPECT_EQ(lists.titles, 6);
  EXPECT_EQ(lists.teasers, 6);
  EXPECT_EQ(lists.cards, 6);
  EXPECT_EQ(lists.dates, 6U);
  EXPECT_EQ(lists.dated_titles, 6);
  EXPECT_EQ(lists.linked_headings, 6);
  EXPECT_EQ(lists.calls, 2);
  EXPECT_EQ(lists.run, 0) << "each paragraph is a teaser";

  const std::string text = std::string(kParagraph) + kParagraph + kParagraph;
  const Contents article =
      CountContents(Sample("<h1>افتتاح الجسر</h1>" + text, "", "افتتاح الجسر").View());
  EXPECT_EQ(article.run, article.prose);
  EXPECT_EQ(article.lead, article.prose);
  EXPECT_EQ(article.titles, 0);
}

TEST(KindFeatures, HaveNamesOfTheirOwn) {
  const auto& names = KindFeatureNames();
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
}

TEST(KindFeatures, ReadTheAddress) {
  struct Row {
    const char* why;
    const char* address;
    const char* feature;
    double value;
  };
  const Row rows[] = {
      {"the root", "https://news.example/", "path_root", 1},
      {"none", "", "path_known", 0},
      {"words of the last part", "https://news.example/a/why-the-bridge-opened", "path_words", 4},
      {"a section by name", "https://news.example/Category/sport/", "path_list", 1},
      {"an article", "https://news.example/sport/12345", "path_list", 0},
      {"its number", "https://news.example/sport/12345", "path_digits", 5},
      {"a day", "https://news.example/2025/03/06/bridge", "path_dated", 1},
      {"a query", "https://news.example/x?page=2", "path_query", 1},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(Sample(kParagraph, row.address, "جسر").Of(row.feature), row.value);
  }
}

TEST(KindFeatures, ReadWhatSystemsNameTheirPages) {
  const auto said = [](const std::string& names) {
    return Sample("<body class='" + names + "'>" + kParagraph, "", "جسر").Of("body_class");
  };
  EXPECT_EQ(said("rtl archive category"), 1);
  EXPECT_EQ(said("blog single-post"), -1);
  EXPECT_EQ(said("rtl wide"), 0);
}

TEST(IsFrontPage, KnowsTheOutletAndTheNamesOfFrontPages) {
  EXPECT_TRUE(IsFrontPage(Sample(kParagraph, "", "المنبر").View()));
  EXPECT_TRUE(IsFrontPage(Sample(kParagraph, "", "الرئيسية | منبر آخر").View()));
  EXPECT_FALSE(IsFrontPage(Sample(kParagraph, "", "افتتاح الجسر | منبر آخر").View()));
}

}  // namespace
}  // namespace isnad::page
