#pragma once

// How common a term is: a shipped background of Arabic prose (data/story/document_frequencies.tsv,
// provenance beside it) plus the articles of the window, so that the first article of a stream is
// weighed sensibly and a long stream learns its own habits.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace isnad::story {

// Inverse document frequency, smoothed: ln((N + 1) / (n + 0.5)) (Robertson and Spärck Jones 1976,
// without the term of relevance), the background counting for as many articles as kBackgroundShare
// says.
class Frequencies {
 public:
  // Reads the shipped background. Cost: some milliseconds.
  Frequencies();

  // The key's share of articles in the background; keys it lacks count as none.
  [[nodiscard]] float InverseFrequency(std::uint32_t key, std::uint32_t seen_in) const;

  void AddArticle() { ++articles_; }
  void RemoveArticle() { --articles_; }

 private:
  std::unordered_map<std::uint32_t, float> background_;  // key -> articles, scaled
  double background_articles_ = 0;
  std::size_t articles_ = 0;  // of the window
};

}  // namespace isnad::story
