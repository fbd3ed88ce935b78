// Two passes. The first asks the lexicon: is there a proclitic and an ending which, taken off,
// leave a word we know? The smallest such cut wins, so «والده» is «والد» and not «ده», and «بفرنسا»
// is «فرنسا». The second, for all other words, cuts by rule.

#include "arabic/stem.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/word_table.h"

namespace isnad::arabic {
namespace {

// A folded Arabic letter is two bytes, so lengths here are letters times two.
constexpr std::size_t kLetter = 2;
constexpr std::size_t kMinWord = 3 * kLetter;
constexpr std::size_t kMaxWord = 40 * kLetter;
constexpr std::size_t kMinStem = 3 * kLetter;

// Lexicon of known words with the stem each has; values pack the cuts inside the word.
class Lexicon {
 public:
  Lexicon() {
    ForEachRow(ProtectedTsv(), [this](const std::vector<std::string_view>& fields) {
      const std::string word = Fold(fields[0]);
      if (fields.size() < 2 || word.size() < 2 * kLetter) return;
      if (fields[1] != "-") {
        const std::string stem = Fold(fields[1]);
        const std::size_t at = word.find(stem);
        if (at != std::string::npos) Add(word, at, word.size() - at - stem.size());
      } else if (fields[0].ends_with("ة") && word.size() > kMinStem) {
        const std::string base = word.substr(0, word.size() - kLetter);
        Add(word, 0, kLetter);
        Add(base, 0, 0);
        Add(base + "ت", 0, kLetter);  // before a pronoun: «وزارتهم»
      } else {
        Add(word, 0, 0);
      }
    });
  }

  // The cuts inside `word` packed as above, or kMissing.
  [[nodiscard]] std::uint32_t Find(std::string_view word) const { return words_.Find(word); }

  // False where no known word starts as `word` does: spares most look-ups.
  [[nodiscard]] bool MayStart(std::string_view word) const {
    return (word.size() >= 3 * kLetter && starts_.test(StartOf(word.substr(0, 3 * kLetter)))) ||
           (word.size() >= 2 * kLetter && starts_.test(StartOf(word.substr(0, 2 * kLetter))));
  }

 private:
  static constexpr std::size_t kStartBits = 16;

  // The first three letters, or both of a word of two. Arabic letters differ in the low six bits
  // of their second byte and in the first byte being D8 or D9.
  static std::size_t StartOf(std::string_view start) {
    std::size_t code = 0;
    for (std::size_t i = 0; i < start.size(); i += kLetter) {
      code = code * 67 + (static_cast<unsigned char>(start[i]) & 1U) * 64 +
             (static_cast<unsigned char>(start[i + 1]) & 0x3FU);
    }
    return code & ((1U << kStartBits) - 1);
  }

  void Add(std::string_view word, std::size_t front, std::size_t back) {
    words_.Add(word, static_cast<std::uint32_t>(front << 16 | back));
    starts_.set(StartOf(std::string_view(word).substr(0, 3 * kLetter)));
  }

  WordTable words_;
  std::bitset<1U << kStartBits> starts_;
};

const Lexicon& KnownWords() {
  static const Lexicon lexicon;
  return lexicon;
}

// Cuts in growing order; small enough for the stack.
class Cuts {
 public:
  void Add(std::size_t bytes) {
    if (count_ < values_.size() && (count_ == 0 || bytes > values_[count_ - 1])) {
      values_[count_++] = bytes;
    }
  }
  [[nodiscard]] const std::size_t* begin() const { return values_.data(); }
  [[nodiscard]] const std::size_t* end() const { return values_.data() + count_; }
  [[nodiscard]] std::size_t last() const { return count_ == 0 ? 0 : values_[count_ - 1]; }

