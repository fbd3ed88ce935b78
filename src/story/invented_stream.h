#pragma once

// A stream of invented articles with the habits of a press, for tests and measurements: Zipf's law
// over its words, stories of 1 to 40 accounts in the order and with the bursts of days, two
// articles in five that share text with an earlier one. Not Arabic that anybody would read.

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/clock.h"
#include "story/reading.h"

namespace isnad::story {

struct InventedPress {
  std::uint64_t seed = 1;
  std::size_t articles_a_day = 40'000;
  std::size_t vocabulary = 300'000;
  std::size_t words = 300;       // of an article, on the average
  std::size_t open_stories = 0;  // told at one time; 0: a twelfth of a day's articles
};

struct InventedArticle {
  std::int64_t id = 0;
  std::int64_t event = 0;  // which event it tells of
  std::string title, text, outlet;
  Instant seen{};

  // Views into this article.
  [[nodiscard]] Item item() const {
    return {
        .id = id, .title = title, .text = text, .outlet = outlet, .published = seen, .seen = seen};
  }
};

// Repeatable: the same press gives the same articles. Memory: bounded.
class InventedStream {
 public:
  explicit InventedStream(const InventedPress& press);

  InventedArticle Next();

 private:
  struct Event {
    std::int64_t id = 0;
    std::size_t accounts_left = 0;
    std::vector<std::uint32_t> names;  // words that its accounts have in common
    std::vector<std::string> texts;    // of accounts that may be copied
  };

  void Open(Event& event);
  [[nodiscard]] std::uint32_t CommonWord();  // by Zipf's law
  void AppendWord(std::string& out, std::uint32_t word) const;
  void AppendSentence(std::string& out, const Event& event);
  [[nodiscard]] std::string OwnText(const Event& event);
  [[nodiscard]] std::string Copied(const Event& event);

  InventedPress press_;
  SeededRandom random_;
  std::vector<double> zipf_;  // cumulative weights of the words
  std::vector<Event> events_;
  std::int64_t articles_ = 0;
  std::int64_t opened_ = 0;
};

}  // namespace isnad::story
