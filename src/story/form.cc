#include "story/form.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "story/data_lines.h"

extern "C" const char isnad_story_forms[];
extern "C" const char isnad_story_forms_end[];

namespace isnad::story {
namespace {

constexpr std::size_t kMaxTitleWords = 30;
constexpr std::size_t kLeadWords = 25;  // of the text
constexpr std::size_t kMaxBetween = 3;  // other words between two of a form

using WordSet = std::vector<std::uint32_t>;  // hashes of stems, sorted

struct Step {
  WordSet words;                          // one of these
  std::size_t max_between = kMaxBetween;  // other words before it
};

struct Pattern {
  Form form;
  bool in_title = false;  // only there
  std::vector<Step> steps;
};

// A word's stem, and the stem behind a preposition before a noun without its article («بزواج»),
// which stemming leaves alone; the same again for other words.
struct Keys {
  std::uint32_t stem = 0;
  std::uint32_t noun = 0;
};

std::uint32_t KeyOf(std::string_view folded) { return HashText(arabic::Stem(folded)); }

Keys KeysOf(std::string_view folded) {
  constexpr std::size_t kMinBytes = 8;  // four letters
  Keys keys{.stem = KeyOf(folded)};
  const bool may_hide =
      folded.size() >= kMinBytes && (folded.starts_with("ب") || folded.starts_with("ل"));
  keys.noun = may_hide ? KeyOf(folded.substr(2)) : keys.stem;
  return keys;
}

bool Has(const WordSet& set, const Keys& keys) {
  return std::binary_search(set.begin(), set.end(), keys.stem) ||
         std::binary_search(set.begin(), set.end(), keys.noun);
}

class Forms {
 public:
  Forms() {
    const std::string_view data(
        isnad_story_forms, static_cast<std::size_t>(isnad_story_forms_end - isnad_story_forms));
    ForEachRow(data, [this](const Row& row) { Learn(row); });
  }

  // Patterns whose first word is this one.
  [[nodiscard]] const std::vector<std::size_t>* StartingWith(std::uint32_t key) const {
    const auto found = by_first_.find(key);
    return found == by_first_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const Pattern& operator[](std::size_t i) const { return patterns_[i]; }

 private:
  void Learn(const Row& row) {
    Pattern pattern;
    const auto kind = kinds_.emplace(row[1], kinds_.size() + 1).first;
    pattern.form = {.kind = static_cast<std::uint8_t>(kind->second), .is_dated = row[0] == "dated"};
    pattern.in_title = row[2] == "title";
    ForEachPart(row[3], ' ', [&pattern](std::string_view word) {
      Step& step = pattern.steps.emplace_back();
      WordSet& set = step.words;
      if (word.starts_with('=')) {
        step.max_between = 0;
        word.remove_prefix(1);
      }
      ForEachPart(word, '/',
                  [&set](std::string_view each) { set.push_back(KeyOf(arabic::Fold(each))); });
      std::sort(set.begin(), set.end());
      set.erase(std::unique(set.begin(), set.end()), set.end());
    });
    for (const std::uint32_t key : pattern.steps.front().words) {
      by_first_[key].push_back(patterns_.size());
    }
    patterns_.push_back(std::move(pattern));
  }

  std::unordered_map<std::string_view, std::size_t> kinds_;
  std::vector<Pattern> patterns_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_first_;
};

// The words of `pattern` behind its first, which is word `i` of `keys`.
bool Matches(const Pattern& pattern, const std::vector<Keys>& keys, std::size_t i,
             std::size_t end) {
  for (std::size_t k = 1; k < pattern.steps.size(); ++k) {
    const Step& step = pattern.steps[k];
    const std::size_t last = std::min(end, i + step.max_between + 2);
    do {
      ++i;
    } while (i < last && !Has(step.words, keys[i]));
    if (i >= last) return false;
  }
  return true;
}

}  // namespace

Form ReadForm(const Words& words, std::size_t title_words) {
  static const Forms forms;
  title_words = std::min(title_words, words.size());
  const std::size_t title = std::min(title_words, kMaxTitleWords);
  const std::size_t lead = std::min(words.size() - title_words, kLeadWords);
  std::vector<Keys> keys;
  keys.reserve(title + lead);
  for (std::size_t i = 0; i < title; ++i) keys.push_back(KeysOf(words.Folded(i)));
  for (std::size_t i = 0; i < lead; ++i) keys.push_back(KeysOf(words.Folded(title_words + i)));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::vector<std::size_t>* const starting = forms.StartingWith(keys[i].stem);
    if (starting == nullptr) continue;
    const bool in_title = i < title;
    for (const std::size_t each : *starting) {
      const Pattern& pattern = forms[each];
      if (pattern.in_title && !in_title) continue;
      if (Matches(pattern, keys, i, in_title ? title : keys.size())) return pattern.form;
    }
  }
  return {};
}

}  // namespace isnad::story
