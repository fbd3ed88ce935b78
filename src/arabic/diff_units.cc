#include "arabic/diff_units.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "arabic/char_class.h"
#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"
#include "base/utf8.h"

namespace isnad::arabic {
namespace {

// Where the signs between two words part: behind the last white space, so that «، «» leaves the
// comma to the word before and the quote to the word after. Without white space all stay in front.
std::uint32_t GapSplit(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t split = end;
  for (std::uint32_t at = begin; at < end;) {
    const CodePoint point = DecodeAt(text, at);
    at += point.length_bytes;
    if (ClassOf(point.value) == CharClass::kSpace) split = at;
  }
  return split;
}

struct TextUnits {
  std::vector<DiffUnit> units;
  bool is_whole = true;
};

// The words with their places; keys are not set yet.
TextUnits UnitsOf(std::string_view text, std::size_t max_words) {
  TextUnits made;
  std::vector<DiffUnit>& units = made.units;
  std::size_t at = 0;
  Token token;
  while (NextToken(text, at, token)) {
    if (units.size() == max_words) {
      made.is_whole = false;
      break;
    }
    DiffUnit unit;
    unit.begin = token.begin;
    unit.end = token.end;
    if (!units.empty()) {
      unit.from = units.back().to = GapSplit(text, units.back().end, token.begin);
    }
    units.push_back(unit);
  }
  const auto size = static_cast<std::uint32_t>(text.size());
  if (units.empty() && size > 0) units.push_back({.end = size});
  if (!units.empty()) units.back().to = made.is_whole ? size : units.back().end;
  return made;
}

// Marks the units that open a sentence and gives the sentences' ranges. A sentence without a word
// belongs to the one before it.
std::vector<UnitRange> SentencesOf(std::string_view text, std::vector<DiffUnit>& units) {
  std::vector<UnitRange> ranges;
  std::size_t i = 0;
  for (const Span& span : Sentences(text)) {
    const std::size_t begin = i;
    while (i < units.size() && units[i].begin < span.end) ++i;
    if (i > begin) ranges.push_back({begin, i});
  }
  if (i < units.size()) ranges.push_back({i, units.size()});
  for (const UnitRange& range : ranges) units[range.begin].opens_sentence = true;
  return ranges;
}

// Numbers `count` things 0, 1 … so that equal ones have equal numbers; `less` orders their indexes.
template <typename Less>
std::vector<std::uint32_t> NumberAlike(std::size_t count, Less&& less) {
  std::vector<std::uint32_t> order(count), numbers(count);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), less);
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && less(order[i - 1], order[i])) ++number;
    numbers[order[i]] = number;
  }
  return numbers;
}

// Sorting rather than hashing: no text can make it slow.
void SetKeys(std::string_view before, std::string_view after, DiffUnits& made) {
  std::string folded;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  const auto fold = [&](std::string_view text, const DiffUnit& unit) {
    const std::size_t at = folded.size();
    AppendFolded(folded, text.substr(unit.begin, unit.end - unit.begin), FoldTier::kSearch);
    places.emplace_back(at, folded.size() - at);
  };
  for (const DiffUnit& unit : made.before) fold(before, unit);
  for (const DiffUnit& unit : made.after) fold(after, unit);
  const auto word = [&](std::size_t i) {
    return std::string_view(folded).substr(places[i].first, places[i].second);
  };
  const std::vector<std::uint32_t> numbers = NumberAlike(
      places.size(), [&](std::uint32_t a, std::uint32_t b) { return word(a) < word(b); });
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool first = i < made.before.size();
    DiffUnit& unit = first ? made.before[i] : made.after[i - made.before.size()];
    unit.key = numbers[i];
    unit.is_function_word = IsFunctionWord(word(i));
  }
}

void SetSentenceKeys(DiffUnits& made) {
  const std::size_t split = made.before_sentences.size();
  const auto words = [&](std::size_t i) {
    const bool first = i < split;
    const UnitRange& range = first ? made.before_sentences[i] : made.after_sentences[i - split];
    const DiffUnit* units = (first ? made.before : made.after).data();
    return std::pair(units + range.begin, units + range.end);
  };
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    const auto [a_begin, a_end] = words(a);
    const auto [b_begin, b_end] = words(b);
    return std::lexicographical_compare(
        a_begin, a_end, b_begin, b_end,
        [](const DiffUnit& x, const DiffUnit& y) { return x.key < y.key; });
  };
  const std::vector<std::uint32_t> numbers = NumberAlike(split + made.after_sentences.size(), less);
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(split);
  made.before_sentence_keys.assign(numbers.begin(), middle);
  made.after_sentence_keys.assign(middle, numbers.end());
}

