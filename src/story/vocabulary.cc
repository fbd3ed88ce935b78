#include "story/vocabulary.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "story/data_lines.h"
#include "story/words.h"

extern "C" const char isnad_story_press_words[];
extern "C" const char isnad_story_press_words_end[];
extern "C" const char isnad_story_synonyms[];
extern "C" const char isnad_story_synonyms_end[];

namespace isnad::story {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

template <typename Use>
void ForEachWord(std::string_view line, Use use) {
  while (!line.empty()) {
    const std::size_t space = std::min(line.find(' '), line.size());
    if (space > 0) use(line.substr(0, space));
    line.remove_prefix(std::min(space + 1, line.size()));
  }
}

class Vocabulary {
 public:
  Vocabulary() {
    ForEachRow(Between(isnad_story_press_words, isnad_story_press_words_end),
               [this](const Row& row) {
                 ForEachWord(row[0], [this](std::string_view word) {
                   trade_.insert(HashText(arabic::Fold(word)));
                 });
               });
    ForEachRow(Between(isnad_story_synonyms, isnad_story_synonyms_end), [&](const Row& row) {
      const std::string name = "=" + std::string(row[0].substr(0, row[0].find(' ')));
      ForEachWord(row[0], [&](std::string_view word) {
        const std::string folded = arabic::Fold(word);
        stands_for_.emplace(HashText(folded), name);
        stands_for_.emplace(HashText(arabic::Stem(folded)), name);
      });
    });
  }

  [[nodiscard]] bool IsOfTheTrade(std::uint32_t hash) const { return trade_.contains(hash); }

  // The name of the synonyms of a folded word or of its stem; nullptr for none.
  [[nodiscard]] const std::string* SynonymsOf(std::uint32_t hash, std::string_view folded) const {
    auto found = stands_for_.find(hash);
    if (found == stands_for_.end()) found = stands_for_.find(HashText(arabic::Stem(folded)));
    return found == stands_for_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_set<std::uint32_t> trade_;
  std::unordered_map<std::uint32_t, std::string> stands_for_;
};

}  // namespace

std::uint32_t TermOf(std::string_view folded, arabic::TokenKind kind, std::string& name) {
  static const Vocabulary vocabulary;
  name.clear();
  if (kind != arabic::TokenKind::kNumber) {
    if (arabic::IsFunctionWord(folded)) return 0;
    const std::uint32_t hash = HashText(folded);
    if (vocabulary.IsOfTheTrade(hash)) return 0;
    if (kind == arabic::TokenKind::kWord) {
      if (const std::string* synonyms = vocabulary.SynonymsOf(hash, folded)) name = *synonyms;
    }
  }
  if (name.empty()) AppendTermKey(name, folded, kind);
  return name.empty() ? 0 : HashText(name);
}

}  // namespace isnad::story
