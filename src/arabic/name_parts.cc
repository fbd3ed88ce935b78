#include "arabic/name_parts.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/word_table.h"
#include "base/utf8.h"

namespace isnad::arabic {
namespace {

constexpr std::size_t kMaxBytes = 256;
constexpr std::string_view kArticle = "ال";

enum class Role : std::uint8_t { kTitle, kSon, kServant, kFather, kHouse, kNumber, kCommon, kKind };

struct Lexicon {
  WordTable roles;  // low byte the role, the rest a number's value
  WordTable given;  // the row
};

Role RoleNamed(std::string_view name) {
  constexpr std::string_view kNames[] = {"title", "son",    "servant", "father",
                                         "house", "number", "common",  "kind"};
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<Role>(i);
  }
  return Role::kKind;
}

// Given names of two words are looked up without the space, as they are read.
std::string Joined(std::string_view words) {
  std::string out;
  for (const char c : Fold(words)) {
    if (c != ' ') out += c;
  }
  return out;
}

const Lexicon& Words() {
  static const Lexicon lexicon = [] {
    Lexicon out;
    ForEachRow(NameWordsTsv(), [&](const std::vector<std::string_view>& row) {
      std::uint32_t value = 0;
      if (row.size() > 2) std::from_chars(row[2].data(), row[2].data() + row[2].size(), value);
      const auto role = static_cast<std::uint32_t>(RoleNamed(row.size() > 1 ? row[1] : ""));
      out.roles.Add(Fold(row[0]), value << 8 | role);
    });
    std::uint32_t number = 0;
    ForEachRow(GivenNamesTsv(), [&](const std::vector<std::string_view>& row) {
      for (const std::string_view spelling : row) out.given.Add(Joined(spelling), number);
      ++number;
    });
    return out;
  }();
  return lexicon;
}

// Letters that foreign names are hardly ever written with.
bool IsNativeLetter(Letter letter) {
  static const std::uint32_t native = [] {
    std::uint32_t mask = 0;
    for (const char32_t c : U"حذضظع") {
      if (c != 0) mask |= 1U << LetterOf(c);
    }
    return mask;
  }();
  return letter < kArabicLetters && ((native >> letter) & 1) != 0;
}

class Reader {
 public:
  explicit Reader(std::string_view name) {
    AppendFolded(marked_, TruncateUtf8(name, kMaxBytes), FoldTier::kMarks);
    if (marked_.size() > kMaxBytes) marked_.resize(TruncateUtf8(marked_, kMaxBytes).size());
    folded_.reserve(2 * kMaxBytes);  // what is folded letter by letter does not grow
  }

  NameParts Read() {
    std::string_view rest = marked_;
    while (out_.size < kMaxParts) {
      const std::string_view word = NextWord(rest);
      if (word.empty()) break;
      // «إليمان» begins with no article, though its folded form looks so.
      article_ = word.size() > kArticle.size() + 2 && word.starts_with(kArticle);
      const std::size_t begin = folded_.size();
      AppendFolded(folded_, word, FoldTier::kSearch);
      Take(std::string_view(folded_).substr(begin));
    }
    if (!prefix_.empty() && out_.size < kMaxParts) AddPart(prefix_);
    // A title that nothing follows was the name: «السيد», «النجم».
    if (out_.size == 0 && !last_title_.empty()) AddPart(last_title_);
    return out_;
  }

 private:
  static bool IsBreak(char c) {
    return c == ' ' || c == '-' || c == '.' || c == ',' || c == '\t' || c == '\n' || c == '\'';
  }

  static std::string_view NextWord(std::string_view& rest) {
    while (!rest.empty() && IsBreak(rest.front())) rest.remove_prefix(1);
    std::size_t end = 0;
    while (end < rest.size() && !IsBreak(rest[end])) ++end;
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    return word;
  }

