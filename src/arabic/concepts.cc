#include "arabic/concepts.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/word_table.h"

namespace isnad::arabic {
namespace {

constexpr std::string_view kArticle = "ال";  // al-, the
constexpr std::string_view kDoubt = "?";
constexpr std::string_view kNumber = "#";

// What a neighbour says of a word.
enum Vote : std::uint32_t { kYes = 1, kBefore = 2, kNo = 4, kNotBefore = 8 };

// Folded, without the article that it was written with: «المغرب» but not «ألمانيا».
std::string Bare(std::string_view word) {
  if (word.starts_with(kArticle)) word.remove_prefix(kArticle.size());
  return Fold(word);
}

template <typename Take>
void ForEachWord(std::string_view field, Take&& take) {
  while (!field.empty()) {
    const std::size_t space = std::min(field.find(' '), field.size());
    if (space > 0) take(field.substr(0, space));
    field.remove_prefix(std::min(space + 1, field.size()));
  }
}

// One row a word: plain, doubtful, or the first of words of two.
struct Entry {
  std::string_view mark;  // "" where only `pairs` make it something
  bool doubtful = false;
  std::map<std::string, std::string_view, std::less<>> pairs;  // second word -> mark
};

class Concepts {
 public:
  Concepts() {
    ForEachRow(NationsTsv(), [this](const auto& fields) { AddNation(fields); });
    AddMonths();
    ForEachRow(SpellingsTsv(), [this](const auto& fields) { AddSpellings(fields.front()); });
    ForEachRow(PluralsTsv(), [this](const auto& fields) { AddPlurals(fields.front()); });
    ForEachRow(ContextsTsv(), [this](const auto& fields) { AddContext(fields); });
  }

  [[nodiscard]] Concept Find(std::string_view bare) const {
    const std::uint32_t at = words_.Find(bare);
    if (at == WordTable::kMissing) return {};
    const Entry& entry = entries_[at];
    if (!entry.doubtful && entry.pairs.empty()) return {ConceptKind::kPlain, entry.mark, at};
    return {ConceptKind::kInContext, entry.mark, at};
  }

  [[nodiscard]] std::optional<std::string_view> InContext(const Concept& found,
                                                          std::string_view before,
                                                          std::string_view after) const {
    const Entry& entry = entries_[found.entry];
    const auto pair = entry.pairs.find(after);
    if (pair != entry.pairs.end()) return pair->second;
    if (!entry.doubtful) return entry.mark;
    const std::uint32_t front = VoteOf(entry.mark, before);
    const std::uint32_t back = VoteOf(entry.mark, after);
    if (((front | back) & kNo) != 0 || (front & kNotBefore) != 0) return std::string_view();
    if (((front | back) & kYes) != 0 || (front & kBefore) != 0) return entry.mark;
    if (IsOtherNation(before, entry) || IsOtherNation(after, entry)) return entry.mark;
    return std::nullopt;
  }

  [[nodiscard]] std::string Nation(std::string_view name) const {
    const std::string bare = Bare(name);
    const std::string mark = kConceptMark + bare;
    if (codes_.contains(mark)) return mark;
    const std::size_t space = bare.find(' ');
    const std::uint32_t at = words_.Find(std::string_view(bare).substr(0, space));
    if (at == WordTable::kMissing) return {};
    const Entry& entry = entries_[at];
    if (space == std::string::npos) {
      return codes_.contains(std::string(entry.mark)) ? std::string(entry.mark) : std::string();
    }
    const auto pair = entry.pairs.find(Bare(std::string_view(bare).substr(space + 1)));
    return pair == entry.pairs.end() ? std::string() : std::string(pair->second);
  }

 private:
  std::string_view Keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  Entry& EntryOf(std::string_view bare) {
    const std::uint32_t at = words_.Find(bare);
    if (at != WordTable::kMissing) return entries_[at];
    words_.Add(bare, static_cast<std::uint32_t>(entries_.size()));
    return entries_.emplace_back();
  }

  // The first mark that a word is given stays.
  void Add(std::string_view bare, std::string_view mark, bool doubtful) {
    Entry& entry = EntryOf(bare);
    if (!entry.mark.empty()) return;
    entry.mark = mark;
    entry.doubtful = doubtful;
  }

  void AddPair(std::string_view first, std::string_view second, std::string_view mark) {
    EntryOf(Bare(first)).pairs.emplace(Bare(second), mark);
  }

  void AddNation(const std::vector<std::string_view>& fields) {
    const std::string_view mark = Keep(kConceptMark + std::string(fields[0]));
    codes_.emplace(mark, true);
    for (std::size_t column = 1; column < fields.size(); ++column) {
      ForEachWord(fields[column], [&](std::string_view word) {
        const bool doubtful = word.starts_with(kDoubt);
        if (doubtful) word.remove_prefix(kDoubt.size());
        const std::size_t joint = word.find('_');
        if (joint != std::string_view::npos) {
          AddPair(word.substr(0, joint), word.substr(joint + 1), mark);
          return;
        }
        const std::string bare = Bare(word);
        Add(bare, mark, doubtful);
        if (column != 2) return;
        for (const char* ending : {"ه", "ين", "ون", "ات", "ان", "تين", "تان"}) {
          Add(bare + ending, mark, doubtful);
        }
      });
    }
  }

