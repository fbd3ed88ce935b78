// Script first: most languages of the press have one to themselves. Those that share the Arabic,
// Latin or Cyrillic script are told apart by letters only some of them use, then by their commonest
// words (data/arabic/language_words.tsv).

#include "arabic/language.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <utility>
#include <vector>

#include "arabic/char_class.h"
#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/tokens.h"
#include "arabic/walk.h"
#include "arabic/word_table.h"
#include "base/utf8.h"

namespace isnad::arabic {
namespace {

constexpr std::size_t kMaxBytes = 4'000;  // what follows does not change the answer
constexpr std::size_t kMinLetters = 4;
constexpr std::size_t kMaxLanguages = 32;  // a bit each in a word's value

enum Script : std::size_t {
  kArabic,
  kLatin,
  kCyrillic,
  kHebrew,
  kGreek,
  kHan,
  kKana,
  kHangul,
  kDevanagari,
  kBengali,
  kThai,
  kArmenian,
  kGeorgian,
  kEthiopic,
  kTifinagh,
  kScriptCount
};

// Languages that have their script to themselves, by Script.
constexpr std::string_view kOnlyLanguage[kScriptCount] = {
    "", "", "", "he", "el", "", "ja", "ko", "hi", "bn", "th", "hy", "ka", "am", "zgh"};

Script ScriptOf(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_ARABIC:
      return kArabic;
    case USCRIPT_LATIN:
      return kLatin;
    case USCRIPT_CYRILLIC:
      return kCyrillic;
    case USCRIPT_HEBREW:
      return kHebrew;
    case USCRIPT_GREEK:
      return kGreek;
    case USCRIPT_HAN:
      return kHan;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return kKana;
    case USCRIPT_HANGUL:
      return kHangul;
    case USCRIPT_DEVANAGARI:
      return kDevanagari;
    case USCRIPT_BENGALI:
      return kBengali;
    case USCRIPT_THAI:
      return kThai;
    case USCRIPT_ARMENIAN:
      return kArmenian;
    case USCRIPT_GEORGIAN:
      return kGeorgian;
    case USCRIPT_ETHIOPIC:
      return kEthiopic;
    case USCRIPT_TIFINAGH:
      return kTifinagh;
    default:
      return kScriptCount;
  }
}

struct Letters {
  std::array<std::size_t, kScriptCount> scripts{};
  std::size_t total = 0;
};

Letters CountLetters(std::string_view text) {
  Letters letters;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if (static_cast<unsigned char>((byte | 0x20) - 'a') < 26) {
        ++letters.total;
        ++letters.scripts[kLatin];
      }
      ++at;
      continue;
    }
    const CodePoint point = CodePointAt(text, at);
    at += point.length_bytes;
    const CharClass c = ClassOf(point.value);
    if (c != CharClass::kArabic && c != CharClass::kLatin && c != CharClass::kLetter &&
        c != CharClass::kIdeograph) {
      continue;
    }
    const Script script = c == CharClass::kArabic  ? kArabic
                          : c == CharClass::kLatin ? kLatin
                                                   : ScriptOf(point.value);
    ++letters.total;
    if (script != kScriptCount) ++letters.scripts[script];
  }
  return letters;
}

// The commonest words of each language. A word may belong to several; its value is their bits.
class CommonWords {
 public:
  CommonWords() {
    std::vector<std::pair<std::string, std::uint32_t>> words;
    ForEachRow(LanguageWordsTsv(), [&](const std::vector<std::string_view>& fields) {
      if (fields.size() < 2) return;
      const std::uint32_t bit = BitOf(fields[0]);
      ForEachWord(fields[1], [&](std::string_view word) {
        words.emplace_back(Fold(word, FoldTier::kMarks), bit);
      });
    });
    std::sort(words.begin(), words.end());
    for (std::size_t i = 0; i < words.size();) {
      std::uint32_t bits = 0;
      const std::size_t first = i;
      for (; i < words.size() && words[i].first == words[first].first; ++i) bits |= words[i].second;
      table_.Add(words[first].first, bits);
    }
  }

  [[nodiscard]] std::uint32_t Find(std::string_view folded) const {
    const std::uint32_t bits = table_.Find(folded);
    return bits == WordTable::kMissing ? 0 : bits;
  }
  [[nodiscard]] const std::vector<std::string_view>& languages() const { return languages_; }

 private:
  template <typename Use>
  static void ForEachWord(std::string_view list, Use use) {
    while (!list.empty()) {
      const std::size_t space = list.find(' ');
      use(list.substr(0, space));
      list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    }
  }

  std::uint32_t BitOf(std::string_view language) {
    const auto known = std::find(languages_.begin(), languages_.end(), language);
    if (known != languages_.end()) return 1U << (known - languages_.begin());
    if (languages_.size() == kMaxLanguages) return 0;
    languages_.push_back(language);
    return 1U << (languages_.size() - 1);
  }

  WordTable table_;
  std::vector<std::string_view> languages_;
};

const CommonWords& Common() {
  static const CommonWords words;
  return words;
}

// Appends the word in lower case if it is of ASCII letters alone, which is all that folding does to
// those; false, and nothing done, otherwise.
bool AppendLowerAscii(std::string_view word, std::string& out) {
  const auto is_letter = [](char c) {
    return static_cast<unsigned char>((static_cast<unsigned char>(c) | 0x20) - 'a') < 26;
  };
  if (!std::all_of(word.begin(), word.end(), is_letter)) return false;
  for (const char c : word) out += static_cast<char>(c | 0x20);
  return true;
}

