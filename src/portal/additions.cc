#include "portal/additions.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"
#include "base/utf8.h"

namespace isnad::portal {
namespace {

// Fewer words of its own than these are no statement («وأضاف المتحدث»).
constexpr std::size_t kMinStems = 5;
// Counted with the words that carry no meaning.
constexpr std::size_t kMinWords = 4;
// From this share on, by weight, another account says the same.
constexpr double kSharedWords = 0.5;

// A sentence is known by so many of its first bytes.
constexpr std::size_t kLeadBytes = 96;

// As they stand in the press: looked for in the text as published.
constexpr std::string_view kPointers[] = {
    "://",                // an address
    "www.",               //
    ".com/",              //
    "رابط الخبر",         // link of the report
    "رابط المقال",        // link of the article
    "رابط المصدر",        // link of the source
    "رابط مختصر",         // short link
    "المصدر:",            // source:
    "المصدر :",           //
    "اضغط هنا",           // press here
    "إضغط هنا",           //
    "انقر هنا",           // click here
    "اقرأ أيضا",          // read as well
    "اقرأ المزيد",        // read more
    "لقراءة المزيد",      // to read more
    "لمزيد من التفاصيل",  // for more details
    "تابعونا على",        // follow us on
};

struct Sentence {
  std::size_t account = 0;
  arabic::Span span;
  std::size_t words = 0;
  std::vector<std::uint32_t> stems;  // each once
  double weight = 0;                 // of all its stems
  double own = 0;                    // of those that no other account has near each other
};

class Comparison {
 public:
  Comparison(std::span<const ToldText> texts, const AdditionLimits& limits)
      : texts_(texts.first(std::min(texts.size(), limits.max_accounts))), limits_(limits) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      families_.push_back(texts_[i].origin < i ? texts_[i].origin : i);
      Read(i);
    }
    Index();
  }

