#include "story/summary_words.h"

#include "story/phrase_table.h"

extern "C" const char isnad_story_summary_words[];
extern "C" const char isnad_story_summary_words_end[];

namespace isnad::story {

SentenceWord FindSentenceWord(const Words& words, std::size_t at) {
  static const PhraseTable<SentenceWord> table(
      {isnad_story_summary_words,
       static_cast<std::size_t>(isnad_story_summary_words_end - isnad_story_summary_words)},
      [](std::string_view kind) {
        if (kind == "hangs") return SentenceWord::kHangs;
        if (kind == "points") return SentenceWord::kPoints;
        if (kind == "furniture") return SentenceWord::kFurniture;
        if (kind == "agency") return SentenceWord::kAgency;
        return SentenceWord::kNone;
      });
  return table.Find(words, at);
}

}  // namespace isnad::story
