#include "arabic/stem.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "arabic/fold.h"

namespace isnad::arabic {
namespace {

// The lines of a file of tests/data/arabic as lists of words.
std::vector<std::vector<std::string>> ReadFamilies(const char* name) {
  std::ifstream file(std::string(ISNAD_SOURCE_DIR) + "/tests/data/arabic/" + name);
  std::vector<std::vector<std::string>> families;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    families.emplace_back();
    for (std::string word; words >> word;) families.back().push_back(word);
  }
  return families;
}

std::string StemOf(std::string_view word) {
  const std::string folded = Fold(word);
  return std::string(Stem(folded));
}

TEST(Stem, JoinsTheFormsOfAWord) {
  int pairs = 0;
  for (const std::vector<std::string>& family : ReadFamilies("stem_same.txt")) {
    for (std::size_t i = 1; i < family.size(); ++i, ++pairs) {
      if (Fold(family[0]) == Fold(family[i])) continue;
      EXPECT_EQ(StemOf(family[0]), StemOf(family[i])) << family[0] << " and " << family[i];
    }
  }
  EXPECT_GE(pairs, 300);
}

TEST(Stem, KeepsLookAlikesApart) {
  int pairs = 0;
  for (const std::vector<std::string>& family : ReadFamilies("stem_apart.txt")) {
    for (std::size_t i = 1; i < family.size(); ++i, ++pairs) {
      EXPECT_NE(StemOf(family[0]), StemOf(family[i])) << family[0] << " and " << family[i];
    }
  }
  EXPECT_GE(pairs, 300);
}

struct Cut {
  const char* why;
  std::string_view word;
  std::string_view stem;
};

constexpr Cut kCuts[] = {
    {"article", "المدينه", "مدين"},
    {"conjunction and article", "والاجتماع", "اجتماع"},
    {"lam and article", "للمجلس", "مجلس"},
    {"a noun that starts with lam after lam", "للجنه", "لجن"},
    {"known word behind a preposition", "ببغداد", "بغداد"},
    {"known word before a pronoun", "والده", "والد"},
    {"teh marbuta before a pronoun", "حكومتها", "حكوم"},
    {"hamza on its seat before a pronoun", "وزرايه", "وزرا"},
    {"never the bare money word", "الماليه", "ماليه"},
    {"too short to cut", "من", "من"},
    {"three letters stay", "وفد", "وفد"},
    {"Latin stays", "paris", "paris"},
    {"digits stay", "2025", "2025"},
    {"nothing", "", ""},
};

TEST(Stem, CutsWhatItSays) {
  for (const auto& [why, word, stem] : kCuts) {
    SCOPED_TRACE(why);
    EXPECT_EQ(Stem(word), stem);
    const StemCut cut = LightStem(word);
    EXPECT_EQ(word.substr(cut.front, word.size() - cut.front - cut.back), stem);
  }
}

TEST(Stem, LeavesAStemOfAStemInsideIt) {
  for (const std::vector<std::string>& family : ReadFamilies("stem_same.txt")) {
    for (const std::string& word : family) {
      const std::string stem = StemOf(word);
      ASSERT_GE(stem.size(), 4U) << word;  // two letters
      EXPECT_NE(stem.find(Stem(stem)), std::string::npos) << word;
    }
  }
}

TEST(IsFunctionWord, KnowsWordsWithoutTopic) {
  for (const std::string_view word :
       {"في", "من", "التي", "قال", "وفي", "فإن", "وأضاف", "ذلك", "كانت"}) {
    EXPECT_TRUE(IsFunctionWord(Fold(word))) << word;
  }
  for (const std::string_view word : {"المغرب", "وزير", "اتفاق", "وفد", "", "x", "وسط_", "فريق"}) {
    EXPECT_FALSE(IsFunctionWord(Fold(word))) << word;
  }
}

}  // namespace
}  // namespace isnad::arabic
