#include "story/invented_stream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace isnad::story {
namespace {

constexpr std::size_t kMostAccounts = 40;
constexpr std::size_t kNames = 24;  // words of an event
constexpr std::size_t kSentenceWords = 20;
constexpr std::size_t kMostTexts = 3;      // of an event that others copy
constexpr std::uint64_t kCopiesInTen = 6;  // of the accounts that follow a story's first
constexpr std::uint64_t kOutlets = 60;
constexpr std::string_view kLetters[] = {"ب", "ت", "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص",
                                         "ط", "ع", "غ", "ف", "ق", "ك", "ل", "م", "ن", "ه", "ي"};

}  // namespace

InventedStream::InventedStream(const InventedPress& press) : press_(press), random_(press.seed) {
  double sum = 0;
  for (std::size_t rank = 0; rank < press_.vocabulary; ++rank) {
    zipf_.push_back(sum += 1 / (static_cast<double>(rank) + 2.7));  // Mandelbrot's offset
  }
  const std::size_t open =
      press_.open_stories > 0 ? press_.open_stories : press_.articles_a_day / 12 + 1;
  events_.resize(open);
  for (Event& event : events_) Open(event);
}

void InventedStream::Open(Event& event) {
  event = {};
  event.id = opened_++;
  // Many events that one outlet tells, few that all do.
  const double luck = static_cast<double>(random_.Below(1'000'000)) / 1e6;
  event.accounts_left =
      1 + static_cast<std::size_t>(static_cast<double>(kMostAccounts) * std::pow(luck, 6));
  if (luck > 0.3 && event.accounts_left < 2) event.accounts_left = 2 + random_.Below(3);
  for (std::size_t i = 0; i < kNames; ++i) {
    event.names.push_back(static_cast<std::uint32_t>(300 + random_.Below(press_.vocabulary - 300)));
  }
}

std::uint32_t InventedStream::CommonWord() {
  const double at = static_cast<double>(random_.Below(1U << 30)) / (1U << 30) * zipf_.back();
  return static_cast<std::uint32_t>(std::lower_bound(zipf_.begin(), zipf_.end(), at) -
                                    zipf_.begin());
}

// Each number its own word, of five letters and more.
void InventedStream::AppendWord(std::string& out, std::uint32_t word) const {
  std::uint64_t digits = (word + 1) * 2'654'435'761ULL % 0x7FFFFFFF;
  for (int letter = 0; letter < 5 || digits > 0; ++letter) {
    out += kLetters[digits % std::size(kLetters)];
    digits /= std::size(kLetters);
  }
  out += ' ';
}

void InventedStream::AppendSentence(std::string& out, const Event& event) {
  for (std::size_t i = 0; i < kSentenceWords; ++i) {
    const bool named = random_.Below(10) < 4;
    AppendWord(out, named ? event.names[random_.Below(event.names.size())] : CommonWord());
  }
  out.back() = '.';
  out += '\n';
}

std::string InventedStream::OwnText(const Event& event) {
  std::string text;
  const std::size_t sentences = press_.words / kSentenceWords;
  const std::size_t count = std::max<std::size_t>(2, sentences / 2 + random_.Below(sentences + 1));
  for (std::size_t i = 0; i < count; ++i) AppendSentence(text, event);
  return text;
}

// Half of a text and more, often all, and now and then a sentence in front.
std::string InventedStream::Copied(const Event& event) {
  const std::string& source = event.texts[random_.Below(event.texts.size())];
  std::string text;
  if (random_.Below(3) == 0) AppendSentence(text, event);
  const std::size_t most =
      random_.Below(2) == 0 ? source.size() : source.size() / 2 + random_.Below(source.size() / 2);
  const std::size_t end = source.rfind('\n', most - 1);
  text += source.substr(0, end == std::string::npos ? source.size() : end + 1);
  return text;
}

InventedArticle InventedStream::Next() {
  InventedArticle article;
  Event& event = events_[random_.Below(events_.size())];
  article.id = articles_ + 1;
  article.event = event.id;
  const std::chrono::milliseconds day = std::chrono::hours(24);
  const Instant start = std::chrono::sys_days(std::chrono::year(2030) / 1 / 1);
  article.seen = start + day * articles_ / static_cast<std::int64_t>(press_.articles_a_day);
  article.outlet = "منبر " + std::to_string(random_.Below(kOutlets));
  for (int i = 0; i < 7; ++i) {
    AppendWord(article.title, i < 4 ? event.names[random_.Below(6)] : CommonWord());
  }
  const bool copied = !event.texts.empty() && random_.Below(10) < kCopiesInTen;
  article.text = copied ? Copied(event) : OwnText(event);
  if (!copied && event.texts.size() < kMostTexts) event.texts.push_back(article.text);
  ++articles_;
  if (--event.accounts_left == 0) Open(event);
  return article;
}

}  // namespace isnad::story
