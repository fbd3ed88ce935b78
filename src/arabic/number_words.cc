// FindNumbers: a grammar over tokens. A number is a sum of parts joined by «و», each part a unit,
// ten, hundred, or something times a scale («ثلاثة وعشرون ألفا» = 23 × 1000); scales fall from left
// to right. Source of the grammar: the numeral chapter of Ryding, A Reference Grammar of Modern
// Standard Arabic (2005), 15.

#include <charconv>
#include <cmath>

#include "arabic/char_class.h"
#include "arabic/data.h"
#include "arabic/fold.h"
#include "arabic/numbers.h"
#include "arabic/tokens.h"
#include "arabic/walk.h"
#include "arabic/word_table.h"

namespace isnad::arabic {
namespace {

enum class Role : std::uint8_t {
  kUnit,
  kTeen,
  kTen,
  kHundred,
  kScale,
  kDualScale,
  kFraction,
  kOne,
  kOneOf
};

struct NumberWord {
  Role role;
  double value;
};

constexpr std::string_view kAnd = "و";
constexpr std::size_t kMaxWordBytes = 64;
constexpr int kMaxParts = 16;  // of one number

class Vocabulary {
 public:
  Vocabulary() {
    ForEachRow(NumberWordsTsv(), [this](const std::vector<std::string_view>& fields) {
      if (fields.size() < 3) return;
      double value = 0;
      std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), value);
      table_.Add(Fold(fields[2]), static_cast<std::uint32_t>(words_.size()));
      words_.push_back({RoleOf(fields[0]), value});
    });
  }

  [[nodiscard]] const NumberWord* Find(std::string_view folded) const {
    const std::uint32_t index = table_.Find(folded);
    return index == WordTable::kMissing ? nullptr : &words_[index];
  }

 private:
  static Role RoleOf(std::string_view name) {
    if (name == "unit") return Role::kUnit;
    if (name == "teen") return Role::kTeen;
    if (name == "ten") return Role::kTen;
    if (name == "hundred") return Role::kHundred;
    if (name == "scale") return Role::kScale;
    if (name == "dual") return Role::kDualScale;
    if (name == "fraction") return Role::kFraction;
    return name == "one" ? Role::kOne : Role::kOneOf;
  }

  WordTable table_;
  std::vector<NumberWord> words_;
};

const Vocabulary& Words() {
  static const Vocabulary vocabulary;
  return vocabulary;
}

// Adds up parts; refuses one that cannot continue the number.
class Sum {
 public:
  // `joined`: an «و» stands in front.
  bool Add(const NumberWord& word, bool joined) {
    if (parts_ == kMaxParts || !AddByRole(word, joined)) return false;
    ++parts_;
    words_ = true;
    if (word.role != Role::kOne && word.role != Role::kOneOf) only_ones_ = false;
    return true;
  }

  bool AddDigits(double value, bool joined) {
    const bool continues = joined && below_ == 0 && scale_ > 1 && value < scale_;
    if (!empty() && !continues) return false;
    below_ = value;
    digits_ = true;
    only_ones_ = false;
    return true;
  }

  [[nodiscard]] bool empty() const { return parts_ == 0 && !digits_; }
  [[nodiscard]] double value() const { return total_ + below_; }
  [[nodiscard]] NumberForm form() const {
    if (!words_) return NumberForm::kDigits;
    return digits_ ? NumberForm::kMixed : NumberForm::kWords;
  }
  // False for «واحد» alone and for a fraction that found no scale.
  [[nodiscard]] bool complete() const { return !empty() && !only_ones_ && fraction_ == 0; }

 private:
  bool AddByRole(const NumberWord& word, bool joined) {
    switch (word.role) {
      case Role::kOneOf:
        return First() && AddUnit(word.value, joined);
      case Role::kOne:
      case Role::kUnit:
        return AddUnit(word.value, joined);
      case Role::kTeen:
        return AddTeen(joined);
      case Role::kTen:
        return AddTen(word.value, joined);
      case Role::kHundred:
        return AddHundred(word.value, joined);
      case Role::kScale:
        return AddScale(word.value, joined);
      case Role::kDualScale:
        return AddDual(word.value, joined);
      case Role::kFraction:
        return AddFraction(word.value, joined);
    }
    return false;
  }

  [[nodiscard]] bool First() const { return below_ == 0 && total_ == 0 && fraction_ == 0; }

  bool AddUnit(double value, bool joined) {
    if (digits_ && below_ != 0) return false;
    const double units = std::fmod(below_, 10);
    const double tens = std::fmod(below_, 100);
    if (units != 0 || tens != 0) return false;  // units come before tens in Arabic
    if (!First() && !joined) return false;
    below_ += value;
    return true;
  }

