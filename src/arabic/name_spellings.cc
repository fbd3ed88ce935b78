#include "arabic/name_spellings.h"

#include <algorithm>
#include <array>

#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/names.h"
#include "arabic/tokens.h"
#include "arabic/word_table.h"
#include "base/utf32.h"

namespace isnad::arabic {
namespace {

constexpr std::size_t kMinVariedLetters = 4;  // shorter parts have too many neighbours
constexpr std::size_t kMaxVariedLetters = 12;
constexpr std::u32string_view kVowels = U"اوي";

// Letters that the press exchanges when it writes one foreign sound.
constexpr std::array<std::u32string_view, 8> kSounds = {
    U"غجقك",  // g
    U"سص",    // s
    U"تط",    // t
    U"دض",    // d
    U"سثت",   // th
    U"زذظ",   // z
    U"حه",    // h
    U"فب",    // v, p
};

bool IsVowel(char32_t c) { return kVowels.find(c) != kVowels.npos; }

// Words with a long vowel less, and those with one more; `word` keeps its first letter.
void VaryVowels(const std::u32string& word, std::vector<std::u32string>& out) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (!IsVowel(word[i])) continue;
    std::u32string shorter = word;
    shorter.erase(i, 1);
    out.push_back(std::move(shorter));
  }
}

void AddVowels(const std::u32string& word, std::vector<std::u32string>& out) {
  for (std::size_t i = 1; i <= word.size(); ++i) {
    for (const char32_t vowel : kVowels) {
      std::u32string longer = word;
      longer.insert(i, 1, vowel);
      out.push_back(std::move(longer));
    }
  }
}

void VarySounds(const std::u32string& word, std::vector<std::u32string>& out) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    for (const std::u32string_view sound : kSounds) {
      if (sound.find(word[i]) == sound.npos) continue;
      for (const char32_t other : sound) {
        std::u32string changed = word;
        changed[i] = other;
        if (other != word[i]) out.push_back(std::move(changed));
      }
    }
    for (const char32_t vowel : kVowels) {
      if (i == 0 || !IsVowel(word[i]) || vowel == word[i]) continue;
      std::u32string changed = word;
      changed[i] = vowel;
      out.push_back(std::move(changed));
    }
  }
}

// Those nearest to the name as given first.
std::vector<std::string> SpellingsOf(std::string_view part) {
  const std::u32string word = ToUtf32(part);
  std::vector<std::string> out{std::string(part)};
  if (word.size() < kMinVariedLetters || word.size() > kMaxVariedLetters) return out;
  std::vector<std::u32string> varied;
  VaryVowels(word, varied);
  const std::size_t shorter = varied.size();
  for (std::size_t i = 0; i < shorter; ++i) {
    const std::u32string moved_from = varied[i];  // a vowel that moves is one less and one more
    AddVowels(moved_from, varied);
  }
  AddVowels(word, varied);
  VarySounds(word, varied);
  struct Scored {
    double likeness;
    std::string spelling;
  };
  std::vector<Scored> kept;
  for (const std::u32string& candidate : varied) {
    std::string spelling = ToUtf8(candidate);
    if (spelling == part) continue;
    const double likeness = NameLikeness(part, spelling);
    if (likeness >= kSameName) kept.push_back({likeness, std::move(spelling)});
  }
  std::sort(kept.begin(), kept.end(), [](const Scored& a, const Scored& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.spelling < b.spelling;
  });
  for (Scored& scored : kept) {
    if (out.size() == kMaxSpellings) break;
    if (scored.spelling != out.back()) out.push_back(std::move(scored.spelling));
  }
  return out;
}

constexpr std::size_t kMinJoinedBytes = 6;  // of what stands behind «عبد» and «أبو»: three letters

// Words that join the next into one given name; those that nothing else begins with («عبد», «أبو»)
// are taken off a word that begins with them.
class Joiners {
 public:
  Joiners() {
    ForEachRow(NameWordsTsv(), [this](const std::vector<std::string_view>& fields) {
      if (fields.size() < 2 || (fields[1] != "servant" && fields[1] != "father")) return;
      words_.push_back(Fold(fields[0]));
    });
  }

  [[nodiscard]] bool Has(std::string_view folded) const {
    return std::find(words_.begin(), words_.end(), folded) != words_.end();
  }

  // Bytes of `folded` that are such a word written together with the next; 0 for none.
  [[nodiscard]] static std::size_t FrontOf(std::string_view folded) {
    constexpr std::string_view kFronts[] = {"عبدال", "ابو"};
    constexpr std::string_view kArticle = "ال";
    for (const std::string_view front : kFronts) {
      if (!folded.starts_with(front)) continue;
      const std::size_t size = front.size() - (front.ends_with(kArticle) ? kArticle.size() : 0);
      return folded.size() >= size + kMinJoinedBytes ? size : 0;
    }
    return 0;
  }

 private:
  std::vector<std::string> words_;
};

// Titles and the words between a name and the father's.
bool IsNoPart(std::string_view folded) {
  static const WordTable words = [] {
    WordTable table;
    ForEachRow(NameWordsTsv(), [&table](const std::vector<std::string_view>& fields) {
      if (fields.size() > 1 && (fields[1] == "title" || fields[1] == "son")) {
        table.Add(Fold(fields[0]), 1);
      }
    });
    return table;
  }();
  return words.Contains(folded);
}

}  // namespace

std::vector<std::vector<std::string>> NameSpellings(std::string_view name) {
  std::vector<std::vector<std::string>> parts;
  std::string last_left_out;
  Token token;
  for (std::size_t at = 0; NextToken(name, at, token);) {
    std::string folded = Fold(name.substr(token.begin, token.end - token.begin));
    if (folded.empty()) continue;
    if (IsNoPart(folded)) {
      last_left_out = std::move(folded);
    } else {
      parts.push_back(SpellingsOf(folded));
    }
  }
  if (parts.empty() && !last_left_out.empty()) parts.push_back({std::move(last_left_out)});
  return parts;
}

std::vector<std::string> NameWritings(std::string_view name) {
  static const Joiners joiners;
  std::string together;
  std::string apart;
  bool joins = false;
  Token token;
  for (std::size_t at = 0; NextToken(name, at, token);) {
    const std::string folded = Fold(name.substr(token.begin, token.end - token.begin));
    if (folded.empty()) continue;
    if (!together.empty() && !joins) together += ' ';
    together += folded;
    joins = joiners.Has(folded);
    if (!apart.empty()) apart += ' ';
    const std::size_t front = Joiners::FrontOf(folded);
    apart += folded.substr(0, front);
    if (front > 0) apart += ' ';
    apart += folded.substr(front);
  }
  std::vector<std::string> out{std::string(name)};
  const std::string as_given = Fold(name);
  for (std::string* writing : {&together, &apart}) {
    if (*writing != as_given && !writing->empty()) out.push_back(std::move(*writing));
  }
  return out;
}

}  // namespace isnad::arabic
