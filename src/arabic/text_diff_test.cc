#include "arabic/text_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "arabic/fold.h"

namespace isnad::arabic {
namespace {

std::string_view Of(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

// "same [-removed-] {+added+} ~before|after~ <away< >here>", a passage a line.
std::string Shown(std::string_view before, std::string_view after, const TextDiff& diff) {
  std::string out;
  for (const DiffPassage& passage : diff.passages) {
    for (const DiffPiece& piece : passage.pieces) {
      const std::string old_text(Of(before, piece.before)), new_text(Of(after, piece.after));
      switch (piece.change) {
        case Change::kSame:
          out += old_text;
          break;
        case Change::kRespelled:
          out += "~" + old_text + "|" + new_text + "~";
          break;
        case Change::kRemoved:
          out += "[-" + old_text + "-]";
          break;
        case Change::kAdded:
          out += "{+" + new_text + "+}";
          break;
        case Change::kMovedAway:
          out += "<" + old_text + "<";
          break;
        case Change::kMovedHere:
          out += ">" + new_text + ">";
          break;
      }
    }
    out += '/';
  }
  return out;
}

struct Case {
  const char* why;
  const char* before;
  const char* after;
  const char* shown;
};

constexpr Case kCases[] = {
    {"nothing changed", "افتتح الوزير المعرض.", "افتتح الوزير المعرض.", "افتتح الوزير المعرض./"},
    {"a word for another", "افتتح الوزير المعرض أمس", "افتتح الوزير الملتقى أمس",
     "افتتح الوزير [-المعرض -]{+الملتقى +}أمس/"},
    {"a word more, at the end", "افتتح الوزير المعرض", "افتتح الوزير المعرض أمس",
     "افتتح الوزير المعرض{+أمس+}/"},
    {"a word less, at the start", "أمس افتتح الوزير المعرض", "افتتح الوزير المعرض",
     "[-أمس -]افتتح الوزير المعرض/"},
    {"harakat are no other word", "كُتب العقد", "كتب العقد", "~كُتب |كتب ~العقد/"},
    {"nor is the seat of a hamza", "سنة الاحصاء", "سنة الإحصاء", "سنة ~الاحصاء|الإحصاء~/"},
    {"nor another family of digits", "في ١٩ فبراير", "في 19 فبراير", "في ~١٩ |19 ~فبراير/"},
    {"a number changed is a change", "قُتل 12 شخصا", "قُتل 15 شخصا", "قُتل [-12 -]{+15 +}شخصا/"},
    {"quotes put round a word", "وصف الهدنة بأنها هشة جدا", "وصف «الهدنة» بأنها هشة جدا",
     "وصف ~الهدنة |«الهدنة» ~بأنها هشة جدا/"},
    {"the form of quotes and commas does not matter", "قال \"نعم\", ثم مضى", "قال «نعم»، ثم مضى",
     "قال \"نعم\", ثم مضى/"},
    {"an opening quote goes with its word", "زار البلد الأربعاء", "زار البلد «الجميل» الأربعاء",
     "زار البلد {+«الجميل» +}الأربعاء/"},
    {"a sentence of its own is a passage of its own", "بدأت الدورة اليوم. تنتهي غدا.",
     "بدأت الدورة اليوم. حضرها جمع كبير. تنتهي غدا.",
     "بدأت الدورة اليوم. /{+حضرها جمع كبير. +}/تنتهي غدا./"},
    {"lines are sentences", "عنوان فرعي\nنص الخبر", "نص الخبر", "[-عنوان فرعي\n-]/نص الخبر/"},
    {"a sentence put elsewhere has moved",
     "وصل الوفد إلى المطار صباحا. عقد الوفد اجتماعا مغلقا. غادر الوفد المدينة ليلا. انتهى الخبر "
     "هنا.",
     "عقد الوفد اجتماعا مغلقا. غادر الوفد المدينة ليلا. انتهى الخبر هنا. وصل الوفد إلى المطار "
     "صباحا.",
     "<وصل الوفد إلى المطار صباحا. </عقد الوفد اجتماعا مغلقا. /غادر الوفد المدينة ليلا. /انتهى "
     "الخبر "
     "هنا./>وصل الوفد إلى المطار صباحا.>/"},
    {"words shared by chance make no patchwork",
     "رفض البرلمان مشروع القانون في جلسة صاخبة امتدت حتى الفجر",
     "تأهل الفريق الأول لكرة القدم في مباراة مثيرة انتهت بركلات الترجيح",
     "[-رفض البرلمان مشروع القانون في جلسة صاخبة امتدت حتى الفجر-]{+تأهل الفريق الأول لكرة القدم "
     "في "
     "مباراة مثيرة انتهت بركلات الترجيح+}/"},
    {"one text is empty", "", "نص جديد", "{+نص جديد+}/"},
    {"the other is", "نص قديم", "", "[-نص قديم-]/"},
    {"both are", "", "", ""},
    {"no words at all", "...", "...", ".../"},
};

TEST(DiffTexts, ShowsWhatChangedWordByWord) {
  for (const auto& [why, before, after, shown] : kCases) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Shown(before, after, DiffTexts(before, after)), shown);
  }
}

TEST(DiffTexts, CountsTheWordsOfEachKind) {
  const TextDiff diff = DiffTexts("أعلنَ الوزير أمس عن 12 مشروعا في المدينة",
                                  "أعلن الوزير عن 15 مشروعا كبيرا في المدينة");
  EXPECT_EQ(diff.same_words, 5U);
  EXPECT_EQ(diff.respelled_words, 1U);
  EXPECT_EQ(diff.removed_words, 2U);
  EXPECT_EQ(diff.added_words, 2U);
  EXPECT_TRUE(diff.is_whole);
}

TEST(DiffTexts, SaysWhereItStoppedReading) {
  const std::string text = "كلمة كلمتان ثلاث كلمات";
  TextDiffLimits limits;
  limits.max_words = 2;
  const TextDiff diff = DiffTexts(text, text, limits);
  EXPECT_FALSE(diff.is_whole);
  EXPECT_EQ(diff.same_words, 2U);
  limits = {};
  limits.max_bytes = 9;
  EXPECT_FALSE(DiffTexts(text, text, limits).is_whole);
}

TEST(DiffTexts, ShowsAStretchAsReplacedWhereTooMuchDiffers) {
  TextDiffLimits limits;
  limits.max_edits = 3;
  const TextDiff diff = DiffTexts("بدأ واحد اثنان ثلاثة أربعة خمسة انتهى",
                                  "بدأ ستة اثنان سبعة أربعة ثمانية انتهى", limits);
  EXPECT_EQ(diff.same_words, 2U) << "the first and the last";
  EXPECT_EQ(diff.removed_words, 5U);
}

// Every text is told whole, and what is called the same is the same.
void ExpectTold(std::string_view before, std::string_view after) {
  const TextDiff diff = DiffTexts(before, after);
  std::uint32_t at_before = 0, at_after = 0;
  for (const DiffPassage& passage : diff.passages) {
    ASSERT_FALSE(passage.pieces.empty());
    for (const DiffPiece& piece : passage.pieces) {
      ASSERT_EQ(piece.before.begin, at_before);
      ASSERT_EQ(piece.after.begin, at_after);
      at_before = piece.before.end;
      at_after = piece.after.end;
      if (piece.change == Change::kRemoved || piece.change == Change::kMovedAway) {
        ASSERT_EQ(piece.after.begin, piece.after.end);
      }
      if (piece.change == Change::kAdded || piece.change == Change::kMovedHere) {
        ASSERT_EQ(piece.before.begin, piece.before.end);
      }
    }
  }
  ASSERT_EQ(at_before, before.size());
  ASSERT_EQ(at_after, after.size());
}

// The fewest edits that turn one row of letters into the other, by the textbook's table.
std::size_t FewestEdits(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t up = row[j];
      row[j] = a[i - 1] == b[j - 1] ? corner : std::min(up, row[j - 1]) + 1;
      corner = up;
    }
  }
  return row[b.size()];
}