  std::vector<std::vector<std::string>> Run(std::size_t count) {
    std::vector<std::vector<const Sentence*>> own(count);
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      Sentence& sentence = sentences_[s];
      if (sentence.stems.size() < kMinStems || sentence.weight <= 0) continue;
      if (sentence.words < kMinWords || IsPointer(sentence) || Recurs(sentence)) continue;
      if (IsShownAnyway(sentence)) continue;
      const double shared = MostShared(s);
      if (shared >= kSharedWords * sentence.weight) continue;
      sentence.own = sentence.weight - shared;
      own[sentence.account].push_back(&sentence);
    }
    std::vector<std::vector<std::string>> shown(count);
    for (std::size_t i = 0; i < count; ++i) shown[i] = Choose(own[i]);
    return shown;
  }

 private:
  void Read(std::size_t account) {
    const std::string_view text = TruncateUtf8(texts_[account].text, limits_.max_bytes);
    std::string folded;
    for (const arabic::Span& span : arabic::Sentences(text)) {
      Sentence sentence{.account = account, .span = span, .words = 0, .stems = {}};
      std::size_t at = span.begin;
      arabic::Token token;
      while (arabic::NextToken(text, at, token) && token.begin < span.end) {
        folded.clear();
        ++sentence.words;
        arabic::AppendFolded(folded, text.substr(token.begin, token.end - token.begin),
                             arabic::FoldTier::kSearch);
        if (folded.empty() || arabic::IsFunctionWord(folded)) continue;
        const auto next = static_cast<std::uint32_t>(numbers_.size());
        sentence.stems.push_back(
            numbers_.try_emplace(std::string(arabic::Stem(folded)), next).first->second);
      }
      std::sort(sentence.stems.begin(), sentence.stems.end());
      sentence.stems.erase(std::unique(sentence.stems.begin(), sentence.stems.end()),
                           sentence.stems.end());
      sentences_.push_back(std::move(sentence));
    }
  }

  // Where each stem stands, and what it weighs: the logarithm of how few sentences have it.
  void Index() {
    places_.resize(numbers_.size());
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      for (const std::uint32_t stem : sentences_[s].stems) places_[stem].push_back(s);
    }
    for (Sentence& sentence : sentences_) {
      for (const std::uint32_t stem : sentence.stems) sentence.weight += Weight(stem);
    }
    shares_.assign(sentences_.size(), 0);
    for (const Sentence& sentence : sentences_) {
      const std::int64_t outlet = texts_[sentence.account].outlet;
      if (outlet == 0) continue;
      auto& accounts = outlet_sentences_[{outlet, TextOf(sentence)}];
      if (accounts.empty() || accounts.back() != sentence.account) {
        accounts.push_back(sentence.account);
      }
    }
  }

  // An address, or words that lead elsewhere.
  [[nodiscard]] bool IsPointer(const Sentence& sentence) const {
    const std::string_view text = TextOf(sentence);
    return std::any_of(std::begin(kPointers), std::end(kPointers),
                       [text](std::string_view mark) { return text.find(mark) != text.npos; });
  }

  // It stands in another article of its outlet that is no copy of this one.
  [[nodiscard]] bool Recurs(const Sentence& sentence) const {
    const auto found = outlet_sentences_.find({texts_[sentence.account].outlet, TextOf(sentence)});
    if (found == outlet_sentences_.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](std::size_t other) {
      return !IsCopyOf(other, sentence.account) && !IsCopyOf(sentence.account, other);
    });
  }

  [[nodiscard]] double Weight(std::uint32_t stem) const {
    const std::size_t count = places_[stem].size();
    if (count > limits_.max_common) return 0;
    return std::log(1.0 + static_cast<double>(sentences_.size()) / static_cast<double>(count));
  }

  // `other` was copied, directly or not, from `account`.
  [[nodiscard]] bool IsCopyOf(std::size_t other, std::size_t account) const {
    while (other > account) {
      if (families_[other] == other) return false;
      other = families_[other];
    }
    return other == account;
  }

  // The most that two neighbouring sentences of one other account have of sentence `s`.
  double MostShared(std::size_t s) {
    const Sentence& sentence = sentences_[s];
    touched_.clear();
    for (const std::uint32_t stem : sentence.stems) {
      const double weight = Weight(stem);
      if (weight <= 0) continue;
      std::size_t last = static_cast<std::size_t>(-1);
      for (const std::size_t place : places_[stem]) {
        if (IsCopyOf(sentences_[place].account, sentence.account)) continue;
        // Each pair of neighbours is counted at its second; a stem in both counts once.
        Count(place, weight, last);
        const bool next_is_same_text = place + 1 < sentences_.size() &&
                                       sentences_[place + 1].account == sentences_[place].account;
        if (next_is_same_text) Count(place + 1, weight, last);
      }
    }
    double most = 0;
    for (const std::size_t place : touched_)
      most = std::max(most, std::exchange(shares_[place], 0));
    return most;
  }

  void Count(std::size_t place, double weight, std::size_t& last) {
    if (place == last) return;
    if (shares_[place] == 0) touched_.push_back(place);
    shares_[place] += weight;
    last = place;
  }

  // The weightiest, back in the order of the text.
  [[nodiscard]] std::vector<std::string> Choose(std::vector<const Sentence*>& own) const {
    const std::size_t count = std::min(own.size(), limits_.max_sentences);
    std::partial_sort(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count), own.end(),
                      [](const Sentence* a, const Sentence* b) {
                        return std::pair(-a->own, a) < std::pair(-b->own, b);
                      });
    own.resize(count);
    std::sort(own.begin(), own.end());
    std::vector<std::string> shown;
    for (const Sentence* sentence : own) shown.push_back(Shown(*sentence));
    return shown;
  }

  // The lead may end within the sentence, so its first words decide.
  [[nodiscard]] bool IsShownAnyway(const Sentence& sentence) const {
    const std::string_view start = TruncateUtf8(TextOf(sentence), kLeadBytes);
    return texts_[sentence.account].lead.find(start) != std::string_view::npos;
  }

  [[nodiscard]] std::string_view TextOf(const Sentence& sentence) const {
    return texts_[sentence.account].text.substr(sentence.span.begin,
                                                sentence.span.end - sentence.span.begin);
  }

  [[nodiscard]] std::string Shown(const Sentence& sentence) const {
    const std::string_view whole = TextOf(sentence);
    if (whole.size() <= limits_.max_sentence_bytes) return std::string(whole);
    std::string_view cut = TruncateUtf8(whole, limits_.max_sentence_bytes);
    const std::size_t space = cut.rfind(' ');
    if (space != cut.npos && space > cut.size() / 2) cut = cut.substr(0, space);
    return std::string(TrimSpace(cut)) + "…";
  }

  std::span<const ToldText> texts_;
  const AdditionLimits& limits_;
  std::vector<std::size_t> families_;  // of each account its origin, itself where it has none
  std::unordered_map<std::string, std::uint32_t> numbers_;  // of stems
  std::vector<Sentence> sentences_;
  std::vector<std::vector<std::size_t>> places_;  // of each stem, increasing
  std::vector<double> shares_;                    // scratch of MostShared, zero in between
  std::vector<std::size_t> touched_;
  // The accounts of an outlet in which a sentence stands, increasing.
  std::map<std::pair<std::int64_t, std::string_view>, std::vector<std::size_t>> outlet_sentences_;
};

}  // namespace

std::vector<std::vector<std::string>> OwnSentences(std::span<const ToldText> texts,
                                                   const AdditionLimits& limits) {
  return Comparison(texts, limits).Run(texts.size());
}

}  // namespace isnad::portal
