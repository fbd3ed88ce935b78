// What no newsroom sends, and somebody will: floods, padding, clocks that are wrong. Nothing may
// crash, grow without bound, or tie together what has nothing in common.

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "story/clusterer.h"

namespace isnad::story {
namespace {

using std::chrono::hours;

const Instant kNow = Instant(std::chrono::sys_days(std::chrono::year(2031) / 3 / 10));
constexpr hours kDay{24};

// Made-up words: `seed` decides them, other seeds have others.
std::vector<std::string> InventedWords(std::uint64_t seed, std::size_t count) {
  static constexpr std::string_view kLetters[] = {"ب", "ت", "ج", "د", "ر", "س",
                                                  "ف", "ك", "ل", "م", "ن"};
  SeededRandom random(seed);
  std::vector<std::string> words(count);
  for (std::string& word : words) {
    for (int letter = 0; letter < 6; ++letter) word += kLetters[random.Below(std::size(kLetters))];
  }
  return words;
}

std::string Join(const std::vector<std::string>& words, std::size_t begin = 0,
                 std::size_t count = SIZE_MAX) {
  std::string text;
  for (std::size_t i = begin; i < words.size() && i - begin < count; ++i) text += words[i] + ' ';
  return text;
}

std::string Invented(std::uint64_t seed, std::size_t words) {
  return Join(InventedWords(seed, words));
}

TEST(HostileStream, AFloodOfArticlesOfOneWordStaysWithinItsLimits) {
  // Every word is another, so that the index has as many terms as articles.
  Clusterer clusterer({.max_articles = 20'000, .max_all_terms = 10'000});
  std::size_t most = 0;
  for (int i = 0; i < 60'000; ++i) {
    const std::string word = Invented(static_cast<std::uint64_t>(i), 1);
    ASSERT_EQ(clusterer.Add({.id = i, .title = "", .text = word, .seen = kNow}).story, i);
    most = std::max(most, clusterer.memory().all());
  }
  EXPECT_LE(clusterer.size(), 12'000U) << "few words share a stem";
  EXPECT_LT(most, 32U << 20);
}

TEST(HostileStream, AnArticleOfNothingButNumbersIsKeptSmall) {
  Clusterer clusterer;
  for (int article = 0; article < 3; ++article) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += std::to_string(article * 1'000'000 + i * 7) + ' ';
    EXPECT_EQ(clusterer.Add({.id = article, .title = "", .text = text, .seen = kNow}).story,
              article);
    EXPECT_LT(clusterer.NewestReading().size(), 16'000U);
  }
}

TEST(HostileStream, HiddenWordsBetweenSentencesDoNotHideACopy) {
  const std::vector<std::string> words = InventedWords(1, 300);
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = Join(words), .seen = kNow});
  // As many words as there are, in runs behind every tenth word.
  std::string padded;
  for (std::size_t i = 0; i < words.size(); i += 10) {
    padded += Join(words, i, 10) + Invented(100 + i, 10);
  }
  const Placement placement =
      clusterer.Add({.id = 2, .title = "", .text = padded, .seen = kNow + hours(1)});
  EXPECT_EQ(placement.chain.origin, 1);
  EXPECT_NEAR(placement.chain.copied_0_1, 210.0 / 597, 0.02) << "seven of ten shingles, padded";
}

TEST(HostileStream, CharactersWithoutWidthDoNotHideACopy) {
  static constexpr std::string_view kHidden[] = {
      "\u200B",  // zero width space
      "\u200C",  // zero width non-joiner
      "\u200D",  // zero width joiner
      "\u2060",  // word joiner
      "\u00AD",  // soft hyphen
      "\u0640",  // tatweel
  };
  const std::vector<std::string> words = InventedWords(1, 120);
  for (const std::string_view hidden : kHidden) {
    SCOPED_TRACE(hidden);
    Clusterer clusterer;
    clusterer.Add({.id = 1, .title = "", .text = Join(words), .seen = kNow});
    std::string padded;
    for (const std::string& word : words) {
      padded += word.substr(0, 6) + std::string(hidden) + word.substr(6) + ' ';
    }
    const Placement placement =
        clusterer.Add({.id = 2, .title = "", .text = padded, .seen = kNow + hours(1)});
    EXPECT_EQ(placement.chain.origin, 1);
    EXPECT_EQ(placement.chain.copied_0_1, 1);
  }
}

TEST(HostileStream, AnOutletThatRepublishesEverythingTiesNothingTogether) {
  Clusterer clusterer;
  for (int i = 0; i < 400; ++i) {
    const std::string text = Invented(static_cast<std::uint64_t>(i), 80);
    const Instant seen = kNow + std::chrono::minutes(10 * i);
    const std::string outlet = "منبر " + std::to_string(i % 20);
    const std::int64_t id = 2 * i;
    ASSERT_EQ(
        clusterer.Add({.id = id, .title = "", .text = text, .outlet = outlet, .seen = seen}).story,
        id);
    const Placement copy = clusterer.Add(
        {.id = id + 1, .title = "", .text = text, .outlet = "المرآة", .seen = seen + hours(1)});
    ASSERT_EQ(copy.story, id);
    ASSERT_EQ(copy.chain.origin, id);
    ASSERT_TRUE(copy.merges.empty());
    ASSERT_TRUE(copy.rehung.empty());
  }
}

TEST(HostileStream, TextsThatDriftDoNotMakeAnEndlessStory) {
  // Every article has three quarters of the one before, four a day for sixty days.
  const std::vector<std::string> words = InventedWords(1, 20 * 240 + 80);
  Clusterer clusterer;
  std::map<std::int64_t, std::int64_t> lengths;  // of stories, in articles from first to last
  for (int i = 0; i < 240; ++i) {
    const Instant seen = kNow + hours(6 * i);
    const std::string text = Join(words, static_cast<std::size_t>(20 * i), 80);
    const Placement placement =
        clusterer.Add({.id = i, .title = "", .text = text, .published = seen, .seen = seen});
    EXPECT_LE(placement.merges.size(), 1U);
    lengths[placement.story] = i - placement.story;
  }
  for (const auto& [story, length] : lengths) {
    EXPECT_LE(length, 4 * 20) << "twenty days, from " << story;
  }
  EXPECT_GT(lengths.size(), 1U);
}

TEST(HostileStream, AClockThatWasNeverSetMakesNoOrigin) {
  const Instant kZero{};
  const Instant kFar = kNow + kDay * 25'000;  // 2099
  for (const Instant published : {kZero, kFar}) {
    Clusterer clusterer;
    const std::string text = Invented(1, 100);
    const auto date = [](Instant instant) { return DateTime::FromInstant(instant); };
    clusterer.Add({.id = 1,
                   .title = "",
                   .text = text,
                   .outlet = "منبر",
                   .published = kNow,
                   .seen = kNow + hours(1),
                   .provenance = {.published = date(kNow)}});
    const Placement copy = clusterer.Add({.id = 2,
                                          .title = "",
                                          .text = text,
                                          .outlet = "المرآة",
                                          .published = published,
                                          .seen = kNow + hours(2),
                                          .provenance = {.published = date(published)}});
    EXPECT_EQ(copy.story, 1);
    EXPECT_EQ(copy.chain.origin, 1);
    EXPECT_TRUE(copy.rehung.empty());
  }
}

TEST(HostileStream, ACopyOfAWrongYearDoesNotCloseItsStory) {
  constexpr std::string_view kSigned =
      "وقع وزير الزراعة طاهر نوري في سهيل مذكرة تفاهم مع نظيره الكرماني فادي كورل حول تربية "
      "الماشية والري، وحضر حفل التوقيع سفير كرمانيا في البلاد.";
  constexpr std::string_view kSignedToo =
      "اتفقت سورانيا وكرمانيا على التعاون في الري وتربية الماشية، بموجب مذكرة تفاهم وقعها في سهيل "
      "طاهر نوري وفادي كورل.";
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = kSigned, .published = kNow, .seen = kNow});
  const Instant far = kNow + kDay * 25'000;
  ASSERT_EQ(
      clusterer.Add({.id = 2, .title = "", .text = kSigned, .published = far, .seen = kNow}).story,
      1);
  EXPECT_EQ(
      clusterer.Add({.id = 3, .title = "", .text = kSignedToo, .published = kNow, .seen = kNow})
          .story,
      1);
}

TEST(HostileStream, WhatCameInUnderAClockAheadLeavesFirst) {
  Clusterer clusterer;
  clusterer.Add({.id = 1, .title = "", .text = Invented(1, 80), .seen = kNow + kDay * 25'000});
  for (int i = 2; i < 6; ++i) {
    const std::string text = Invented(static_cast<std::uint64_t>(i), 80);
    clusterer.Add({.id = i, .title = "", .text = text, .seen = kNow});
  }
  EXPECT_EQ(clusterer.size(), 4U);
  EXPECT_EQ(clusterer.oldest(), 2);
}

TEST(HostileStream, IdsThatComeAgainDoNoHarm) {
  Clusterer clusterer({.max_articles = 50});
  for (int i = 0; i < 1'000; ++i) {
    const std::string text = Invented(static_cast<std::uint64_t>(i % 90), 60);
    const Placement placement =
        clusterer.Add({.id = i % 7, .title = "", .text = text, .seen = kNow});
    EXPECT_LT(placement.story, 7);
    EXPECT_LE(clusterer.size(), 50U);
  }
}

}  // namespace
}  // namespace isnad::story