  void Take(std::string_view word) {
    if (!prefix_.empty()) {  // «عبد» waits for its second half
      AddJoined(word);
      return;
    }
    const std::uint32_t found = Words().roles.Find(word);
    if (found == WordTable::kMissing) {
      if (word.find_first_not_of("0123456789") == std::string_view::npos) {
        AddNumber(word);
      } else {
        AddPart(word);
      }
      return;
    }
    switch (static_cast<Role>(found & 0xFF)) {
      case Role::kTitle:
        if (out_.size == 0) {
          last_title_ = word;
        } else {
          AddPart(word);
        }
        break;
      case Role::kSon:
        fathers_ = out_.size > 0;
        break;
      case Role::kServant:
      case Role::kFather:
        prefix_ = word;
        break;
      case Role::kHouse:
        break;
      case Role::kNumber:
        AddOrdinal(static_cast<std::uint8_t>(found >> 8), word);
        break;
      case Role::kCommon:
        AddPart(word);
        if (out_.size > 0) out_.parts[out_.size - 1].common = true;
        break;
      case Role::kKind:
        AddPart(word);
        if (out_.size > 0) out_.parts[out_.size - 1].kind = true;
        break;
    }
  }

  // «أبو», «أبي» and «بو» are one.
  void AddJoined(std::string_view word) {
    const std::uint32_t role = Words().roles.Find(prefix_);
    const bool father = static_cast<Role>(role & 0xFF) == Role::kFather;
    std::array<char, 2 * kMaxBytes> joined;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    const std::string_view head = father && prefix_ != "ام" ? std::string_view("ابو") : prefix_;
    std::copy(head.begin(), head.end(), joined.begin());
    std::copy(word.begin(), word.end(), joined.begin() + static_cast<std::ptrdiff_t>(head.size()));
    prefix_ = {};
    AddPart({joined.data(), head.size() + word.size()});
  }

  void AddNumber(std::string_view digits) {
    unsigned value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    NamePart part;
    part.number = static_cast<std::uint8_t>(value > 0 && value < 255 ? value : 255);
    out_.parts[out_.size++] = part;
  }

  // «الرابع عشر» is 4 and 10; an ordinal in front is a word like any other.
  void AddOrdinal(std::uint8_t value, std::string_view word) {
    if (out_.size == 0) {
      AddPart(word);
      return;
    }
    NamePart& last = out_.parts[out_.size - 1];
    if (last.number > 0 && last.number < 10 && value >= 10) {
      last.number = static_cast<std::uint8_t>(last.number + value);
    } else {
      NamePart part;
      part.number = value;
      out_.parts[out_.size++] = part;
    }
  }

  void AddPart(std::string_view word) {
    NamePart part;
    part.given = Words().given.Find(word);
    part.article = article_ && word.starts_with(kArticle);
    std::string_view letters = word;
    if (part.article) letters.remove_prefix(kArticle.size());
    if (part.given == NamePart::kUnknown && part.article) {
      part.given = Words().given.Find(letters);
    }
    part.native = part.given != NamePart::kUnknown || part.article;
    for (std::size_t at = 0; at < letters.size() && part.size < kMaxLetters;) {
      const CodePoint next = DecodeAt(letters, at);
      at += next.length_bytes;
      const Letter letter = LetterOf(next.value);
      part.native = part.native || IsNativeLetter(letter);
      part.letters[part.size++] = letter;
    }
    if (part.size == 0) return;
    part.fathers = fathers_;
    fathers_ = false;
    out_.parts[out_.size++] = part;
  }

  std::string marked_;  // as written but for marks and forms
  std::string folded_;  // its words one after another; never reallocated, since words point into it
  NameParts out_;
  std::string_view prefix_;
  std::string_view last_title_;
  bool article_ = false;
  bool fathers_ = false;
};

}  // namespace

Letter LetterOf(char32_t folded) {
  constexpr std::u32string_view kAlphabet = U"ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
  static_assert(kAlphabet.size() == kArabicLetters);
  static const std::array<Letter, 0x50> table = [kAlphabet] {
    std::array<Letter, 0x50> out{};
    out.fill(kOtherLetter);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
      out[kAlphabet[i] - 0x600] = static_cast<Letter>(i);
    }
    return out;
  }();
  if (folded >= 0x600 && folded < 0x650) return table[folded - 0x600];
  if (folded >= U'a' && folded <= U'z') {
    return static_cast<Letter>(kArabicLetters + (folded - U'a'));
  }
  return kOtherLetter;
}

NameParts ReadName(std::string_view name) { return Reader(name).Read(); }

}  // namespace isnad::arabic
