#include "arabic/names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

#include "arabic/data.h"
#include "arabic/name_parts.h"
#include "arabic/word_table.h"
#include "base/utf8.h"

namespace isnad::arabic {
namespace {

constexpr float kDearest = 4.0F;        // nats; what no table row says
constexpr float kNativeVowel = 1.8F;    // times the cost of a vowel between two native words
constexpr float kNativeWord = 1.5F;     // times the cost of all between two native words
constexpr float kDoubledLetter = 0.3F;  // «محمّد», «ماللي»
constexpr float kTooFar = 1.5F;         // nats a letter: nothing alike
constexpr float kForeignMeet = 0.42F;   // two parts of that likeness may be one
constexpr float kNativeMeet = 0.6F;     // the same between two native words
constexpr double kLeftOut = 0.94;       // for each part that only the longer name has
constexpr double kLightLeftOut = 0.985;  // the same for «محمد», fathers' names and kinds of bodies

// Costs between letters, and of leaving one out.
struct Costs {
  Costs() {
    for (auto& row : change) row.fill(kDearest);
    leave_out.fill(kDearest);
    for (std::size_t i = 0; i < kOtherLetter; ++i) change[i][i] = 0;
    ForEachRow(NameCostsTsv(), [&](const std::vector<std::string_view>& row) {
      if (row.size() < 3) return;
      float cost = kDearest;
      std::from_chars(row[2].data(), row[2].data() + row[2].size(), cost);
      const Letter a = LetterOf(DecodeAt(row[0], 0).value);
      if (row[1] == "-") {
        leave_out[a] = cost;
      } else {
        const Letter b = LetterOf(DecodeAt(row[1], 0).value);
        change[a][b] = change[b][a] = cost;
      }
    });
    for (const char32_t vowel : {U'ا', U'و', U'ي'}) is_vowel[LetterOf(vowel)] = true;
  }
  std::array<std::array<float, kOtherLetter + 1>, kOtherLetter + 1> change;
  std::array<float, kOtherLetter + 1> leave_out;
  std::array<bool, kOtherLetter + 1> is_vowel{};
};

const Costs& LetterCosts() {
  static const Costs costs;
  return costs;
}

// What leaving each letter of `part` out costs.
std::array<float, kMaxLetters> LeaveOut(const Costs& costs, const NamePart& part, float vowel) {
  std::array<float, kMaxLetters> out;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  for (std::size_t i = 0; i < part.size; ++i) {
    const Letter letter = part.letters[i];
    const bool doubled = i > 0 && part.letters[i - 1] == letter;
    out[i] = doubled ? kDoubledLetter
                     : costs.leave_out[letter] * (costs.is_vowel[letter] ? vowel : 1.0F);
  }
  return out;
}

// What turning one part into the other costs; infinity where that is seen to be over `limit`.
float EditCost(const NamePart& a, const NamePart& b, float limit) {
  const Costs& costs = LetterCosts();
  const float vowel = a.native && b.native ? kNativeVowel : 1.0F;
  const auto out_a = LeaveOut(costs, a, vowel);
  const auto out_b = LeaveOut(costs, b, vowel);
  std::array<float, kMaxLetters + 1> row;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  row[0] = 0;
  for (std::size_t j = 0; j < b.size; ++j) row[j + 1] = row[j] + out_b[j];
  for (std::size_t i = 0; i < a.size; ++i) {
    const auto& change = costs.change[a.letters[i]];
    const bool is_vowel = costs.is_vowel[a.letters[i]];
    float diagonal = row[0];
    row[0] += out_a[i];
    float cheapest = row[0];
    for (std::size_t j = 0; j < b.size; ++j) {
      const Letter letter = b.letters[j];
      const float changed =
          diagonal + change[letter] * (is_vowel && costs.is_vowel[letter] ? vowel : 1.0F);
      diagonal = row[j + 1];
      row[j + 1] = std::min(std::min(changed, diagonal + out_a[i]), row[j] + out_b[j]);
      cheapest = std::min(cheapest, row[j + 1]);
    }
    if (cheapest > limit) return std::numeric_limits<float>::infinity();
  }
  return row[b.size];
}

bool SameLetters(const NamePart& a, const NamePart& b) {
  return a.size == b.size &&
         std::equal(a.letters.begin(), a.letters.begin() + a.size, b.letters.begin());
}

// 0 to 1; 0 for less than two parts need to meet.
float PartLikeness(const NamePart& a, const NamePart& b) {
  if (a.number > 0 || b.number > 0) return a.number == b.number ? 1.0F : 0.0F;
  if (SameLetters(a, b)) return a.article == b.article ? 1.0F : 0.95F;
  if (a.given != NamePart::kUnknown && b.given != NamePart::kUnknown) {
    return a.given == b.given ? 1.0F : 0.0F;
  }
  if (a.size == 1 || b.size == 1) {  // «م.» for «محمد»
    return a.letters[0] == b.letters[0] ? 0.8F : 0.0F;
  }
  const float length = static_cast<float>(a.size + b.size) / 2;
  const bool native = a.native && b.native;
  const float costs_per_likeness = length * kTooFar / (native ? kNativeWord : 1.0F);
  const float least = native ? kNativeMeet : kForeignMeet;
  const float cost = EditCost(a, b, (1 - least) * costs_per_likeness);
  const float likeness = 1 - cost / costs_per_likeness;
  return likeness < least ? 0.0F : likeness;
}

bool IsLight(const NamePart& part) { return part.common || part.kind || part.fathers; }

struct Alignment {
  double likeness = 0;  // of the parts that meet, summed
  int meeting = 0;
  double left_out = 1;  // product over parts that only one has
  int short_alone = 0;  // parts of the shorter name that meet none
  bool firsts_meet = false;
};

// Needleman-Wunsch over parts; `a` is not longer than `b`.
Alignment Align(const NameParts& a, const NameParts& b) {
  std::array<std::array<float, kMaxParts>, kMaxParts> likeness;  // NOLINT
  std::array<std::array<float, kMaxParts + 1>, kMaxParts + 1> best{};
  for (std::size_t i = 0; i < a.size; ++i) {
    for (std::size_t j = 0; j < b.size; ++j) {
      likeness[i][j] = PartLikeness(a.parts[i], b.parts[j]);
      best[i + 1][j + 1] = std::max({best[i][j] + likeness[i][j], best[i][j + 1], best[i + 1][j]});
    }
  }
  Alignment out;
  std::size_t i = a.size;
  std::size_t j = b.size;
  const auto skip_long = [&] { out.left_out *= IsLight(b.parts[--j]) ? kLightLeftOut : kLeftOut; };
  const auto skip_short = [&] {
    out.left_out *= kLeftOut;
    if (!a.parts[--i].kind) ++out.short_alone;
  };
  while (i > 0 && j > 0) {
    const float both = likeness[i - 1][j - 1];
    if (both > 0 && best[i][j] == best[i - 1][j - 1] + both) {
      out.likeness += both;
      ++out.meeting;
      --i;
      --j;
      out.firsts_meet = i == 0 && j == 0;
    } else if (best[i][j] == best[i][j - 1]) {
      skip_long();
    } else {
      skip_short();
    }
  }
  while (j > 0) skip_long();
  while (i > 0) skip_short();
  return out;
}

// Of two names of one length always the same one, so that likeness is symmetric.
bool IsShorter(const NameParts& a, const NameParts& b) {
  if (a.size != b.size) return a.size < b.size;
  return std::lexicographical_compare(a.parts.begin(), a.parts.begin() + a.size, b.parts.begin(),
                                      b.parts.begin() + b.size);
}

int Telling(const NameParts& name) {
  int out = 0;
  for (std::size_t i = 0; i < name.size; ++i) out += name.parts[i].kind ? 0 : 1;
  return out;
}

// Two given names that are both known and differ settle it, unless one is a «محمد» put in front.
bool GivenNamesDiffer(const NamePart& a, const NamePart& b) {
  return a.given != NamePart::kUnknown && b.given != NamePart::kUnknown && a.given != b.given &&
         !a.common && !b.common;
}

// Consonants in classes of sound; long vowels, hamza, ع and ه are not written in the key.
char SoundClass(Letter letter) {
  static constexpr std::string_view kClasses = "-btsgkkdsrssscdts-gfkklmn---";
  static_assert(kClasses.size() == kArabicLetters);
  if (letter < kArabicLetters) return kClasses[letter];
  if (letter < kOtherLetter) return static_cast<char>('A' + (letter - kArabicLetters));
  return '?';
}

}  // namespace

double NameLikeness(std::string_view a, std::string_view b) {
  const NameParts first = ReadName(a);
  const NameParts second = ReadName(b);
  const bool in_order = IsShorter(first, second);
  const NameParts& shorter = in_order ? first : second;
  const NameParts& longer = in_order ? second : first;
  if (shorter.size == 0) return 0;
  const Alignment found = Align(shorter, longer);
  if (found.meeting == 0) return 0;
  if (!found.firsts_meet && GivenNamesDiffer(shorter.parts[0], longer.parts[0])) return 0;
  const int telling = Telling(shorter);
  const double covered = static_cast<double>(found.meeting) / (found.meeting + found.short_alone);
  double score = found.likeness / found.meeting * covered * covered * found.left_out;
  // A family name alone is not yet the person.
  if (telling == 1 && Telling(longer) > 1) score *= 0.5;
  return std::clamp(score, 0.0, 1.0);
}

std::vector<std::string> NameKeys(std::string_view name) {
  const NameParts parts = ReadName(name);
  std::vector<std::string> keys;
  for (const bool light : {false, true}) {
    for (std::size_t i = 0; i < parts.size; ++i) {
      const NamePart& part = parts.parts[i];
      if (part.number > 0 || (part.common || part.kind) != light) continue;
      std::string key;
      for (std::size_t k = 0; k < part.size; ++k) {
        const char sound = SoundClass(part.letters[k]);
        if (sound != '-' && (key.empty() || key.back() != sound)) key += sound;
      }
      if (key.empty()) key = "-";
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
    }
    if (!keys.empty()) break;
  }
  return keys;
}

}  // namespace isnad::arabic
