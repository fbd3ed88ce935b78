#include "story/summary.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "arabic/fold.h"
#include "arabic/stem.h"
#include "arabic/tokens.h"
#include "base/utf8.h"
#include "news/republication.h"
#include "story/summary_words.h"
#include "story/term_set.h"
#include "story/words.h"

namespace isnad::story {
namespace {

constexpr std::size_t kMinWords = 6;
constexpr std::size_t kMinBytes = 60;
constexpr std::size_t kMaxBytes = 620;
constexpr std::size_t kMaxDatelineWords = 8;
constexpr std::size_t kLeastOfAccount = 3;  // sentences, however many accounts there are
constexpr double kCentral = 1.0;
constexpr double kLikeTitle = 0.6;
constexpr double kEarly = 0.5;
constexpr double kLong = 0.2;  // taken off where it is over kComfortableBytes
constexpr std::size_t kComfortableBytes = 420;
constexpr double kRedundancy = 0.9;
constexpr double kTooAlike = 0.36;      // share of a sentence that was told already
constexpr double kWorthTelling = 0.35;  // of the first sentence's score

struct Sentence {
  std::size_t source = 0;
  std::size_t place = 0;  // among its account's sentences
  std::string_view text;
  TextKeys keys;
  std::size_t letters = 0;
  bool goes_on = false;  // begins with «و»: not the first of a summary
  double score = 0;
};

// Share of `part`'s keys that `whole` has.
double Contained(const TextKeys& part, const TextKeys& whole) {
  const std::size_t size = part.size();
  return size == 0 ? 0 : static_cast<double>(CountShared(part, whole)) / static_cast<double>(size);
}

// Cosine of two sets of keys.
double Likeness(const TextKeys& a, const TextKeys& b) {
  const auto sizes = static_cast<double>(a.size()) * static_cast<double>(b.size());
  return sizes == 0 ? 0 : static_cast<double>(CountShared(a, b)) / std::sqrt(sizes);
}

std::size_t CountOf(std::string_view text, std::string_view mark) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string_view::npos;
       at += mark.size()) {
    ++count;
  }
  return count;
}

// Every quotation that is opened is closed, and every bracket.
bool IsBalanced(std::string_view text) {
  return CountOf(text, "«") == CountOf(text, "»") && CountOf(text, "(") == CountOf(text, ")") &&
         CountOf(text, "“") == CountOf(text, "”") && CountOf(text, "\"") % 2 == 0;
}

// Behind «الرباط - و م ع:», «الرياض – واس», «(رويترز) -»: at most kMaxDatelineWords words, one of
// them an agency's mark, up to a dash, colon or slash.
std::string_view WithoutDateline(std::string_view text, const Words& words) {
  bool has_agency = false;
  std::size_t end = 0;
  for (std::size_t i = 0; i < words.size() && i < kMaxDatelineWords; ++i) {
    has_agency = has_agency || FindSentenceWord(words, i) == SentenceWord::kAgency;
    const std::size_t next = i + 1 < words.size() ? words[i + 1].begin : text.size();
    const std::string_view between = text.substr(words[i].end, next - words[i].end);
    for (const std::string_view mark : {":", "-", "–", "—", "ـ", "/", "|"}) {
      if (has_agency && between.find(mark) != std::string_view::npos) end = next;
    }
    // «و م ع»: letters of an agency's name.
    if (i + 2 < words.size() && words[i].size <= 2 && words[i + 1].size <= 2) has_agency = true;
  }
  return text.substr(end);
}

bool EndsASentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "»", "\"", ")", "”"}) {
    if (text.ends_with(mark)) return !text.ends_with("..");
  }
  return false;
}

std::size_t LettersOf(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// Whether the first word has an "and" before it («ونالت», not «وزير»), as stemming sees it.
bool GoesOn(std::string_view text) {
  const std::string folded = arabic::Fold(text.substr(0, text.find(' ')));
  return folded.starts_with("و") && arabic::LightStem(folded).front > 0;
}

void AddSentences(const SummarySource& source, std::size_t index, const SummaryLimits& limits,
                  std::vector<Sentence>& sentences) {
  if (source.text == nullptr || !news::MayBeRepublished(*source.text)) return;
  std::size_t place = 0;
  std::size_t bytes = 0;
  for (const news::Paragraph& paragraph : source.text->paragraphs) {
    if (paragraph.kind != news::ParagraphKind::kText) continue;
    if (bytes >= limits.bytes_of_account) return;
    const std::string_view text = TruncateUtf8(paragraph.text, limits.bytes_of_account - bytes);
    bytes += text.size();
    for (const arabic::Span span : arabic::Sentences(text)) {
      if (place++ >= limits.sentences_of_account) return;
      const std::string_view whole = text.substr(span.begin, span.end - span.begin);
      // A cut at the limit is no sentence's end.
      if (span.end == text.size() && text.size() < paragraph.text.size()) return;
      const std::string_view standing = StandingSentence(whole);
      if (standing.empty()) continue;
      Sentence sentence{.source = index,
                        .place = place - 1,
                        .text = standing,
                        .keys = KeysOf(standing),
                        .letters = LettersOf(standing),
                        .goes_on = GoesOn(standing)};
      if (sentence.keys.size() >= 3) sentences.push_back(std::move(sentence));
    }
  }
}

// The mean over the other accounts of the greatest likeness to one of their sentences.
double Centrality(std::size_t which, const std::vector<Sentence>& sentences,
                  std::size_t source_count) {
  std::vector<double> nearest(source_count, 0);
  for (const Sentence& other : sentences) {
    if (other.source == sentences[which].source) continue;
    nearest[other.source] =
        std::max(nearest[other.source], Likeness(sentences[which].keys, other.keys));
  }
  double sum = 0;
  for (const double each : nearest) sum += each;
  return source_count < 2 ? 0 : sum / static_cast<double>(source_count - 1);
}

void Score(std::string_view headline, std::size_t source_count, std::vector<Sentence>& sentences) {
  const TextKeys title = KeysOf(headline);
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    Sentence& sentence = sentences[i];
    sentence.score = kCentral * Centrality(i, sentences, source_count) +
                     kLikeTitle * Contained(title, sentence.keys) +
                     kEarly / (1.0 + 0.6 * static_cast<double>(sentence.place));
    if (sentence.text.size() > kComfortableBytes) sentence.score -= kLong;
  }
}