 private:
  std::array<std::size_t, 8> values_{};
  std::size_t count_ = 0;
};

// Every way to read proclitics off the front: [و|ف] [ب|ك|ل|س] [ال], and لل for ل + ال.
Cuts FrontCuts(std::string_view word) {
  Cuts cuts;
  cuts.Add(0);
  std::size_t at = 0;
  const auto rest = [&] { return word.substr(at); };
  if (rest().starts_with("و") || rest().starts_with("ف")) cuts.Add(at += kLetter);
  if (rest().starts_with("ال")) {
    cuts.Add(at + 2 * kLetter);
  } else if (rest().starts_with("ب") || rest().starts_with("ك") || rest().starts_with("ل") ||
             rest().starts_with("س")) {
    const bool is_lam = rest().starts_with("ل");
    cuts.Add(at += kLetter);
    if (is_lam && rest().starts_with("ل")) cuts.Add(at + kLetter);
    if (rest().starts_with("ال")) cuts.Add(at + 2 * kLetter);
  }
  return cuts;
}

bool IsTafil(std::string_view word, std::string_view ending) {
  // تفعيل of a root that ends as a suffix does: «تأمين», «تثبيت».
  return word.size() == 5 * kLetter && word.starts_with("ت") && word.ends_with(ending);
}

// Every ending closes with one of ا ت م ن ه ي: spares most words the comparisons.
bool EndsLikeAnEnding(std::string_view word) {
  const char lead = word[word.size() - 2];
  const char last = word[word.size() - 1];
  if (lead == '\xD8') return last == '\xA7' || last == '\xAA';                  // ا ت
  return last == '\x85' || last == '\x86' || last == '\x87' || last == '\x8A';  // م ن ه ي
}

// Takes endings off from the outside in, keeping `min_stem` bytes; each step is a cut.
Cuts BackCuts(std::string_view word, std::size_t min_stem) {
  Cuts cuts;
  cuts.Add(0);
  if (!EndsLikeAnEnding(word)) return cuts;
  std::string_view rest = word;
  const auto strip = [&](std::string_view ending) {
    if (!rest.ends_with(ending) || rest.size() < ending.size() + min_stem) return false;
    rest.remove_suffix(ending.size());
    cuts.Add(word.size() - rest.size());
    return true;
  };
  const auto strip_any = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), strip);
  };
  // 1. pronouns; ه is also the folded ة, which takes no ت or ات before it.
  if (strip_any({"هما", "ها", "هم", "هن", "كما", "كم", "نا", "ه"})) {
    if (rest.ends_with("ت") && !IsTafil(rest, "يت") && !strip("ات")) strip("ت");
    if (rest.ends_with("اي")) strip("ي");  // «وزرائه» beside «وزراء»
  } else if (rest.ends_with("يا") && rest.size() >= 2 * kLetter + min_stem) {
    strip("ا");  // adverbs: «رسميا»
  } else if (rest.ends_with("ين") || rest.ends_with("ون") || rest.ends_with("ات") ||
             rest.ends_with("وا") || rest.ends_with("ان")) {
    // 2. number
    const bool dual_like = rest.ends_with("ان");
    if (IsTafil(rest, "ين")) return cuts;
    if (dual_like && rest.size() < 2 * kLetter + 4 * kLetter) return cuts;  // «لبنان», «ميدان»
    if (rest.ends_with("ستان")) return cuts;                                // «باكستان»
    strip_any({"ين", "ون", "ات", "وا", "ان"});
  }
  strip("ي");  // 3. nisba
  return cuts;
}

bool AnyStart(std::string_view word, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [word](std::string_view start) { return word.starts_with(start); });
}

// افتعال, انفعال, استفعال: the verbal nouns that a single letter may stand in front of.
bool IsVerbalNounWithAlef(std::string_view word) {
  return word.size() >= 6 * kLetter &&
         (AnyStart(word, {"است", "انت"}) ||
          (word.starts_with("ا") && word.substr(2 * kLetter).starts_with("ت")));
}