  bool AddTeen(bool joined) {  // «عشر»: after a unit without و, or ten
    if (digits_ && below_ != 0) return false;
    const double tens = std::fmod(below_, 100);
    if (tens >= 10 || (tens == 0 && !First() && !joined) || (tens != 0 && joined)) return false;
    below_ += 10;
    return true;
  }

  bool AddTen(double value, bool joined) {
    if (digits_ && below_ != 0) return false;
    const double tens = std::fmod(below_, 100);
    if (tens >= 10 || (!First() && !joined)) return false;
    below_ += value;
    return true;
  }

  bool AddHundred(double value, bool joined) {
    if (digits_ && below_ != 0) return false;
    if (value == 100 && !joined && below_ >= 3 && below_ <= 9) {  // «ثلاث مئة»
      below_ *= 100;
      return true;
    }
    if (below_ != 0 || (!First() && !joined)) return false;
    below_ += value;
    return true;
  }

  bool AddScale(double scale, bool joined) {
    if (fraction_ != 0) {  // «نصف مليون»
      if (joined) return false;
      total_ += fraction_ * scale;
      fraction_ = 0;
      scale_ = scale;
      return true;
    }
    if (joined || First()) {  // «مليون», «… ومليون»
      if (below_ != 0 || !Falls(scale)) return false;
      total_ += scale;
    } else {
      // «ألف مليون» aside, a scale multiplies what stands in front of it.
      if (below_ == 0 || !Falls(scale)) return false;
      total_ += below_ * scale;
      below_ = 0;
    }
    scale_ = scale;
    return true;
  }

  bool AddDual(double scale, bool joined) {  // «مليونين»
    if (below_ != 0 || fraction_ != 0 || !Falls(scale) || (!First() && !joined)) return false;
    total_ += 2 * scale;
    scale_ = scale;
    return true;
  }

  bool AddFraction(double value, bool joined) {
    if (First() && !joined) {
      fraction_ = value;
      return true;
    }
    if (!joined || scale_ == 0 || below_ != 0) return false;  // «مليون ونصف»
    total_ += value * scale_;
    scale_ = 0.5;  // nothing follows
    return true;
  }

  [[nodiscard]] bool Falls(double scale) const { return scale_ == 0 || scale < scale_; }

