#include "story/headline.h"

#include <algorithm>
#include <string>
#include <vector>

#include "arabic/fold.h"
#include "base/utf8.h"
#include "story/phrase_table.h"
#include "story/term_set.h"
#include "story/toll.h"
#include "story/words.h"

extern "C" const char isnad_story_headline_words[];
extern "C" const char isnad_story_headline_words_end[];

namespace isnad::story {
namespace {

constexpr std::size_t kLeadBytes = 450;
constexpr double kSaysMostShare = 1.0;
constexpr double kClaimsLeastShare = 1.0;
constexpr double kOwnLeadShare = 0.5;
constexpr double kLureFault = 0.6;
constexpr double kQuestionFault = 0.6;
constexpr double kVagueFault = 0.3;
constexpr double kDotsAtEndFault = 0.4;
constexpr double kDotsInsideFault = 0.1;
constexpr double kExclamationFault = 0.3;
constexpr double kOutletNameFault = 0.4;
constexpr double kQuoteFirstFault = 0.15;
constexpr double kLoneNumberFault = 0.35;
constexpr double kOldCountFault = 0.5;
constexpr double kUnattributedFault = 0.2;
constexpr double kStandsBonus = 0.06;

enum class Kind : std::uint8_t { kNone, kLure, kLureFirst, kQuestion, kAttribution, kVagueFirst };

Kind KindNamed(std::string_view name) {
  if (name == "lure") return Kind::kLure;
  if (name == "lure_first") return Kind::kLureFirst;
  if (name == "question") return Kind::kQuestion;
  if (name == "attribution") return Kind::kAttribution;
  if (name == "vague_first") return Kind::kVagueFirst;
  return Kind::kNone;
}

// Of the phrase that starts at word `at`.
Kind FindKind(const Words& words, std::size_t at) {
  static const PhraseTable<Kind> table(
      {isnad_story_headline_words,
       static_cast<std::size_t>(isnad_story_headline_words_end - isnad_story_headline_words)},
      KindNamed);
  return table.Find(words, at);
}

bool IsAttributed(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (FindKind(words, i) == Kind::kAttribution) return true;
  }
  return false;
}

// «الوزير: …», who speaks in front of a colon.
bool HasSpeaker(std::string_view title) {
  const std::size_t colon = title.find(':');
  return colon != std::string_view::npos && colon > 4 && colon < title.size() / 2;
}

bool IsAttributed(std::string_view title) {
  Words words;
  words.Assign(title);
  return HasSpeaker(title) || IsAttributed(words);
}

double FaultOfWords(const Words& words) {
  double fault = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    switch (FindKind(words, i)) {
      case Kind::kLure:
        fault += kLureFault;
        break;
      case Kind::kLureFirst:
        if (i == 0) fault += kLureFault;
        break;
      case Kind::kQuestion:
        if (i == 0) fault += kQuestionFault;
        break;
      case Kind::kVagueFirst:
        if (i == 0) fault += kVagueFault;
        break;
      case Kind::kAttribution:
      case Kind::kNone:
        break;
    }
  }
  return fault;
}

double FaultOfLength(std::size_t words) {
  if (words < 3) return 1.0;
  if (words < 4) return 0.5;
  if (words < 5) return 0.2;
  if (words > 24) return 0.6;
  if (words > 18) return 0.3;
  return 0;
}

double FaultOfMarks(std::string_view title) {
  double fault = 0;
  if (title.find("؟") != std::string_view::npos || title.find('?') != std::string_view::npos) {
    fault += kQuestionFault;
  }
  if (title.find('!') != std::string_view::npos) fault += kExclamationFault;
  const bool ends_in_dots = title.ends_with("..") || title.ends_with("…");
  if (ends_in_dots) fault += kDotsAtEndFault;
  if (!ends_in_dots &&
      (title.find("..") != std::string_view::npos || title.find("…") != std::string_view::npos)) {
    fault += kDotsInsideFault;
  }
  if (title.starts_with("«") || title.starts_with("\"") || title.starts_with("“")) {
    fault += kQuoteFirstFault;
  }
  return fault;
}

// «… - صحيفة المدينة», «… | العربية».
bool EndsInOutlet(std::string_view title, std::string_view outlet) {
  const std::string name = arabic::Fold(outlet);
  if (name.empty()) return false;
  const std::string folded = arabic::Fold(title);
  const std::size_t cut = folded.find_last_of("|-");
  if (cut == std::string::npos || cut < folded.size() / 3) return false;
  const std::string_view rest = TrimSpace(std::string_view(folded).substr(cut + 1));
  return !rest.empty() &&
         (rest.find(name) != std::string_view::npos || name.find(rest) != std::string::npos);
}