// The language among `candidates` whose common words cover most of the text; "" where they cover
// too little of it or two cover as much.
std::string_view ByWords(std::string_view text,
                         std::initializer_list<std::string_view> candidates) {
  std::array<double, kMaxLanguages> score{};
  std::size_t words = 0;
  std::size_t at = 0;
  Token token;
  std::string folded;
  const CommonWords& common = Common();
  while (NextToken(text, at, token)) {
    if (token.kind != TokenKind::kLatin && token.kind != TokenKind::kWord) continue;
    ++words;
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    folded.clear();
    if (!AppendLowerAscii(word, folded)) AppendFolded(folded, word, FoldTier::kMarks);
    const std::uint32_t bits = common.Find(folded);
    if (bits == 0) continue;
    const double share = 1.0 / std::popcount(bits);  // a word of many languages says less
    for (std::uint32_t rest = bits; rest != 0; rest &= rest - 1) {
      score[static_cast<std::size_t>(std::countr_zero(rest))] += share;
    }
  }
  std::string_view best;
  double best_score = 0;
  bool tie = false;
  const std::vector<std::string_view>& languages = Common().languages();
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (std::find(candidates.begin(), candidates.end(), languages[i]) == candidates.end()) continue;
    if (score[i] == best_score) tie = true;
    if (score[i] <= best_score) continue;
    best = languages[i];
    best_score = score[i];
    tie = false;
  }
  return tie || best_score < 0.04 * static_cast<double>(words) ? std::string_view{} : best;
}

// Letters that Arabic does not use, per thousand letters of the script.
std::string_view ArabicScriptLanguage(std::string_view text, std::size_t letters) {
  std::size_t persian = 0;
  std::size_t urdu = 0;
  std::size_t sorani = 0;
  std::size_t pashto = 0;
  std::size_t uyghur = 0;
  std::size_t arabic = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    at += point.length_bytes;
    switch (point.value) {
      case 0x067E:
      case 0x0686:
      case 0x0698:
      case 0x06AF:
      case 0x06A9:
      case 0x06CC:
        ++persian;
        break;
      case 0x0679:
      case 0x0688:
      case 0x0691:
      case 0x06BA:
      case 0x06D2:
      case 0x06C1:
      case 0x06BE:
        ++urdu;
        break;
      case 0x06D5:
      case 0x06CE:
      case 0x06C6:
      case 0x0695:
      case 0x06B5:
        ++sorani;
        break;
      case 0x0693:
      case 0x0696:
      case 0x069A:
      case 0x0681:
      case 0x0685:
      case 0x0689:
      case 0x06BC:
      case 0x06D0:
      case 0x06CD:
        ++pashto;
        break;
      case 0x06C7:
      case 0x06C8:
      case 0x06CB:
      case 0x06AD:
        ++uyghur;
        break;
      case 0x0629:
      case 0x0623:
      case 0x0625:
      case 0x0649:
      case 0x0643:
      case 0x064A:
        ++arabic;  // letters that Persian and Urdu write otherwise or not at all
        break;
      default:
        break;
    }
  }
  const auto share = [letters](std::size_t count) { return count * 1000 / letters; };
  if (share(uyghur) >= 20 && share(sorani) >= 20) return "ug";
  if (share(sorani) >= 40) return "ckb";
  if (share(pashto) >= 15) return "ps";
  if (share(urdu) >= 40) return "ur";
  if (persian > arabic && share(persian) >= 30) return "fa";
  if (arabic == 0 || persian * 4 > arabic) {
    const std::string_view by_words = ByWords(text, {"ar", "fa"});
    if (!by_words.empty()) return by_words;
  }
  return "ar";
}

std::string_view CyrillicLanguage(std::string_view text) {
  const auto has = [text](std::string_view letter) {
    return text.find(letter) != std::string_view::npos;
  };
  if (has("ї") || has("є") || has("ґ")) return "uk";
  if (has("ў")) return "be";
  if (has("ј") || has("љ") || has("њ") || has("ћ") || has("ђ")) return "sr";
  if (has("қ") || has("ғ") || has("ә") || has("ұ")) return "kk";
  if (has("ы") || has("э") || has("ё")) return "ru";
  const std::string_view by_words = ByWords(text, {"ru", "bg", "uk"});
  return by_words.empty() ? "ru" : by_words;
}

}  // namespace

std::string_view DetectLanguage(std::string_view text) {
  text = TruncateUtf8(text, kMaxBytes);
  const Letters letters = CountLetters(text);
  if (letters.total < kMinLetters) return {};
  const auto& scripts = letters.scripts;
  // Kana beside Han is Japanese, however much Han there is.
  if (scripts[kKana] * 10 > letters.total) return "ja";
  const auto largest =
      static_cast<std::size_t>(std::max_element(scripts.begin(), scripts.end()) - scripts.begin());
  if (scripts[largest] * 2 < letters.total) return {};
  switch (largest) {
    case kArabic:
      return ArabicScriptLanguage(text, scripts[kArabic]);
    case kLatin:
      return ByWords(text, {"en", "fr", "es", "de", "it", "pt", "tr", "nl", "ca", "ro", "pl", "sv",
                            "id", "sw", "so", "ku", "az"});
    case kCyrillic:
      return CyrillicLanguage(text);
    case kHan:
      return "zh";
    default:
      return kOnlyLanguage[largest];
  }
}

}  // namespace isnad::arabic