// The front cut by rule. Single letters go only where Arabic roots make the other reading
// unlikely: no root starts with ب and م, few with ل and م or ت.
std::size_t FrontByRule(std::string_view word) {
  const auto leaves = [&](std::size_t cut, std::size_t letters) {
    return word.size() >= cut + letters * kLetter;
  };
  std::size_t at = 0;
  if (word.starts_with("و") && leaves(kLetter, 3)) at = kLetter;
  const std::string_view rest = word.substr(at);
  if (rest.starts_with("ال") && leaves(at + 2 * kLetter, 2)) return at + 2 * kLetter;
  if (AnyStart(rest, {"بال", "كال", "فال"}) && leaves(at + 3 * kLetter, 3)) return at + 3 * kLetter;
  if (rest.starts_with("فبال") && leaves(at + 4 * kLetter, 3)) return at + 4 * kLetter;
  if (rest.starts_with("لل") && leaves(at + 2 * kLetter, 2)) return at + 2 * kLetter;
  if (rest.starts_with("فلل") && leaves(at + 3 * kLetter, 2)) return at + 3 * kLetter;
  const std::string_view inner = rest.size() > kLetter ? rest.substr(kLetter) : std::string_view{};
  const bool prepositional = AnyStart(rest, {"ب", "ل", "ك"}) && IsVerbalNounWithAlef(inner);
  if (prepositional || (AnyStart(rest, {"بم", "لم"}) && inner.size() >= 4 * kLetter) ||
      (AnyStart(rest, {"بت", "لت"}) && inner.size() >= 5 * kLetter)) {
    return at + kLetter;
  }
  return at;
}

// The smallest cut that leaves a known word.
bool FindKnown(std::string_view word, StemCut& cut) {
  const Lexicon& lexicon = KnownWords();
  Cuts backs;
  bool have_backs = false;
  std::size_t least = word.size();
  for (const std::size_t front : FrontCuts(word)) {
    const std::string_view rest = word.substr(front);
    if (front >= least || !lexicon.MayStart(rest)) continue;
    if (!have_backs) backs = BackCuts(word, 2 * kLetter);
    have_backs = true;
    for (const std::size_t back : backs) {
      if (front + back >= least || rest.size() < back + 2 * kLetter) break;
      const std::uint32_t inside = lexicon.Find(rest.substr(0, rest.size() - back));
      if (inside == WordTable::kMissing) continue;
      cut = {front + (inside >> 16), back + (inside & 0xFFFF)};
      least = front + back;
      break;
    }
  }
  return least < word.size();
}

// Folded Arabic and nothing else: two bytes a letter, led by D8 or D9.
bool IsArabicWord(std::string_view word) {
  if (word.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < word.size(); i += 2) {
    const auto lead = static_cast<unsigned char>(word[i]);
    if (lead < 0xD8 || lead > 0xDB) return false;
  }
  return true;
}

}  // namespace

StemCut LightStem(std::string_view folded_word) {
  if (folded_word.size() < kMinWord || folded_word.size() > kMaxWord ||
      !IsArabicWord(folded_word)) {
    return {};
  }
  StemCut cut;
  if (FindKnown(folded_word, cut)) return cut;
  cut.front = FrontByRule(folded_word);
  cut.back = BackCuts(folded_word.substr(cut.front), kMinStem).last();
  return cut;
}

std::string_view Stem(std::string_view folded_word) {
  const StemCut cut = LightStem(folded_word);
  return folded_word.substr(cut.front, folded_word.size() - cut.front - cut.back);
}

bool IsFunctionWord(std::string_view folded_word) {
  static const WordTable words = [] {
    WordTable table;
    ForEachRow(FunctionWordsTsv(), [&table](const std::vector<std::string_view>& fields) {
      table.Add(Fold(fields[0]), 1);
    });
    return table;
  }();
  if (words.Contains(folded_word)) return true;
  if (folded_word.size() < kMinWord || !AnyStart(folded_word, {"و", "ف"})) return false;
  return words.Contains(folded_word.substr(kLetter)) &&
         KnownWords().Find(folded_word) == WordTable::kMissing;
}

}  // namespace isnad::arabic
