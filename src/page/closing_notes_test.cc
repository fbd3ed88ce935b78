#include "page/closing_notes.h"

#include <string>

#include <gtest/gtest.h>

namespace isnad::page {
namespace {

constexpr const char* kParagraph =
    "<p>أعلنت البلدية اليوم افتتاح الجسر الجديد بعد أشغال دامت سنتين، وقال رئيسها إن كلفة المشروع "
    "بلغت سبعة ملايين دينار وإن العمل فيه استمر ليلا ونهارا طوال الشتاء الماضي دون انقطاع.</p>";

// How many of the last blocks are dropped from two paragraphs with `notes` behind them.
std::size_t Dropped(const std::string& notes) {
  const Tree tree = Tree::Parse(kParagraph + std::string(kParagraph) + notes, {});
  const std::vector<Block> blocks = Segment(tree, 0);
  std::vector<bool> keep(blocks.size(), true);
  DropClosingNotes(blocks, keep);
  std::size_t dropped = 0;
  while (dropped < keep.size() && !keep[keep.size() - 1 - dropped]) ++dropped;
  for (std::size_t i = 0; i + dropped < keep.size(); ++i) EXPECT_TRUE(keep[i]) << "not at the end";
  return dropped;
}

TEST(DropClosingNotes, TakesWhatSitesAddToEveryText) {
  struct Row {
    const char* why;
    const char* notes;
    std::size_t dropped;
  };
  const Row rows[] = {
      {"nothing", "", 0},
      {"a policy of comments and a disclaimer",
       "<p>نرحب بآرائكم ونراجع التعليقات قبل نشرها في موقع المنبر.</p>"
       "<p>الآراء الواردة أدناه لا تعبر عن رأي المنبر بل عن آراء أصحابها.</p>",
       2},
      {"a call to follow", "<p>لمتابعة آخر الأخبار انضموا إلى قناة المنبر</p>", 1},
      {"a disclaimer in English",
       "<p>The views of the author do not necessarily reflect those of The Tribune.</p>", 1},
      {"the story's number", "<p>17302</p>", 1},
      {"a number in Arabic digits", "<p>\u0661\u0667\u0663\u0660</p>", 1},
      {"a short number may be a score", "<p>12</p>", 0},
      {"what is said above a last paragraph stays",
       "<p>التعليقات المنشورة لا تعبر عن رأي المنبر.</p><p>ويفتتح الجسر رسميا غدا.</p>", 0},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(Dropped(row.notes), row.dropped);
  }
}

TEST(DropClosingNotes, LeavesATextThatIsLittleElse) {
  const Tree tree = Tree::Parse("<p>التعليقات المنشورة لا تعبر عن رأي المنبر.</p>", {});
  const std::vector<Block> blocks = Segment(tree, 0);
  std::vector<bool> keep(blocks.size(), true);
  DropClosingNotes(blocks, keep);
  EXPECT_EQ(keep, std::vector<bool>(blocks.size(), true));
}

}  // namespace
}  // namespace isnad::page