  // Numbers of months, their namings in Arabic letters; those that are words as well are doubtful.
  void AddMonths() {
    std::vector<std::string> doubtful;
    ForEachRow(ContextsTsv(), [&](const std::vector<std::string_view>& fields) {
      if (fields.size() < 3 || fields[1] != "maybe") return;
      ForEachWord(fields[2], [&](std::string_view word) { doubtful.push_back(Bare(word)); });
    });
    ForEachRow(MonthsTsv(), [&](const std::vector<std::string_view>& fields) {
      if (fields.size() < 3 || static_cast<unsigned char>(fields[2][0]) < 0x80) return;
      const std::string_view mark =
          Keep(std::string(1, kConceptMark) + "m" + std::string(fields[0]));
      const std::size_t space = fields[2].find(' ');
      if (space != std::string_view::npos) {
        return AddPair(fields[2].substr(0, space), fields[2].substr(space + 1), mark);
      }
      const std::string bare = Bare(fields[2]);
      Add(bare, mark, std::find(doubtful.begin(), doubtful.end(), bare) != doubtful.end());
    });
  }

  // All spellings of a line are the stem of the first.
  void AddSpellings(std::string_view line) {
    std::string_view mark;
    ForEachWord(line, [&](std::string_view word) {
      const std::string bare = Bare(word);
      if (mark.empty()) mark = Keep(std::string(Stem(bare)));
      // Endings stay on: «تلفزيونات» is led back by the stemmer.
      Add(bare, mark, false);
      const std::string stem(Stem(bare));
      if (stem != bare) Add(stem, mark, false);
    });
  }

  // All forms of a line, with pronouns or endings or without, are the stem of the first. The stems
  // of plurals are none: «قاد» is no leader.
  void AddPlurals(std::string_view line) {
    std::string_view mark;
    ForEachWord(line, [&](std::string_view word) {
      if (mark.empty()) mark = Keep(std::string(Stem(Bare(word))));
      Add(Bare(word), mark, false);
      for (const std::string& front : FrontsOfPronouns(word)) {
        for (const char* pronoun : {"ه", "ها", "هم", "هن", "هما", "نا", "كم", "ي", "ا"}) {
          Add(Bare(front + pronoun), mark, false);
        }
      }
    });
  }

  // What stands before a pronoun: «قادت», «وزراء», «وزرائ», «وزراؤ», «قرا».
  static std::vector<std::string> FrontsOfPronouns(std::string_view word) {
    const auto replaced = [&](std::string_view end, const char* with) {
      return std::string(word.substr(0, word.size() - end.size())) + with;
    };
    constexpr std::string_view kTaMarbuta = "ة";
    constexpr std::string_view kMaqsura = "ى";
    constexpr std::string_view kHamza = "ء";
    if (word.ends_with(kTaMarbuta)) return {replaced(kTaMarbuta, "ت")};
    if (word.ends_with(kMaqsura)) return {replaced(kMaqsura, "ا")};
    if (word.ends_with(kHamza)) {
      return {std::string(word), replaced(kHamza, "ئ"), replaced(kHamza, "ؤ")};
    }
    return {std::string(word)};
  }

  void AddContext(const std::vector<std::string_view>& fields) {
    if (fields.size() < 3 || fields[1] == "maybe") return;
    const std::uint32_t vote = fields[1] == "yes"      ? kYes
                               : fields[1] == "before" ? kBefore
                               : fields[1] == "no"     ? kNo
                                                       : kNotBefore;
    auto& votes = contexts_[std::string(1, kConceptMark) + std::string(fields[0])];
    ForEachWord(fields[2], [&](std::string_view word) {
      if (word == kNumber) {
        votes[std::string(word)] |= vote;
        return;
      }
      const std::string bare = Bare(word);
      votes[bare] |= vote;
      votes[std::string(Stem(bare))] |= vote;
    });
  }

  [[nodiscard]] std::uint32_t VoteOf(std::string_view mark, std::string_view neighbour) const {
    if (neighbour.empty()) return 0;
    const auto votes = contexts_.find(mark);
    if (votes == contexts_.end()) return 0;
    auto vote = votes->second.find(neighbour);
    if (vote == votes->second.end()) vote = votes->second.find(Stem(neighbour));
    return vote == votes->second.end() ? 0 : vote->second;
  }

  [[nodiscard]] bool IsOtherNation(std::string_view neighbour, const Entry& entry) const {
    const std::uint32_t at = words_.Find(neighbour);
    if (at == WordTable::kMissing || !codes_.contains(std::string(entry.mark))) return false;
    const Entry& other = entries_[at];
    return !other.doubtful && other.mark != entry.mark && codes_.contains(std::string(other.mark));
  }

  WordTable words_;  // bare form -> index of entries_
  std::deque<Entry> entries_;
  std::deque<std::string> kept_;
  std::map<std::string, bool, std::less<>> codes_;  // marks of nations
  std::map<std::string, std::map<std::string, std::uint32_t, std::less<>>, std::less<>> contexts_;
};

const Concepts& All() {
  static const Concepts concepts;
  return concepts;
}

}  // namespace

Concept FindConcept(std::string_view bare_word) { return All().Find(bare_word); }

std::optional<std::string_view> ConceptInContext(const Concept& found, std::string_view before,
                                                 std::string_view after) {
  return All().InContext(found, before, after);
}

std::string NationOf(std::string_view name) { return All().Nation(name); }

}  // namespace isnad::arabic