// Chooses the sentences one by one.
std::vector<const Sentence*> Choose(const std::vector<Sentence>& sentences,
                                    std::size_t max_sentences, std::size_t max_letters) {
  std::vector<const Sentence*> chosen;
  TextKeys told;
  std::size_t letters = 0;
  double first = 0;
  while (chosen.size() < max_sentences) {
    const Sentence* best = nullptr;
    double most = 0;
    for (const Sentence& sentence : sentences) {
      if (letters + sentence.letters > max_letters && !chosen.empty()) continue;
      if (chosen.empty() && sentence.goes_on) continue;
      const double known = Contained(sentence.keys, told);
      if (!chosen.empty() && known > kTooAlike) continue;
      const double worth = sentence.score - kRedundancy * known;
      if (best != nullptr && worth <= most) continue;
      best = &sentence;
      most = worth;
    }
    if (best == nullptr) break;
    // A second sentence is told even where it says little that others do.
    if (chosen.size() >= 2 && most < kWorthTelling * first) break;
    if (chosen.empty()) first = most;
    chosen.push_back(best);
    letters += best->letters;
    told = Union(told, best->keys);
  }
  return chosen;
}

// The first stays first; the others by how early they stand in their accounts, then by account.
void Order(std::vector<const Sentence*>& chosen) {
  if (chosen.size() < 3) return;
  std::stable_sort(chosen.begin() + 1, chosen.end(), [](const Sentence* a, const Sentence* b) {
    return std::pair(a->place, a->source) < std::pair(b->place, b->source);
  });
}

}  // namespace

std::string_view StandingSentence(std::string_view sentence) {
  Words words;
  words.Assign(sentence);
  const std::string_view text = TrimSpace(WithoutDateline(sentence, words));
  if (text.size() != sentence.size()) words.Assign(text);
  if (text.size() < kMinBytes || text.size() > kMaxBytes || words.size() < kMinWords) return {};
  if (!EndsASentence(text) || !IsBalanced(text)) return {};
  if (text.find("؟") != std::string_view::npos || text.find('?') != std::string_view::npos) {
    return {};
  }
  for (const std::string_view opening : {"«", "\"", "“", "(", "-", "–", "•", "*"}) {
    if (text.starts_with(opening)) return {};
  }
  const SentenceWord head = FindSentenceWord(words, 0);
  if (head == SentenceWord::kHangs || head == SentenceWord::kFurniture) return {};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (FindSentenceWord(words, i) == SentenceWord::kPoints) return {};
  }
  return text;
}

std::vector<news::SummarySentence> Summarize(std::string_view headline,
                                             std::span<const SummarySource> sources,
                                             const SummaryLimits& limits) {
  std::vector<Sentence> sentences;
  SummaryLimits shared = limits;
  const std::size_t share = limits.sentences / std::max<std::size_t>(1, sources.size());
  shared.sentences_of_account =
      std::min(limits.sentences_of_account, std::max(kLeastOfAccount, share));
  for (std::size_t i = 0; i < sources.size(); ++i) AddSentences(sources[i], i, shared, sentences);
  const std::size_t most = sources.size() < 2 ? 2 : limits.max_sentences;
  std::vector<const Sentence*> chosen;
  if (sources.size() < 2) {
    std::size_t letters = 0;
    for (const Sentence& sentence : sentences) {
      if (chosen.size() == most || letters + sentence.letters > limits.max_letters) break;
      if (chosen.empty() && sentence.goes_on) continue;
      chosen.push_back(&sentence);
      letters += sentence.letters;
    }
  } else {
    Score(headline, sources.size(), sentences);
    chosen = Choose(sentences, most, limits.max_letters);
    Order(chosen);
  }
  std::vector<news::SummarySentence> summary;
  for (const Sentence* sentence : chosen) {
    summary.push_back({std::string(sentence->text), sources[sentence->source].article});
  }
  return summary;
}

}  // namespace isnad::story