// One sign for all forms of it; 0 for what does not count.
char32_t SignOf(char32_t c) {
  switch (c) {
    case 0x00AB:  // «
    case 0x00BB:  // »
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2018:
    case 0x2019:
    case '\'':
      return '"';
    case 0x060C:  // Arabic comma
      return ',';
    case 0x061B:  // Arabic semicolon
      return ';';
    case 0x061F:  // Arabic question mark
      return '?';
    case 0x2013:
    case 0x2014:
    case 0x2212:
    case 0x0640:  // tatweel used as a dash
      return '-';
    default:
      break;
  }
  const CharClass kind = ClassOf(c);
  return kind == CharClass::kSpace || kind == CharClass::kFormat || kind == CharClass::kMark ? 0
                                                                                             : c;
}

// Next sign at or after `at`; 0 at the end.
char32_t NextSign(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    const CodePoint point = DecodeAt(text, at);
    at += point.length_bytes;
    if (const char32_t sign = SignOf(point.value); sign != 0) return sign;
  }
  return 0;
}

// Where each sentence key stands, if it stands once: its index, else kNone.
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::vector<std::size_t> PlacesOfUnique(const std::vector<std::uint32_t>& keys, std::size_t count) {
  std::vector<std::size_t> places(count, kNone);
  std::vector<bool> seen(count, false);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    places[keys[i]] = seen[keys[i]] ? kNone : i;
    seen[keys[i]] = true;
  }
  return places;
}

// The longest increasing subsequence of `values`, as indexes (Fredman 1975: piles).
std::vector<std::size_t> Increasing(const std::vector<std::size_t>& values) {
  std::vector<std::size_t> piles, previous(values.size(), kNone);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto pile =
        std::lower_bound(piles.begin(), piles.end(), values[i],
                         [&](std::size_t top, std::size_t value) { return values[top] < value; });
    if (pile != piles.begin()) previous[i] = *(pile - 1);
    pile == piles.end() ? piles.push_back(i) : void(*pile = i);
  }
  std::vector<std::size_t> chosen;
  for (std::size_t i = piles.empty() ? kNone : piles.back(); i != kNone; i = previous[i]) {
    chosen.push_back(i);
  }
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

DiffUnits MakeDiffUnits(std::string_view before, std::string_view after, std::size_t max_bytes,
                        std::size_t max_words) {
  DiffUnits made;
  made.is_whole = before.size() <= max_bytes && after.size() <= max_bytes;
  before = TruncateUtf8(before, max_bytes);
  after = TruncateUtf8(after, max_bytes);
  TextUnits first = UnitsOf(before, max_words), second = UnitsOf(after, max_words);
  made.is_whole = made.is_whole && first.is_whole && second.is_whole;
  made.before = std::move(first.units);
  made.after = std::move(second.units);
  SetKeys(before, after, made);
  made.before_sentences = SentencesOf(before, made.before);
  made.after_sentences = SentencesOf(after, made.after);
  SetSentenceKeys(made);
  return made;
}

SentencePairs UniqueSentencePairs(const DiffUnits& units) {
  const std::size_t count = units.before_sentences.size() + units.after_sentences.size();
  const auto in_before = PlacesOfUnique(units.before_sentence_keys, count);
  const auto in_after = PlacesOfUnique(units.after_sentence_keys, count);
  std::vector<std::size_t> firsts, seconds;
  for (std::size_t i = 0; i < units.before_sentences.size(); ++i) {
    const std::uint32_t key = units.before_sentence_keys[i];
    if (in_before[key] != i || in_after[key] == kNone) continue;
    firsts.push_back(i);
    seconds.push_back(in_after[key]);
  }
  SentencePairs pairs;
  for (const std::size_t i : Increasing(seconds)) {
    pairs.emplace_back(units.before_sentences[firsts[i]], units.after_sentences[seconds[i]]);
  }
  return pairs;
}

SentencePairs EqualSentencePairs(const DiffUnits& units) {
  const auto by_key = [](const std::vector<std::uint32_t>& keys) {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
  };
  const auto before = by_key(units.before_sentence_keys);
  const auto after = by_key(units.after_sentence_keys);
  SentencePairs pairs;
  for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();) {
    const std::uint32_t a = units.before_sentence_keys[before[i]];
    const std::uint32_t b = units.after_sentence_keys[after[j]];
    if (a == b) {
      pairs.emplace_back(units.before_sentences[before[i++]], units.after_sentences[after[j++]]);
    } else {
      a < b ? ++i : ++j;
    }
  }
  return pairs;
}

bool SameSigns(std::string_view a, std::string_view b) {
  std::size_t at_a = 0, at_b = 0;
  for (;;) {
    const char32_t x = NextSign(a, at_a), y = NextSign(b, at_b);
    if (x != y) return false;
    if (x == 0) return true;
  }
}

}  // namespace isnad::arabic
