#include "story/vocabulary.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <unordered_map>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "story/data_lines.h"
#include "story/words.h"

extern "C" const char isnad_story_press_words[];
extern "C" const char isnad_story_press_words_end[];
extern "C" const char isnad_story_synonyms[];
extern "C" const char isnad_story_synonyms_end[];
extern "C" const char isnad_story_event_words[];
extern "C" const char isnad_story_event_words_end[];

namespace isnad::story {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::uint8_t ToNumber(std::string_view digits) {
  std::uint8_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// What is known of one word; `sense.term` is not used.
struct Known {
  std::string synonyms;  // name of the line, empty for none
  Sense sense;
  bool of_the_trade = false;
};

class Vocabulary {
 public:
  Vocabulary() {
    ForEachRow(Between(isnad_story_press_words, isnad_story_press_words_end),
               [this](const Row& row) {
                 ForEachPart(row[0], ' ', [this](std::string_view word) {
                   known_[HashText(arabic::Fold(word))].of_the_trade = true;
                 });
               });
    ForEachRow(Between(isnad_story_synonyms, isnad_story_synonyms_end), [this](const Row& row) {
      const std::string name = "=" + std::string(row[0].substr(0, row[0].find(' ')));
      Learn(row[0], [&name](Known& known) {
        if (known.synonyms.empty()) known.synonyms = name;
      });
    });
    ForEachRow(Between(isnad_story_event_words, isnad_story_event_words_end),
               [this](const Row& row) { LearnEvents(row[0], row[1], ToNumber(row[2])); });
  }

  // Of this very form; nullptr for forms without an entry.
  [[nodiscard]] const Known* Find(std::string_view form) const {
    const auto found = known_.find(HashText(form));
    return found == known_.end() ? nullptr : &found->second;
  }

  // Of the stem, or behind a preposition before a noun without its article («بانسحاب»), which
  // stemming leaves alone.
  [[nodiscard]] const Known* FindInflected(std::string_view folded) const {
    if (const Known* known = Find(arabic::Stem(folded))) return known;
    constexpr std::size_t kMinRest = 6;  // three letters
    for (const std::string_view preposition : {"ب", "ل"}) {
      if (!folded.starts_with(preposition)) continue;
      const std::string_view rest = folded.substr(preposition.size());
      return rest.size() < kMinRest ? nullptr : Find(rest);
    }
    return nullptr;
  }

 private:
  template <typename Use>
  void Learn(std::string_view words, Use use) {
    ForEachPart(words, ' ', [&](std::string_view word) {
      const std::string folded = arabic::Fold(word);
      use(known_[HashText(folded)]);
      const std::string_view stem = arabic::Stem(folded);
      if (stem != folded) use(known_[HashText(stem)]);
    });
  }

  void LearnEvents(std::string_view kind, std::string_view words, std::uint8_t value) {
    if (kind == "action") ++actions_;
    assert(actions_ <= kMaxActions);
    Learn(words, [&](Known& known) {
      Sense& sense = known.sense;
      if (kind == "action" && sense.action == 0) sense.action = actions_;
      if (kind == "outcome") sense.is_outcome = true;
      if (kind == "edition") sense.is_edition = true;
      if (kind == "ordinal") sense.ordinal = value;
      if (kind == "ten") sense.tens = value;
    });
  }

  std::unordered_map<std::uint32_t, Known> known_;  // by hash of the folded word
  std::uint8_t actions_ = 0;
};

}  // namespace

Sense SenseOf(std::string_view folded, arabic::TokenKind kind, std::string& name) {
  static const Vocabulary vocabulary;
  name.clear();
  Sense sense;
  bool says_nothing = false;
  if (kind != arabic::TokenKind::kNumber) {
    const Known* known = vocabulary.Find(folded);
    says_nothing = (known != nullptr && known->of_the_trade) || arabic::IsFunctionWord(folded);
    if (kind == arabic::TokenKind::kWord && !says_nothing) {
      // What stands for a form counts before what stands for its stem.
      const Known* const inflected =
          known != nullptr && !known->synonyms.empty() ? nullptr : vocabulary.FindInflected(folded);
      if (known == nullptr) known = inflected;
      if (known != nullptr) name = known->synonyms;
      if (name.empty() && inflected != nullptr) name = inflected->synonyms;
    }
    if (known != nullptr) sense = known->sense;
  }
  if (says_nothing) return sense;
  if (name.empty()) AppendTermKey(name, folded, kind);
  if (!name.empty()) sense.term = HashText(name);
  return sense;
}

}  // namespace isnad::story
