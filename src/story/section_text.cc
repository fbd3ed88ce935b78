#include "story/section_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "arabic/concepts.h"
#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"
#include "story/data_lines.h"
#include "story/words.h"

extern "C" const char isnad_story_section_words[];
extern "C" const char isnad_story_section_words_end[];

namespace isnad::story {
namespace {

constexpr std::size_t kMaxPhrase = 4;

constexpr std::string_view kTopicNames[kTopics] = {
    "public", "sport", "economy", "society", "local", "culture", "science", "religion", "opinion"};

constexpr std::string_view kArabNations[] = {"ae", "bh", "dj", "dz", "eg", "iq", "jo", "km",
                                             "kw", "lb", "ly", "ma", "mr", "om", "ps", "qa",
                                             "sa", "sd", "so", "sy", "tn", "ye"};

std::uint64_t Extend(std::uint64_t key, std::uint32_t stem) {
  return (key * 0x9E3779B97F4A7C15ULL) ^ stem;
}

struct Entry {
  std::vector<std::pair<Topic, float>> weights;  // none: only the start of phrases
  bool is_phrase_start = false;
  bool is_word = false;  // an entry of its own, be its weights none
};

class TopicWords {
 public:
  TopicWords() {
    const std::string_view tsv(
        isnad_story_section_words,
        static_cast<std::size_t>(isnad_story_section_words_end - isnad_story_section_words));
    ForEachRow(tsv, [this](const Row& row) {
      const auto* name = std::find(std::begin(kTopicNames), std::end(kTopicNames), row[0]);
      float weight = 0;
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), weight);
      std::string_view rest = row[2];
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        Learn(rest.substr(0, space), name - kTopicNames, weight);
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    });
  }

  [[nodiscard]] const Entry* Find(std::uint64_t key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
  }

 private:
  void Learn(std::string_view words, std::ptrdiff_t topic, float weight) {
    const std::string folded = arabic::Fold(words);
    std::uint64_t key = 0;
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find('_', at), folded.size());
      if (at > 0) entries_[key].is_phrase_start = true;
      key = Extend(key, HashText(arabic::Stem(std::string_view(folded).substr(at, end - at))));
      at = end + 1;
    }
    Entry& entry = entries_[key];
    entry.is_word = true;
    if (topic == static_cast<std::ptrdiff_t>(kTopics)) return;
    const auto known = std::find_if(entry.weights.begin(), entry.weights.end(), [&](const auto& w) {
      return w.first == static_cast<Topic>(topic);
    });
    if (known == entry.weights.end()) entry.weights.emplace_back(static_cast<Topic>(topic), weight);
  }

  std::unordered_map<std::uint64_t, Entry> entries_;
};

const TopicWords& AllTopicWords() {
  static const TopicWords words;
  return words;
}

// Counts the entries of one article's texts.
class Counter {
 public:
  void Read(std::string_view text, float count) {
    words_.Assign(text);
    read_ += words_.size();
    stems_.clear();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      stems_.push_back(HashText(arabic::Stem(words_.Folded(i))));
    }
    for (std::size_t at = 0; at < words_.size();) at += Take(at, count);
  }

  [[nodiscard]] TopicReading Finish() const {
    TopicReading reading;
    reading.words = read_;
    for (const auto& [entry, count] : seen_) {
      const float damped = 1 + std::log(count);
      for (const auto& [topic, weight] : entry->weights) {
        reading.log_odds[static_cast<std::size_t>(topic)] += weight * damped;
      }
    }
    return reading;
  }

 private:
  // Counts the longest entry that starts at word `at`; returns its words, 1 where there is none.
  std::size_t Take(std::size_t at, float count) {
    std::uint64_t key = 0;
    const Entry* best = nullptr;
    std::size_t size = 1;
    for (std::size_t i = at; i < words_.size() && i < at + kMaxPhrase; ++i) {
      if (words_[i].kind == arabic::TokenKind::kNumber) break;
      const Entry* entry = AllTopicWords().Find(Extend(key, stems_[i]));
      if (entry == nullptr && i == at) entry = FindBehindPreposition(words_.Folded(i));
      if (entry == nullptr) break;
      if (entry->is_word) {
        best = entry;
        size = i - at + 1;
      }
      if (!entry->is_phrase_start) break;
      key = Extend(key, stems_[i]);
    }
    if (best != nullptr && !best->weights.empty()) Count(best, count);
    return size;
  }

  // A noun without its article behind a preposition («بمباراة»), which stemming leaves.
  static const Entry* FindBehindPreposition(std::string_view folded) {
    constexpr std::size_t kMinRest = 6;  // three letters
    for (const std::string_view preposition : {"ب", "ل"}) {
      if (!folded.starts_with(preposition)) continue;
      const std::string_view rest = folded.substr(preposition.size());
      if (rest.size() < kMinRest) return nullptr;
      return AllTopicWords().Find(Extend(0, HashText(arabic::Stem(rest))));
    }
    return nullptr;
  }

  void Count(const Entry* entry, float count) {
    const auto found = std::find_if(seen_.begin(), seen_.end(),
                                    [entry](const auto& seen) { return seen.first == entry; });
    if (found == seen_.end()) {
      seen_.emplace_back(entry, count);
    } else {
      found->second += count;
    }
  }

  Words words_;
  std::vector<std::uint32_t> stems_;  // hashes, of each word
  std::vector<std::pair<const Entry*, float>> seen_;
  std::size_t read_ = 0;
};

// A word as arabic/concepts.h asks for it: without proclitics and article.
std::string_view Bare(std::string_view folded) {
  return folded.substr(arabic::LightStem(folded).front);
}

void ReadNationsOf(std::string_view text, std::string_view country, NationReading& reading) {
  Words words;
  words.Assign(text);
  const auto bare = [&words](std::size_t i) -> std::string_view {
    if (i >= words.size()) return {};
    if (words[i].kind == arabic::TokenKind::kNumber) return "#";
    return Bare(words.Folded(i));
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].kind != arabic::TokenKind::kWord) continue;
    const arabic::Concept found = arabic::FindConcept(bare(i));
    std::optional<std::string_view> mark;
    if (found.kind == arabic::ConceptKind::kPlain) mark = found.mark;
    if (found.kind == arabic::ConceptKind::kInContext) {
      mark =
          arabic::ConceptInContext(found, i == 0 ? std::string_view() : bare(i - 1), bare(i + 1));
    }
    if (!mark || mark->size() != 3) continue;  // "@ma"; a month is "@m7", too
    const std::string_view code = mark->substr(1);
    if (code[1] >= '0' && code[1] <= '9') continue;
    (code == country ? reading.names_home : reading.names_abroad) = true;
    const bool is_arab =
        std::find(std::begin(kArabNations), std::end(kArabNations), code) != std::end(kArabNations);
    reading.names_arab = reading.names_arab || is_arab;
  }
}

}  // namespace

TopicReading ReadTopic(std::string_view title, std::string_view opening) {
  Counter counter;
  counter.Read(title, 2);
  counter.Read(opening, 1);
  return counter.Finish();
}

NationReading ReadNations(std::string_view title, std::string_view opening,
                          std::string_view country) {
  NationReading reading;
  ReadNationsOf(title, country, reading);
  ReadNationsOf(opening, country, reading);
  return reading;
}

}  // namespace isnad::story