  double total_ = 0;     // what scales have closed
  double below_ = 0;     // the part under the next scale
  double scale_ = 0;     // the last scale, 0 before the first
  double fraction_ = 0;  // «نصف» waiting for its scale
  int parts_ = 0;
  bool digits_ = false;
  bool words_ = false;
  bool only_ones_ = true;
};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<NumberMatch> Run() {
    Token token;
    while (NextToken(text_, at_, token)) TryNumber(token);
    return std::move(found_);
  }

 private:
  struct Part {
    std::optional<NumberWord> word;
    std::optional<double> digits;
    bool joined = false;
    std::size_t begin = 0;  // behind a leading «و»
    std::size_t end = 0;
  };

  // What `token` gives to a number; «و» glued in front is noted. Moves `at` when the «و» and its
  // digits are two tokens.
  std::optional<Part> ReadPart(const Token& token, std::size_t& at) const {
    Part part;
    part.begin = token.begin;
    part.end = token.end;
    if (token.kind == TokenKind::kNumber) return ReadDigits(part, at);
    if (token.kind != TokenKind::kWord || token.end - token.begin > kMaxWordBytes) return {};
    const std::string folded = Fold(text_.substr(token.begin, token.end - token.begin));
    if (const NumberWord* word = Words().Find(folded)) {
      part.word = *word;
      return part;
    }
    if (!folded.starts_with(kAnd)) return {};
    part.joined = true;
    part.begin += kAnd.size();
    if (folded.size() > kAnd.size()) {
      const NumberWord* word = Words().Find(std::string_view(folded).substr(kAnd.size()));
      if (word == nullptr) return {};
      part.word = *word;
      return part;
    }
    Token next;
    std::size_t after = at;
    if (!NextToken(text_, after, next) || next.kind != TokenKind::kNumber ||
        !OnlySpace(token.end, next.begin)) {
      return {};
    }
    part.begin = next.begin;
    part.end = next.end;
    at = after;
    return ReadDigits(part, at);
  }

  std::optional<Part> ReadDigits(Part part, std::size_t& at) const {
    part.end = ThinGroupsEnd(part.begin, part.end);
    at = std::max(at, part.end);
    part.digits = ParseDecimal(text_.substr(part.begin, part.end - part.begin));
    if (!part.digits) return {};
    return part;
  }

  // "1 500" with a no-break or thin space, "17 000" with any: groups of three digits follow.
  [[nodiscard]] std::size_t ThinGroupsEnd(std::size_t begin, std::size_t end) const {
    for (int groups = 0; groups < 5 && end < text_.size(); ++groups) {
      const CodePoint space = CodePointAt(text_, end);
      const bool thin = space.value == 0x00A0 || space.value == 0x2009 || space.value == 0x200A ||
                        space.value == 0x202F;
      if (!thin && space.value != ' ') break;
      std::size_t at = end + space.length_bytes;
      int digits = 0;
      bool zeros = true;
      while (at < text_.size() && digits <= 3) {
        const CodePoint point = CodePointAt(text_, at);
        const int digit = DigitValue(point.value);
        if (digit < 0) break;
        zeros = zeros && digit == 0;
        ++digits;
        at += point.length_bytes;
      }
      if (digits != 3 || (!thin && !zeros)) break;
      if (!ParseDecimal(text_.substr(begin, at - begin))) break;
      end = at;
    }
    return end;
  }

  // Reads the number that starts with `first`, if one does; `at_` moves behind what was read, which
  // is at least `first`.
  void TryNumber(const Token& first) {
    std::size_t at = at_;
    std::optional<Part> part = ReadPart(first, at);
    if (!part) return;
    NumberMatch match;
    match.begin = static_cast<std::uint32_t>(part->begin);
    part->joined = false;  // an «و» in front of the first part joins sentences, not numbers
    Sum sum;
    std::size_t end = part->begin;
    Checkpoint closed;
    while (part) {
      if (!Take(*part, sum)) {
        // «3 ملايين و4 ملايين»: the 4 belongs to the scale that cannot continue this number.
        if (IsScale(*part) && closed.end != 0 && closed.end != end) {
          sum = closed.sum;
          end = at_ = closed.end;
        }
        break;
      }
      end = part->end;
      at_ = std::max(at, end);
      if (IsScale(*part)) closed = {sum, end};
      at = at_;
      Token token;
      if (!NextToken(text_, at, token) || !OnlySpace(end, token.begin)) break;
      part = ReadPart(token, at);
    }
    if (!sum.complete()) return;
    match.end = static_cast<std::uint32_t>(PercentEnd(end));
    match.is_percent = match.end > end;
    match.value = sum.value();
    match.form = sum.form();
    at_ = std::max(at_, static_cast<std::size_t>(match.end));
    found_.push_back(match);
  }

  // The number as it was behind its last scale.
  struct Checkpoint {
    Sum sum{};
    std::size_t end = 0;
  };

  static bool IsScale(const Part& part) {
    return part.word && (part.word->role == Role::kScale || part.word->role == Role::kDualScale);
  }

  static bool Take(const Part& part, Sum& sum) {
    return part.word ? sum.Add(*part.word, part.joined) : sum.AddDigits(*part.digits, part.joined);
  }

  [[nodiscard]] bool OnlySpace(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin; at < end;) {
      const CodePoint point = CodePointAt(text_, at);
      const CharClass c = ClassOf(point.value);
      if (c != CharClass::kSpace && c != CharClass::kFormat) return false;
      if (point.value == '\n') return false;
      at += point.length_bytes;
    }
    return true;
  }

  // Behind "%", "٪", «في المئة», «بالمائة»; `end` where none of them follows.
  [[nodiscard]] std::size_t PercentEnd(std::size_t end) const {
    std::size_t at = end;
    while (at < text_.size() && at - end < 8) {
      const CodePoint point = CodePointAt(text_, at);
      if (point.value == '%' || point.value == 0x066A) return at + point.length_bytes;
      const CharClass c = ClassOf(point.value);
      if (c != CharClass::kSpace && c != CharClass::kFormat) break;
      at += point.length_bytes;
    }
    Token token;
    at = end;
    for (int i = 0; i < 2; ++i) {
      const std::size_t from = at;
      if (!NextToken(text_, at, token) || token.kind != TokenKind::kWord ||
          token.end - token.begin > kMaxWordBytes || !OnlySpace(from, token.begin)) {
        return end;
      }
      const std::string word = Fold(text_.substr(token.begin, token.end - token.begin));
      if (i == 0 && (word == "بالميه" || word == "بالمايه" || word == "بالمءه")) return token.end;
      if (i == 0 && word != "في") return end;
      if (i == 1 && (word == "الميه" || word == "المايه" || word == "المءه")) return token.end;
    }
    return end;
  }

  std::string_view text_;
  std::vector<NumberMatch> found_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<NumberMatch> FindNumbers(std::string_view text) { return Finder(text).Run(); }

}  // namespace isnad::arabic