// Words of one letter, so that the table can check them. Chance matches may be dropped, never the
// other way round.
TEST(DiffTexts, TellsBothTextsWholeAndNeverMoreAlikeThanTheyAre) {
  std::mt19937 random(20250219);
  for (int round = 0; round < 2'000; ++round) {
    std::string letters[2], texts[2];
    for (int side = 0; side < 2; ++side) {
      const std::size_t size = random() % 14;
      for (std::size_t i = 0; i < size; ++i) {
        letters[side] += static_cast<char>('a' + random() % 5);
        texts[side] += letters[side].back();
        texts[side] += random() % 6 == 0 ? ". " : " ";
      }
    }
    SCOPED_TRACE(texts[0] + "| " + texts[1]);
    ASSERT_NO_FATAL_FAILURE(ExpectTold(texts[0], texts[1]));
    const TextDiff diff = DiffTexts(texts[0], texts[1]);
    ASSERT_GE(diff.removed_words + diff.added_words + 2 * diff.moved_words,
              FewestEdits(letters[0], letters[1]));
  }
}

TEST(DiffTexts, StaysQuickOnTextsThatHaveNothingInCommon) {
  std::string before, after;
  for (int i = 0; i < 20'000; ++i) {
    before += "a" + std::to_string(i) + " ";
    after += "b" + std::to_string(i * 7 % 13) + " ";
  }
  ExpectTold(before, after);
}

}  // namespace
}  // namespace isnad::arabic