struct Reading {
  TextKeys title;
  TextKeys all;  // of title and lead
  TextKeys lead;
  bool is_attributed = false;
  Toll toll;
};

double Share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Of `part`'s keys those in `whole`; a number counts for two words.
double Contained(const TextKeys& part, const TextKeys& whole) {
  return Share(CountShared(part.words, whole.words) + 2 * CountShared(part.numbers, whole.numbers),
               part.words.size() + 2 * part.numbers.size());
}

class Judge {
 public:
  explicit Judge(std::span<const HeadlineCandidate> candidates) : candidates_(candidates) {
    readings_.reserve(candidates.size());
    for (const HeadlineCandidate& candidate : candidates) {
      Reading reading;
      reading.title = KeysOf(candidate.title);
      reading.lead = KeysOf(TruncateUtf8(candidate.lead, kLeadBytes));
      reading.all = Union(reading.title, reading.lead);
      reading.is_attributed = IsAttributed(candidate.title);
      reading.toll = ReadToll(candidate.title);
      readings_.push_back(std::move(reading));
    }
  }

  [[nodiscard]] double Score(std::size_t i) const {
    const HeadlineCandidate& candidate = candidates_[i];
    const Reading& own = readings_[i];
    double says = 0;
    double supported = 0;
    std::size_t others = 0;
    std::size_t attributed = 0;
    for (std::size_t j = 0; j < readings_.size(); ++j) {
      if (j == i || candidates_[j].title.empty()) continue;
      ++others;
      says += Contained(readings_[j].title, own.title);
      supported += Contained(own.title, readings_[j].all);
      if (readings_[j].is_attributed) ++attributed;
    }
    double score = kOwnLeadShare * Contained(own.title, own.lead);
    if (others > 0) {
      const auto count = static_cast<double>(others);
      score += kSaysMostShare * says / count + kClaimsLeastShare * supported / count;
      score -= kLoneNumberFault * LoneNumbers(i);
      if (IsOutgrown(i)) score -= kOldCountFault;
      if (!own.is_attributed && 2 * attributed > others) score -= kUnattributedFault;
    }
    if (candidate.stands) score += kStandsBonus;
    return score - HeadlineFault(candidate.title, candidate.outlet);
  }

 private:
  [[nodiscard]] bool IsOutgrown(std::size_t i) const {
    for (std::size_t j = 0; j < readings_.size(); ++j) {
      if (candidates_[j].told > candidates_[i].told &&
          Outgrows(readings_[j].toll, readings_[i].toll)) {
        return true;
      }
    }
    return false;
  }

  // Whether the title has a number that no other account has, one of which has numbers.
  [[nodiscard]] double LoneNumbers(std::size_t i) const {
    for (const std::uint32_t number : readings_[i].title.numbers) {
      bool anyone_counts = false;
      bool is_shared = false;
      for (std::size_t j = 0; j < readings_.size(); ++j) {
        if (j == i) continue;
        const KeySet& numbers = readings_[j].all.numbers;
        anyone_counts = anyone_counts || !numbers.empty();
        is_shared = is_shared || std::binary_search(numbers.begin(), numbers.end(), number);
      }
      if (anyone_counts && !is_shared) return 1;
    }
    return 0;
  }

  std::span<const HeadlineCandidate> candidates_;
  std::vector<Reading> readings_;
};

}  // namespace

double HeadlineFault(std::string_view title, std::string_view outlet) {
  Words words;
  words.Assign(title);
  const std::string_view trimmed = TrimSpace(title);
  return FaultOfWords(words) + FaultOfLength(words.size()) + FaultOfMarks(trimmed) +
         (EndsInOutlet(trimmed, outlet) ? kOutletNameFault : 0);
}

std::size_t BestHeadline(std::span<const HeadlineCandidate> candidates) {
  std::size_t best = 0;
  double most = 0;
  bool found = false;
  const Judge judge(candidates);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (TrimSpace(candidates[i].title).empty()) continue;
    const double score = judge.Score(i);
    if (found && score <= most) continue;
    best = i;
    most = score;
    found = true;
  }
  return best;
}

}  // namespace isnad::story
